//! A gap measured beforehand on a grid; it does not know who measured it.

use crate::experiment::threshold::Gap;
use crate::statistics::Estimate;

/// Linear interpolation of a mean difference and its standard error between measured points.
///
/// The error between two points is an upper bound under any correlation of theirs (triangle inequality), and exact
/// under luck that is fully common. The bend of the true gap between the points is not part of it: choose the grid
/// accordingly.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    xs: Vec<f64>,
    estimates: Vec<Estimate>,
}

/// Why a curve cannot be built or read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CurveError {
    /// Fewer than two points.
    #[error("a curve needs at least 2 points, not {0}")]
    TooFew(usize),
    /// A point that does not lie above the one before it, or is not finite.
    #[error("the points of a curve must be finite and ascend, but {0} does not")]
    Order(f64),
    /// A place beyond the measured points.
    #[error("{x} lies outside of the measured range from {low} to {high}")]
    Outside {
        /// The place asked for.
        x: f64,
        /// The first measured point.
        low: f64,
        /// The last measured point.
        high: f64,
    },
}

impl Curve {
    /// A curve through `points`, pairs of a place and the difference there, in ascending order.
    ///
    /// # Errors
    /// If there are fewer than two points, or they do not ascend.
    pub fn new(points: impl IntoIterator<Item = (f64, Estimate)>) -> Result<Self, CurveError> {
        let (xs, estimates): (Vec<f64>, Vec<Estimate>) = points.into_iter().unzip();
        if xs.len() < 2 {
            return Err(CurveError::TooFew(xs.len()));
        }
        if let Some(x) = xs.iter().find(|x| !x.is_finite()) {
            return Err(CurveError::Order(*x));
        }
        match xs.windows(2).find(|pair| pair[0] >= pair[1]) {
            Some(pair) => Err(CurveError::Order(pair[1])),
            None => Ok(Self { xs, estimates }),
        }
    }

    /// First measured point.
    pub fn low(&self) -> f64 {
        self.xs[0]
    }

    /// Last measured point.
    pub fn high(&self) -> f64 {
        self.xs[self.xs.len() - 1]
    }
}

impl Gap for Curve {
    type Error = CurveError;

    fn at(&mut self, x: f64) -> Result<Estimate, CurveError> {
        let (low, high) = (self.low(), self.high());
        if !(low <= x && x <= high) {
            return Err(CurveError::Outside { x, low, high });
        }
        let right = self.xs.partition_point(|&known| known < x);
        let b = self.estimates[right];
        if x >= self.xs[right] {
            return Ok(b);
        }
        let a = self.estimates[right - 1];
        let share = (x - self.xs[right - 1]) / (self.xs[right] - self.xs[right - 1]);
        let between = |from: f64, to: f64| (1.0 - share) * from + share * to;
        Ok(Estimate { mean: between(a.mean, b.mean), se: between(a.se, b.se), n: a.n.min(b.n) })
    }

    fn knots(&self) -> &[f64] {
        &self.xs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::threshold::{Search, Threshold, find};

    fn curve(points: &[(f64, f64)]) -> Curve {
        Curve::new(points.iter().map(|&(x, mean)| (x, Estimate { mean, se: 0.1, n: 1000 }))).unwrap()
    }

    #[test]
    fn a_narrow_dip_on_the_grid_is_seen_by_a_coarse_scan() {
        let mut dip = curve(&[(0.0, 1.0), (0.31, 1.0), (0.33, -1.0), (0.35, 1.0), (1.0, 1.0)]);
        let search = Search { low: 0.0, high: 1.0, tolerance: 1e-6, level: 0.95, scan: 2 };
        let found = find(&mut dip, &search).unwrap();
        let Threshold::Several(crossings) = &found.threshold else { panic!("{found:?}") };
        assert_eq!(crossings.iter().map(|c| c.rises).collect::<Vec<_>>(), [false, true]);
        assert!((crossings[0].estimate - 0.32).abs() < 1e-6 && (crossings[1].estimate - 0.34).abs() < 1e-6);
        // The edges lie where the mean is 1.9623 standard errors off zero; the mean falls by 100 per unit of x.
        let half = 0.196_23 / 100.0;
        assert!((crossings[0].interval.low - (0.32 - half)).abs() < 2e-6);
        assert!((crossings[0].interval.high - (0.32 + half)).abs() < 2e-6);
    }

    #[test]
    fn no_reading_beyond_the_grid_and_no_grid_out_of_order() {
        assert!(matches!(curve(&[(0.0, 1.0), (1.0, 2.0)]).at(1.01), Err(CurveError::Outside { .. })));
        let point = |x| (x, Estimate { mean: 0.0, se: 0.0, n: 2 });
        assert_eq!(Curve::new([point(0.0), point(1.0), point(1.0)]), Err(CurveError::Order(1.0)));
        assert_eq!(Curve::new([point(0.0)]), Err(CurveError::TooFew(1)));
    }
}
