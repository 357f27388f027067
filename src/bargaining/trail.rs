//! What the last proposals of one side were worth to the party that remembers them; it does not know the packages.

/// Own utility of the latest proposals of one side, and the best of all.
///
/// For a party's own proposals that is what the package is worth that it would propose alone, for
/// received ones the package it likes best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trail {
    values: [f64; Self::REMEMBERED],
    count: u32,
    first: f64,
    best: f64,
}

impl Trail {
    /// How many proposals back a party remembers.
    pub const REMEMBERED: usize = 8;

    /// Before any proposal.
    pub const EMPTY: Self = Self { values: [0.0; Self::REMEMBERED], count: 0, first: 0.0, best: f64::NEG_INFINITY };

    /// Remembers one more proposal.
    pub fn push(&mut self, value: f64) {
        self.values[self.count as usize % Self::REMEMBERED] = value;
        if self.count == 0 {
            self.first = value;
        }
        self.count += 1;
        if value > self.best {
            self.best = value;
        }
    }

    /// Number of proposals so far.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The first of all, if there is one.
    pub fn first(&self) -> Option<f64> {
        (self.count > 0).then_some(self.first)
    }

    /// The best so far, minus infinity before any.
    pub const fn best(&self) -> f64 {
        self.best
    }

    /// The value so many proposals back, 0 being the latest; `None` where there is none or it is forgotten.
    pub fn back(&self, proposals: u32) -> Option<f64> {
        let known = proposals < self.count && (proposals as usize) < Self::REMEMBERED;
        known.then(|| self.values[(self.count - 1 - proposals) as usize % Self::REMEMBERED])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_the_latest_and_the_best() {
        let mut trail = Trail::EMPTY;
        assert_eq!(trail.back(0), None);
        (0..20).for_each(|value| trail.push(f64::from(10 - value)));
        assert_eq!(trail.back(0), Some(-9.0));
        assert_eq!(trail.back(7), Some(-2.0));
        assert_eq!(trail.back(8), None);
        assert_eq!((Trail::EMPTY.first(), trail.first()), (None, Some(10.0)));
        assert_eq!(trail.best().to_bits(), 10.0_f64.to_bits());
    }
}
