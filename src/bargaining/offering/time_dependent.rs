//! Concession by the clock alone; it does not care what the other would like.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;

/// The time-dependent tactic of Faratin, Sierra and Jennings (1998): the aspiration falls along the
/// concession curve, and the package nearest above it is proposed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TimeDependent {}

impl Offering for TimeDependent {
    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        view.preference.nearest_above(aspiration)
    }

    fn rationale(&self) -> &'static str {
        "time"
    }
}
