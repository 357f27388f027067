//! Which outcomes waste nothing for two parties together; it does not know how an agreement is reached.

use thiserror::Error;

use super::preference::Preference;

/// The Pareto set of two preferences and the most that both can have together.
///
/// Utilities are money, so they add up. A shift of either preference changes neither the set nor
/// which outcome is jointly best.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    outcomes: Vec<u32>,
    joint_best: u32,
    joint_maximum: f64,
}

/// The two preferences rank different numbers of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the preferences rank {first} and {second} outcomes; they must rank the same ones")]
pub struct FrontierError {
    /// Outcomes of the first preference.
    pub first: usize,
    /// Outcomes of the second preference.
    pub second: usize,
}

impl Frontier {
    /// Finds both in one pass over the ranking of the first preference.
    ///
    /// # Errors
    /// [`FrontierError`] where the preferences do not rank the same number of outcomes.
    pub fn new(first: &Preference, second: &Preference) -> Result<Self, FrontierError> {
        if first.len() != second.len() {
            return Err(FrontierError { first: first.len(), second: second.len() });
        }
        let (joint_best, joint_maximum) = joint(first, second);
        let outcomes = undominated(first, second);
        Ok(Self { outcomes, joint_best, joint_maximum })
    }

    /// The undominated outcomes, best for the first party first; outcomes equal to one of them for both are kept.
    pub fn outcomes(&self) -> &[u32] {
        &self.outcomes
    }

    /// The outcome with the largest sum of utilities, the lowest number if there are several.
    pub const fn joint_best(&self) -> u32 {
        self.joint_best
    }

    /// The largest sum of utilities, in money per round, without shifts.
    pub const fn joint_maximum(&self) -> f64 {
        self.joint_maximum
    }

    /// Share of the largest joint gain over `disagreement` that an agreement worth `joint` to both
    /// together realises; `None` where no outcome is better than disagreement. All three without
    /// shifts.
    pub fn efficiency(&self, joint: f64, disagreement: f64) -> Option<f64> {
        let attainable = self.joint_maximum - disagreement;
        (attainable > 0.0).then(|| (joint - disagreement) / attainable)
    }
}

fn joint(first: &Preference, second: &Preference) -> (u32, f64) {
    let sums = first.utilities().iter().zip(second.utilities()).map(|(a, b)| a + b);
    let mut best = (0, f64::NEG_INFINITY);
    for (outcome, sum) in (0..).zip(sums) {
        if sum > best.1 {
            best = (outcome, sum);
        }
    }
    best
}

fn undominated(first: &Preference, second: &Preference) -> Vec<u32> {
    let mut kept = Vec::new();
    let mut most_of_second = f64::NEG_INFINITY;
    let equal = |&a: &u32, &b: &u32| first.utility(a).total_cmp(&first.utility(b)).is_eq();
    for tied in first.ranked().chunk_by(equal) {
        let mut most_here = f64::NEG_INFINITY;
        for &outcome in tied {
            if second.utility(outcome) > most_here {
                most_here = second.utility(outcome);
            }
        }
        if most_here > most_of_second {
            kept.extend(tied.iter().copied().filter(|&outcome| second.utility(outcome) >= most_here));
            most_of_second = most_here;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{issue::Issue, outcome::OutcomeSpace};

    fn space(sizes: &[usize]) -> OutcomeSpace {
        let issue = |(name, &count): (usize, &usize)| {
            Issue::new(name.to_string(), (0..count).map(|option| option.to_string())).unwrap()
        };
        OutcomeSpace::exact(sizes.iter().enumerate().map(issue).collect()).unwrap()
    }

    fn steps(from: f64, to: f64) -> Vec<f64> {
        (0..5).map(|option| from + (to - from) * f64::from(option) / 4.0).collect()
    }

    #[test]
    fn two_opposed_issues_of_unequal_weight() {
        let space = space(&[5, 5]);
        let first = Preference::additive(&space, &[steps(4.0, 0.0), steps(1.0, 0.0)]).unwrap();
        let second = Preference::additive(&space, &[steps(0.0, 1.0), steps(0.0, 4.0)]).unwrap();
        let frontier = Frontier::new(&first, &second).unwrap();
        assert_eq!(frontier.outcomes().len(), 9);
        assert!((frontier.joint_maximum() - 8.0).abs() < 1e-12);
        assert_eq!(frontier.joint_best(), space.outcome(&[0, 4]).unwrap());
        assert_eq!(frontier.efficiency(5.0, 0.0), Some(0.625));
        assert_eq!(frontier.efficiency(5.0, 8.0), None);
    }

    /// The "New Recruit" exercise (Neale, Dispute Resolution Research Center).
    #[test]
    fn new_recruit() {
        let space = space(&[5; 8]);
        let candidate = [
            (4000.0, 0.0),
            (0.0, -2400.0),
            (1600.0, 0.0),
            (0.0, 2400.0),
            (3200.0, 0.0),
            (0.0, 800.0),
            (-6000.0, 0.0),
            (1200.0, 0.0),
        ];
        let recruiter = [
            (0.0, 1600.0),
            (0.0, -2400.0),
            (0.0, 4000.0),
            (2400.0, 0.0),
            (0.0, 800.0),
            (3200.0, 0.0),
            (0.0, -6000.0),
            (1200.0, 0.0),
        ];
        let preference =
            |ends: [(f64, f64); 8]| Preference::additive(&space, &ends.map(|(from, to)| steps(from, to))).unwrap();
        let (candidate, recruiter) = (preference(candidate), preference(recruiter));
        let frontier = Frontier::new(&candidate, &recruiter).unwrap();
        let maximum = frontier.joint_maximum();
        assert!((maximum - 13_200.0).abs() < 1e-9);
        let sums = candidate.utilities().iter().zip(recruiter.utilities());
        assert_eq!(sums.filter(|&(a, b)| a + b >= maximum).count(), 25);
        let mut points: Vec<(f64, f64)> = frontier
            .outcomes()
            .iter()
            .map(|&outcome| (candidate.utility(outcome), recruiter.utility(outcome)))
            .collect();
        points.dedup();
        assert_eq!(points.len(), 49);
    }

    #[test]
    fn keeps_ties_and_drops_the_dominated() {
        let first = Preference::new(vec![3.0, 3.0, 3.0, 1.0, 0.0]).unwrap();
        let second = Preference::new(vec![1.0, 2.0, 2.0, 5.0, 5.0]).unwrap();
        let frontier = Frontier::new(&first, &second).unwrap();
        assert_eq!(frontier.outcomes(), [1, 2, 3]);
        assert_eq!(frontier.joint_best(), 3);
        let short = Preference::new(vec![1.0]).unwrap();
        assert!(Frontier::new(&first, &short).is_err());
    }
}
