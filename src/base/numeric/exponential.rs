//! Exponential, natural logarithm and power; they do not know what is raised to what.

#![expect(
    clippy::unreadable_literal,
    clippy::excessive_precision,
    reason = "coefficients keep the digits of their source"
)]

use std::f64::consts::LOG2_E;

use super::polynomial::polynomial;
use super::selection::{clamp, select};

/// ln 2 in two parts; the first has 21 zero bits at its end, so its product with an exponent is exact.
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// Adding 1.5 x 2^52 and taking it away again rounds to the nearest integer, ties to even.
const ROUNDING: f64 = 6755399441055744.0;

/// 2^52, whose sum with a smaller whole number shows that number in its lowest bits.
const TWO_TO_52: f64 = 4503599627370496.0;
const EXPONENT_BIAS: f64 = 1023.0;
const MANTISSA_BITS: u32 = 52;

/// Reciprocal factorials 1/13! to 1/2!, for Horner's rule.
const RECIPROCAL_FACTORIALS: [f64; 12] = [
    1.0 / 6227020800.0,
    1.0 / 479001600.0,
    1.0 / 39916800.0,
    1.0 / 3628800.0,
    1.0 / 362880.0,
    1.0 / 40320.0,
    1.0 / 5040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    1.0 / 2.0,
];

/// e^x, within one unit in the last place where the result is a normal number.
///
/// Infinity above 709.78, subnormal below -708.4 and zero below -745.13; NaN stays NaN. The argument is reduced to
/// |r| <= ln(2)/2 by a two-part ln 2 (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980,
/// chapter 6) and the series is taken to r^13/13!, whose next term is below 5e-18.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let x = clamp(x, -746.0, 710.0);
    let n = round(x * LOG2_E);
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let mantissa = 1.0 + (r + r * r * polynomial(&RECIPROCAL_FACTORIALS, r));
    // Two factors, because 2^n itself overflows or underflows before the product does.
    let half = round(0.5 * n);
    mantissa * power_of_two(half) * power_of_two(n - half)
}

/// The integer nearest to `x`, for |x| < 2^51.
#[inline(always)]
fn round(x: f64) -> f64 {
    (x + ROUNDING) - ROUNDING
}

/// 2^n for a whole n in -1022..=1023.
#[inline(always)]
fn power_of_two(n: f64) -> f64 {
    f64::from_bits((n + (TWO_TO_52 + EXPONENT_BIAS)).to_bits() << MANTISSA_BITS)
}

/// The natural logarithm of `x`, within one unit in the last place.
///
/// Zero and positive subnormal numbers give minus infinity, negative numbers NaN; infinity and NaN stay themselves.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let at_bottom = select(x < 0.0, f64::NAN, f64::NEG_INFINITY);
    let value = select(x < f64::MIN_POSITIVE, at_bottom, ln_of_normal(x));
    select(x <= f64::MAX, value, x)
}

