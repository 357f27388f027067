//! Runs the batches of a plan on all threads and hands them over in order; results do not depend on the number of threads.

use crate::engine::batch::{self, Batch};
use crate::engine::plan::Plan;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use thiserror::Error;

/// Most batches computed before they are handed over.
const WAVE: u64 = 32;

/// Most cells in those batches together, unless the threads need more to be busy: bounds memory.
const CELLS: u64 = 288;

/// Batches computed before they are handed over; results do not depend on it.
fn wave(plan: &Plan<'_>) -> u64 {
    let busy = 2 * rayon::current_num_threads() as u64;
    (CELLS / (plan.cells.len() as u64).max(1)).min(WAVE).max(busy)
}

/// The run was stopped from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("stopped before all replications were run")]
pub struct Stopped;

/// Watches a run: told of each finished replication count, and asked whether to go on.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Called with the number of cell-replications just finished, from any thread.
    pub advance: Option<&'a (dyn Fn(u64) + Sync)>,
    /// Set to stop the run.
    pub stop: Option<&'a AtomicBool>,
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Watch").field("stop", &self.stop).finish_non_exhaustive()
    }
}

impl Watch<'_> {
    /// Nobody watches.
    pub const NONE: Self = Self { advance: None, stop: None };

    pub(super) fn stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    pub(super) fn advance(&self, count: u64) {
        if let Some(advance) = self.advance {
            advance(count);
        }
    }
}

/// Runs a plan; `absorb` gets the batches one by one in order of replication.
///
/// # Errors
/// [`Stopped`] if the watch asks to stop.
pub fn run(plan: &Plan<'_>, watch: Watch<'_>, mut absorb: impl FnMut(Batch)) -> Result<(), Stopped> {
    let batches = plan.batches();
    let at_once = wave(plan);
    let mut next = 0;
    while next < batches {
        let end = (next + at_once).min(batches);
        let wave: Vec<u64> = (next..end).collect();
        let done: Vec<Option<Batch>> = wave
            .into_par_iter()
            .with_max_len(1)
            .map(|number| {
                if watch.stopped() {
                    return None;
                }
                let batch = batch::run(plan, number);
                watch.advance(batch.cells.iter().map(|cell| cell.histories.len() as u64).sum());
                Some(batch)
            })
            .collect();
        for batch in done {
            absorb(batch.ok_or(Stopped)?);
        }
        next = end;
    }
    Ok(())
}
