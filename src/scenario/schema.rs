//! The JSON Schema of scenario and strategy files, derived from their one description.

use crate::scenario::file::ScenarioFile;
use crate::strategy::file::StrategyFile;
use schemars::schema_for;
use serde_json::Value;

/// Schema of a scenario file.
pub fn scenario() -> Value {
    schema_for!(ScenarioFile).to_value()
}

/// Schema of a strategy file.
pub fn strategy() -> Value {
    schema_for!(StrategyFile).to_value()
}
