//! Value functions over the numbers that options stand for; they know neither weights nor files.

/// `a2 * x^2 + a1 * x + bias` of the number that an option stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Polynomial {
    pub(super) a2: f64,
    pub(super) a1: f64,
    pub(super) bias: f64,
}

impl Polynomial {
    /// Value of an option by its label; `None` where a number is needed and the label is none.
    pub(super) fn of_label(self, label: &str) -> Option<f64> {
        if self.a2 == 0.0 && self.a1 == 0.0 {
            return Some(self.bias);
        }
        let x: f64 = label.trim().parse().ok().filter(|x: &f64| x.is_finite())?;
        let straight = self.a1 * x + self.bias;
        Some(if self.a2 == 0.0 { straight } else { self.a2 * x * x + straight })
    }
}

/// The options of an issue over the whole numbers from `low` to `high`; `None` where these are no whole numbers in
/// order, or too many for any issue.
pub(super) fn whole_numbers(low: f64, high: f64) -> Option<Vec<String>> {
    const MOST: f64 = 1e6;
    let whole = low.fract() == 0.0 && high.fract() == 0.0 && low.abs() <= 1e15;
    (whole && (0.0..MOST).contains(&(high - low))).then(|| (low as i64..=high as i64).map(|x| x.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_need_numbers_unless_constant() {
        let line = Polynomial { a2: 0.0, a1: 2.0, bias: 1.0 };
        assert_eq!(line.of_label(" 3"), Some(7.0));
        assert_eq!(line.of_label("red"), None);
        assert_eq!(Polynomial { a2: 1.0, ..line }.of_label("3"), Some(16.0));
        assert_eq!(Polynomial { a1: 0.0, ..line }.of_label("red"), Some(1.0));
    }

    #[test]
    fn whole_numbers_in_order() {
        assert_eq!(whole_numbers(-1.0, 1.0).unwrap(), ["-1", "0", "1"]);
        for (low, high) in [(1.0, 0.0), (0.5, 2.0), (0.0, 2e6), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(whole_numbers(low, high), None);
        }
    }
}
