//! Stress: what a hostile counterpart can take from a contract's rules, and what repairs them; it knows no strategy by name.
//!
//! The hostile side plays anything; its victim keeps to a fixed conduct. What the hostile side takes is measured against the best
//! that it could do in good faith, so that earning well within the contract's spirit is no exploit.

pub mod answer;
pub mod arena;
pub mod attribution;
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

use crate::base::side::{PerSide, Side};
use crate::experiment::replay::ReplayError;
use crate::scenario::read::ReadError;
use crate::strategy::assembly::AssemblyError;
use crate::strategy::file::StrategyFile;
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

/// A play of the hostile side as a strategy that `run` and `replay` can play.
#[derive(Debug, Clone, PartialEq)]
pub struct Exploit {
    /// How it works by situation, settles, and when it leaves.
    pub strategy: StrategyFile,
}

/// What the worst case is worth, however it was found. Values are discounted money per history.
#[derive(Debug, Clone, PartialEq)]
pub struct WorstCase {
    /// Values where the hostile side does the best that it can in good faith.
    pub honest: PerSide<f64>,
    /// Values where it does its worst.
    pub exploited: PerSide<f64>,
    /// What one unit of money in every round of need is worth: divides values into money per round.
    pub annuity: f64,
    /// What it does; none where the worst case is known by its value only.
    pub plan: Option<Exploit>,
}

impl WorstCase {
    /// What the hostile side gains over good faith, discounted money per history.
    pub fn gain(&self, hostile: Side) -> f64 {
        self.exploited[hostile] - self.honest[hostile]
    }

    /// What its victim loses, discounted money per history.
    pub fn loss(&self, hostile: Side) -> f64 {
        self.honest[hostile.other()] - self.exploited[hostile.other()]
    }

    /// Whether gain and loss are an alarm at a contract's price.
    pub fn alarms(&self, hostile: Side, price: f64) -> bool {
        self.gain(hostile) > ALARM * price.abs() * self.annuity && self.loss(hostile) > 0.0
    }
}
