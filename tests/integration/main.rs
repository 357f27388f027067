//! Integration tests, one binary: each module says what it holds.

/// Sessions: never below reservation, mirrored roles, known results.
mod bargaining;
/// Flows add up to value and transfers cancel, in random scenarios.
mod conservation;
/// Same bits for any number of threads and any width; other luck for another seed.
mod determinism;
/// Broken scenarios: one clear error each, exit code 2, nothing written.
mod scenario_errors;
/// Names, order and roles change no number.
mod symmetry;
/// Theory: thresholds and laws by simulation, and a wrong model is rejected.
mod theory;
