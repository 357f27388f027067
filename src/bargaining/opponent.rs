//! What a party believes about the other at this point of the session; it does not know whether that is true.

use super::opponent_model::{Memory, OpponentModel};
use super::view::SessionView;

/// A party's opponent model together with what it has learnt in this session.
#[derive(Debug, Clone, Copy)]
pub struct Opponent<'a> {
    /// How the party reads the other.
    pub model: &'a dyn OpponentModel,
    /// What it has learnt so far.
    pub memory: &'a Memory,
}

impl Opponent<'_> {
    /// Writes how good each outcome is believed to be for the other, on any rising scale.
    pub fn rate(&self, view: &SessionView, outcomes: &[u32], ratings: &mut [f64]) {
        self.model.rate(view, self.memory, outcomes, ratings);
    }
}
