//! Estimates, their confidence intervals, and the quantiles behind them; knows no sample.

use std::f64::consts::{FRAC_2_PI, PI, SQRT_2};

use serde::{Deserialize, Serialize};

/// From this many degrees of freedom on, an expansion in their inverse is exact to about 1e-9.
const MANY_DEGREES: u64 = 200;

/// A closed range of values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The whole line: what is known when nothing is.
    pub const UNBOUNDED: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Distance between the ends.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Whether `value` lies in the range, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A mean, or a smooth function of means, with its standard error and the number of independent values behind it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimated value.
    pub mean: f64,
    /// Standard error of the estimate, NaN where there are fewer than two values.
    pub se: f64,
    /// Number of independent values.
    pub n: u64,
}

impl Estimate {
    /// Two-sided confidence interval at `level` (0.95 for 95%) by Student's t with n - 1 degrees of freedom.
    ///
    /// The whole line where the standard error is undefined or the level is not below 1.
    pub fn interval(&self, level: f64) -> Interval {
        if self.n < 2 || !self.mean.is_finite() || !self.se.is_finite() {
            return Interval::UNBOUNDED;
        }
        // Keeps a certain value certain where the quantile is infinite.
        let half = if self.se > 0.0 { student_quantile(0.5 + 0.5 * level, self.n - 1) * self.se } else { 0.0 };
        if half.is_nan() {
            return Interval::UNBOUNDED;
        }
        Interval { low: self.mean - half, high: self.mean + half }
    }
}

/// Quantile of the standard normal distribution at probability `p`; infinite at 0 and 1, NaN outside.
///
/// Start: Abramowitz and Stegun 26.2.23; then Halley steps on the complementary error function of `libm`, so that bits
/// do not depend on the machine.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let tail = if p < 0.5 { p } else { 1.0 - p };
    let magnitude = if tail > 0.0 { upper_tail_quantile(tail) } else { f64::INFINITY };
    if p < 0.5 { -magnitude } else { magnitude }
}

/// The x with P(X > x) = `tail`, for a tail in (0, 1/2].
fn upper_tail_quantile(tail: f64) -> f64 {
    let t = (-2.0 * libm::log(tail)).sqrt();
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let bottom = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut x = t - top / bottom;
    for _ in 0..3 {
        let density = libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt();
        let error = (tail - 0.5 * libm::erfc(x / SQRT_2)) / density;
        x -= error / (1.0 + 0.5 * x * error);
    }
    x
}

/// Quantile of Student's t at probability `p` for a whole number of degrees of freedom; NaN for none of them.
///
/// Below 200 degrees Newton's method on the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4, else their
/// expansion 26.7.5. Absolute error below 1e-8 for `p` within [1e-6, 1 - 1e-6]; the sums lose digits further out.
pub fn student_quantile(p: f64, degrees: u64) -> f64 {
    if degrees == 0 {
        return f64::NAN;
    }
    let z = normal_quantile(p);
    if z.is_nan() || z.is_infinite() {
        return z;
    }
    if degrees >= MANY_DEGREES {
        return student_expansion(z, degrees as f64);
    }
    let central = if p < 0.5 { 1.0 - 2.0 * p } else { 2.0 * p - 1.0 };
    let magnitude = student_magnitude(z.abs(), central, degrees);
    if p < 0.5 { -magnitude } else { magnitude }
}

/// The t with P(|T| < t) = `central`, searched upwards from the normal quantile `start`.
fn student_magnitude(start: f64, central: f64, degrees: u64) -> f64 {
    let nu = degrees as f64;
    let log_scale = libm::lgamma(0.5 * (nu + 1.0)) - libm::lgamma(0.5 * nu) - 0.5 * libm::log(nu * PI);
    let mut t = start;
    // P(|T| < t) is concave in t and the normal quantile lies below the root, so Newton's steps approach it from below.
    for _ in 0..100 {
        let density = libm::exp(log_scale - 0.5 * (nu + 1.0) * libm::log1p(t * t / nu));
        let step = (central - student_central(t, degrees)) / (2.0 * density);
        t += step;
        if step.abs() <= 1e-14 * t {
            break;
        }
    }
    t
}

/// P(|T| < t), Abramowitz and Stegun 26.7.3 (odd degrees) and 26.7.4 (even degrees).
fn student_central(t: f64, degrees: u64) -> f64 {
    let nu = degrees as f64;
    let cos2 = nu / (nu + t * t);
    let sin = t / (nu + t * t).sqrt();
    let odd = degrees % 2 == 1;
    let mut term = if odd { cos2.sqrt() } else { 1.0 };
    let mut sum = 0.0;
    let mut k = if odd { 3 } else { 2 };
    while k <= degrees {
        sum += term;
        term *= cos2 * (k as f64 - 1.0) / k as f64;
        k += 2;
    }
    if odd { FRAC_2_PI * (libm::atan(t / nu.sqrt()) + sin * sum) } else { sin * sum }
}

/// Student's quantile from the normal quantile `z`, Abramowitz and Stegun 26.7.5.
fn student_expansion(z: f64, nu: f64) -> f64 {
    let s = z * z;
    let g1 = z * (s + 1.0) / 4.0;
    let g2 = z * ((5.0 * s + 16.0) * s + 3.0) / 96.0;
    let g3 = z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
    let g4 = z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92_160.0;
    z + (g1 + (g2 + (g3 + g4 / nu) / nu) / nu) / nu
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_match_the_tables() {
        for (p, want) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.995, 2.575_829_303_548_901),
            (0.1, -1.281_551_565_544_600_4),
            (1e-10, -6.361_340_902_404_056),
        ] {
            assert!((normal_quantile(p) - want).abs() < 1e-13, "{p}");
        }
        assert!(normal_quantile(1.0) > f64::MAX && normal_quantile(1.5).is_nan());
    }

    #[test]
    fn student_quantiles_match_the_tables() {
        for (p, degrees, want) in [
            (0.975, 1, 12.706_204_736_174_7),
            (0.975, 2, 4.302_652_729_749_46),
            (0.975, 3, 3.182_446_305_283_71),
            (0.975, 10, 2.228_138_851_986_27),
            (0.025, 30, -2.042_272_456_301_24),
            (0.9995, 4, 8.610_301_581_379),
            (0.5, 7, 0.0),
        ] {
            assert!((student_quantile(p, degrees) - want).abs() < 1e-9, "{p} {degrees}");
        }
    }

    #[test]
    fn sums_and_expansion_meet() {
        for p in [0.6, 0.975, 0.9999] {
            let z = normal_quantile(p);
            for degrees in [MANY_DEGREES - 2, MANY_DEGREES - 1] {
                let gap = student_quantile(p, degrees) - student_expansion(z, degrees as f64);
                assert!(gap.abs() < 1e-9, "{p} {degrees}: {gap}");
            }
        }
        assert!((student_quantile(0.975, u64::MAX) - normal_quantile(0.975)).abs() < 1e-15);
    }

    #[test]
    fn intervals_are_wide_when_little_is_known() {
        let estimate = |se, n| Estimate { mean: 1.0, se, n };
        assert_eq!(estimate(f64::NAN, 1).interval(0.95), Interval::UNBOUNDED);
        assert_eq!(estimate(0.0, 5).interval(0.95), Interval { low: 1.0, high: 1.0 });
        let few = estimate(1.0, 3).interval(0.95);
        assert!(few.contains(5.30) && !few.contains(5.31) && few.contains(-3.30) && !few.contains(-3.31));
        assert!(few.width() > estimate(1.0, 300).interval(0.95).width());
    }
}
