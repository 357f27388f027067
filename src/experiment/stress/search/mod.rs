//! The search for the most valuable play of a space: differential evolution, restarts, steps along each number, more cases.
//!
//! Every play meets the same luck, so that differences between plays are paired. What the search finds is a lower bound of the
//! worst case; its value under the luck of the search is too good to be true and is reported under fresh luck only.

mod evolution;
mod grow;
mod polish;
pub mod simplify;

use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::Contingent;
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::space::Space;
use crate::strategy::file::StrategyFile;

/// How much a search may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Plays evaluated.
    pub plays: u64,
    /// Histories by which each is evaluated.
    pub histories: usize,
    /// Seed of histories and search.
    pub seed: u64,
}

impl Effort {
    /// The same by more histories, where small differences decide and the luck of few would be learnt by heart.
    #[must_use]
    pub const fn closely(self) -> Self {
        Self { histories: CLOSELY * self.histories, ..self }
    }
}

/// Histories of a play in the later stages of a search, as a multiple of those in the first.
const CLOSELY: usize = 3;

/// Independent starts; the best of them is kept.
const RESTARTS: u64 = 2;

/// Share of the plays that is kept for the steps along each number, as a divisor.
const POLISHING: u64 = 2;

/// What was tried is worth to the hostile side, under the luck of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best play.
    pub play: StrategyFile,
    /// Its mean value.
    pub value: f64,
    /// How many plays were tried.
    pub tried: u64,
}

/// Values plays of a space.
struct Value<'a> {
    arena: &'a Arena,
    space: &'a Space,
    effort: Effort,
    advance: &'a (dyn Fn(u64) + Sync),
}

impl Value<'_> {
    /// What the play at a point is worth to the hostile side.
    fn of(&self, point: &[f64]) -> f64 {
        self.of_play(&self.space.play(point))
    }

    /// What a play is worth to the hostile side.
    fn of_play(&self, play: &StrategyFile) -> f64 {
        (self.advance)(1);
        value(self.arena, play, self.effort)
    }
}

/// What a play is worth to the hostile side; less than anything where it cannot be played.
pub fn value(arena: &Arena, play: &StrategyFile, effort: Effort) -> f64 {
    Arena::assemble(play)
        .map_or(f64::NEG_INFINITY, |strategy| arena.value(&strategy, effort.seed, effort.histories)[arena.hostile()])
}

/// What a play does by situation.
fn rule(play: &StrategyFile) -> Contingent {
    match &play.conduct.effort {
        EffortRule::Contingent(rule) => rule.clone(),
        _ => Contingent::default(),
    }
}

/// The play with another rule.
fn following(play: &StrategyFile, rule: Contingent) -> StrategyFile {
    let mut play = play.clone();
    play.conduct.effort = EffortRule::Contingent(rule);
    play
}

/// Searches a space. `advance` is told of every play tried.
pub fn best(arena: &Arena, space: &Space, effort: Effort, advance: &(dyn Fn(u64) + Sync)) -> Found {
    let value = Value { arena, space, effort, advance };
    let share = effort.plays - effort.plays / POLISHING;
    let runs = (0..RESTARTS).map(|restart| evolution::run(&value, restart, share / RESTARTS));
    let mut point = Vec::new();
    let (mut most, mut tried) = (f64::NEG_INFINITY, 0);
    for run in runs {
        tried += run.tried;
        if run.value > most {
            (most, point) = (run.value, run.point);
        }
    }
    let value = Value { effort: effort.closely(), ..value };
    let most = value.of(&point);
    tried += 1;
    let left = effort.plays.saturating_sub(tried);
    let polished = polish::run(&value, point, most, left / 2);
    let found = Found { play: space.play(&polished.point), value: polished.value, tried: tried + polished.tried };
    grow::run(&value, found, effort.plays.saturating_sub(tried + polished.tried))
}

/// Where one run of a search ended.
struct Run {
    point: Vec<f64>,
    value: f64,
    tried: u64,
}
