//! Conduct: how a party works, games, monitors and helps, round by round; it sees its own view and never the other's interests.
//!
//! Adding an effort rule is one new file, its `mod` line, its variant in [`EffortRule`] and its row in [`ALL`].

pub mod best_response;
pub mod contingent;
pub mod discriminator;
pub mod fixed;
pub mod machine;
pub mod majority;
pub mod reciprocity;
pub mod regret_matching;
pub mod response;
pub mod trigger;

use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::domain::kpi::Plan;
use crate::domain::stage::Payoffs;
use response::Response;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt::Debug;

/// Where a party stands in its own contract: one slice entry per lane. Rounds left include this one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing<'a> {
    /// Rounds of the term left.
    pub left: &'a [f64],
    /// Rounds until the next review; 0 is this round.
    pub review_in: &'a [f64],
    /// Rounds between reviews; 0 where there are none.
    pub cadence: &'a [f64],
    /// Its own misses in a row.
    pub misses: &'a [f64],
    /// Misses in a row that open the exit ramp; infinite without a ramp.
    pub ramp_misses: &'a [f64],
    /// Rounds for which it has failed by the ramp's measure, while a cure runs.
    pub failing: &'a [f64],
    /// Mask: the price of the last round was held at a bound.
    pub at_bound: &'a [f64],
    /// Rounds of the window over which its KPI is averaged for credits.
    pub window: &'a [f64],
    /// Rounds of that window that are past.
    pub window_past: &'a [f64],
    /// Its KPI in that window so far, summed.
    pub window_sum: &'a [f64],
    /// Rounds of the pilot left; 0 at full scale.
    pub pilot_left: &'a [f64],
    /// Rounds of the pilot in all.
    pub pilot_rounds: &'a [f64],
    /// Mean KPI of the seller over the pilot that leads to full scale; minus infinity where any does.
    pub pilot_bar: &'a [f64],
    /// What the seller has shown in the pilot so far, summed.
    pub pilot_sum: &'a [f64],
}

/// What a party may see when it acts: one slice entry per lane, from its own side.
#[derive(Debug, Clone, Copy)]
pub struct RoundView<'a> {
    /// The party's role.
    pub side: Side,
    /// What it knows of its own interest in the stage game: C is full effort, D none; clauses not reckoned.
    pub payoffs: Payoffs,
    /// Standard deviation of its own KPI when nobody monitors.
    pub noise: f64,
    /// Calendar round, from 1.
    pub round: &'a [f64],
    /// Mask: the contract is served this round; elsewhere nothing it does has an effect.
    pub served: &'a [f64],
    /// Its own realised action of the last served round, C = 1.
    pub own_action: &'a [f64],
    /// The other's action (matrix) or KPI (delivery) of the last served round, as this party read it.
    pub other_action: &'a [f64],
    /// The other's standing as this party sees it: 0 bad to 1 good, [`UNSEEN`](crate::trust::reputation::rules::UNSEEN) if it does not.
    pub other_standing: &'a [f64],
    /// Its own measured KPI of the last round, public; a leftover if the contract was not served in that round.
    pub own_kpi: &'a [f64],
    /// The other's measured KPI of the last round, likewise.
    pub other_kpi: &'a [f64],
    /// Its trust in the other.
    pub trust: &'a [f64],
    /// Its moving average of the other's KPI.
    pub average: &'a [f64],
    /// Its own target.
    pub own_target: &'a [f64],
    /// The other's target.
    pub other_target: &'a [f64],
    /// The other's monitoring in the last round.
    pub monitored: &'a [f64],
    /// Mask: a review found it shirking and it repairs.
    pub repairing: &'a [f64],
    /// Its own coin of the round, 32 random bits.
    pub coin: &'a [u32],
    /// The round's coin that both sides see.
    pub public_coin: &'a [u32],
    /// Where it stands in its contract.
    pub standing: Standing<'a>,
}

