//! How judgements add up to a standing: the last one counts, or all do with fading weight; it does not know what was judged.

use super::norm::Standing;
use schemars::JsonSchema;
use serde::Deserialize;

/// A graded score, the mean of a Beta distribution: `(a + r) / (a + b + r + s)` with good and bad judgements r and s that fade
/// by the forgetting factor each round (Jøsang and Ismail 2002, equations 4 and 9).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Graded {
    /// Score of a newcomer: a / (a + b).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub prior: f64,
    /// Weight of that score, in judgements: a + b.
    #[schemars(range(min = 0.001, max = 1e6))]
    pub weight: f64,
    /// Score from which a party counts as good, where a norm asks.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub good_from: f64,
}

impl Default for Graded {
    /// The paper's uniform prior.
    fn default() -> Self {
        Self { prior: 0.5, weight: 2.0, good_from: 0.5 }
    }
}

/// Judgements of one party so far. On a binary scale one of the two is 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// Good judgements, discounted.
    pub good: f64,
    /// Bad judgements, discounted.
    pub bad: f64,
}

/// How records are kept and read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Good or bad: the last judgement counts. A newcomer has this standing.
    Binary(Standing),
    /// A Beta score.
    Graded(Graded),
}

impl Scale {
    /// Record of a newcomer.
    #[inline]
    pub const fn newcomer(&self) -> Record {
        match self {
            Self::Binary(Standing::Good) => Record { good: 1.0, bad: 0.0 },
            Self::Binary(Standing::Bad) => Record { good: 0.0, bad: 1.0 },
            Self::Graded(_) => Record { good: 0.0, bad: 0.0 },
        }
    }

    /// The record after a judgement from 0 (bad) to 1 (good) of some weight, which a binary scale does not read.
    #[inline]
    #[must_use]
    pub fn after(&self, record: Record, judgement: f64, weight: f64) -> Record {
        match self {
            Self::Binary(_) if judgement >= 0.5 => Record { good: 1.0, bad: 0.0 },
            Self::Binary(_) => Record { good: 0.0, bad: 1.0 },
            Self::Graded(_) => {
                Record { good: record.good + weight * judgement, bad: record.bad + weight * (1.0 - judgement) }
            }
        }
    }

    /// Score from 0 to 1.
    #[inline]
    pub fn score(&self, record: Record) -> f64 {
        match self {
            Self::Binary(_) => record.good,
            Self::Graded(graded) => {
                let prior = graded.prior * graded.weight;
                (prior + record.good) / (graded.weight + record.good + record.bad)
            }
        }
    }

    /// The standing that a norm reads off a record.
    #[inline]
    pub fn standing(&self, record: Record) -> Standing {
        let from = match self {
            Self::Binary(_) => 0.5,
            Self::Graded(graded) => graded.good_from,
        };
        if self.score(record) >= from { Standing::Good } else { Standing::Bad }
    }

    /// A record one round later, with the share `keep` of the old kept: a graded record fades, a binary one is forgotten at once
    /// with probability `1 - keep`.
    #[inline]
    #[must_use]
    pub fn faded(&self, record: Record, keep: f64, uniform: impl FnOnce() -> f64) -> Record {
        match self {
            Self::Binary(_) if uniform() < keep => record,
            Self::Binary(_) => self.newcomer(),
            Self::Graded(_) => Record { good: record.good * keep, bad: record.bad * keep },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graded_score_is_the_mean_of_its_beta_distribution() {
        let scale = Scale::Graded(Graded::default());
        let mut record = scale.newcomer();
        assert!((scale.score(record) - 0.5).abs() < 1e-15);
        for judgement in [1.0, 1.0, 0.0, 1.0] {
            record = scale.after(record, judgement, 1.0);
        }
        assert!((scale.score(record) - 4.0 / 6.0).abs() < 1e-15);
        // A constant share of good judgements, faded: r = sum of keep^i.
        let keep: f64 = 0.9;
        for _ in 0..1000 {
            record = scale.faded(scale.after(record, 0.7, 1.0), keep, || 1.0);
        }
        let total = keep / (1.0 - keep);
        assert!((scale.score(record) - (1.0 + 0.7 * total) / (2.0 + total)).abs() < 1e-12);
    }

    #[test]
    fn a_binary_standing_is_the_last_judgement_until_it_is_forgotten() {
        let scale = Scale::Binary(Standing::Good);
        let bad = scale.after(scale.newcomer(), 0.2, 1.0);
        assert_eq!(scale.standing(bad), Standing::Bad);
        assert_eq!(scale.faded(bad, 0.9, || 0.89), bad);
        assert_eq!(scale.faded(bad, 0.9, || 0.91), scale.newcomer());
    }
}
