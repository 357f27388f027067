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
    /// Seed of all random streams.
    pub seed: u64,
    /// Replications per cell.
    pub replications: u64,
    /// The command that gives the same result.
    pub command: String,
}
