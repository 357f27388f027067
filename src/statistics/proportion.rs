//! Shares of successes with their interval; knows not what counts as a success.

use serde::{Deserialize, Serialize};

use crate::statistics::{Interval, normal_quantile};

/// Successes out of trials; a trial may succeed in part (a tie counts one half).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proportion {
    /// Number of successes, between 0 and the number of trials.
    pub successes: f64,
    /// Number of independent trials.
    pub trials: u64,
}

impl Proportion {
    /// Share of successes, one half before the first trial.
    pub fn rate(&self) -> f64 {
        if self.trials == 0 { 0.5 } else { self.successes / self.trials as f64 }
    }

    /// Score interval at `level` (Wilson 1927), [0, 1] before the first trial.
    ///
    /// Trials that succeed in part vary less than the binomial behind it, so that with them it covers more than
    /// `level`.
    pub fn interval(&self, level: f64) -> Interval {
        let z = normal_quantile(0.5 + 0.5 * level);
        if self.trials == 0 || !z.is_finite() {
            return Interval { low: 0.0, high: 1.0 };
        }
        let (n, p, z2) = (self.trials as f64, self.rate(), z * z);
        let centre = (p + 0.5 * z2 / n) / (1.0 + z2 / n);
        let half = z * (p * (1.0 - p) / n + 0.25 * z2 / (n * n)).sqrt() / (1.0 + z2 / n);
        // Rounding would otherwise leave an end a hair outside of [0, 1], or beyond the rate itself.
        Interval { low: (centre - half).clamp(0.0, p), high: (centre + half).clamp(p, 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_known_values() {
        // Newcombe (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
        for (successes, trials, low, high) in [
            (81.0, 263, 0.2553, 0.3662),
            (15.0, 148, 0.0624, 0.1605),
            (0.0, 20, 0.0, 0.1611),
            (1.0, 29, 0.0061, 0.1718),
        ] {
            let got = Proportion { successes, trials }.interval(0.95);
            assert!((got.low - low).abs() < 5e-5 && (got.high - high).abs() < 5e-5, "{successes}/{trials}: {got:?}");
        }
    }

    #[test]
    fn no_trials_say_nothing() {
        assert_eq!(Proportion::default().interval(0.95), Interval { low: 0.0, high: 1.0 });
    }
}
