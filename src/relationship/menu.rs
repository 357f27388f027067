//! What can be negotiated: every outcome as a contract, what it would tempt each side to do, and the table's rules; no strategy.

use crate::bargaining::protocol::Protocol;
use crate::bargaining::worksheet::Worksheet;
use crate::base::side::{PerSide, Side};
use crate::domain::clause::investment::added;
use crate::domain::contract::Contract;
use crate::domain::kpi::Plan;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::outlook::Outlook;
use crate::domain::preference::{Preference, PreferenceError};
use crate::domain::stage::Delivery;
use crate::execution::conduct::response::{Response, responses};
use crate::execution::investment::Investment;
use crate::execution::world::World;
use crate::relationship::optimum::Optimum;
use crate::strategy::assembly::Strategy;
use rayon::prelude::*;
use std::sync::Arc;

/// Levels to which trust is rounded when contracts are appraised (decisions.md: part of the model).
pub const TRUST_LEVELS: usize = 32;

/// Everything negotiable at one design point.
#[derive(Debug)]
pub struct Menu {
    /// The outcomes.
    pub space: OutcomeSpace,
    /// Every outcome as a contract; in a negotiation domain one that stands for all.
    pub contracts: Vec<Contract>,
    /// Price of every outcome; empty where price is not an issue.
    pub prices: Vec<f64>,
    /// What each outcome tempts each side to do; in a negotiation domain one that stands for all.
    pub responses: Vec<PerSide<Response>>,
    /// The optimum under each profile of a negotiation domain; empty in a delivery stage.
    pub optima: Vec<Optimum>,
    /// How sessions are held.
    pub table: Table,
    /// Middle of the zone of agreement at good faith: where a public benchmark lies on average, money.
    pub midpoint: f64,
}

/// How sessions are held.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Rules of the table.
    pub protocol: Protocol,
    /// Further sessions after an impasse, one round later each.
    pub retries: u32,
    /// Standard deviation of the public benchmark between replications; none without one.
    pub benchmark_sd: Option<f64>,
    /// Who proposes first; a coin decides where nobody is named.
    pub first_mover: Option<Side>,
}

/// The sides' preferences over a menu: one for every level of trust in a delivery stage, one for every profile of a
/// negotiation domain.
pub type Preferences = PerSide<Arc<Vec<Preference>>>;

/// The level to which `trust` is rounded.
pub fn level(trust: f64) -> usize {
    let place = (trust * TRUST_LEVELS as f64).floor() as usize;
    if place < TRUST_LEVELS { place } else { TRUST_LEVELS - 1 }
}

/// The trust for which a level stands: the middle of its range.
pub fn trust_of(level: usize) -> f64 {
    (level as f64 + 0.5) / TRUST_LEVELS as f64
}

impl Menu {
    /// A menu over `contracts`, the outcomes of `space` in order.
    pub fn new(
        space: OutcomeSpace,
        contracts: Vec<Contract>,
        has_price: bool,
        world: &World,
        delivery: &Delivery,
        table: Table,
    ) -> Self {
        let responses = contracts.par_iter().map(|contract| responses(contract, delivery, &world.kpi)).collect();
        let prices = if has_price { contracts.iter().map(|contract| contract.price).collect() } else { Vec::new() };
        let midpoint = contracts.first().map_or(0.0, |contract| midpoint(contract, world, delivery));
        Self { space, contracts, prices, responses, optima: Vec::new(), table, midpoint }
    }

    /// A menu over the packages of a negotiation domain, whose optima are given for every profile.
    pub fn of_domain(
        space: OutcomeSpace,
        contract: Contract,
        prices: Vec<f64>,
        midpoint: f64,
        optima: Vec<Optimum>,
        table: Table,
    ) -> Self {
        let idle = PerSide::new(Response::IDLE, Response::IDLE);
        Self { space, contracts: vec![contract], prices, responses: vec![idle], optima, table, midpoint }
    }

    /// The contract that an outcome stands for.
    pub fn contract(&self, outcome: u32) -> &Contract {
        self.contracts.get(outcome as usize).unwrap_or(&self.contracts[0])
    }

    /// What an outcome tempts each side to do.
    pub fn responses(&self, outcome: u32) -> PerSide<Response> {
        self.responses.get(outcome as usize).copied().unwrap_or(self.responses[0])
    }

