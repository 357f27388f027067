//! What a pass over the rounds holds: values by standing and node, and the round that is looked at; it does not compute them.

use super::decision::{Bound, Moment};
use super::duel::{Duel, Pair};
use super::lattice::Axis;
use super::tables::Tables;

/// Values at the beginning of a round, by standing and by node of its running sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The nodes.
    pub axis: Axis,
    /// The hostile side's values, standing by standing.
    pub hostile: Vec<f64>,
    /// Its victim's.
    pub victim: Vec<f64>,
    /// The plan chosen.
    pub choice: Vec<u32>,
}

impl Layer {
    /// The same values everywhere.
    pub fn flat(axis: Axis, standings: usize, worth: Pair) -> Self {
        let len = axis.len * standings;
        Self { axis, hostile: vec![worth.hostile; len], victim: vec![worth.victim; len], choice: vec![0; len] }
    }

    /// Values at a place.
    pub fn at(&self, standing: usize, node: usize) -> Pair {
        let place = standing * self.axis.len + node;
        Pair::new(self.hostile[place], self.victim[place])
    }

    /// Puts values at a place.
    pub(super) fn set(&mut self, standing: usize, node: usize, worth: Pair) {
        let place = standing * self.axis.len + node;
        (self.hostile[place], self.victim[place]) = (worth.hostile, worth.victim);
    }
}

/// The present round.
#[derive(Debug)]
pub struct Round<'a> {
    /// The game.
    pub duel: &'a Duel,
    /// Its tables.
    pub tables: &'a Tables,
    /// Which bound is computed.
    pub bound: Bound,
    /// Where it stands.
    pub moment: Moment,
}

/// End-of-round values: by standing landed on and node of the sum.
pub(super) struct Ended {
    /// One set, or two where a pilot closes: short of its bar, and at it.
    pub sets: Vec<Layer>,
}
