//! What a party believes the other wants: the trait and the table; no rule here knows the other's true utility.

pub mod disclosed;
pub mod none;

use std::fmt::Debug;

use super::package_set::PackageSet;
use super::plug_in::plug_ins;
use super::view::SessionView;

/// A rule by which a party reads the other. It is immutable and shared; what it learns in a session
/// goes to [`Memory`].
pub trait OpponentModel: Debug + Send + Sync {
    /// Writes for each outcome how good it is believed to be for the other, on any rising scale.
    /// Both slices have the same length.
    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]);

    /// The best own level among the outcomes that the other is believed to be able to accept;
    /// `None` where the model has no view on that.
    fn reachable(&self, view: &SessionView, memory: &Memory) -> Option<f64> {
        let _ = (view, memory);
        None
    }

    /// Learns from a proposal of the other.
    fn observe(&self, view: &SessionView, memory: &mut Memory, received: &PackageSet) {
        let _ = (view, memory, received);
    }
}

/// What a model has learnt in one session: cells that it lays out as it likes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Zero at the start of a session.
    pub cells: [f64; Self::CELLS],
}

impl Memory {
    /// Number of cells.
    pub const CELLS: usize = 64;
    /// Before anything is learnt.
    pub const EMPTY: Self = Self { cells: [0.0; Self::CELLS] };
}

plug_ins! {
    /// How a party forms a belief about what the other wants.
    OpponentModelPart: OpponentModel;
    none None "Believes in a fixed pie: what is worse for me is better for the other.";
    disclosed Disclosed "Believes what the other discloses, if it trusts the other enough; else a fixed pie.";
}
