//! The give-get ledger: how generous the other has been lately, and the balance of favours; it does not know trust.

use schemars::JsonSchema;
use serde::Deserialize;

/// Moving averages of what the other gives.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ledger {
    /// Weight of the past in the moving average of the other's KPI.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub memory: f64,
    /// Where that average starts, above the other's target: how generously the other is met at first.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub opening: f64,
    /// Share of old favours remembered each round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub favours_kept: f64,
}

impl Default for Ledger {
    fn default() -> Self {
        Self { memory: 0.8, opening: 0.30, favours_kept: 0.95 }
    }
}

impl Ledger {
    /// The average after one more reading.
    #[inline(always)]
    pub fn average(&self, before: f64, reading: f64) -> f64 {
        self.memory * before + (1.0 - self.memory) * reading
    }
}
