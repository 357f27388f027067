//! Paired comparison of two alternatives under the same luck; knows not what the alternatives are.

use serde::{Deserialize, Serialize};

use crate::statistics::{Estimate, Interval, Moments, Proportion};

/// Streaming differences of pairs, and how often the first beats the second.
///
/// Push and merge in replication order (see [`Moments`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paired {
    difference: Moments,
    wins: u64,
    ties: u64,
    losses: u64,
}

impl Paired {
    /// Adds the values of both alternatives in one replication, higher being better.
    ///
    /// Only equal values tie: under common luck, alternatives that act alike give the same bits.
    pub fn push(&mut self, first: f64, second: f64) {
        self.difference.push(first - second);
        if first > second {
            self.wins += 1;
        } else if first < second {
            self.losses += 1;
        } else {
            self.ties += 1;
        }
    }

    /// Appends the pairs of `later`, which must follow in replication order.
    pub fn merge(&mut self, later: &Self) {
        self.difference.merge(&later.difference);
        self.wins += later.wins;
        self.ties += later.ties;
        self.losses += later.losses;
    }

    /// Moments of first minus second.
    pub fn difference(&self) -> &Moments {
        &self.difference
    }

    /// Mean of first minus second with its standard error.
    pub fn estimate(&self) -> Estimate {
        self.difference.estimate()
    }

    /// Interval of the mean difference at `level`.
    pub fn interval(&self, level: f64) -> Interval {
        self.estimate().interval(level)
    }

    /// Replications in which the first had more.
    pub fn wins(&self) -> u64 {
        self.wins
    }

    /// Replications in which both had the same.
    pub fn ties(&self) -> u64 {
        self.ties
    }

    /// Replications in which the second had more.
    pub fn losses(&self) -> u64 {
        self.losses
    }

    /// Probability that the first beats the second, ties counted half; its Wilson interval is conservative with ties.
    pub fn beating(&self) -> Proportion {
        Proportion { successes: self.wins as f64 + 0.5 * self.ties as f64, trials: self.difference.count() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(pairs: &[(f64, f64)]) -> Paired {
        let mut paired = Paired::default();
        for &(first, second) in pairs {
            paired.push(first, second);
        }
        paired
    }

    #[test]
    fn counts_and_differences() {
        let pairs = [(2.0, 1.0), (3.0, 3.0), (0.0, 4.0), (5.0, 1.0)];
        let mut merged = paired(&pairs[..1]);
        merged.merge(&paired(&pairs[1..]));
        assert_eq!((merged.wins(), merged.ties(), merged.losses()), (2, 1, 1));
        assert!((merged.beating().rate() - 0.625).abs() < 1e-15);
        assert!((merged.estimate().mean - 0.25).abs() < 1e-15);
        // Differences 1, 0, -4, 4: squares about the mean sum to 32.75.
        assert!((merged.difference().variance() - 32.75 / 3.0).abs() < 1e-14);
    }

    #[test]
    fn swapping_the_alternatives_mirrors_everything() {
        let pairs = [(2.0, 1.0), (3.0, 3.0), (0.5, 4.0)];
        let forward = paired(&pairs);
        let backward = paired(&pairs.map(|(first, second)| (second, first)));
        assert!((forward.beating().rate() + backward.beating().rate() - 1.0).abs() < 1e-15);
        assert_eq!(forward.interval(0.95).low.to_bits(), (-backward.interval(0.95).high).to_bits());
    }
}