/// The natural logarithm of a positive normal number; anything else gives an arbitrary value.
///
/// Method and coefficients of `e_log.c` (Sun Microsystems, Freely Distributable LIBM, 1993): x = 2^k (1 + f) with
/// 1 + f between about sqrt(1/2) and sqrt(2), then the odd series in s = f / (2 + f).
#[inline(always)]
pub(super) fn ln_of_normal(x: f64) -> f64 {
    let (k, f) = exponent_and_fraction(x);
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
    let odd = z
        * (6.666666666666735130e-1
            + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
    let series = s * (half_square + (even + odd)) + k * LN_2_LOW;
    ((series - half_square) + f) + k * LN_2_HIGH
}

/// (k, f) with x = 2^k (1 + f) and 1 + f from about sqrt(1/2) to sqrt(2).
#[inline(always)]
pub(super) fn exponent_and_fraction(x: f64) -> (f64, f64) {
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    const ROOT_OF_HALF: u64 = 0x3fe6_a09e_0000_0000;
    const MANTISSA: u64 = (1 << MANTISSA_BITS) - 1;
    let shifted = x.to_bits().wrapping_add(ONE - ROOT_OF_HALF);
    // Not an integer conversion: the narrower vector instruction sets have none for 64 bits.
    let biased = f64::from_bits((shifted >> MANTISSA_BITS) | TWO_TO_52.to_bits());
    let mantissa = f64::from_bits((shifted & MANTISSA) + ROOT_OF_HALF);
    (biased - (TWO_TO_52 + EXPONENT_BIAS), mantissa - 1.0)
}

/// x^y for x >= 0 and finite y, to a relative error of about (1 + |y ln x|) 2e-16.
///
/// x^0 = 1 (also for x = 0) and x^1 = x hold exactly; 0^y is 0 for y > 0 and infinity for y < 0; a negative x gives
/// NaN unless y is 0 or 1.
#[inline(always)]
#[expect(clippy::float_cmp, reason = "exactly one and exactly zero are special")]
pub fn pow(x: f64, y: f64) -> f64 {
    let value = select(y == 1.0, x, exp(y * ln(x)));
    select(y == 0.0, 1.0, value)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the exact value is what is tested")]
mod tests {
    use super::*;

    /// Evenly spaced points, ends included.
    fn grid(low: f64, high: f64, steps: u32) -> impl Iterator<Item = f64> {
        (0..=steps).map(move |i| low + (high - low) * f64::from(i) / f64::from(steps))
    }

    fn assert_close(value: f64, expected: f64, relative: f64, at: f64) {
        let error = (value - expected).abs();
        assert!(error <= relative * expected.abs(), "{value:e} against {expected:e} at {at}");
    }

    #[test]
    fn exp_agrees_with_the_library_over_its_whole_range() {
        for x in grid(-708.0, 709.7, 200_003).chain(grid(-1.0, 1.0, 100_003)) {
            assert_close(exp(x), libm::exp(x), 4e-16, x);
        }
    }

    #[test]
    fn exp_settles_its_special_cases() {
        assert_eq!([0.0, -0.0].map(exp), [1.0, 1.0]);
        assert_eq!([-746.0, f64::NEG_INFINITY].map(exp), [0.0, 0.0]);
        assert_eq!([709.8, f64::INFINITY].map(exp), [f64::INFINITY; 2]);
        assert_close(exp(-740.0), libm::exp(-740.0), 0.01, -740.0);
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    fn ln_agrees_with_the_library_from_smallest_to_largest() {
        let magnitudes = grid(-708.0, 709.0, 200_003).map(libm::exp);
        for x in magnitudes.chain(grid(0.5, 2.0, 100_003)).chain([f64::MIN_POSITIVE, f64::MAX]) {
            assert_close(ln(x), libm::log(x), 4e-16, x);
        }
    }

    #[test]
    fn ln_settles_its_special_cases() {
        assert_eq!(ln(1.0).to_bits(), 0);
        assert_eq!([0.0, -0.0, 1e-310].map(ln), [f64::NEG_INFINITY; 3]);
        assert_eq!([ln(f64::INFINITY)], [f64::INFINITY]);
        assert!([-1.0, f64::NEG_INFINITY, f64::NAN].map(ln).iter().all(|value| value.is_nan()));
    }

    #[test]
    fn pow_agrees_with_the_library_and_keeps_its_identities() {
        for x in grid(0.001, 20.0, 301) {
            for y in grid(-12.0, 12.0, 301) {
                assert_close(pow(x, y), libm::pow(x, y), 2e-14, x);
            }
            assert_eq!([pow(x, 0.0), pow(x, 1.0)], [1.0, x]);
        }
        assert_eq!([pow(0.0, 0.0), pow(0.0, 0.3), pow(0.0, 1.0), pow(1.0, 7.5)], [1.0, 0.0, 0.0, 1.0]);
        assert_eq!([pow(0.0, -2.0)], [f64::INFINITY]);
        assert!(pow(-2.0, 0.5).is_nan());
    }

    /// The sum was taken once and must come out on every machine and at every level of optimisation.
    #[test]
    fn bits_are_the_same_everywhere() {
        let fold = |sum: u64, value: f64| sum.rotate_left(5) ^ value.to_bits();
        let values = grid(-700.0, 700.0, 50_000).flat_map(|x| [exp(x), ln(exp(x)), pow(x.abs(), 1.7)]);
        assert_eq!(values.fold(0, fold), 4291937889639880868);
    }
}
