//! Which outcomes waste nothing for two parties together; it does not know how an agreement is reached.

use thiserror::Error;

use super::outcome::OutcomeSpace;
use super::preference::Preference;
use super::resolution::Resolution;
use crate::base::numeric::{larger, select, smaller};

/// The Pareto set of two utilities over the same outcomes: those from which nobody can gain without the other's loss.
///
/// Utilities are compared on the grid of a [`Resolution`] for each party.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    outcomes: Vec<u32>,
    points: usize,
    levels: Vec<[f64; 2]>,
    resolutions: [Resolution; 2],
}

/// Why two lists of utilities have no frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrontierError {
    /// There is no outcome.
    #[error("a frontier needs the utilities of at least one outcome")]
    Empty,
    /// The two parties do not value the same outcomes.
    #[error("the parties value {first} and {second} outcomes; they must value the same ones")]
    Mismatch {
        /// Outcomes of the first party.
        first: usize,
        /// Outcomes of the second party.
        second: usize,
    },
    /// More outcomes than exact solutions enumerate.
    #[error("{0} outcomes are more than the {most} that exact solutions enumerate", most = OutcomeSpace::MOST_EXACT)]
    TooMany(usize),
    /// An infinite utility, or one that is not a number.
    #[error("a utility of the {} party is not a finite number", if *.0 == 0 { "first" } else { "second" })]
    NotFinite(usize),
}

impl Frontier {
    /// The frontier over all outcomes.
    ///
    /// # Errors
    /// [`FrontierError`] where the preferences do not rank the same number of outcomes.
    pub fn new(first: &Preference, second: &Preference) -> Result<Self, FrontierError> {
        Self::of([first.utilities(), second.utilities()])
    }

    /// The frontier over all outcomes, from the utilities by outcome of each party.
    ///
    /// # Errors
    /// [`FrontierError`] where lists are empty, too long, of different length or not finite.
    pub fn of(utilities: [&[f64]; 2]) -> Result<Self, FrontierError> {
        Self::rational(utilities, [f64::NEG_INFINITY; 2])
    }

    /// The frontier over the individually rational outcomes: those worth at least its floor to each party.
    ///
    /// It is empty where there is no zone of agreement.
    ///
    /// # Errors
    /// [`FrontierError`] where lists are empty, too long, of different length or not finite.
    pub fn rational(utilities: [&[f64]; 2], floors: [f64; 2]) -> Result<Self, FrontierError> {
        let [first, second] = utilities;
        if first.len() != second.len() {
            return Err(FrontierError::Mismatch { first: first.len(), second: second.len() });
        }
        if first.is_empty() {
            return Err(FrontierError::Empty);
        }
        if first.len() > OutcomeSpace::MOST_EXACT {
            return Err(FrontierError::TooMany(first.len()));
        }
        let ranges = utilities.map(range);
        if let Some(party) = ranges.iter().position(Option::is_none) {
            return Err(FrontierError::NotFinite(party));
        }
        let ranges = ranges.map(Option::unwrap_or_default);
        let resolutions = ranges.map(|(low, high)| Resolution::of(larger(low.abs(), high.abs())));
        Ok(undominated(utilities, floors, ranges[0], resolutions))
    }

    /// The undominated outcomes, best for the first party first, equal ones by number; all of equal utility are kept.
    pub fn outcomes(&self) -> &[u32] {
        &self.outcomes
    }

    /// Number of different pairs of utilities among them.
    pub const fn points(&self) -> usize {
        self.points
    }

    /// Utilities of the outcomes in steps of [`Self::resolutions`], in the order of [`Self::outcomes`].
    pub fn levels(&self) -> &[[f64; 2]] {
        &self.levels
    }

    /// The grid of each party's utility.
    pub const fn resolutions(&self) -> [Resolution; 2] {
        self.resolutions
    }
}

/// Values compared side by side, so that the compiler uses vector registers.
const LANES: usize = 8;

