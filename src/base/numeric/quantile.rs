//! Uniforms and normal deviates from random bits; they do not know where the bits come from.

#![expect(
    clippy::unreadable_literal,
    clippy::excessive_precision,
    reason = "coefficients keep the digits of their source"
)]

use std::f64::consts::LN_2;

use super::exponential::{exponent_and_fraction, ln_of_normal};
use super::polynomial::polynomial;
use super::selection::select;

/// 2^-32.
const UNIT_STEP: f64 = 1.0 / 4294967296.0;

/// Distance from 1/2 up to which AS 241 takes its central approximation, and that distance squared.
const CENTRAL_HALF_WIDTH: f64 = 0.425;
const CENTRAL_SQUARE: f64 = 0.180625;

/// Shift of the square root of -ln p in the tail approximation of AS 241.
const TAIL_SHIFT: f64 = 1.6;

/// The uniform (u + 1/2) 2^-32 in the open interval (0, 1), exact; complementing the bits of `u` gives one minus it.
#[inline(always)]
pub fn unit(u: u32) -> f64 {
    (f64::from(u) + 0.5) * UNIT_STEP
}

/// The standard normal quantile of [`unit(u)`](unit()) with relative error below 2e-7.
///
/// The draw of the simulation, at about 60% of the cost of [`inverse_normal`]; telling its error from chance in
/// a variance would take some 1e13 draws. Complementing the bits of `u` flips the sign bit and nothing else.
/// M. J. Wichura, Algorithm AS 241, Applied Statistics 37, 1988, function PPND7.
#[inline(always)]
pub fn normal_deviate(u: u32) -> f64 {
    let q = unit(u) - 0.5;
    let is_central = q.abs() <= CENTRAL_HALF_WIDTH;
    let centre = CENTRAL_SQUARE - q * q;
    let tail = (-short_ln(0.5 - q.abs())).sqrt() - TAIL_SHIFT;
    let (centre_square, tail_square) = (centre * centre, tail * tail);
    // Terms in pairs rather than Horner's rule: the loop waits for results more than for arithmetic units.
    let centre_numerator =
        (5.9109374720e1 * centre + 1.5929113202e2) * centre_square + (5.0434271938e1 * centre + 3.3871327179);
    let centre_denominator =
        (6.7187563600e1 * centre + 7.8757757664e1) * centre_square + (1.7895169469e1 * centre + 1.0);
    let tail_numerator = (1.7023821103e-1 * tail + 1.3067284816) * tail_square + (2.7568153900 * tail + 1.4234372777);
    let tail_denominator = 1.2021132975e-1 * tail_square + (7.3700164250e-1 * tail + 1.0);
    let numerator = select(is_central, q.abs() * centre_numerator, tail_numerator);
    (numerator / select(is_central, centre_denominator, tail_denominator)).copysign(q)
}

/// The natural logarithm of a positive normal number to about 1e-8, without a division.
///
/// Coefficients of `logf.c` in S. L. Moshier's Cephes Mathematical Library 2.2, 1992.
#[inline(always)]
fn short_ln(x: f64) -> f64 {
    let (k, f) = exponent_and_fraction(x);
    let f2 = f * f;
    let f4 = f2 * f2;
    let lowest = (3.3333331174e-1 - 2.4999993993e-1 * f) + (2.0000714765e-1 - 1.6668057665e-1 * f) * f2;
    let middle = (1.4249322787e-1 - 1.2420140846e-1 * f) + (1.1676998740e-1 - 1.1514610310e-1 * f) * f2;
    let series = lowest + f4 * (middle + 7.0376836292e-2 * f4);
    (f - 0.5 * f2) + (f * f2 * series + k * LN_2)
}