    /// What `strategy` on `side` thinks of every outcome at every level of trust.
    ///
    /// # Errors
    /// If an appraisal is not a finite number.
    pub fn preferences(
        &self,
        strategy: &Strategy,
        side: Side,
        world: &World,
        delivery: &Delivery,
    ) -> Result<Vec<Preference>, PreferenceError> {
        (0..TRUST_LEVELS)
            .into_par_iter()
            .map(|level| {
                let trust = trust_of(level);
                let appraise = |(contract, responses): (&Contract, &PerSide<Response>)| {
                    let own = strategy.rule.planned(
                        contract.target[side],
                        world.kpi[side].noise(0.0),
                        trust,
                        &responses[side],
                    );
                    let bad = responses[side.other()].unwatched;
                    let horizon = strategy.review.horizon;
                    let seen = outlook(contract, world, delivery, side, trust, own, bad, horizon);
                    contract.appraise(&expectations(seen, contract, world, strategy))
                };
                Preference::new(self.contracts.iter().zip(&self.responses).map(appraise).collect())
            })
            .collect()
    }
}

/// Rounds over which a party reckons that never leaves: its whole horizon counts, so one-off costs hardly do.
const PATIENT: f64 = 1e9;

/// Rounds over which one-off amounts are spread.
pub fn rounds_reckoned(horizon: f64) -> f64 {
    if horizon > 0.0 { horizon } else { PATIENT }
}

fn outlook<'a>(
    contract: &Contract,
    world: &'a World,
    delivery: &'a Delivery,
    side: Side,
    trust: f64,
    own: Plan,
    bad: Plan,
    horizon: f64,
) -> Outlook<'a> {
    let other = side.other();
    let met = contract.target[other] + world.kpi[other].noise(0.0);
    Outlook {
        side,
        trust,
        own,
        good: Plan { effort: if met < 1.0 { met } else { 1.0 }, gaming: 0.0 },
        bad,
        delivery,
        kpi: &world.kpi[other],
        index_sd: world.index.relative_sd(),
        demand_sd: world.demand.sd,
        reputation: 0.0,
        invests: world.investment.side == side,
        added: 0.0,
        outside: world.outside[side].option,
        horizon: rounds_reckoned(horizon),
    }
}

/// What a party of this strategy expects besides: of its name, and of what an investment adds.
///
/// It takes the other to turn signals into trust as it does itself, and where the other can invest, to sink what pays it most.
fn expectations<'a>(seen: Outlook<'a>, contract: &Contract, world: &World, strategy: &Strategy) -> Outlook<'a> {
    let Outlook { side, own, .. } = seen;
    let belief = &strategy.conduct.trust;
    let missed = world.kpi[side].miss_probability(own, 0.0, contract.target[side], belief.tolerance);
    let gained = belief.settled(missed) - belief.trust(0.0, 0.0);
    let Investment { productivity, each_round, .. } = world.investment;
    let sunk = if seen.invests {
        strategy.conduct.investment
    } else {
        let root = contract.investment.share * productivity;
        root * root
    };
    let rounds = if each_round { 1.0 } else { seen.horizon };
    Outlook { reputation: world.reputation.value[side] * gained, added: added(productivity, sunk) / rounds, ..seen }
}

/// The worksheet of a party: at a renewal it has switching costs to spare, at a first contract onboarding to earn back.
pub fn worksheet(world: &World, side: Side, horizon: f64, renewal: bool) -> Worksheet {
    let outside = &world.outside[side];
    let rounds = rounds_reckoned(horizon);
    Worksheet {
        batna: outside.option,
        switching: if renewal { outside.switching / rounds } else { 0.0 },
        onboarding: if renewal { 0.0 } else { outside.onboarding / rounds },
        support: 0.0,
        reputational_risk: outside.risk,
    }
}

/// Price at which both sides gain alike from `contract` when both meet its targets in good faith.
fn midpoint(contract: &Contract, world: &World, delivery: &Delivery) -> f64 {
    let gain = |side: Side| {
        let met = |who: Side| {
            let level = contract.target[who] + world.kpi[who].noise(0.0);
            Plan { effort: if level < 1.0 { level } else { 1.0 }, gaming: 0.0 }
        };
        let own = met(side);
        let view = outlook(contract, world, delivery, side, 1.0, own, met(side.other()), 0.0);
        contract.appraise(&view) - worksheet(world, side, 0.0, false).reservation()
    };
    contract.price + (gain(Side::Buyer) - gain(Side::Seller)) / 2.0
}

#[cfg(test)]
mod tests {
    use super::{TRUST_LEVELS, level, trust_of};

    #[test]
    fn every_level_stands_for_itself() {
        for place in 0..TRUST_LEVELS {
            assert_eq!(level(trust_of(place)), place);
        }
        assert_eq!(level(1.0), TRUST_LEVELS - 1);
        assert_eq!(level(0.0), 0);
    }
}
