//! Reads preferences off what is proposed often and changed seldom; it does not ask how the other concedes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, OpponentModel, none};
use crate::bargaining::package_set::PackageSet;
use crate::bargaining::view::SessionView;
use crate::domain::outcome::OutcomeSpace;

/// The frequency model of the agents Smith and `HardHeaded` (van Krimpen, Looije and Hajizadeh 2013;
/// compared in Baarslag, Hendrikx, Hindriks and Jonker 2013).
///
/// An option counts the more the oftener it was proposed, relative to the issue's most frequent one; an
/// issue weighs the more the oftener it stayed as it was from one proposal to the next. There weights
/// are brought to a sum of one after every proposal; here only when they are read, so that what was
/// learnt can be scaled. The packages of one proposal count together as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Frequency {
    /// What an issue's weight gains with each proposal that leaves the issue as it was, relative to its start.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub learning: f64,
}

impl Default for Frequency {
    fn default() -> Self {
        Self { learning: 0.2 }
    }
}

/// What the cells hold: how often each option was proposed, how often each issue stayed, each issue's
/// last option plus one, and what each option adds to a rating.
struct Cells<'m> {
    counts: &'m mut [f64],
    stays: &'m mut [f64],
    last: &'m mut [f64],
    ratings: &'m mut [f64],
}

fn options(space: &OutcomeSpace) -> usize {
    space.issues().iter().map(|issue| issue.options.len()).sum()
}

fn split<'m>(space: &OutcomeSpace, memory: &'m mut Memory) -> Cells<'m> {
    let (options, issues) = (options(space), space.issues().len());
    let (counts, rest) = memory.cells.split_at_mut(options);
    let (stays, rest) = rest.split_at_mut(issues);
    let (last, ratings) = rest.split_at_mut(issues);
    Cells { counts, stays, last, ratings }
}

impl Frequency {
    fn estimate(&self, space: &OutcomeSpace, cells: &mut Cells) {
        let weights: f64 = cells.stays.iter().map(|stays| 1.0 + self.learning * stays).sum();
        let mut start = 0;
        for (issue, stays) in space.issues().iter().zip(cells.stays.iter()) {
            let end = start + issue.options.len();
            let counts = &cells.counts[start..end];
            let most = counts.iter().fold(0.0, |most: f64, &count| if count > most { count } else { most });
            let weight = (1.0 + self.learning * stays) / weights;
            for (rating, count) in cells.ratings[start..end].iter_mut().zip(counts) {
                *rating = weight * (1.0 + count) / (1.0 + most);
            }
            start = end;
        }
    }
}

impl OpponentModel for Frequency {
    fn cells(&self, space: &OutcomeSpace) -> usize {
        2 * (options(space) + space.issues().len())
    }

    fn keep(&self, space: &OutcomeSpace, memory: &mut Memory, share: f64) {
        let mut cells = split(space, memory);
        for learnt in cells.counts.iter_mut().chain(cells.stays.iter_mut()) {
            *learnt *= share;
        }
        // The first proposal of a session is not compared with the last of another.
        cells.last.fill(0.0);
        self.estimate(space, &mut cells);
    }

    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]) {
        let Some(table) = memory.cells.len().checked_sub(options(view.space)) else {
            return none::None {}.rate(view, memory, outcomes, ratings);
        };
        super::add_up(view.space, &memory.cells[table..], outcomes, ratings);
    }

    fn observe(&self, view: &SessionView, memory: &mut Memory, received: &PackageSet) {
        if memory.cells.len() != self.cells(view.space) {
            return;
        }
        let mut cells = split(view.space, memory);
        let share = 1.0 / received.packages().len() as f64;
        let mut start = 0;
        for (place, issue) in view.space.issues().iter().enumerate() {
            for &package in received.packages() {
                cells.counts[start + usize::from(view.space.options(package)[place])] += share;
            }
            let now = f64::from(view.space.options(received.lead())[place]) + 1.0;
            if (cells.last[place] - now).abs() < 0.5 {
                cells.stays[place] += 1.0;
            }
            cells.last[place] = now;
            start += issue.options.len();
        }
        self.estimate(view.space, &mut cells);
    }
}