/// The standard normal quantile of `p` in 2^-33..=1 - 2^-33, with relative error of about 1e-15.
///
/// `inverse_normal(1 - p) == -inverse_normal(p)` where 1 - p is exact, as for every [`unit()`], and bit for bit but for
/// the sign of the zero at 1/2. The approximation holds down to e^-25 = 1.4e-11; below that values are wrong.
/// M. J. Wichura, Algorithm AS 241, Applied Statistics 37, 1988, function PPND16, without its region for p < e^-25.
#[inline(always)]
pub fn inverse_normal(p: f64) -> f64 {
    let q = p - 0.5;
    let is_central = q.abs() <= CENTRAL_HALF_WIDTH;
    let centre = CENTRAL_SQUARE - q * q;
    let tail = (-ln_of_normal(select(q < 0.0, p, 1.0 - p))).sqrt() - TAIL_SHIFT;
    let centre_numerator = q.abs() * polynomial(&CENTRE_NUMERATOR, centre);
    let numerator = select(is_central, centre_numerator, polynomial(&TAIL_NUMERATOR, tail));
    let centre_denominator = polynomial(&CENTRE_DENOMINATOR, centre);
    let denominator = select(is_central, centre_denominator, polynomial(&TAIL_DENOMINATOR, tail));
    (numerator / denominator).copysign(q)
}

/// AS 241, PPND16, coefficients a, highest power first.
const CENTRE_NUMERATOR: [f64; 8] = [
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080,
];

/// AS 241, PPND16, coefficients b, highest power first.
const CENTRE_DENOMINATOR: [f64; 8] = [
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1.0,
];

/// AS 241, PPND16, coefficients c, highest power first.
const TAIL_NUMERATOR: [f64; 8] = [
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
    3.64784832476320460504,
    5.76949722146069140550,
    4.63033784615654529590,
    1.42343711074968357734,
];

/// AS 241, PPND16, coefficients d, highest power first.
const TAIL_DENOMINATOR: [f64; 8] = [
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1.0,
];

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the exact value is what is tested")]
#[expect(clippy::disallowed_methods, reason = "an oracle need not be exact to the bit")]
mod tests {
    use super::*;
    use std::f64::consts::SQRT_2;

    /// Random bits that cover both ends and everything between.
    fn bits() -> impl Iterator<Item = u32> {
        let ends = (0..1000).flat_map(|u: u32| [u, !u]);
        ends.chain((0..200_000_u32).map(|i| i.wrapping_mul(0x9e37_79b9)))
    }

    #[test]
    fn unit_is_open_and_complements_exactly() {
        assert_eq!([unit(0), unit(u32::MAX)], [0.5 * UNIT_STEP, 1.0 - 0.5 * UNIT_STEP]);
        for u in bits() {
            assert_eq!(unit(!u).to_bits(), (1.0 - unit(u)).to_bits());
        }
    }

    #[test]
    fn inverse_normal_undoes_the_error_function() {
        for p in bits().map(unit).filter(|&p| p < 0.5) {
            let error = 0.5 * libm::erfc(-inverse_normal(p) / SQRT_2) - p;
            assert!(error.abs() <= 1e-13 * p, "{error:e} at {p:e}");
        }
        assert!((inverse_normal(0.975) - 1.959963984540054).abs() < 1e-15);
        assert_eq!([inverse_normal(0.5)], [0.0]);
    }

    #[test]
    fn inverse_normal_and_normal_deviate_are_antisymmetric_bit_for_bit() {
        for u in bits() {
            assert_eq!(normal_deviate(!u).to_bits(), (-normal_deviate(u)).to_bits());
            assert_eq!(inverse_normal(unit(!u)).to_bits(), (-inverse_normal(unit(u))).to_bits());
        }
    }

    #[test]
    fn normal_deviate_is_the_quantile_of_its_uniform() {
        for u in bits() {
            let quantile = inverse_normal(unit(u));
            let error = (normal_deviate(u) - quantile).abs();
            assert!(error <= 2e-7 * quantile.abs(), "{error:e} at {u}");
        }
    }

    #[test]
    fn normal_deviates_of_evenly_spread_bits_have_the_normal_moments() {
        let deviates: Vec<f64> = (0..1_u32 << 16).map(|i| normal_deviate(i << 16 | 1 << 15)).collect();
        let moment = |power| deviates.iter().map(|x| x.powi(power)).sum::<f64>() / deviates.len() as f64;
        assert!((moment(2) - 1.0).abs() < 2e-4);
        assert!((moment(4) - 3.0).abs() < 5e-3);
    }

    /// The sum was taken once and must come out on every machine and at every level of optimisation.
    #[test]
    fn bits_are_the_same_everywhere() {
        let fold = |sum: u64, value: f64| sum.rotate_left(5) ^ value.to_bits();
        let values = bits().flat_map(|u| [normal_deviate(u), inverse_normal(unit(u))]);
        assert_eq!(values.fold(0, fold), 3715679332729136557);
    }
}
