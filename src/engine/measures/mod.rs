//! The table of measures: what is read off one finished history; it does not know how they are averaged or shown.
//!
//! Adding a measure is one row in the file of its theme (or one new file, its `mod` line and its rows in [`all`]).

pub mod conduct;
pub mod contract;
pub mod value;

use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::relationship::history::History;
use crate::table::Unit;

/// How a measure is read; NaN where it does not apply.
#[derive(Debug, Clone, Copy)]
pub enum Read {
    /// One number per side.
    Party(fn(&History, Side) -> f64),
    /// One number for the relationship.
    Relationship(fn(&History) -> f64),
}

/// One measure of a replication.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Name (also the column) and meaning.
    pub row: Row,
    /// Its unit.
    pub unit: Unit,
    /// How it is read.
    pub read: Read,
}

impl Measure {
    /// The measure of one replication, seen from one side.
    pub fn of(&self, history: &History, side: Side) -> f64 {
        match self.read {
            Read::Party(read) => read(history, side),
            Read::Relationship(read) => read(history),
        }
    }
}

/// Every measure, in the order of the tables.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    value::MEASURES.iter().chain(conduct::MEASURES).chain(contract::MEASURES)
}

/// `sum / rounds`, or NaN without any.
fn per(sum: f64, rounds: f64) -> f64 {
    if rounds > 0.0 { sum / rounds } else { f64::NAN }
}
