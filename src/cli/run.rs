//! `longgame run`: plays a scenario and writes its tables, charts and report; files appear whole or not at all.

use crate::cli::arguments::{Format, Run};
use crate::cli::deliver::deliver;
use crate::cli::outcome::{Failure, print};
use crate::cli::progress::bar;
use crate::engine::parallel::Watch;
use crate::experiment::run::{self, RunError, Settings};
use crate::export::{csv, json, text};
use crate::report::Report;
use crate::scenario::contract_file::ContractFile;
use crate::scenario::read::Scenario;
use std::path::PathBuf;

/// A table that the summary for people shows.
struct Shown {
    table: &'static str,
    /// How many columns say what a row is about: repeated where a table is too wide for one panel.
    keys: usize,
    /// The columns that a reader needs first; all if empty.
    columns: &'static [&'static str],
}

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
    answer(&report, arguments.format, &out.display().to_string())
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
    let mut words = vec!["longgame run".to_owned(), arguments.scenario.scenario.clone()];
    words.extend(arguments.scenario.contract.iter().map(|contract| format!("--contract {contract}")));
    words.extend(arguments.scenario.set.iter().map(|set| format!("--set {set:?}")));
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
        other => Failure::failed(other),
    })
}

fn answer(report: &Report, format: Format, out: &str) -> Result<(), Failure> {
    match format {
        Format::Json => print(&json::report_json(report).map_err(Failure::failed)?),
        Format::Csv => {
            let Some(table) = report.table("summary").or_else(|| report.table("population")) else { return Ok(()) };
            print(&String::from_utf8_lossy(&csv::table_csv(table).map_err(Failure::failed)?))
        }
        Format::Table => print(&told(report, out)),
    }
}

fn told(report: &Report, out: &str) -> String {
    let mut text = text::paragraph("", &report.title) + &text::paragraph("", &report.question) + "\n";
    for sentence in &report.sentences {
        text.push_str(&text::paragraph("- ", sentence));
    }
    for shown in &SHOWN {
        let Some(table) = report.table(shown.table) else { continue };
        text.push('\n');
        let panels = |table| text::panels_text(table, shown.keys);
        text.push_str(&if shown.columns.is_empty() { panels(table) } else { panels(&table.only(shown.columns)) });
    }
    let charts = match report.figures.len() {
        0 => String::new(),
        1 => ", 1 chart".to_owned(),
        count => format!(", {count} charts"),
    };
    text + &format!("\n{} tables{charts} and report.html in {out}\n", report.tables.len())
}
