//! The search for the most valuable play of a space: differential evolution, restarts, steps along each number, more cases.
//!
//! Every play meets the same luck, so that differences between plays are paired. What the search finds is a lower bound of the
//! worst case; its value under the luck of the search is too good to be true and is reported under fresh luck only.

mod climb;
mod evolution;
mod grow;
mod leaf;
mod polish;
pub mod simplify;
mod sweep;

use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::Contingent;
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::space::Space;
use crate::strategy::file::StrategyFile;

/// How much a search may try: so many plays of so many histories, or as many histories otherwise dealt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Plays that could be valued, each by as many histories.
    pub plays: u64,
    /// Histories by which a play is valued.
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

    /// The same by fewer histories, where the best of many are to be told from the rest.
    #[must_use]
    pub const fn at_a_glance(self) -> Self {
        Self { histories: self.histories / GLANCE, ..self }
    }
}

/// Histories of a play in the later stages of a search, as a multiple of those in the first.
const CLOSELY: usize = 4;

/// Share of these by which many plays are told apart at a glance, as a divisor.
const GLANCE: usize = 16;

/// Independent starts; the best of them is kept.
const RESTARTS: u64 = 2;

/// Share of the histories that evolution takes, as a divisor, but for at most so many plays.
const EVOLVING: (u64, u64) = (2, 1_500);

/// The same of what it leaves for steps along each number.
const POLISHING: (u64, u64) = (2, 800);

/// Share of what is left for more cases, as a divisor; the rest is for standings one by one.
const GROWING: u64 = 3;

/// What was tried is worth to the hostile side, under the luck of the search.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The best play.
    pub play: StrategyFile,
    /// Its mean value.
    pub value: f64,
    /// How many plays were tried.
    pub tried: u64,
}

impl Found {
    /// The better of two; both were tried.
    fn better(self, other: Self) -> Self {
        let tried = self.tried + other.tried;
        if other.value > self.value { Self { tried, ..other } } else { Self { tried, ..self } }
    }
}

/// Values plays of a space.
#[derive(Clone, Copy)]
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
        (self.advance)(self.effort.histories as u64);
        value(self.arena, play, self.effort)
    }

    /// How many plays can be valued by so many histories.
    const fn plays(&self, histories: u64) -> u64 {
        histories / self.effort.histories as u64
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

/// Searches a space. `advance` is told of every history played.
pub fn best(arena: &Arena, space: &Space, effort: Effort, advance: &(dyn Fn(u64) + Sync)) -> Found {
    let glance = Value { arena, space, effort, advance };
    let closely = Value { effort: effort.closely(), ..glance };
    let histories = effort.plays * effort.histories as u64;
    let evolved = evolve(&glance, share(effort, histories, EVOLVING));
    let start = closely.of(&evolved.point);
    let left = histories.saturating_sub(evolved.tried * effort.histories as u64);
    let polished = polish::run(&closely, evolved.point, start, closely.plays(share(effort, left, POLISHING)));
    let spent = evolved.tried * effort.histories as u64 + (1 + polished.tried) * closely.effort.histories as u64;
    let tried = evolved.tried + 1 + polished.tried;
    let evolved = Found { play: space.play(&polished.point), value: polished.value, tried };
    let plain = plain(&closely);
    let left = histories.saturating_sub(spent + plain.tried * closely.effort.histories as u64);
    let starts = [plain, evolved];
    let each = left / GROWING / starts.len() as u64;
    let grown = starts.into_iter().map(|start| grow::run(&closely, start, each));
    let grown = grown.reduce(Found::better).unwrap_or_default();
    sweep::run(&closely, grown, left - left / GROWING)
}

/// The best of the plays that anybody would try first.
fn plain(value: &Value<'_>) -> Found {
    let points = evolution::FIRST.iter().map(|first| value.space.point(first));
    let worth = points.map(|point| Found { value: value.of(&point), play: value.space.play(&point), tried: 1 });
    worth.reduce(Found::better).unwrap_or_default()
}

/// A share of some histories, held to what so many plays take.
fn share(effort: Effort, histories: u64, (divisor, plays): (u64, u64)) -> u64 {
    (histories / divisor).min(plays * effort.histories as u64)
}

/// The best of some independent runs.
fn evolve(value: &Value<'_>, histories: u64) -> Run {
    let mut best = Run { point: Vec::new(), value: f64::NEG_INFINITY, tried: 0 };
    for restart in 0..RESTARTS {
        let run = evolution::run(value, restart, value.plays(histories / RESTARTS));
        let tried = best.tried + run.tried;
        best = if run.value > best.value { Run { tried, ..run } } else { Run { tried, ..best } };
    }
    best
}

/// Where one run of a search ended.
struct Run {
    point: Vec<f64>,
    value: f64,
    tried: u64,
}
