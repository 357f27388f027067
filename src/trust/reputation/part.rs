//! What a strategy says about names, its own and others'; it does not know what a name is worth.

use super::act::Report;
use schemars::JsonSchema;
use serde::Deserialize;

/// What a party says about its partners and whether it would take a new name.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssessPart {
    /// What it says about its partners.
    pub report: Report,
    /// Rounds over which it reckons what a new name would gain against its price; 0 never takes one.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub whitewash_horizon: f64,
}
