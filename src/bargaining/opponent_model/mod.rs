//! What a party believes the other wants: the trait and the table; no rule here knows the other's true utility.

pub mod bayesian;
pub mod disclosed;
pub mod frequency;
pub mod none;

use std::fmt::Debug;

use super::package_set::PackageSet;
use super::plug_in::plug_ins;
use super::view::SessionView;
use crate::domain::outcome::OutcomeSpace;

/// A rule by which a party reads the other. It is immutable and shared; what it learns in a session
/// goes to [`Memory`].
pub trait OpponentModel: Debug + Send + Sync {
    /// How many numbers it keeps about the other; none unless it learns.
    fn cells(&self, space: &OutcomeSpace) -> usize {
        let _ = space;
        0
    }

    /// Forgets all but a share of what it has learnt, before another session.
    fn keep(&self, space: &OutcomeSpace, memory: &mut Memory, share: f64) {
        let _ = space;
        for cell in &mut memory.cells {
            *cell *= share;
        }
    }

    /// Writes for each outcome how good it is believed to be for the other, on any rising scale.
    /// Both slices have the same length.
    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]);

    /// The best own level among the outcomes that the other is believed to be able to accept;
    /// `None` where the model has no view on that.
    fn reachable(&self, view: &SessionView, memory: &Memory) -> Option<f64> {
        let _ = (view, memory);
        None
    }

    /// Learns from a proposal of the other; asked only of a model that keeps something.
    fn observe(&self, view: &SessionView, memory: &mut Memory, received: &PackageSet) {
        let _ = (view, memory, received);
    }
}

/// What a model has learnt about one other: cells that it lays out as it likes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// As many as the model asked for, all zero before anything is learnt.
    pub cells: Vec<f64>,
}

impl Memory {
    /// Before anything is learnt, for a model that keeps nothing.
    pub const EMPTY: Self = Self { cells: Vec::new() };
}

/// Rates outcomes by what each option adds, the options of all issues in one row.
fn add_up(space: &OutcomeSpace, table: &[f64], outcomes: &[u32], ratings: &mut [f64]) {
    for (rating, &outcome) in ratings.iter_mut().zip(outcomes) {
        let mut start = 0;
        *rating = 0.0;
        for (issue, &option) in space.issues().iter().zip(space.options(outcome)) {
            *rating += table[start + usize::from(option)];
            start += issue.options.len();
        }
    }
}

plug_ins! {
    /// How a party forms a belief about what the other wants.
    OpponentModelPart: OpponentModel;
    none None "Believes in a fixed pie: what is worse for me is better for the other.";
    frequency Frequency "Learns from how often options are proposed, and how seldom issues change.";
    bayesian Bayesian "Learns weights and values by assuming how the other concedes.";
    disclosed Disclosed "Believes what the other discloses, if it trusts the other enough; else a fixed pie.";
}
