//! Stress: what a hostile counterpart can take from a contract's rules, and what repairs them; it knows no strategy by name.
//!
//! The hostile side plays anything; its victim keeps to a fixed conduct. What the hostile side takes is measured against the best
//! that it could do in good faith, so that earning well within the contract's spirit is no exploit.

pub mod answer;
pub mod appraisal;
pub mod arena;
pub mod attribution;
pub mod cells;
pub mod confirm;
pub mod contract_diff;
pub mod exact;
pub mod exploit;
pub mod family;
mod figures;
pub mod findings;
pub mod harden;
pub mod outcome;
pub mod rules;
pub mod run;
pub mod scenario_text;
pub mod search;
pub mod space;
mod tables;
pub mod timing;
pub mod typical;

pub use family::{Families, Family, FamilyError};

use crate::base::side::Side;
use crate::experiment::replay::ReplayError;
use crate::scenario::read::ReadError;
use crate::strategy::assembly::AssemblyError;
use crate::table::TableError;
use thiserror::Error;

/// An alarm is raised where the certified or confirmed gain exceeds this share of the price per round, and the victim loses.
pub const ALARM: f64 = 0.01;

/// What is asked of a contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The side that plays in bad faith.
    pub hostile: Side,
    /// Strategy of the other side, by name.
    pub victim: String,
    /// The clauses whose rules may be exploited and repaired.
    pub rules: Families,
    /// Most plays that the search tries.
    pub budget: u64,
    /// Whether repairs are weighed against each other.
    pub harden: bool,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Histories by which the worst case is confirmed.
    pub replications: u64,
}

/// Why a contract could not be stressed.
#[derive(Debug, Error)]
pub enum StressError {
    /// Scenario, contract or victim are at fault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A play that contradicts itself.
    #[error("a play cannot be played: {0}")]
    Play(#[from] AssemblyError),
    /// A stage without a contract to stress.
    #[error("stress needs a delivery stage: only there a contract's clauses move money")]
    NoDelivery,
    /// An exploit that cannot be told.
    #[error("the exploit cannot be replayed: {0}")]
    Replay(ReplayError),
    /// A table that does not hold together.
    #[error(transparent)]
    Table(#[from] TableError),
}
