//! Integration tests, one binary: each module says what it holds.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test or bench that cannot go on says so by panicking"
)]

/// Sessions: never below reservation, mirrored roles, known results.
mod bargaining;
/// Flows add up to value and transfers cancel, in random scenarios.
mod conservation;
/// Same bits for any number of threads and any width; other luck for another seed.
mod determinism;
/// The run as users see it: tables that add up, break-even points that cover the truth, variants, factorial.
mod experiment;
/// Broken scenarios: one clear error each, exit code 2, nothing written.
mod scenario_errors;
/// Names, order and roles change no number.
mod symmetry;
/// Theory: thresholds and laws by simulation, and a wrong model is rejected.
mod theory;
