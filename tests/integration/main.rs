//! Integration tests, one binary: each module says what it holds.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a test that cannot go on has failed; oracles need not be exact to the bit; a table of cases is as long as it is"
)]

/// Sessions: never below reservation, mirrored roles, known results.
mod bargaining;
/// Flows add up to value and transfers cancel, in random scenarios.
mod conservation;
/// Same bits for any number of threads and any width; other luck for another seed.
mod determinism;
/// Domain files of every form read alike; broken ones name each mistake.
mod domain_files;
/// The run as users see it: tables that add up, break-even points that cover the truth, variants, factorial.
mod experiment;
/// Charts are legible at any label, and files say what the tables say.
mod export;
/// Figures of every kind, as inputs of `export`.
mod gallery;
/// Sessions of `NegMAS`, offer by offer.
mod negmas_sessions;
/// Broken scenarios: one clear error each, exit code 2, nothing written.
mod scenario_errors;
/// Frontier and solution points: a brute-force oracle, published domains, Nash's own axioms.
mod solutions;
/// Names, order and roles change no number.
mod symmetry;
/// Theory: thresholds and laws by simulation, and a wrong model is rejected.
mod theory;
