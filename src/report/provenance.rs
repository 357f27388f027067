//! Where a result comes from; it holds only what changes the result, so nothing of the machine or the clock.

use serde::Serialize;

/// Everything that determines a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Name of the scenario.
    pub scenario_name: String,
    /// The scenario with everything it extends and every override, as one text.
    pub scenario_text: String,
    /// Hash of that text.
    pub scenario_hash: String,
    /// The contract that was given apart, as its file says it; none where the scenario's own was played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<GivenContract>,
    /// Seed of all random streams.
    pub seed: u64,
    /// Replications per cell.
    pub replications: u64,
    /// The command that gives the same result.
    pub command: String,
}

/// A contract given apart from its scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GivenContract {
    /// Its file, or its name among the built-in ones.
    pub name: String,
    /// Its text.
    pub text: String,
}
