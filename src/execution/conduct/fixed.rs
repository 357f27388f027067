//! The same effort and gaming every round, whatever happens.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row { name: "fixed", summary: "the same effort and gaming every round" };

/// Parameters.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fixed {
    /// Effort.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub effort: f64,
    /// Gaming.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub gaming: f64,
}

impl Default for Fixed {
    fn default() -> Self {
        Self { effort: 1.0, gaming: 0.0 }
    }
}

impl Rule for Fixed {
    fn act(&self, _: &RoundView<'_>, _: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        acts.effort.fill(self.effort);
        acts.gaming.fill(self.gaming);
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: self.effort, gaming: self.gaming }
    }
}
