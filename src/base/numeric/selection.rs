//! Choice by comparison, in place of `f64::min` and `f64::max`; it does not know why one chooses.
//!
//! `f64::min` and `f64::max` leave the sign of a zero result open, so the bits may differ between machines. These
//! functions settle every case, at the price of treating their two arguments unequally.

use std::hint::select_unpredictable;

/// `yes` where `condition` holds, else `no`; both are computed beforehand.
///
/// Marked unpredictable, because the optimiser otherwise turns some of these into branches, and the baseline
/// instruction set of x86-64 then loses the vector loop (half the speed for the normal quantile).
#[inline(always)]
pub fn select<T: Copy>(condition: bool, yes: T, no: T) -> T {
    select_unpredictable(condition, yes, no)
}

/// `a` where `a < b`, else `b`.
///
/// Hence `b` where either is NaN, and `b` for two zeros whatever their signs.
#[inline(always)]
pub fn smaller(a: f64, b: f64) -> f64 {
    select(a < b, a, b)
}

/// `a` where `a > b`, else `b`.
///
/// Hence `b` where either is NaN, and `b` for two zeros whatever their signs.
#[inline(always)]
pub fn larger(a: f64, b: f64) -> f64 {
    select(a > b, a, b)
}

/// `x` held within `low..=high`; asks for `low <= high`.
///
/// A NaN `x` stays NaN, a NaN bound does not bind, and an `x` equal to a bound keeps its own sign of zero.
#[inline(always)]
pub fn clamp(x: f64, low: f64, high: f64) -> f64 {
    let raised = select(x < low, low, x);
    select(raised > high, high, raised)
}

/// `new` where `mask` is 1, `old` where it is 0; both must be finite.
///
/// For a field that keeps its old value in some lanes: selecting between a new value and the field's own becomes a masked
/// store, which is far slower on some machines than this arithmetic.
#[inline(always)]
pub fn blend(mask: f64, new: f64, old: f64) -> f64 {
    mask * new + (1.0 - mask) * old
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the exact value is what is tested")]
mod tests {
    use super::*;

    #[test]
    fn the_second_argument_wins_ties_and_unordered_pairs() {
        for choose in [smaller, larger] {
            assert!(choose(0.0, -0.0).is_sign_negative());
            assert!(choose(-0.0, 0.0).is_sign_positive());
            assert_eq!(choose(f64::NAN, 1.0).to_bits(), 1.0_f64.to_bits());
            assert!(choose(1.0, f64::NAN).is_nan());
        }
        assert_eq!([smaller(1.0, 2.0), larger(1.0, 2.0)], [1.0, 2.0]);
    }

    #[test]
    fn clamp_holds_numbers_within_bounds_and_lets_nan_through() {
        let clamped = [-2.0, -0.5, 3.0].map(|x| clamp(x, -1.0, 1.0));
        assert_eq!(clamped, [-1.0, -0.5, 1.0]);
        assert!(clamp(f64::NAN, -1.0, 1.0).is_nan());
        assert!(clamp(-0.0, 0.0, 1.0).is_sign_negative());
        assert_eq!(clamp(5.0, f64::NAN, f64::NAN).to_bits(), 5.0_f64.to_bits());
    }
}
