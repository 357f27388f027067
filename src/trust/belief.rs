//! Trust as a Beta belief with forgetting and asymmetric weights; it does not know what the evidence was about.

use schemars::JsonSchema;
use serde::Deserialize;

/// Trust that the other acts in good faith: `(a + r) / (a + b + r + s)` with discounted good and bad evidence r and s
/// around a prior that stays (Jøsang and Ismail 2002, the Beta reputation system; bad evidence weighs more).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Belief {
    /// Trust before any evidence.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub prior: f64,
    /// Weight of the prior, in signals.
    #[schemars(range(min = 0.001, max = 1e6))]
    pub prior_weight: f64,
    /// Share of old evidence kept each round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub forgetting: f64,
    /// Weight of a bad signal against a good one (loss aversion).
    #[schemars(range(min = 0.001, max = 100.0))]
    pub bad_weight: f64,
    /// How far below target a KPI still counts as good faith.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub tolerance: f64,
    /// Good evidence restored for each bad signal that a review excuses.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub excused_good: f64,
}

impl Default for Belief {
    fn default() -> Self {
        Self { prior: 0.65, prior_weight: 4.0, forgetting: 0.95, bad_weight: 2.0, tolerance: 0.05, excused_good: 0.5 }
    }
}

impl Belief {
    /// Old evidence after one round.
    #[inline(always)]
    pub fn forget(&self, evidence: f64) -> f64 {
        evidence * self.forgetting
    }

    /// Good evidence restored for excused bad evidence.
    #[inline(always)]
    pub fn restored(&self, excused: f64) -> f64 {
        excused * (self.excused_good / self.bad_weight)
    }

    /// Trust that settles where signals are bad with this probability; without forgetting, what only they say.
    pub fn settled(&self, bad: f64) -> f64 {
        let signals = if self.forgetting < 1.0 { 1.0 / (1.0 - self.forgetting) } else { 1e9 };
        self.trust((1.0 - bad) * signals, bad * self.bad_weight * signals)
    }

    /// Trust from discounted good and bad evidence.
    #[inline(always)]
    pub fn trust(&self, good: f64, bad: f64) -> f64 {
        let prior = self.prior * self.prior_weight;
        (prior + good) / (self.prior_weight + good + bad)
    }
}

#[cfg(test)]
mod tests {
    use super::Belief;

    #[test]
    fn trust_settles_where_evidence_is_as_old_as_it_gets() {
        let belief = Belief::default();
        let (mut good, mut bad) = (0.0, 0.0);
        for _ in 0..1000 {
            good = belief.forget(good) + 0.8;
            bad = belief.forget(bad) + 0.2 * belief.bad_weight;
        }
        assert!((belief.settled(0.2) - belief.trust(good, bad)).abs() < 1e-9);
        assert!(belief.settled(0.0) > belief.prior && belief.settled(1.0) < belief.prior);
    }

    #[test]
    fn one_miss_weighs_more_than_one_hit() {
        let belief = Belief::default();
        let start = belief.trust(0.0, 0.0);
        let up = belief.trust(1.0, 0.0) - start;
        let down = start - belief.trust(0.0, belief.bad_weight);
        assert!((start - 0.65).abs() < 1e-12);
        assert!(down > 2.0 * up);
    }
}
