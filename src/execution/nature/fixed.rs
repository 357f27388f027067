//! An index that never moves.

use super::IndexProcess;
use crate::base::catalogue::Row;
use crate::base::random::Draws;
use schemars::JsonSchema;
use serde::Deserialize;

/// The process's row.
pub const ROW: Row = Row { name: "fixed", summary: "index that never moves" };

/// Parameters.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fixed {
    /// The level, index points.
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub level: f64,
}

impl Default for Fixed {
    fn default() -> Self {
        Self { level: 1.0 }
    }
}

impl IndexProcess for Fixed {
    fn start(&self, _: &mut Draws) -> (f64, f64) {
        (self.level, 0.0)
    }

    fn step(&self, _: &mut [f64], _: &mut [f64], _: &[u32], _: &[u32]) {}

    fn relative_sd(&self) -> f64 {
        0.0
    }

    fn base(&self) -> f64 {
        self.level
    }
}
