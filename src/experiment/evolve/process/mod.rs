//! Events of finite populations, one file per process: who is replaced by a copy of whom; payoffs and luck come from outside.

mod birth_death;
mod death_birth;
mod fermi;

use crate::base::catalogue::Row;
use crate::base::numeric::{exp, ln};
use crate::base::random::Draws;
use crate::experiment::evolve::census::Census;
use crate::experiment::evolve::selection::Selection;
use crate::scenario::evolution::{Evolution, Process};

/// A process as listings show it, and its events.
pub struct Entry {
    /// Name in scenarios, and what happens.
    pub row: Row,
    /// The key's value that means it.
    pub process: Process,
    /// Its events.
    rule: &'static dyn Rule,
}

/// Every process of finite populations.
pub const ALL: [Entry; 3] = [birth_death::ENTRY, death_birth::ENTRY, fermi::ENTRY];

/// Logarithms of ratios beyond this are as good as certain; keeps sums of them finite.
const CERTAIN: f64 = 1e4;

/// Share of `k` whose fitness has that logarithm over that of `others`, by total fitness.
fn share(log_ratio: f64, k: f64, others: f64) -> f64 {
    match (k > 0.0, others > 0.0) {
        (true, true) => 1.0 / (1.0 + others / k * exp(-log_ratio)),
        (known, _) => f64::from(u8::from(known)),
    }
}

/// The logarithm of [`share`], also where the share is too small for a number.
fn log_share(log_ratio: f64, k: f64, others: f64) -> f64 {
    if others <= 0.0 {
        return 0.0;
    }
    let odds = ln(others / k) - log_ratio;
    if odds > 0.0 { -odds - ln(1.0 + exp(-odds)) } else { -ln(1.0 + exp(odds)) }
}

/// One event among two kinds: how likely mutants become one more or one less, and the logarithm of less over more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chances {
    /// One mutant more.
    pub up: f64,
    /// One mutant less.
    pub down: f64,
    /// ln(down / up), also where both are too small to divide.
    pub log_ratio: f64,
}

impl Chances {
    fn new(up: f64, down: f64, log_ratio: f64) -> Self {
        Self { up, down, log_ratio: log_ratio.clamp(-CERTAIN, CERTAIN) }
    }
}

/// Who is replaced by a copy of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Kind that loses one.
    pub loses: usize,
    /// Kind that gains one.
    pub gains: usize,
    /// Kind that a mutation departs from.
    pub copied: usize,
}

/// A process of finite populations.
pub trait Rule: Sync {
    /// One event where `k` of `n` are mutants, whose payoff comes first.
    fn chances(&self, k: f64, n: f64, payoffs: [f64; 2], selection: Selection) -> Chances;
    /// One event among any number of kinds, without mutation.
    fn event(&self, census: &Census, draws: &mut Draws) -> Event;
}

/// The events that a scenario asks for; the replicator equation has none, so that fixation is by imitation there.
pub fn rule(evolution: &Evolution) -> (&'static dyn Rule, Selection) {
    let found = ALL.iter().find(|entry| entry.process == evolution.process);
    let rule = found.map_or(fermi::ENTRY.rule, |entry| entry.rule);
    (rule, Selection { strength: evolution.selection, fitness: evolution.fitness })
}

/// The kind in whose part of the total a uniform number falls; `part` gives each kind's part.
fn pick(kinds: usize, total: f64, uniform: f64, part: impl Fn(usize) -> f64) -> usize {
    let mut left = uniform * total;
    let mut last = 0;
    for kind in 0..kinds {
        let part = part(kind);
        if part > 0.0 {
            last = kind;
            left -= part;
            if left < 0.0 {
                return kind;
            }
        }
    }
    // Rounding may leave a little.
    last
}
