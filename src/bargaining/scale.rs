//! A party's utility as a share from its worst outcome to its best; it does not know what lies between.

use crate::domain::preference::Preference;

/// The ends of a preference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Utility of the worst outcome.
    pub worst: f64,
    /// Utility of the best outcome.
    pub best: f64,
}

impl Scale {
    /// The scale of a preference.
    pub fn of(preference: &Preference) -> Self {
        let best = preference.best_utility();
        let worst = preference.ranked().last().map_or(best, |&outcome| preference.utility(outcome));
        Self { worst, best }
    }

    /// A level as a share of the way from worst to best; 0 where all outcomes are worth the same.
    pub fn share(&self, level: f64) -> f64 {
        let range = self.best - self.worst;
        if range > 0.0 { (level - self.worst) / range } else { 0.0 }
    }
}
