//! Conduct: how a party works, games, monitors and helps, round by round; it sees its own view and never the other's interests.
//!
//! Adding an effort rule is one new file, its `mod` line, its variant in [`EffortRule`] and its row in [`ALL`].

pub mod best_response;
pub mod discriminator;
pub mod fixed;
pub mod machine;
pub mod majority;
pub mod reciprocity;
pub mod response;

use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::domain::kpi::Plan;
use response::Response;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt::Debug;

/// What a party may see when it acts: one slice entry per lane, from its own side.
#[derive(Debug, Clone, Copy)]
pub struct RoundView<'a> {
    /// The party's role.
    pub side: Side,
    /// Standard deviation of its own KPI when nobody monitors.
    pub noise: f64,
    /// Mask: the contract is served this round; elsewhere nothing it does has an effect.
    pub served: &'a [f64],
    /// Its own realised action of the last served round, C = 1.
    pub own_action: &'a [f64],
    /// The other's action (matrix) or KPI (delivery) of the last served round, as this party read it.
    pub other_action: &'a [f64],
    /// The other's standing as this party sees it: 0 bad to 1 good, [`UNSEEN`](crate::trust::reputation::rules::UNSEEN) if it does not.
    pub other_standing: &'a [f64],
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
        })
    }
}

/// Every effort rule by its key.
pub const ALL: [Row; 7] = [
    fixed::ROW,
    reciprocity::ROW,
    best_response::ROW,
    machine::TABLE_ROW,
    machine::AUTOMATON_ROW,
    majority::ROW,
    discriminator::ROW,
];
