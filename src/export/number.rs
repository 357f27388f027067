//! Numbers for people: grouped thousands, a true minus sign, sensible precision; it does not know where they are printed.

use crate::table::{Column, Data, Unit};

/// The minus sign of typesetting.
pub const MINUS: char = '\u{2212}';

/// The number with thousands separators and that many decimals; never "minus nothing".
pub fn grouped(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return infinite(value);
    }
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0.0 && digits.contains(|c: char| ('1'..='9').contains(&c)) {
        text.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(fraction);
    text
}

fn infinite(value: f64) -> String {
    if value.is_nan() {
        String::new()
    } else if value > 0.0 {
        "∞".to_owned()
    } else {
        format!("{MINUS}∞")
    }
}

/// How many decimals a column of that unit deserves: about four digits of its largest value, so money of thousands
/// has none; probabilities have three.
pub fn decimals(column: &Column) -> usize {
    let Data::Number(values) = &column.data else {
        return 0;
    };
    let finite = || values.iter().copied().filter(|v| v.is_finite());
    if finite().all(|v| v.fract() == 0.0) {
        return 0;
    }
    if column.unit == Unit::Probability {
        return 3;
    }
    let largest = finite().map(f64::abs).fold(0.0, |most, size| if size > most { size } else { most });
    match largest {
        v if v >= 1000.0 => 0,
        v if v >= 100.0 => 1,
        v if v >= 10.0 => 2,
        v if v >= 0.1 => 3,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_and_minus_is_true() {
        assert_eq!(grouped(-1_234_567.891, 2), "−1,234,567.89");
        assert_eq!(grouped(999.6, 0), "1,000");
        assert_eq!(grouped(-0.001, 2), "0.00");
        assert_eq!(grouped(f64::NAN, 2), "");
    }

    #[test]
    fn precision_follows_magnitude() {
        let column = |values| Column::number("v", Unit::Money, "", values);
        assert_eq!(decimals(&column(vec![1234.5])), 0);
        assert_eq!(decimals(&column(vec![0.25, f64::NAN])), 3);
        assert_eq!(decimals(&column(vec![3.0, 4.0])), 0);
    }
}
