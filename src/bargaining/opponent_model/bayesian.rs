//! Reads preferences off proposals by assuming how the other concedes; it does not know whether it does.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, OpponentModel, none};
use crate::bargaining::package_set::PackageSet;
use crate::bargaining::view::SessionView;
use crate::base::numeric;
use crate::domain::outcome::OutcomeSpace;

/// Most shapes of value that are thought possible within one issue.
const SHAPES: usize = 8;

/// The scalable Bayesian model of Hindriks and Tykhonov (2008).
///
/// Each issue has hypotheses of its own: on its rank among the weights, rank r of n weighing
/// 2r / (n (n + 1)), and on its values, which rise to a peak at one of up to eight evenly spaced
/// options and fall from there. A proposal is the likelier under a hypothesis the nearer its utility,
/// the other issues taken at their expectation, lies to what the other is assumed to ask for: all at
/// first, falling by `concession` until the deadline, with normal deviations of `spread`.
/// Logarithms are kept, so that no hypothesis becomes impossible by rounding. Packages of one proposal
/// count together as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bayesian {
    /// Share of its utility that the other is assumed to give up until the deadline.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub concession: f64,
    /// Standard deviation of what it asks for around that, as a share of its utility.
    #[schemars(range(min = 0.001, max = 10.0))]
    pub spread: f64,
}

impl Default for Bayesian {
    fn default() -> Self {
        Self { concession: 0.5, spread: 0.15 }
    }
}

/// Where the cells of a space's issues lie.
struct Layout<'s> {
    space: &'s OutcomeSpace,
    /// Start of the shapes' logarithms; before it those of the ranks, a row for each issue.
    shapes: usize,
    /// Start of what each issue is expected to weigh.
    weights: usize,
    /// Start of what each option is expected to add to the utility.
    ratings: usize,
}

/// One issue's share of the cells.
struct Part {
    place: usize,
    options: usize,
    /// Start of its shapes.
    shapes: usize,
    /// Start of its options.
    ratings: usize,
}

impl Part {
    fn hypotheses(&self) -> usize {
        if self.options < SHAPES { self.options } else { SHAPES }
    }

    /// Value of an option if the peak is the one of that number, from 0 to 1.
    fn value(&self, shape: usize, option: usize) -> f64 {
        let last = self.options - 1;
        let hypotheses = self.hypotheses();
        let peak = if hypotheses < 2 { 0 } else { shape * last / (hypotheses - 1) };
        match option.cmp(&peak) {
            Ordering::Less => option as f64 / peak as f64,
            Ordering::Equal => 1.0,
            Ordering::Greater => (last - option) as f64 / (last - peak) as f64,
        }
    }
}

impl<'s> Layout<'s> {
    fn of(space: &'s OutcomeSpace) -> Self {
        let issues = space.issues().len();
        let shapes = issues * issues;
        let count: usize = space.issues().iter().map(|issue| issue.options.len().min(SHAPES)).sum();
        let weights = shapes + count;
        Self { space, shapes, weights, ratings: weights + issues }
    }

    fn parts(&self) -> impl Iterator<Item = Part> {
        let (mut shapes, mut ratings) = (self.shapes, self.ratings);
        self.space.issues().iter().enumerate().map(move |(place, issue)| {
            let part = Part { place, options: issue.options.len(), shapes, ratings };
            shapes += part.hypotheses();
            ratings += part.options;
            part
        })
    }

    fn cells(&self) -> usize {
        self.ratings + self.space.issues().iter().map(|issue| issue.options.len()).sum::<usize>()
    }

    fn ranks(&self, place: usize) -> std::ops::Range<usize> {
        let issues = self.space.issues().len();
        place * issues..(place + 1) * issues
    }

    fn weight(&self, rank: usize) -> f64 {
        let issues = self.space.issues().len() as f64;
        2.0 * (rank + 1) as f64 / (issues * (issues + 1.0))
    }

