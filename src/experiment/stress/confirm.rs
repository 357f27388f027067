//! What a play is worth under fresh luck, against good faith under the same luck; it does not know how the play was found.

use crate::base::side::{PerSide, Side};
use crate::domain::flow::Account;
use crate::experiment::stress::arena::Arena;
use crate::relationship::history::History;
use crate::statistics::{Estimate, Moments};
use crate::strategy::assembly::{AssemblyError, Strategy};
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;

/// Histories of one unit of work; fixed, so that results do not depend on threads.
const BATCH: u64 = 256;

/// Added to the seed of the search, so that what was found by luck does not show here.
const FRESH: u64 = 0x9E37_79B9_7F4A_7C15;

/// Seed under which what a search with `seed` found is confirmed.
pub const fn fresh(seed: u64) -> u64 {
    seed.wrapping_add(FRESH)
}

/// A play against good faith, paired history by history. Values are discounted money per history.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmation {
    /// Mean values in good faith.
    pub honest: PerSide<f64>,
    /// Mean values under the play.
    pub exploited: PerSide<f64>,
    /// Play less good faith, each side.
    pub change: PerSide<Estimate>,
    /// Play less good faith by account, each side.
    pub flows: Vec<(Account, PerSide<f64>)>,
    /// Discounted rounds of need in a history.
    pub annuity: f64,
    /// Histories.
    pub replications: u64,
}

/// Sums over histories, merged in their order.
#[derive(Default, Clone)]
struct Sums {
    honest: [Moments; 2],
    exploited: [Moments; 2],
    change: [Moments; 2],
    flows: [[Moments; Account::COUNT]; 2],
    annuity: Moments,
}

impl Sums {
    fn push(&mut self, honest: &History, exploited: &History) {
        self.annuity.push(honest.annuity);
        for side in 0..2 {
            let (before, after) = (&honest.party[side], &exploited.party[side]);
            self.honest[side].push(before.value);
            self.exploited[side].push(after.value);
            self.change[side].push(after.value - before.value);
            for (sum, (new, old)) in self.flows[side].iter_mut().zip(after.flows.iter().zip(&before.flows)) {
                sum.push(new - old);
            }
        }
    }

    fn merge(&mut self, later: &Self) {
        self.annuity.merge(&later.annuity);
        for side in 0..2 {
            self.honest[side].merge(&later.honest[side]);
            self.exploited[side].merge(&later.exploited[side]);
            self.change[side].merge(&later.change[side]);
            for (sum, more) in self.flows[side].iter_mut().zip(&later.flows[side]) {
                sum.merge(more);
            }
        }
    }
}

/// Plays both under the seed's luck.
///
/// # Errors
/// [`AssemblyError`] where a play's parameters contradict each other.
pub fn confirm(
    arena: &Arena,
    honest: &StrategyFile,
    play: &StrategyFile,
    seed: u64,
    replications: u64,
) -> Result<Confirmation, AssemblyError> {
    let (honest, play) = (Arena::assemble(honest)?, Arena::assemble(play)?);
    let batches: Vec<u64> = (0..replications.div_ceil(BATCH)).collect();
    let sums: Vec<Sums> =
        batches.into_par_iter().map(|batch| paired(arena, [&honest, &play], seed, batch, replications)).collect();
    let mut all = Sums::default();
    for sums in &sums {
        all.merge(sums);
    }
    Ok(summary(arena, &all, replications))
}

fn paired(arena: &Arena, [honest, play]: [&Strategy; 2], seed: u64, batch: u64, replications: u64) -> Sums {
    let first = batch * BATCH;
    let count = (replications - first).min(BATCH) as usize;
    let before = arena.histories(honest, seed, first, count);
    let after = arena.histories(play, seed, first, count);
    let mut sums = Sums::default();
    for (before, after) in before.iter().zip(&after) {
        sums.push(before, after);
    }
    sums
}

fn summary(arena: &Arena, all: &Sums, replications: u64) -> Confirmation {
    let each = |moments: &[Moments; 2]| PerSide::from_fn(|side: Side| moments[side.index()].mean());
    let flow =
        |account: &Account| (*account, PerSide::from_fn(|side: Side| all.flows[side.index()][account.index()].mean()));
    Confirmation {
        honest: each(&all.honest),
        exploited: each(&all.exploited),
        change: PerSide::from_fn(|side| all.change[side.index()].estimate()),
        flows: arena.accounts().iter().map(flow).collect(),
        annuity: all.annuity.mean(),
        replications,
    }
}
