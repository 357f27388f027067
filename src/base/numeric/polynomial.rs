//! Evaluation of a polynomial; it does not know what the polynomial approximates.

/// A polynomial in `x` by Horner's rule, coefficients of the highest power first, at least one.
#[inline(always)]
pub(super) fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let mut sum = coefficients[0];
    for coefficient in &coefficients[1..] {
        sum = sum * x + coefficient;
    }
    sum
}
