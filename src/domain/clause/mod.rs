//! The table of clauses a contract can hold, one file each: parameters, rule, validation and appraisal; it knows no strategy.
//!
//! Adding a clause is one new file, its `mod` line, its field in `domain/contract` and its row in [`ALL`].

pub mod bonus;
pub mod exclusivity;
pub mod exit_ramp;
pub mod governance;
pub mod investment;
pub mod pilot;
pub mod price_band;
pub mod reference_rights;
pub mod reopener;
pub mod service_credits;
pub mod term;
pub mod volume;

use crate::base::catalogue::Row;
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use thiserror::Error;

/// Parameters of a clause that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ClauseError {
    /// Key of the offending parameter, below `contract`.
    pub key: &'static str,
    /// What is wrong and what is allowed.
    pub message: String,
}

/// A term that can be negotiated: its key below `contract` and how an outcome sets it.
#[derive(Debug, Clone, Copy)]
pub struct Lever {
    /// Key below `contract`.
    pub key: &'static str,
    /// Puts a value into a contract; whole numbers are rounded.
    pub set: fn(&mut Contract, f64),
}

/// One clause: its name and what a contract can ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// Name (also the key in TOML) and summary.
    pub row: Row,
    /// Its terms that can be negotiated.
    pub levers: &'static [Lever],
    /// Checks the clause's parameters against each other.
    pub validate: fn(&Contract) -> Result<(), ClauseError>,
    /// Expected flow per round to the party whose outlook this is.
    pub appraise: fn(&Contract, &Outlook<'_>) -> f64,
}

/// Every clause, in the order in which appraisals are summed.
pub const ALL: [Clause; 12] = [
    price_band::CLAUSE,
    service_credits::CLAUSE,
    bonus::CLAUSE,
    term::CLAUSE,
    governance::CLAUSE,
    exit_ramp::CLAUSE,
    pilot::CLAUSE,
    volume::CLAUSE,
    exclusivity::CLAUSE,
    reference_rights::CLAUSE,
    reopener::CLAUSE,
    investment::CLAUSE,
];
