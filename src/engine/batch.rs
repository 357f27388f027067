//! One batch: a fixed range of replications of every cell, run on one thread; a pure function of plan and batch number.

use crate::engine::plan::{BATCH, Cell, Plan, Width};
use crate::relationship::game::{Game, Keys, Sink};
use crate::relationship::history::History;
use crate::relationship::profile::Profile;
use crate::relationship::trajectory::Trajectories;

/// What a batch leaves of one cell.
#[derive(Debug)]
pub struct CellBatch {
    /// The cell.
    pub cell: Cell,
    /// One history per replication, in order.
    pub histories: Vec<History>,
    /// Their paths, if kept.
    pub trajectories: Option<Trajectories>,
    /// Their values by shadow of the future, if kept.
    pub profile: Option<Profile>,
}

/// A finished batch.
#[derive(Debug)]
pub struct Batch {
    /// First replication.
    pub first: u64,
    /// The cells, in the plan's order.
    pub cells: Vec<CellBatch>,
}

/// These replications of one cell, in the order of the list, on this thread; the same as they are among all others.
pub fn listed(plan: &Plan<'_>, cell: Cell, replications: &[u64]) -> Vec<History> {
    let mut histories = vec![History::default(); replications.len()];
    let mut game = Game::<64>::new(plan.matchup(cell), Keys::new(plan.seed), plan.continuation());
    let mut sink = Sink { histories: &mut histories, trajectories: None, profile: None };
    game.run_listed(replications, &mut sink);
    histories
}

/// Runs batch `number` of a plan.
pub fn run(plan: &Plan<'_>, number: u64) -> Batch {
    let first = number * BATCH as u64;
    let count = (plan.replications - first).min(BATCH as u64) as usize;
    let cells = plan
        .cells
        .iter()
        .map(|cell| match plan.width {
            Width::One => run_cell::<1>(plan, *cell, first, count),
            Width::Eight => run_cell::<8>(plan, *cell, first, count),
            Width::SixtyFour => run_cell::<64>(plan, *cell, first, count),
        })
        .collect();
    Batch { first, cells }
}

fn run_cell<const W: usize>(plan: &Plan<'_>, cell: Cell, first: u64, count: usize) -> CellBatch {
    let mut histories = vec![History::default(); count];
    let rounds = plan.keep.path_rounds;
    let mut trajectories = (rounds > 0).then(|| Trajectories::new(rounds, count));
    let grid = &plan.keep.profile;
    let mut profile = (!grid.is_empty()).then(|| Profile::new(grid.clone(), count));
    let mut game = Game::<W>::new(plan.matchup(cell), Keys::new(plan.seed), plan.continuation());
    let mut sink = Sink { histories: &mut histories, trajectories: trajectories.as_mut(), profile: profile.as_mut() };
    game.run(first, &mut sink);
    if let Some(trajectories) = &mut trajectories {
        trajectories.carry_forward();
    }
    CellBatch { cell, histories, trajectories, profile }
}
