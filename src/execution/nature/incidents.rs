//! Incidents: what strikes a party by bad luck, and what help can do about it; it does not know who helps.

use schemars::JsonSchema;
use serde::Deserialize;

/// Incidents that strike one party, independent of conduct.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Incident {
    /// Probability in a round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// Loss to the party that is struck, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub loss: f64,
    /// Share of that party's effort that is lost in the round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub downtime: f64,
}

/// What help by the other party does and costs.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Help {
    /// Share of loss and downtime that help removes.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub relief: f64,
    /// Cost to the helper as a share of the loss.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub cost: f64,
    /// Price of help given only if paid, as a multiple of its cost.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub markup: f64,
}

impl Default for Help {
    fn default() -> Self {
        Self { relief: 0.6, cost: 0.25, markup: 1.5 }
    }
}
