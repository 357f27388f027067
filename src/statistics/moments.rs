//! Streaming moments of one sample up to the fourth; knows neither the origin nor the unit of the values.

use serde::{Deserialize, Serialize};

use crate::statistics::Estimate;

/// Count, mean and sums of powers of deviations from the mean.
///
/// Updates follow Welford (1962) and Chan, Golub and Le Veque (1979), for higher moments Pébay (2008, SAND2008-6212,
/// eqs. 1.1 to 1.6). The bits of a sum depend on its order: push and merge in replication order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    mean: f64,
    m2: f64,
    m3: f64,
    m4: f64,
}

impl Moments {
    /// Moments of the values, pushed one by one from first to last.
    pub fn from_slice(values: &[f64]) -> Self {
        let mut moments = Self::default();
        for &value in values {
            moments.push(value);
        }
        moments
    }

    /// Adds one value.
    pub fn push(&mut self, value: f64) {
        let before = self.count as f64;
        self.count += 1;
        let n = self.count as f64;
        let delta = value - self.mean;
        let step = delta / n;
        let step2 = step * step;
        let term = delta * step * before;
        self.mean += step;
        self.m4 += term * step2 * (n * n - 3.0 * n + 3.0) + 6.0 * step2 * self.m2 - 4.0 * step * self.m3;
        self.m3 += term * step * (n - 2.0) - 3.0 * step * self.m2;
        self.m2 += term;
    }

    /// Appends the sample of `later`, which must follow this one in replication order.
    ///
    /// An empty part changes no bits. Other than that, the result equals pushing all values up to rounding only, so
    /// parts must be cut at the same replications in every run.
    pub fn merge(&mut self, later: &Self) {
        if later.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *later;
            return;
        }
        let (a, b) = (self.count as f64, later.count as f64);
        let n = a + b;
        let delta = later.mean - self.mean;
        let step = delta / n;
        let step2 = step * step;
        let term = delta * step * a * b;
        self.m4 += later.m4
            + term * step2 * (a * a - a * b + b * b)
            + 6.0 * step2 * (a * a * later.m2 + b * b * self.m2)
            + 4.0 * step * (a * later.m3 - b * self.m3);
        self.m3 += later.m3 + term * step * (a - b) + 3.0 * step * (a * later.m2 - b * self.m2);
        self.m2 += later.m2 + term;
        self.mean += step * b;
        self.count += later.count;
    }

    /// Number of values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Arithmetic mean, zero for an empty sample.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Unbiased sample variance (divisor n - 1), NaN below two values.
    pub fn variance(&self) -> f64 {
        if self.count < 2 {
            return f64::NAN;
        }
        self.m2 / (self.count as f64 - 1.0)
    }

    /// Sample standard deviation, NaN below two values.
    pub fn standard_deviation(&self) -> f64 {
        self.variance().sqrt()
    }

    /// Standard error of the mean, NaN below two values.
    pub fn standard_error(&self) -> f64 {
        (self.variance() / self.count as f64).sqrt()
    }

    /// Fourth central moment (divisor n), NaN for an empty sample.
    pub fn fourth_central_moment(&self) -> f64 {
        if self.count == 0 {
            return f64::NAN;
        }
        self.m4 / self.count as f64
    }

    /// Standard error of the sample variance, NaN below two values.
    ///
    /// Square root of (mu4 - sigma^4 (n - 3) / (n - 1)) / n with sample moments (Mood, Graybill and Boes 1974, VI.2.3,
    /// theorem 4).
    pub fn variance_se(&self) -> f64 {
        let n = self.count as f64;
        let variance = self.variance();
        let spread = self.fourth_central_moment() - variance * variance * (n - 3.0) / (n - 1.0);
        // Rounding can push the spread of a two-valued sample just below zero.
        if spread < 0.0 { 0.0 } else { (spread / n).sqrt() }
    }

    /// The mean with its standard error.
    pub fn estimate(&self) -> Estimate {
        Estimate { mean: self.mean, se: self.standard_error(), n: self.count }
    }

    /// The variance with its standard error.
    pub fn variance_estimate(&self) -> Estimate {
        Estimate { mean: self.variance(), se: self.variance_se(), n: self.count }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an oracle need not be exact to the bit")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn two_pass(values: &[f64]) -> [f64; 4] {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let power = |k: i32| values.iter().map(|v| (v - mean).powi(k)).sum::<f64>();
        [mean, power(2), power(3), power(4)]
    }

    fn assert_matches(moments: &Moments, values: &[f64]) {
        let [mean, m2, m3, m4] = two_pass(values);
        let scale = values.iter().fold(1.0, |s: f64, v| s.max(v.abs()));
        let n = values.len() as f64;
        for (k, got, want) in
            [(1, moments.mean * n, mean * n), (2, moments.m2, m2), (3, moments.m3, m3), (4, moments.m4, m4)]
        {
            assert!((got - want).abs() <= 1e-11 * n * scale.powi(k), "power {k}: {got} against {want}");
        }
    }

    proptest! {
        #[test]
        fn streaming_and_merging_agree_with_two_passes(
            values in prop::collection::vec(-1e3..1e3_f64, 1..200), cut in 0.0..1.0_f64,
        ) {
            let cut = (cut * values.len() as f64) as usize;
            let mut merged = Moments::from_slice(&values[..cut]);
            merged.merge(&Moments::from_slice(&values[cut..]));
            assert_matches(&Moments::from_slice(&values), &values);
            assert_matches(&merged, &values);
            prop_assert_eq!(merged.count(), values.len() as u64);
        }
    }

    #[test]
    fn a_large_offset_does_not_swamp_the_variance() {
        let moments = Moments::from_slice(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]);
        assert!((moments.variance() - 30.0).abs() < 1e-6);
    }

    #[test]
    fn known_values_of_the_errors() {
        // Two-valued sample 0, 1: mu4 = 1/16 and s^2 = n / (4 (n - 1)).
        let values: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        let moments = Moments::from_slice(&values);
        let s2: f64 = 100.0 / (4.0 * 99.0);
        let want = ((0.0625 - s2 * s2 * 97.0 / 99.0) / 100.0).sqrt();
        assert!((moments.standard_error() - (s2 / 100.0).sqrt()).abs() < 1e-15);
        assert!((moments.variance_se() - want).abs() < 1e-12);
    }

    #[test]
    fn empty_parts_change_no_bits_and_one_value_has_no_error() {
        let mut moments = Moments::from_slice(&[0.1]);
        moments.merge(&Moments::default());
        let mut other = Moments::default();
        other.merge(&moments);
        assert_eq!(moments, Moments::from_slice(&[0.1]));
        assert_eq!(other, moments);
        assert!(moments.standard_error().is_nan() && moments.variance_se().is_nan());
    }
}
