//! What is to be simulated: the cells of a design point, how often, under which seed, and what is kept of each replication.

use crate::base::side::{PerSide, Side};
use crate::relationship::matchup::{Matchup, Seat};
use crate::scenario::resolve::Design;

/// Replications in a batch: the unit of work. It is fixed, so that results do not depend on threads.
pub const BATCH: usize = 256;

/// One matchup: who sits on which side, as places in the line-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Place of the seller's strategy in the line-up.
    pub seller: usize,
    /// Place of the buyer's strategy in the line-up.
    pub buyer: usize,
}

impl Cell {
    /// Place of the strategy on one side.
    pub const fn on(&self, side: Side) -> usize {
        match side {
            Side::Seller => self.seller,
            Side::Buyer => self.buyer,
        }
    }
}

/// Lanes stepped together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// One lane: the specification.
    One,
    /// Eight lanes.
    Eight,
    /// Sixty-four lanes: the fastest.
    #[default]
    SixtyFour,
}

/// What is kept of each replication besides its history.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Keep {
    /// Rounds of paths; 0 none.
    pub path_rounds: usize,
    /// Continuation probabilities, ascending, at which values are wanted; histories then run to the last of them.
    pub profile: Vec<f64>,
}

/// A plan for one design point.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The design point.
    pub design: &'a Design,
    /// Its matchups.
    pub cells: Vec<Cell>,
    /// Replications of each.
    pub replications: u64,
    /// Seed.
    pub seed: u64,
    /// Lanes stepped together; no result depends on it.
    pub width: Width,
    /// What is kept.
    pub keep: Keep,
}

impl<'a> Plan<'a> {
    /// Every strategy against every strategy, in both roles, itself included.
    pub fn round_robin(design: &'a Design, replications: u64, seed: u64) -> Self {
        let count = design.strategies.len();
        let cells = (0..count).flat_map(|seller| (0..count).map(move |buyer| Cell { seller, buyer })).collect();
        Self { design, cells, replications, seed, width: Width::default(), keep: Keep::default() }
    }

    /// Number of batches.
    pub const fn batches(&self) -> u64 {
        self.replications.div_ceil(BATCH as u64)
    }

    /// The continuation probability at which histories end.
    pub fn continuation(&self) -> f64 {
        let scenario = self.design.rules.world.horizon.continuation;
        self.keep.profile.last().copied().unwrap_or(scenario)
    }

    /// The matchup of a cell.
    pub fn matchup(&self, cell: Cell) -> Matchup<'a> {
        let design = self.design;
        let seat = |side: Side| {
            let place = cell.on(side);
            Seat { strategy: &design.strategies[place], preferences: &design.preferences[place][side] }
        };
        Matchup { rules: &design.rules, seats: PerSide::from_fn(seat), given: design.given }
    }
}