    /// Writes what each issue is expected to weigh and each option to add, from the hypotheses.
    fn estimate(&self, cells: &mut [f64]) {
        let issues = self.space.issues().len();
        let mut total = 0.0;
        for place in 0..issues {
            let weight = expected_weight(&cells[self.ranks(place)], |rank| self.weight(rank));
            cells[self.weights + place] = weight;
            total += weight;
        }
        for part in self.parts() {
            cells[self.weights + part.place] /= total;
            let weight = cells[self.weights + part.place];
            let odds = odds(&cells[part.shapes..part.shapes + part.hypotheses()]);
            for option in 0..part.options {
                let values = (0..part.hypotheses()).map(|shape| odds[shape] * part.value(shape, option));
                cells[part.ratings + option] = weight * values.sum::<f64>();
            }
        }
    }
}

fn highest(logarithms: &[f64]) -> f64 {
    logarithms.iter().fold(f64::NEG_INFINITY, |most: f64, &log| if log > most { log } else { most })
}

/// The mean over ranks with these logarithms of their odds.
fn expected_weight(logarithms: &[f64], weight: impl Fn(usize) -> f64) -> f64 {
    let highest = highest(logarithms);
    let (mut sum, mut total) = (0.0, 0.0);
    for (rank, logarithm) in logarithms.iter().enumerate() {
        let odds = numeric::exp(logarithm - highest);
        sum += odds * weight(rank);
        total += odds;
    }
    sum / total
}

/// Probabilities of shapes with these logarithms of their odds.
fn odds(logarithms: &[f64]) -> [f64; SHAPES] {
    let highest = highest(logarithms);
    let mut odds = [0.0; SHAPES];
    for (odds, logarithm) in odds.iter_mut().zip(logarithms) {
        *odds = numeric::exp(logarithm - highest);
    }
    let total: f64 = odds.iter().sum();
    odds.map(|odds| odds / total)
}

impl Bayesian {
    /// Adds the logarithm of the likelihood of one package to every hypothesis, `share` of it.
    fn weigh(&self, layout: &Layout, cells: &mut [f64], package: u32, asked: f64, share: f64) {
        let chosen = layout.space.options(package);
        let expected: f64 = layout.parts().map(|part| cells[part.ratings + usize::from(chosen[part.place])]).sum();
        let likelihood = |utility: f64| {
            let deviation = (utility - asked) / self.spread;
            -0.5 * share * deviation * deviation
        };
        for part in layout.parts() {
            let option = usize::from(chosen[part.place]);
            let own = cells[part.ratings + option];
            let weight = cells[layout.weights + part.place];
            let value = own / weight;
            let rest = expected - own;
            for (rank, cell) in cells[layout.ranks(part.place)].iter_mut().enumerate() {
                *cell += likelihood(rest + layout.weight(rank) * value);
            }
            for shape in 0..part.hypotheses() {
                cells[part.shapes + shape] += likelihood(rest + weight * part.value(shape, option));
            }
        }
    }
}

impl OpponentModel for Bayesian {
    fn cells(&self, space: &OutcomeSpace) -> usize {
        Layout::of(space).cells()
    }

    fn keep(&self, space: &OutcomeSpace, memory: &mut Memory, share: f64) {
        let layout = Layout::of(space);
        let (learnt, expected) = memory.cells.split_at_mut(layout.weights);
        for cell in learnt {
            *cell *= share;
        }
        if share > 0.0 && expected[0] > 0.0 {
            layout.estimate(&mut memory.cells);
        } else {
            expected.fill(0.0);
        }
    }

    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]) {
        match memory.cells.get(Layout::of(view.space).ratings..) {
            Some(table) if !table.is_empty() => super::add_up(view.space, table, outcomes, ratings),
            _ => none::None {}.rate(view, memory, outcomes, ratings),
        }
    }

    fn observe(&self, view: &SessionView, memory: &mut Memory, received: &PackageSet) {
        if memory.cells.len() != self.cells(view.space) {
            return;
        }
        let layout = Layout::of(view.space);
        let cells = memory.cells.as_mut_slice();
        // Before anything is known the expectations are those of the hypotheses at even odds.
        if cells[layout.weights] <= 0.0 {
            layout.estimate(cells);
        }
        let asked = 1.0 - self.concession * f64::from(view.turn) / f64::from(view.deadline);
        let share = 1.0 / received.packages().len() as f64;
        for &package in received.packages() {
            self.weigh(&layout, cells, package, asked, share);
        }
        layout.estimate(cells);
    }
}
