//! How far two utilities are opposed, before anyone bargains; it does not know any agreement.

use super::{BargainingProblem, Solutions};
use crate::base::numeric::{larger, smaller};
use crate::domain::frontier::range;
use crate::domain::resolution::Resolution;

/// Opposition of two parties' interests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opposition {
    /// Shortest distance of a rational outcome from both parties' best utilities at once, each measured as a share of
    /// that best: 0 where one outcome is best for both (Baarslag et al. 2013, "opposition"; as NegMAS computes it).
    /// `None` without a rational outcome, or where a best utility is not positive.
    pub level: Option<f64>,
    /// Largest sum of utilities, each scaled to 0 to 1 over all outcomes, less 1: 0 where one's gain is the other's
    /// loss throughout, 1 where one outcome is best for both. `None` where a party is indifferent between all.
    pub integrative_index: Option<f64>,
    /// Largest sum of utilities over all outcomes, rational or not.
    pub joint_maximum: f64,
    /// Share of the pairs of outcomes, but those equal for both, on which one party prefers the one and the other party
    /// the other. `None` where all outcomes are equal for both.
    pub conflict_level: Option<f64>,
    /// Outcomes that give each party at least its disagreement utility, to the last bit.
    pub rational: usize,
}

impl Opposition {
    /// Measures the opposition in a problem that has been solved.
    pub fn of(problem: &BargainingProblem, solutions: &Solutions) -> Self {
        let ranges = problem.utilities.map(|utilities| range(utilities).unwrap_or_default());
        let outcomes = 0..problem.utilities[0].len() as u32;
        let sums = outcomes.clone().map(|outcome| problem.at(outcome)).map(|[first, second]| first + second);
        Self {
            level: level(solutions),
            integrative_index: integrative_index(problem, ranges),
            joint_maximum: sums.fold(f64::NEG_INFINITY, larger),
            conflict_level: conflict_level(problem.utilities, ranges),
            rational: outcomes.filter(|&outcome| problem.rational(outcome)).count(),
        }
    }
}

/// The point of the frontier nearest to both bests is the nearest of all rational ones, as distances shrink with both
/// utilities.
fn level(solutions: &Solutions) -> Option<f64> {
    let best = solutions.best();
    let distance = |point: &[f64; 2]| {
        let [first, second] = [0, 1].map(|party| 1.0 - point[party] / best[party]);
        (first * first + second * second).sqrt()
    };
    let positive = best.into_iter().all(|utility| utility > 0.0);
    solutions.utilities().iter().map(distance).reduce(smaller).filter(|_| positive)
}

fn integrative_index(problem: &BargainingProblem, ranges: [(f64, f64); 2]) -> Option<f64> {
    let widths = ranges.map(|(low, high)| high - low);
    if widths.into_iter().any(|width| width <= 0.0) {
        return None;
    }
    let scaled = |outcome: usize| {
        let share = |party: usize| (problem.utilities[party][outcome] - ranges[party].0) / widths[party];
        share(0) + share(1)
    };
    (0..problem.utilities[0].len()).map(scaled).reduce(larger).map(|most| most - 1.0)
}

/// Counts discordant pairs in the time of a sort (Knight 1966): after ordering by the first party's utility, then the
/// second's, they are the inversions of the second's.
fn conflict_level(utilities: [&[f64]; 2], ranges: [(f64, f64); 2]) -> Option<f64> {
    let resolutions = ranges.map(|(low, high)| Resolution::of(larger(low.abs(), high.abs())));
    let pairs = utilities[0].iter().zip(utilities[1]);
    let mut levels: Vec<[f64; 2]> = pairs
        .map(|(&first, &second)| [resolutions[0].level(first) + 0.0, resolutions[1].level(second) + 0.0])
        .collect();
    let order = |a: &[f64; 2], b: &[f64; 2]| a[0].total_cmp(&b[0]).then_with(|| a[1].total_cmp(&b[1]));
    levels.sort_unstable_by(order);
    let choose_two = |count: usize| (count as u64) * (count as u64 - 1) / 2;
    let equal: u64 = levels.chunk_by(|a, b| order(a, b).is_eq()).map(|group| choose_two(group.len())).sum();
    let counted = choose_two(levels.len()) - equal;
    let mut second: Vec<f64> = levels.into_iter().map(|level| level[1]).collect();
    let mut room = second.clone();
    let discordant = inversions(&mut second, &mut room);
    (counted > 0).then(|| discordant as f64 / counted as f64)
}

/// Sorts `values` and counts the pairs that stood in falling order; `room` is scratch space of the same length.
fn inversions(values: &mut [f64], room: &mut [f64]) -> u64 {
    let length = values.len();
    if length < 2 {
        return 0;
    }
    let middle = length / 2;
    let mut count =
        inversions(&mut values[..middle], &mut room[..middle]) + inversions(&mut values[middle..], &mut room[middle..]);
    let (mut left, mut right) = (0, middle);
    for slot in room.iter_mut() {
        let from_left = right == length || (left < middle && values[left] <= values[right]);
        if from_left {
            *slot = values[left];
            left += 1;
        } else {
            *slot = values[right];
            right += 1;
            count += (middle - left) as u64;
        }
    }
    values.copy_from_slice(room);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_pair_in_falling_order() {
        let mut values = [3.0, 1.0, 2.0, 2.0, 0.0];
        let mut room = values;
        assert_eq!(inversions(&mut values, &mut room), 7);
        assert!(values.is_sorted());
    }

    #[test]
    fn opposed_and_shared_interests() {
        let rising = [0.0, 0.25, 0.5, 1.0];
        let falling = [1.0, 0.75, 0.5, 0.0];
        let level = |second: &[f64]| {
            let problem = BargainingProblem { utilities: [&rising, second], disagreement: [0.0; 2] };
            Opposition::of(&problem, &problem.solve().unwrap())
        };
        let (opposed, shared) = (level(&falling), level(&rising));
        assert_eq!((opposed.conflict_level, shared.conflict_level), (Some(1.0), Some(0.0)));
        assert_eq!((opposed.integrative_index, shared.integrative_index), (Some(0.0), Some(1.0)));
        assert_eq!(shared.level, Some(0.0));
        assert!((opposed.level.unwrap() - 0.5_f64.sqrt()).abs() < 1e-15);
        assert_eq!(level(&[1.0; 4]).integrative_index, None);
        assert_eq!(opposed.rational, 4);
    }
}
