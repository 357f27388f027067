//! Density and distribution function of the standard normal; they do not know what is so distributed.

#![expect(
    clippy::unreadable_literal,
    clippy::excessive_precision,
    reason = "coefficients keep the digits of their source"
)]

use super::exponential::exp;
use super::polynomial::polynomial;
use super::selection::select;

const ROOT_OF_TWO_PI: f64 = 2.506628274631000502;

/// The density of the standard normal distribution at `x`.
#[inline(always)]
pub fn normal_pdf(x: f64) -> f64 {
    exp(-0.5 * x * x) / ROOT_OF_TWO_PI
}

/// The probability that a standard normal variable is at most `x`, with absolute error below 1e-15.
///
/// In the lower tail the relative error stays below 1e-8 as well, until the result underflows at -37.5.
/// NaN stays NaN. Hart et al., Computer Approximations, 1968, function 5666, with the continued fraction beyond 7.07
/// as in G. West, Better approximations to cumulative normal functions, Wilmott Magazine, May 2005.
#[inline(always)]
pub fn normal_cdf(x: f64) -> f64 {
    let size = x.abs();
    let tail = exp(-0.5 * size * size) * select(size < 7.07106781186547, body_ratio(size), tail_ratio(size));
    select(x > 0.0, 1.0 - tail, tail)
}

/// Hart's rational approximation of (1 - `normal_cdf`(x)) / exp(-x^2/2) for 0 <= x < 7.07.
#[inline(always)]
fn body_ratio(x: f64) -> f64 {
    const NUMERATOR: [f64; 7] = [
        3.52624965998911e-2,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    ];
    const DENOMINATOR: [f64; 8] = [
        8.83883476483184e-2,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    ];
    polynomial(&NUMERATOR, x) / polynomial(&DENOMINATOR, x)
}

/// The continued fraction of (1 - `normal_cdf`(x)) / exp(-x^2/2) for large x, cut after four levels.
#[inline(always)]
fn tail_ratio(x: f64) -> f64 {
    let fraction = x + 1.0 / (x + 2.0 / (x + 3.0 / (x + 4.0 / (x + 0.65))));
    1.0 / (fraction * ROOT_OF_TWO_PI)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the exact value is what is tested")]
mod tests {
    use super::*;

    fn grid(low: f64, high: f64, steps: u32) -> impl Iterator<Item = f64> {
        (0..=steps).map(move |i| low + (high - low) * f64::from(i) / f64::from(steps))
    }

    #[test]
    fn normal_cdf_agrees_with_the_error_function() {
        for x in grid(-12.0, 12.0, 100_003) {
            let expected = 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
            let error = (normal_cdf(x) - expected).abs();
            assert!(error <= 1e-15, "{error:e} at {x}");
            assert!(x > 0.0 || error <= 1e-8 * expected, "{error:e} at {x}");
        }
        assert_eq!([f64::NEG_INFINITY, 0.0, f64::INFINITY].map(normal_cdf), [0.0, 0.5, 1.0]);
        assert!(normal_cdf(f64::NAN).is_nan());
    }

    #[test]
    fn normal_pdf_is_the_slope_of_the_distribution() {
        for x in grid(-5.0, 5.0, 1001) {
            let slope = (normal_cdf(x + 1e-4) - normal_cdf(x - 1e-4)) / 2e-4;
            assert!((normal_pdf(x) - slope).abs() < 2e-9, "at {x}");
        }
        assert_eq!([normal_pdf(0.0)], [1.0 / ROOT_OF_TWO_PI]);
    }
}
