//! Reopener: a move of the index or a run of poor KPIs brings both back to the table; it does not know how talks go.

use crate::base::catalogue::Row;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "reopener", summary: "talks over new terms after a move of the index or a run of poor KPIs" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "reopener.index_above", set: |contract, value| contract.reopener.index_above = Some(value) },
    Lever { key: "reopener.index_below", set: |contract, value| contract.reopener.index_below = Some(value) },
    Lever { key: "reopener.kpi_below", set: |contract, value| contract.reopener.kpi_below = Some(value) },
    Lever { key: "reopener.misses", set: |contract, value| contract.reopener.misses = value as u32 },
];

/// Parameters of the triggers. Without agreement the terms stand, and every trigger starts afresh.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reopener {
    /// Relative rise of the index, since signing or the last reopener, that brings talks.
    #[schemars(range(min = 0.001, max = 100.0))]
    pub index_above: Option<f64>,
    /// Relative fall of the index that brings talks.
    #[schemars(range(min = 0.001, max = 1.0))]
    pub index_below: Option<f64>,
    /// KPI of either side below which a round counts as poor.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub kpi_below: Option<f64>,
    /// Poor rounds of a side in a row that bring talks.
    #[schemars(range(min = 1, max = 1000))]
    pub misses: u32,
}

impl Default for Reopener {
    fn default() -> Self {
        Self { index_above: None, index_below: None, kpi_below: None, misses: 3 }
    }
}

impl Reopener {
    /// Whether anything can bring talks.
    pub const fn is_armed(&self) -> bool {
        self.index_above.is_some() || self.index_below.is_some() || self.kpi_below.is_some()
    }
}

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// A right to talk moves no money by itself; what talks bring is not known before them.
fn appraise(_: &Contract, _: &Outlook<'_>) -> f64 {
    0.0
}
