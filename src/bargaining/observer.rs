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
    /// Why, in the words of its offering rule.
    pub rationale: &'static str,
    /// Interests of seller and buyer.
    pub positions: [&'a Position<'a>; 2],
}

/// Follows a session. Does nothing unless told otherwise, and then costs nothing.
pub trait Observer {
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

impl Observer for Unobserved {}
