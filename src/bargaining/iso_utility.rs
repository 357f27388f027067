//! Outcomes of about equal value to one party; it does not know which of them the other would like.

use crate::domain::preference::Preference;

/// Most outcomes that one sample holds, which bounds the work of a turn.
pub const CAPACITY: usize = 64;

/// At most [`CAPACITY`] outcomes worth between `level` and `level + width`, lowest first.
///
/// Where the band holds more, every n-th is taken. Neighbours in value differ in their options
/// almost at random, so such a sample spreads over the band's packages.
#[derive(Debug, Clone, Copy)]
pub struct Band {
    outcomes: [u32; CAPACITY],
    count: usize,
}

impl Band {
    /// Samples the band of a preference.
    pub fn new(preference: &Preference, level: f64, width: f64) -> Self {
        let end = preference.at_least(level);
        let above = preference.at_least(level + width);
        // Outcomes worth exactly the upper end lie outside, so a band of no width is empty.
        let start = if above < end { above } else { end };
        let inside = &preference.ranked()[start..end];
        let stride = inside.len().div_ceil(CAPACITY).max(1);
        let mut outcomes = [0; CAPACITY];
        let mut count = 0;
        for (slot, &outcome) in outcomes.iter_mut().zip(inside.iter().rev().step_by(stride)) {
            *slot = outcome;
            count += 1;
        }
        Self { outcomes, count }
    }

    /// The sampled outcomes, lowest value first.
    pub fn outcomes(&self) -> &[u32] {
        &self.outcomes[..self.count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_band_and_thins_a_large_one() {
        let preference = Preference::new((0..1000).map(f64::from).collect()).unwrap();
        assert_eq!(Band::new(&preference, 10.0, 2.5).outcomes(), [10, 11, 12]);
        assert!(Band::new(&preference, 10.25, 0.5).outcomes().is_empty());
        assert!(Band::new(&preference, 2000.0, 5.0).outcomes().is_empty());
        let wide = Band::new(&preference, 100.0, 500.0);
        assert_eq!(wide.outcomes()[..3], [100, 108, 116]);
        assert_eq!(wide.outcomes().len(), 63);
    }
}
