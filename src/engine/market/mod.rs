//! Runs markets: replications in batches that depend on the number of parties alone, in parallel, handed over in order.

pub mod course;
pub mod measure;
pub mod summary;

use crate::base::side::{PerSide, Side};
use crate::engine::parallel::{Stopped, Watch};
use crate::market::economy::{Economy, MarketKeys};
use crate::market::history::MarketHistory;
use crate::market::play;
use crate::market::settings::{Alternative, Roles};
use rayon::prelude::*;

/// Batches computed before they are handed over, per thread; bounds memory.
const AHEAD: u64 = 2;

/// Replications of a pilot that finds what going back to the market is worth, pilots at most, and the relative change at which
/// they stop.
const PILOTS: u64 = 32;
const MOST_PILOTS: u32 = 16;
const CLOSE: f64 = 1e-3;

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

/// Runs a market; `absorb` gets the replications one by one in order. Where parties reckon with an alternative that is computed,
/// pilots find it first.
///
/// # Errors
/// [`Stopped`] if the watch asks to stop.
pub fn run(plan: &MarketPlan<'_>, watch: Watch<'_>, absorb: impl FnMut(&MarketHistory)) -> Result<(), Stopped> {
    if plan.economy.market.alternative != Alternative::Computed {
        return play_all(plan, watch, absorb);
    }
    let pilots = plan.replications.min(PILOTS);
    let mut pilot = MarketPlan { economy: plan.economy.clone(), replications: pilots, seed: plan.seed };
    for _ in 0..MOST_PILOTS {
        let held = pilot.economy.alternative;
        let found = worth_of_going_back(&pilot, Watch { advance: None, ..watch })?;
        pilot.economy.alternative = PerSide::from_fn(|side| f64::midpoint(held[side], found[side]));
        if Side::ALL.iter().all(|side| (found[*side] - held[*side]).abs() <= CLOSE * (1.0 + held[*side].abs())) {
            break;
        }
    }
    play_all(&MarketPlan { economy: pilot.economy, replications: plan.replications, seed: plan.seed }, watch, absorb)
}

/// What parties of each side earn in a round soon after they went back to the market, given what they hold that to be.
fn worth_of_going_back(pilot: &MarketPlan<'_>, watch: Watch<'_>) -> Result<PerSide<f64>, Stopped> {
    let strategies = pilot.economy.strategies.len();
    let mut sums = [[0.0; 2]; 2];
    play_all(pilot, watch, |history| {
        for (place, kind) in history.kinds.iter().enumerate() {
            let [flow, count] = &mut sums[place / strategies];
            *flow += kind.back_flow;
            *count += kind.back;
        }
    })?;
    if pilot.economy.market.roles == Roles::Either {
        sums[1] = sums[0];
    }
    let held = pilot.economy.alternative;
    Ok(PerSide::from_fn(|side| {
        let [flow, count] = sums[side.index()];
        if count > 0.0 { flow / count } else { held[side] }
    }))
}

fn play_all(plan: &MarketPlan<'_>, watch: Watch<'_>, mut absorb: impl FnMut(&MarketHistory)) -> Result<(), Stopped> {
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