/// Lowest and highest value; `None` where one is not finite.
pub(super) fn range(values: &[f64]) -> Option<(f64, f64)> {
    let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    // Zero times a finite number is a zero, and times any other NaN.
    let mut marks = [0.0; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            low[lane] = if block[lane] < low[lane] { block[lane] } else { low[lane] };
            high[lane] = if block[lane] > high[lane] { block[lane] } else { high[lane] };
            marks[lane] += block[lane] * 0.0;
        }
    }
    for (lane, &value) in rest.iter().enumerate() {
        (low[lane], high[lane]) = (smaller(value, low[lane]), larger(value, high[lane]));
        marks[lane] += value * 0.0;
    }
    let finite = marks.iter().sum::<f64>().is_finite();
    let low = low.into_iter().fold(f64::INFINITY, |a, b| smaller(b, a));
    finite.then(|| (low, high.into_iter().fold(f64::NEG_INFINITY, |a, b| larger(b, a))))
}

/// One outcome on the grid.
#[derive(Clone, Copy)]
struct Point {
    levels: [f64; 2],
    outcome: u32,
}

/// Sorts what [`candidates`] leaves, best for the first party first, and keeps each that gives the second party more
/// than all before (Kung, Luccio and Preparata 1975).
fn undominated(utilities: [&[f64]; 2], floors: [f64; 2], span: (f64, f64), resolutions: [Resolution; 2]) -> Frontier {
    let lowest = [0, 1].map(|party| resolutions[party].level(floors[party]));
    let point = |outcome: u32| {
        let levels = [0, 1].map(|party| resolutions[party].level(utilities[party][outcome as usize]));
        Point { levels, outcome }
    };
    let mut points: Vec<Point> = candidates(utilities, floors, span, resolutions)
        .into_iter()
        .map(point)
        .filter(|point| point.levels[0] >= lowest[0] && point.levels[1] >= lowest[1])
        .collect();
    points.sort_unstable_by(|a, b| {
        let by_level = |party: usize| b.levels[party].total_cmp(&a.levels[party]);
        by_level(0).then_with(|| by_level(1)).then_with(|| a.outcome.cmp(&b.outcome))
    });
    let mut frontier = Frontier { outcomes: Vec::new(), points: 0, levels: Vec::new(), resolutions };
    for Point { levels, outcome } in points {
        let equal = frontier.levels.last() == Some(&levels);
        if equal || frontier.levels.last().is_none_or(|best| levels[1] > best[1]) {
            frontier.points += usize::from(!equal);
            frontier.levels.push(levels);
            frontier.outcomes.push(outcome);
        }
    }
    frontier
}

/// The outcomes that a coarse look does not rule out, in the order of their numbers.
///
/// Outcomes are thrown into buckets by the first party's utility. One is ruled out where a rational outcome in a higher
/// bucket gives the second party clearly more than it does: that one is no worse for the first, and better for the
/// second on any reading of the grid. What is left is a thin layer along the frontier.
fn candidates(
    [first, second]: [&[f64]; 2],
    floors: [f64; 2],
    (low, high): (f64, f64),
    resolutions: [Resolution; 2],
) -> Vec<u32> {
    let count = (first.len() / 8).clamp(1, 4096);
    let width = (high - low) / count as f64;
    let per_width = select(width > 0.0 && width.is_finite(), 1.0 / width, 0.0);
    let bucket = |value: f64| (((value - low) * per_width) as usize).min(count - 1);
    let mut most = vec![f64::NEG_INFINITY; count];
    for (&own, &other) in first.iter().zip(second) {
        let best = &mut most[bucket(own)];
        let counts = own >= floors[0] && other >= floors[1] && other > *best;
        *best = select(counts, other, *best);
    }
    // From here on: the most that the second party gets in any higher bucket.
    let mut above = f64::NEG_INFINITY;
    for best in most.iter_mut().rev() {
        (*best, above) = (above, larger(*best, above));
    }
    // Twice a step, since the additions below are rounded too.
    let steps = resolutions.map(|resolution| 2.0 * resolution.step());
    let reachable = [0, 1].map(|party| floors[party] - steps[party]);
    let mut left = vec![0; first.len()];
    let mut length = 0;
    for (outcome, (&own, &other)) in (0_u32..).zip(first.iter().zip(second)) {
        left[length] = outcome;
        let stays = own >= reachable[0] && other >= reachable[1] && other + steps[1] >= most[bucket(own)];
        length += usize::from(stays);
    }
    left.truncate(length);
    left
}
