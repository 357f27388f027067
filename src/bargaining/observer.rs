//! Hooks through which an analyst follows a session; the session does not know what is done with them.

use super::close::Close;
use super::package_set::PackageSet;
use super::party::Position;
use crate::base::side::Side;

/// A proposal as the analyst sees it, with the interests of both sides.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// Turn of the proposal, from 0.
    pub turn: u32,
    /// The side that proposes.
    pub by: Side,
    /// What it proposes.
    pub packages: &'a PackageSet,
    /// Why, as its offering rule says it.
    pub rationale: &'a str,
    /// Interests of seller and buyer.
    pub positions: [&'a Position<'a>; 2],
}

/// Follows a session. Does nothing unless told otherwise, and then costs nothing.
pub trait Observer {
    /// Whether it follows at all.
    fn watches(&self) -> bool {
        true
    }

    /// Whether it wants to know how well the sides read each other, which takes time.
    fn asks_for_accuracy(&self) -> bool {
        false
    }

    /// How well seller and buyer read the other in the end: the correlation of what they believe with
    /// the truth, over all outcomes.
    fn read_each_other(&mut self, accuracy: [Option<f64>; 2]) {
        let _ = accuracy;
    }

    /// A proposal is on the table.
    fn proposed(&mut self, proposal: &Proposal) {
        let _ = proposal;
    }

    /// The session is over.
    fn closed(&mut self, close: &Close) {
        let _ = close;
    }
}

/// Observes nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn watches(&self) -> bool {
        false
    }
}
