//! Acceptance by the clock alone; it looks at no level but the floor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Acceptance;
use crate::bargaining::view::SessionView;

/// AC-time of Baarslag, Hindriks and Jonker (2013): nothing before a time, anything that reaches the
/// reservation value from then on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Time {
    /// Share of the turns after which it accepts.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub from: f64,
}

impl Default for Time {
    fn default() -> Self {
        Self { from: 0.95 }
    }
}

impl Acceptance for Time {
    fn accepts(&self, view: &SessionView, _: u32, _: f64) -> bool {
        f64::from(view.turn + 1) >= self.from * f64::from(view.deadline)
    }
}
