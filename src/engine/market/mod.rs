//! Runs markets: replications in batches that depend on the number of parties alone, in parallel, handed over in order.

pub mod measure;
pub mod summary;

use crate::engine::parallel::{Stopped, Watch};
use crate::market::economy::{Economy, MarketKeys};
use crate::market::history::MarketHistory;
use crate::market::play;
use rayon::prelude::*;

/// Batches computed before they are handed over, per thread; bounds memory.
const AHEAD: u64 = 2;

/// A market that is to be simulated.
#[derive(Debug)]
pub struct MarketPlan<'a> {
    /// The market.
    pub economy: Economy<'a>,
    /// Replications.
    pub replications: u64,
    /// Seed.
    pub seed: u64,
}

/// Runs a market; `absorb` gets the replications one by one in order.
///
/// # Errors
/// [`Stopped`] if the watch asks to stop.
pub fn run(plan: &MarketPlan<'_>, watch: Watch<'_>, mut absorb: impl FnMut(&MarketHistory)) -> Result<(), Stopped> {
    let keys = MarketKeys::new(plan.seed);
    let size = play::together(plan.economy.parties());
    let batches = plan.replications.div_ceil(size);
    let wave = AHEAD * rayon::current_num_threads() as u64;
    let mut next = 0;
    while next < batches {
        let end = (next + wave).min(batches);
        let numbers: Vec<u64> = (next..end).collect();
        let done: Vec<Option<Vec<MarketHistory>>> = numbers
            .into_par_iter()
            .with_max_len(1)
            .map(|number| {
                if watch.stopped() {
                    return None;
                }
                let first = number * size;
                let count = size.min(plan.replications - first);
                let histories = play::run(&plan.economy, &keys, first, count as usize);
                watch.advance(count);
                Some(histories)
            })
            .collect();
        for batch in done {
            batch.ok_or(Stopped)?.iter().for_each(&mut absorb);
        }
        next = end;
    }
    Ok(())
}
