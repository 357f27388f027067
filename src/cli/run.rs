//! `longgame run`: plays a scenario and writes its tables, charts and report; files appear whole or not at all.

use crate::cli::answer::{Shown, answer, told};
use crate::cli::arguments::Run;
use crate::cli::deliver::deliver;
use crate::cli::outcome::Failure;
use crate::cli::progress::bar;
use crate::engine::parallel::Watch;
use crate::experiment::run::{self, RunError, Settings};
use crate::report::Report;
use crate::scenario::contract_file::ContractFile;
use crate::scenario::read::Scenario;
use std::path::PathBuf;

/// What the summary for people shows.
const SHOWN: [Shown; 5] = [
    Shown {
        table: "strategies",
        keys: 1,
        columns: &[
            "strategy",
            "value_mean",
            "value_lo95",
            "value_hi95",
            "value_q05",
            "value_q95",
            "over_outside_mean",
            "beats_outside",
        ],
    },
    Shown {
        table: "variants",
        keys: 2,
        columns: &[
            "variant",
            "strategy",
            "value_mean",
            "against_base_mean",
            "against_base_lo95",
            "against_base_hi95",
            "over_outside_mean",
            "over_outside_lo95",
            "over_outside_hi95",
        ],
    },
    Shown {
        table: "population",
        keys: 3,
        columns: &[
            "case",
            "strategy",
            "side",
            "flow_mean",
            "flow_lo95",
            "flow_hi95",
            "matched_mean",
            "cooperation_mean",
            "standing_mean",
        ],
    },
    Shown { table: "parts", keys: 2, columns: &[] },
    Shown { table: "diagnostics", keys: 1, columns: &[] },
];

/// Runs the command.
pub fn run(arguments: &Run) -> Result<(), Failure> {
    let scenario = arguments.scenario.read()?;
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from("output").join(folder(&scenario)));
    let settings = settings(arguments, &scenario);
    let pool = pool(arguments.threads)?;
    let report = pool.install(|| play(&scenario, &settings, arguments.quiet))?;
    pool.install(|| deliver(&report, &out, arguments.force))?;
    if arguments.quiet {
        return Ok(());
    }
    let main = if scenario.file.market.is_some() { "population" } else { "summary" };
    answer(&report, arguments.format, main, || told(&report, &SHOWN, &out.display().to_string()))
}

/// Name of a scenario's folder of results; a contract of its own gives it another.
pub(super) fn folder(scenario: &Scenario) -> String {
    let stem = |contract: &ContractFile| format!("{}-{}", scenario.name, contract.stem());
    scenario.contract.as_ref().map_or_else(|| scenario.name.clone(), stem)
}

/// A pool of so many threads; results do not depend on them.
pub(super) fn pool(threads: Option<u64>) -> Result<rayon::ThreadPool, Failure> {
    let threads = threads.map_or(0, |threads| threads as usize);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(Failure::failed)
}

fn settings(arguments: &Run, scenario: &Scenario) -> Settings {
    Settings {
        replications: arguments.replications,
        seed: arguments.seed,
        factorial: arguments.factorial,
        diagnostics: arguments.diagnostics,
        relationships: arguments.relationships,
        figures: !arguments.no_charts,
        command: command(arguments, scenario),
    }
}

/// The command that gives the same result; options that change no result are left out.
fn command(arguments: &Run, scenario: &Scenario) -> String {
    let mut words = arguments.scenario.command("run");
    words.push(format!("--seed {}", arguments.seed.unwrap_or(scenario.file.run.seed)));
    words.push(format!("--replications {}", arguments.replications.unwrap_or(scenario.file.run.replications)));
    let flags = [
        (arguments.factorial, "--factorial"),
        (arguments.diagnostics, "--diagnostics"),
        (arguments.relationships, "--relationships"),
        (arguments.no_charts, "--no-charts"),
    ];
    words.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, flag)| flag.to_owned()));
    words.join(" ")
}

fn play(scenario: &Scenario, settings: &Settings, quiet: bool) -> Result<Report, Failure> {
    let bar = bar(run::work(scenario, settings), quiet);
    let advance = |count: u64| bar.inc(count);
    let watch = Watch { advance: Some(&advance), stop: None };
    let result = run::run(scenario, settings, watch);
    bar.finish_and_clear();
    result.map_err(|error| match error {
        RunError::Read(error) => Failure::from(error),
        error @ RunError::PairsOnly(_) => Failure::input(error),
        other => Failure::failed(other),
    })
}
