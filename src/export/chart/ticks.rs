//! Round numbers along an axis and how they are written; it does not know where the axis lies.

use crate::export::number::grouped;

/// How many times the wanted number of ticks is still welcome.
const CROWDING: f64 = 1.35;

/// A labelled position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Value.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// About `target` multiples of 1, 2 or 5 times a power of ten, from `low` to `high`.
pub fn ticks(low: f64, high: f64, target: usize) -> Vec<Tick> {
    if !(high - low).is_finite() {
        return Vec::new();
    }
    let step = step(high - low, target);
    let slack = step * 1e-9;
    let first = ((low - slack) / step).ceil() as i64;
    let last = ((high + slack) / step).floor() as i64;
    let largest = f64::max(low.abs(), high.abs());
    (first..=last)
        .map(|index| {
            let value = index as f64 * step;
            Tick { value, label: label(value, step, largest) }
        })
        .collect()
}

fn step(span: f64, target: usize) -> f64 {
    let raw = span / (target.max(1) as f64 * CROWDING);
    if !(raw.is_finite() && raw > 0.0) {
        return 1.0;
    }
    let power = power_of_ten_below(raw);
    [1.0, 2.0, 5.0].into_iter().map(|factor| factor * power).find(|step| *step >= raw).unwrap_or(10.0 * power)
}

/// By multiplication, since logarithms differ between machines.
fn power_of_ten_below(value: f64) -> f64 {
    let mut exponent = 0;
    while exponent < 300 && power_of_ten(exponent + 1) <= value {
        exponent += 1;
    }
    while exponent > -300 && power_of_ten(exponent) > value {
        exponent -= 1;
    }
    power_of_ten(exponent)
}

fn power_of_ten(exponent: i32) -> f64 {
    let power = (0..exponent.abs()).fold(1.0, |product, _| product * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

/// The label of a value on an axis with that step and largest value: thousands as k and millions as M where they keep
/// labels short.
fn label(value: f64, step: f64, largest: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let (unit, suffix) = match largest {
        v if v >= 1e9 => (1e9, "bn"),
        v if v >= 1e6 => (1e6, "M"),
        v if v >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let decimals = (0..12).find(|d| step / unit * power_of_ten(*d) > 0.999).unwrap_or(12);
    format!("{}{suffix}", grouped(value / unit, decimals as usize))
}

/// A single value written as briefly as on an axis, with three digits.
pub fn brief(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return grouped(value, 0);
    }
    let step = power_of_ten_below(value.abs()) / 100.0;
    let largest = value.abs();
    label(value, if largest >= 1e4 { step } else { f64::min(step, 1.0) }, largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, target: usize) -> Vec<String> {
        ticks(low, high, target).into_iter().map(|t| t.label).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(0.0, 1.0, 4), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(1.0, 40.0, 7), ["5", "10", "15", "20", "25", "30", "35", "40"]);
        assert_eq!(labels(-60e3, 120e3, 3), ["−50k", "0", "50k", "100k"]);
    }

    #[test]
    fn brief_keeps_three_digits() {
        assert_eq!(brief(12_345.6), "12.3k");
        assert_eq!(brief(-0.04567), "−0.0457");
        assert_eq!(brief(1234.0), "1,234");
        assert_eq!(brief(3_400_000.0), "3.40M");
    }
}
