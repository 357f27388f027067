//! The JSON Schema of scenario and strategy files, derived from their one description.

use crate::scenario::file::ScenarioFile;
use crate::strategy::file::StrategyFile;
use schemars::schema_for;
use serde_json::Value;
use std::sync::LazyLock;

// Derived once: a sweep reads its scenario at every point.
static SCENARIO: LazyLock<Value> = LazyLock::new(|| schema_for!(ScenarioFile).to_value());
static STRATEGY: LazyLock<Value> = LazyLock::new(|| schema_for!(StrategyFile).to_value());

/// Schema of a scenario file.
pub fn scenario() -> &'static Value {
    &SCENARIO
}

/// Schema of a strategy file.
pub fn strategy() -> &'static Value {
    &STRATEGY
}
