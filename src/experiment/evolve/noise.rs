//! What the noise of payoffs does to fixation and to the long run: both again for matrices that might have been found.

use super::payoffs::Payoffs;
use super::process::Rule;
use super::selection::Selection;
use super::stationary::LogFixation;
use crate::base::numeric::exp;
use crate::statistics::Interval;
use rayon::prelude::*;

/// Level of all intervals.
pub const LEVEL: f64 = 0.95;

/// The long run by each of the resampled matrices.
#[derive(Debug, Clone)]
pub struct Resampled {
    fixation: Vec<LogFixation>,
    /// `[resample][kind]`.
    stationary: Vec<Vec<f64>>,
}

impl Resampled {
    /// So many resampled matrices; none if payoffs have no noise.
    pub fn new(payoffs: &Payoffs, rule: &dyn Rule, selection: Selection, n: u32, resamples: u32, seed: u64) -> Self {
        let resamples = if payoffs.noisy() { u64::from(resamples) } else { 0 };
        let fixation: Vec<LogFixation> = (0..resamples)
            .into_par_iter()
            .map(|number| LogFixation::new(rule, selection, &payoffs.resample(seed, number), n))
            .collect();
        let stationary = fixation.par_iter().map(LogFixation::stationary).collect();
        Self { fixation, stationary }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.stationary.is_empty()
    }

    /// Interval of a kind's share of time.
    pub fn share(&self, kind: usize) -> Option<Interval> {
        middle(self.stationary.iter().map(|shares| shares[kind]).collect())
    }

    /// Interval of a fixation probability.
    pub fn fixation(&self, mutant: usize, resident: usize) -> Option<Interval> {
        middle(self.fixation.iter().map(|logs| exp(logs.at(mutant, resident))).collect())
    }

    /// In which part of the resamples a kind has the largest share; `None` without any.
    pub fn leads(&self, kind: usize) -> Option<f64> {
        if self.is_empty() {
            return None;
        }
        let leading = |shares: &&Vec<f64>| largest(shares) == Some(kind);
        Some(self.stationary.iter().filter(leading).count() as f64 / self.stationary.len() as f64)
    }
}

/// The place of the largest, the first of equals.
pub fn largest(values: &[f64]) -> Option<usize> {
    (0..values.len()).reduce(|best, next| if values[next] > values[best] { next } else { best })
}

/// The middle part of some values that an interval at the usual level spans.
fn middle(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - LEVEL);
    Some(Interval { low: quantile(&values, tail)?, high: quantile(&values, 1.0 - tail)? })
}

/// A quantile of sorted values, between its neighbours in proportion.
pub fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    let place = level * (sorted.len().checked_sub(1)? as f64);
    let below = place.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(sorted.len() - 1)]);
    Some(low + (place - place.floor()) * (high - low))
}
