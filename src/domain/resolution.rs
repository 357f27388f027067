//! From which difference on two utilities count as different; it does not know what is done with them.

/// A decimal grid of about twelve digits for the utilities of one party.
///
/// Sums that are equal on paper, such as 0.5 + 0.3 and 0.3 + 0.5 of tabled weights, differ in the last bits, and would
/// make a tie look like dominance. On a grid they are equal again, and unlike a tolerance a grid keeps order transitive.
/// It is decimal because tables are: a utility of few digits is a point of the grid and never half-way between two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolution {
    steps_per_unit: f64,
}

/// Adding and subtracting this rounds to the nearest whole number, as long as that is below 2^51.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

impl Resolution {
    /// The grid for utilities of at most this size.
    pub fn of(largest: f64) -> Self {
        let (mut size, mut steps_per_unit) = (largest, 1e12);
        while size > 1.0 {
            (size, steps_per_unit) = (size / 10.0, steps_per_unit / 10.0);
        }
        while size > 0.0 && size <= 0.1 && steps_per_unit < 1e300 {
            (size, steps_per_unit) = (size * 10.0, steps_per_unit * 10.0);
        }
        Self { steps_per_unit }
    }

    /// The nearest point of the grid, counted in steps from zero: a whole number.
    #[inline]
    pub fn level(self, utility: f64) -> f64 {
        let steps = utility * self.steps_per_unit;
        if steps.abs() < ROUNDING / 4.0 { (steps + ROUNDING) - ROUNDING } else { steps }
    }

    /// Distance between neighbours, in units of utility.
    pub fn step(self) -> f64 {
        1.0 / self.steps_per_unit
    }

    /// Steps in one unit of utility.
    pub const fn steps_per_unit(self) -> f64 {
        self.steps_per_unit
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole numbers of steps are exact")]
mod tests {
    use super::*;

    #[test]
    fn sums_in_another_order_meet_on_the_grid() {
        let grid = Resolution::of(1.0);
        let sums = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]].map(|terms: [f64; 3]| terms.iter().sum::<f64>());
        assert_ne!(sums[0], sums[1]);
        assert_eq!(grid.level(sums[0]), grid.level(sums[1]));
        assert_eq!(grid.level(0.6), 6e11);
        assert!(grid.level(0.6) < grid.level(0.6 + 1e-11));
        assert_eq!(grid.level(-0.6), -6e11);
    }

    #[test]
    fn twelve_digits_at_any_size() {
        for (largest, step) in [(1.0, 1e-12), (13_200.0, 1e-7), (0.05, 1e-13), (0.0, 1e-12)] {
            assert!((Resolution::of(largest).step() / step - 1.0).abs() < 1e-12, "{largest}");
        }
        for extreme in [f64::MAX, f64::MIN_POSITIVE, 5e-324] {
            assert!(Resolution::of(extreme).level(extreme).is_finite());
        }
        assert_eq!(Resolution::of(1.0).level(f64::NEG_INFINITY), f64::NEG_INFINITY);
    }
}