#[cfg(test)]
impl RoundView<'_> {
    /// A first round in one lane, for tests of rules.
    const FIRST: RoundView<'static> = RoundView {
        side: Side::Seller,
        payoffs: Payoffs { cc: 3.0, cd: 0.0, dc: 5.0, dd: 1.0 },
        noise: 0.1,
        round: &[1.0],
        served: &[1.0],
        own_action: &[0.0],
        other_action: &[0.0],
        other_standing: &[1.0],
        own_kpi: &[1.0],
        other_kpi: &[1.0],
        trust: &[0.5],
        average: &[0.0],
        own_target: &[0.6],
        other_target: &[0.6],
        monitored: &[0.0],
        repairing: &[0.0],
        coin: &[0],
        public_coin: &[0],
        standing: Standing {
            left: &[],
            review_in: &[],
            cadence: &[],
            misses: &[],
            ramp_misses: &[],
            failing: &[],
            at_bound: &[],
            window: &[],
            window_past: &[],
            window_sum: &[],
            pilot_left: &[],
            pilot_rounds: &[],
            pilot_bar: &[],
            pilot_sum: &[],
        },
    };
}

/// What a party decides each round.
#[derive(Debug)]
pub struct Acts<'a> {
    /// Effort in [0, 1]; in a matrix stage 1 is C.
    pub effort: &'a mut [f64],
    /// Gaming of its KPI in [0, 1].
    pub gaming: &'a mut [f64],
}

/// A rule for effort and gaming. It is immutable and shared; its memory is a set of columns made fresh per replication.
pub trait Rule: Debug + Send + Sync {
    /// How many memory columns it needs.
    fn memory(&self) -> usize {
        0
    }

    /// Fresh memory for a replication that starts in `lane`.
    fn begin(&self, memory: &mut [Vec<f64>], lane: usize) {
        for column in memory {
            column[lane] = 0.0;
        }
    }

    /// A contract begins in `lane`; `response` is what would be cheapest under its clauses.
    fn sign(&self, _response: &Response, _memory: &mut [Vec<f64>], _lane: usize) {}

    /// Decides for every lane of the block.
    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>);

    /// What the party itself expects to do under a contract with this target, for its own appraisal.
    fn planned(&self, own_target: f64, noise: f64, trust: f64, response: &Response) -> Plan;
}

/// The effort rule of a strategy. Exactly one is given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EffortRule {
    /// The same effort every round.
    Fixed(fixed::Fixed),
    /// The contract's level, and more for a partner that gives more.
    Reciprocity(reciprocity::Reciprocity),
    /// The cheapest plan under the clauses.
    BestResponse(best_response::BestResponse),
    /// A table over the last n rounds.
    Table(machine::Table),
    /// A finite automaton.
    Automaton(machine::Automaton),
    /// Follows the majority of the other's moves.
    Majority(majority::Majority),
    /// Helps those held to be good.
    Discriminator(discriminator::Discriminator),
    /// Effort and gaming by the situation of the contract.
    Contingent(contingent::Contingent),
    /// D after a block of bad public signals.
    Trigger(trigger::Trigger),
    /// Learns by regret what its own moves would have earned.
    RegretMatching(regret_matching::RegretMatching),
}

impl EffortRule {
    /// The rule, ready to act.
    ///
    /// # Errors
    /// A sentence on what is inconsistent in a table or an automaton.
    pub fn assemble(&self) -> Result<Box<dyn Rule>, String> {
        Ok(match self {
            Self::Fixed(rule) => Box::new(*rule),
            Self::Reciprocity(rule) => Box::new(*rule),
            Self::BestResponse(rule) => Box::new(*rule),
            Self::Table(rule) => Box::new(rule.compile()?),
            Self::Automaton(rule) => Box::new(rule.compile()?),
            Self::Majority(rule) => Box::new(*rule),
            Self::Discriminator(rule) => Box::new(*rule),
            Self::Contingent(rule) => Box::new(rule.clone()),
            Self::Trigger(rule) => Box::new(rule.clone()),
            Self::RegretMatching(rule) => Box::new(*rule),
        })
    }
}

/// Every effort rule by its key.
pub const ALL: [Row; 10] = [
    fixed::ROW,
    reciprocity::ROW,
    best_response::ROW,
    machine::TABLE_ROW,
    machine::AUTOMATON_ROW,
    majority::ROW,
    discriminator::ROW,
    contingent::ROW,
    trigger::ROW,
    regret_matching::ROW,
];
