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
/// Each clause by a history worked out by hand.
mod clauses;
/// The command line as it reads: help, errors, small reports, exit codes, files.
mod cli;
/// Flows add up to value and transfers cancel, in random scenarios.
mod conservation;
/// What every strategy preset owes: same play for the same seed, fresh memory, legal moves, nothing below reservation.
mod contract;
/// A contract given apart from a scenario: order of laying over, errors in its own lines, the manifest.
mod contract_file;
/// What is undertaken besides work and price, by hand-computed histories and closed forms.
mod covenants;
/// Designs and indices for models outside.
mod design;
/// Same bits for any number of threads and any width; other luck for another seed.
mod determinism;
/// Domain files of every form read alike; broken ones name each mistake.
mod domain_files;
/// Evolution as users see it: same bytes, what bad input is told, theory at other parameters.
mod evolve;
/// The exact worst case: closed forms, bounds that close in, and the engine playing what was found.
mod exact;
/// The run as users see it: tables that add up, break-even points that cover the truth, variants, factorial.
mod experiment;
/// Charts are legible at any label, and files say what the tables say.
mod export;
/// Figures of every kind, as inputs of `export`.
mod gallery;
/// Every built-in scenario from few replications, against files.
mod golden;
/// Which rule let an exploit in, and what repairs are worth.
mod harden;
/// Markets: two parties alone are a matchup, widths and threads change no bit, money adds up.
mod market;
/// Sessions of `NegMAS`, offer by offer.
mod negmas_sessions;
/// The verb `negotiate` from domain file to report, and how it fails.
mod negotiate;
/// Negotiation domains as scenarios: types, discounts, culture, people, trust at the table.
mod negotiation_domain;
/// Contracts with planted holes: the right rule is named, and sound ones pass.
mod planted;
/// A readable transcript per protocol and pair of presets, against files.
mod playthrough;
/// A contract beside other prices and beside a changed one, by term.
mod price_and_term;
/// The README's commands run and say what it shows.
mod readme;
/// Replays are the run's own relationships and add up; sheets, cards and tables hold together.
mod replay;
/// Transcripts as people and programs read them.
mod replay_told;
/// Broken scenarios: one clear error each, exit code 2, nothing written.
mod scenario_errors;
/// Frontier and solution points: a brute-force oracle, published domains, Nash's own axioms.
mod solutions;
/// The worst case: by hand, mirrored, on any thread, and bad questions.
mod stress;
/// Sweeps: same bytes however they are cut, killed and resumed; what they tell; bad input.
mod sweep;
/// Names, order and roles change no number.
mod symmetry;
/// Theory: thresholds and laws by simulation, and a wrong model is rejected.
mod theory;
