//! Streaming moments of pairs and the ratio of their means; knows not what is divided by what.

use serde::{Deserialize, Serialize};

use crate::base::numeric::clamp;
use crate::statistics::Estimate;

/// Count, means, sums of squared deviations and of their products.
///
/// Updates follow Chan, Golub and Le Veque (1979) and Pébay (2008). Push and merge in replication order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoMoments {
    n: u64,
    mean_x: f64,
    mean_y: f64,
    m2x: f64,
    m2y: f64,
    cxy: f64,
}

impl CoMoments {
    /// Adds one pair.
    pub fn push(&mut self, x: f64, y: f64) {
        self.n += 1;
        let n = self.n as f64;
        let (dx, dy) = (x - self.mean_x, y - self.mean_y);
        self.mean_x += dx / n;
        self.mean_y += dy / n;
        self.m2x += dx * (x - self.mean_x);
        self.m2y += dy * (y - self.mean_y);
        self.cxy += dx * (y - self.mean_y);
    }

    /// Appends the pairs of `later`, which must follow in replication order; an empty part changes no bits.
    pub fn merge(&mut self, later: &Self) {
        if later.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *later;
            return;
        }
        let (a, b) = (self.n as f64, later.n as f64);
        let share = b / (a + b);
        let (dx, dy) = (later.mean_x - self.mean_x, later.mean_y - self.mean_y);
        self.m2x += later.m2x + dx * dx * a * share;
        self.m2y += later.m2y + dy * dy * a * share;
        self.cxy += later.cxy + dx * dy * a * share;
        self.mean_x += dx * share;
        self.mean_y += dy * share;
        self.n += later.n;
    }

    /// Number of pairs.
    pub fn count(&self) -> u64 {
        self.n
    }

    /// Mean of the first components.
    pub fn mean_x(&self) -> f64 {
        self.mean_x
    }

    /// Mean of the second components.
    pub fn mean_y(&self) -> f64 {
        self.mean_y
    }

    /// Sample variance of the first components, NaN below two pairs.
    pub fn variance_x(&self) -> f64 {
        self.per_degree(self.m2x)
    }

    /// Sample variance of the second components, NaN below two pairs.
    pub fn variance_y(&self) -> f64 {
        self.per_degree(self.m2y)
    }

    /// Sample covariance, NaN below two pairs.
    pub fn covariance(&self) -> f64 {
        self.per_degree(self.cxy)
    }

    /// Pearson's correlation in [-1, 1], NaN where either component does not vary.
    pub fn correlation(&self) -> f64 {
        // Two roots instead of one: the product of the sums could overflow or underflow.
        let correlation = self.cxy / (self.m2x.sqrt() * self.m2y.sqrt());
        // Rounding may lead a little beyond the bounds.
        clamp(correlation, -1.0, 1.0)
    }

    /// Mean of x over mean of y, with the standard error of the delta method (Cochran 1977, eq. 6.4).
    ///
    /// The error holds where the mean of y is many standard errors away from zero; NaN below two pairs, and undefined
    /// where the mean of y is zero.
    pub fn ratio(&self) -> Estimate {
        let ratio = self.mean_x / self.mean_y;
        let spread = self.variance_x() - 2.0 * ratio * self.covariance() + ratio * ratio * self.variance_y();
        // The spread of proportional components is zero up to rounding of either sign.
        let spread = if spread < 0.0 { 0.0 } else { spread };
        Estimate { mean: ratio, se: (spread / self.n as f64).sqrt() / self.mean_y.abs(), n: self.n }
    }

    fn per_degree(&self, sum: f64) -> f64 {
        if self.n < 2 { f64::NAN } else { sum / (self.n as f64 - 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::Moments;

    fn of(pairs: &[(f64, f64)]) -> CoMoments {
        let mut moments = CoMoments::default();
        for &(x, y) in pairs {
            moments.push(x, y);
        }
        moments
    }

    proptest! {
        #[test]
        fn merging_equals_pushing_and_variances_of_sums_add_up(
            pairs in prop::collection::vec((-10.0..10.0_f64, -10.0..10.0_f64), 2..60), cut in 0..60_usize,
        ) {
            let cut = cut.min(pairs.len());
            let mut merged = of(&pairs[..cut]);
            merged.merge(&of(&pairs[cut..]));
            let whole = of(&pairs);
            prop_assert!((merged.covariance() - whole.covariance()).abs() < 1e-11);
            prop_assert!((merged.mean_y() - whole.mean_y()).abs() < 1e-12);
            let sums: Vec<f64> = pairs.iter().map(|(x, y)| x + y).collect();
            let parts = merged.variance_x() + 2.0 * merged.covariance() + merged.variance_y();
            prop_assert!((Moments::from_slice(&sums).variance() - parts).abs() < 1e-10);
        }
    }

    #[test]
    fn the_error_of_a_ratio_is_that_of_its_linearised_terms() {
        let pairs = [(1.0, 4.0), (2.0, 5.0), (2.5, 3.5), (4.0, 6.0), (0.5, 5.5)];
        let got = of(&pairs).ratio();
        let mean_y = 24.0 / 5.0;
        let terms: Vec<f64> = pairs.iter().map(|(x, y)| (x - got.mean * y) / mean_y).collect();
        assert!((got.mean - 10.0 / 24.0).abs() < 1e-15);
        assert!((got.se - Moments::from_slice(&terms).standard_error()).abs() < 1e-15);
    }

    #[test]
    fn proportional_components_have_an_exact_ratio() {
        let got = of(&[(2.0, 1.0), (6.0, 3.0), (10.0, 5.0)]);
        assert!((got.ratio().mean - 2.0).abs() < 1e-15 && got.ratio().se < 1e-7);
        assert!((got.correlation() - 1.0).abs() < 1e-15);
    }
}
