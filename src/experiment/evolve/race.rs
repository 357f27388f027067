//! Two kinds without mutation, followed until all are of one: fixation by simulation, at the cost of the changes alone.
//!
//! Events that change nothing are skipped exactly: they do not move the chain, and their mean number before the next
//! change is counted instead of drawn, which keeps the mean time and lowers its variance.

use super::fixation::Chain;
use crate::base::random::{Counter, Draws, Key};
use crate::statistics::{Moments, Proportion};
use rayon::prelude::*;

/// Runs on one thread at a time; fixed, so that results do not depend on threads.
const BATCH: u64 = 4_096;

/// Number of different 32-bit words.
const WORDS: f64 = 4_294_967_296.0;

/// What became of many mutants.
#[derive(Debug, Clone, Copy, Default)]
pub struct Runs {
    /// Runs in which all became mutants, of all.
    pub fixed: Proportion,
    /// Events until all were of one kind.
    pub events: Moments,
}

/// A chain ready to be run.
#[derive(Debug, Clone)]
pub struct Race {
    /// With 1, 2, ... mutants: words below this mean one more.
    more: Vec<u64>,
    /// Mean number of events until something changes.
    wait: Vec<f64>,
}

impl Race {
    /// A race by these chances.
    pub fn new(chain: &Chain) -> Self {
        let moves = chain.chances.iter().map(|chance| (chance.up, chance.up + chance.down));
        let (more, wait) = moves.map(|(up, moves)| ((up / moves * WORDS) as u64, 1.0 / moves)).unzip();
        Self { more, wait }
    }

    /// So many runs from `mutants` mutants, in order; `pair` tells races under one key apart.
    pub fn run(&self, mutants: usize, key: Key, pair: u32, runs: u64) -> Runs {
        let batches: Vec<Runs> = (0..runs.div_ceil(BATCH))
            .into_par_iter()
            .map(|batch| self.batch(mutants, key, pair, batch * BATCH..((batch + 1) * BATCH).min(runs)))
            .collect();
        batches.iter().fold(Runs::default(), |mut all, next| {
            all.fixed.successes += next.fixed.successes;
            all.fixed.trials += next.fixed.trials;
            all.events.merge(&next.events);
            all
        })
    }

    fn batch(&self, mutants: usize, key: Key, pair: u32, runs: std::ops::Range<u64>) -> Runs {
        let mut all = Runs::default();
        for run in runs {
            let mut draws = Draws::new(key, run, Counter::of_round(pair, 0));
            let (fixed, events) = self.one(mutants, &mut draws);
            all.fixed.trials += 1;
            all.fixed.successes += f64::from(u8::from(fixed));
            all.events.push(events);
        }
        all
    }

    /// One run: whether all became mutants, and how many events it took.
    fn one(&self, mutants: usize, draws: &mut Draws) -> (bool, f64) {
        let last = self.more.len();
        let mut state = mutants;
        let mut events = 0.0;
        while state > 0 && state <= last {
            events += self.wait[state - 1];
            let more = u64::from(draws.word()) < self.more[state - 1];
            state = if more { state + 1 } else { state - 1 };
        }
        (state > 0, events)
    }
}
