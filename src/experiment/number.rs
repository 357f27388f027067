//! Numbers for sentences: thousands apart, a true minus sign, sensible precision; it does not know what they count.

/// The number with that many decimals and thousands apart; never "minus nothing".
pub fn fixed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::new();
    if value < 0.0 && digits.contains(|digit: char| ('1'..='9').contains(&digit)) {
        text.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

/// A number for a sentence: two decimals below 10, one below 100, else none.
pub fn number(value: f64) -> String {
    let size = value.abs();
    let decimals = match size {
        size if size < 9.995 => 2,
        size if size < 99.95 => 1,
        _ => 0,
    };
    fixed(value, decimals)
}

/// A magnitude without decimals.
pub fn grouped(size: f64) -> String {
    fixed(size, 0)
}

#[cfg(test)]
mod tests {
    use super::{fixed, grouped, number};

    #[test]
    fn numbers_read_well() {
        assert_eq!(fixed(-1_234.567, 2), "\u{2212}1,234.57");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(grouped(1_234_567.4), "1,234,567");
        let told = [0.004, -0.004, 9.996, -12.34, 99.96, 1449.4, -1_234_567.0].map(number);
        assert_eq!(told, ["0.00", "0.00", "10.0", "\u{2212}12.3", "100", "1,449", "\u{2212}1,234,567"]);
    }
}
