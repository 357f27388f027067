//! The world of a scenario: stage game, measurement, noise, incidents, outside options and horizon; it does not know strategies.

use crate::base::numeric::{clamp, smaller};
use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::domain::kpi::Kpi;
use crate::domain::negotiation::NegotiationDomain;
use crate::domain::stage::{Delivery, Matrix, Stage};
use crate::execution::demand::Demand;
use crate::execution::investment::Investment;
use crate::execution::nature::IndexProcess;
use crate::execution::nature::incidents::{Help, Incident};
use crate::trust::reputation::rules as reputation;
use schemars::JsonSchema;
use serde::Deserialize;

/// Two separate mechanisms (suite V04): slips that both see, and private misreading.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Noise {
    /// Probability that a party's realised action slips from the intended; both see the slip.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub implementation: f64,
    /// In a delivery stage, the share of effort that a slip loses; in a matrix stage a slip flips the action.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub slip: f64,
    /// In a matrix stage, further probability that C fails; D never turns into C by it.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub lapse: f64,
    /// Probability that a party privately misreads the other: C as D, a miss as a hit of the same size, and back.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub perception: f64,
}

impl Default for Noise {
    fn default() -> Self {
        Self { implementation: 0.0, slip: 0.5, lapse: 0.0, perception: 0.0 }
    }
}

/// What it costs that two parties speak differently: one says what it means, the other leaves it to be understood.
///
/// Communication styles after Brett (2007, Negotiating Globally): direct and indirect confrontation; a blended style knows both.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Culture {
    /// Probability that a party misreads the other, at the table and in rounds, where a direct style meets an indirect one.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub misreading: f64,
    /// Share of it that a blended style on one side avoids.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub blending: f64,
    /// Share of it that a contract with reviews avoids, since it says what is meant.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub governance: f64,
}

impl Default for Culture {
    fn default() -> Self {
        Self { misreading: 0.0, blending: 0.5, governance: 0.5 }
    }
}

impl Culture {
    /// Probability of misreading at a mismatch from 0 to 1, with or without explicit governance.
    pub fn misread(&self, mismatch: f64, governed: bool) -> f64 {
        let explicit = if governed { 1.0 - self.governance } else { 1.0 };
        self.misreading * mismatch * explicit
    }
}

/// What a party has without this contract.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Outside {
    /// Income per round while without a contract, money.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub option: f64,
    /// One-off cost of moving to it after a contract, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub switching: f64,
    /// One-off cost of starting with a new partner that a first contract must earn back, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub onboarding: f64,
    /// Value per round that a party puts on not dealing with a partner of doubtful repute, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub risk: f64,
}

/// How long the need lasts and what the future is worth.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Horizon {
    /// Probability that the need goes on after a round: the shadow of the future (delta).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub continuation: f64,
    /// Value today of a unit of money one round later.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub discount: f64,
    /// Last round, if the need ends then whatever the draw.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub rounds: Option<u32>,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { continuation: 0.97, discount: 0.98, rounds: None }
    }
}

/// Everything about a design point that is not strategy or contract.
#[derive(Debug)]
pub struct World {
    /// What is played every round.
    pub stage: Stage,
    /// How each side's work is measured.
    pub kpi: PerSide<Kpi>,
    /// Slips and misreading.
    pub noise: Noise,
    /// What differences of style cost.
    pub culture: Culture,
    /// What strikes each side.
    pub incidents: PerSide<Incident>,
    /// What help does.
    pub help: Help,
    /// What each side has elsewhere.
    pub outside: PerSide<Outside>,
    /// How long the need lasts.
    pub horizon: Horizon,
    /// The cost index.
    pub index: Box<dyn IndexProcess>,
    /// Cost to the claimant of a claim that is rejected, money.
    pub claim_cost: f64,
    /// How the volume that the buyer needs varies.
    pub demand: Demand,
    /// What a good name is worth, and how it comes about among many.
    pub reputation: reputation::Rules,
    /// What one side can invest.
    pub investment: Investment,
    /// Convex cost of a round's own negative flow: `distress * flow^2` per money.
    pub distress: f64,
}

impl World {
    /// The delivery stage, if that is what is played.
    pub const fn delivery(&self) -> Option<&Delivery> {
        match &self.stage {
            Stage::Delivery(delivery) => Some(delivery),
            Stage::Matrix(_) | Stage::Domain(_) => None,
        }
    }

    /// What `side` earns in a round of a contract that both keep to the letter: price, service, and work at their targets.
    pub fn kept(&self, delivery: &Delivery, side: Side, contract: &Contract) -> f64 {
        let effort = |side: Side| clamp(contract.target[side], 0.0, 1.0);
        let work =
            delivery.effort(side.other()).value * effort(side.other()) - delivery.effort(side).cost_of(effort(side));
        match side {
            Side::Seller => contract.price - delivery.base_cost + work,
            Side::Buyer => delivery.base_value - contract.price + work,
        }
    }

    /// Whether `side` would do better elsewhere over another term, the move included, than under a contract that both keep.
    pub fn would_lapse(&self, side: Side, contract: &Contract) -> bool {
        let outside = &self.outside[side];
        self.delivery().is_some_and(|delivery| {
            let regret = outside.option - self.kept(delivery, side, contract);
            regret * f64::from(contract.term.rounds) > outside.switching
        })
    }

    /// The matrix stage, if that is what is played.
    pub const fn matrix(&self) -> Option<&Matrix> {
        match &self.stage {
            Stage::Matrix(matrix) => Some(matrix),
            Stage::Delivery(_) | Stage::Domain(_) => None,
        }
    }

    /// The negotiation domain, if that is what is played.
    pub const fn negotiation(&self) -> Option<&NegotiationDomain> {
        match &self.stage {
            Stage::Domain(domain) => Some(domain),
            Stage::Matrix(_) | Stage::Delivery(_) => None,
        }
    }

    /// Expected joint flow of one round at the index's start if both did what is best for both, incidents helped where help pays.
    ///
    /// The seller's indexed cost is left out: whoever bears it, it is the same in every history. In a negotiation domain, where
    /// the best depends on the replication's types, this is what both have without agreement.
    pub fn first_best(&self) -> f64 {
        match &self.stage {
            Stage::Matrix(matrix) => matrix_best(matrix),
            Stage::Domain(_) => self.outside.seller.option + self.outside.buyer.option,
            Stage::Delivery(delivery) => {
                let effort: f64 = Side::ALL.iter().map(|side| self.effort_surplus(delivery, *side)).sum();
                delivery.base_value - delivery.base_cost + effort
            }
        }
    }

    fn effort_surplus(&self, delivery: &Delivery, side: Side) -> f64 {
        let effort = delivery.effort(side);
        let incident = &self.incidents[side];
        let helped = incident.loss * (1.0 - self.help.relief + self.help.cost);
        let loss = incident.probability * smaller(incident.loss, helped);
        let best = effort.first_best();
        let worked = 1.0 - incident.probability * incident.downtime * (1.0 - self.help.relief);
        effort.value * best * worked - effort.cost_of(best) - loss
    }
}

fn matrix_best(matrix: &Matrix) -> f64 {
    let seller = matrix.payoffs(Side::Seller);
    let buyer = matrix.payoffs(Side::Buyer);
    let joint = [seller.cc + buyer.cc, seller.cd + buyer.dc, seller.dc + buyer.cd, seller.dd + buyer.dd];
    joint.into_iter().fold(f64::NEG_INFINITY, crate::base::numeric::larger)
}
