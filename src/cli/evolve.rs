//! `longgame evolve`: lets a scenario's line-up or a payoff matrix evolve and writes tables, charts and report.

use crate::cli::answer::{Shown, answer, told};
use crate::cli::arguments::Evolve;
use crate::cli::deliver::deliver;
use crate::cli::outcome::Failure;
use crate::cli::progress::bar;
use crate::cli::run::pool;
use crate::engine::parallel::Watch;
use crate::experiment::evolve::{self, EvolveError, Settings, Subject};
use crate::report::Report;
use crate::scenario::evolution::{from_overrides, matrix};
use crate::scenario::read::ReadError;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// What the summary for people shows.
const SHOWN: [Shown; 2] = [
    Shown { table: "stationary", keys: 1, columns: &[] },
    Shown {
        table: "fixation",
        keys: 2,
        columns: &["mutant", "resident", "fixation", "over_neutral", "relation", "barrier", "generations"],
    },
];

/// Runs the command.
pub fn run(arguments: &Evolve) -> Result<(), Failure> {
    let subject = subject(arguments)?;
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from("output").join(format!("{}-evolve", subject.name)));
    let settings = settings(arguments, &subject);
    let pool = pool(arguments.threads)?;
    let report = pool.install(|| evolved(&subject, &settings, arguments.quiet))?;
    pool.install(|| deliver(&report, &out, arguments.force))?;
    if arguments.quiet {
        return Ok(());
    }
    answer(&report, arguments.format, "stationary", || told(&report, &SHOWN, &out.display().to_string()))
}

/// A payoff matrix if the name ends like one, else a scenario.
fn subject(arguments: &Evolve) -> Result<Subject, Failure> {
    let asked = &arguments.scenario;
    let path = Path::new(&asked.scenario);
    if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
        return Ok(Subject::of_scenario(asked.read()?));
    }
    let name = path.display();
    if asked.contract.is_some() {
        return Err(Failure::Input(anyhow::anyhow!("{name} is a payoff matrix, which --contract cannot change")));
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}")).map_err(Failure::Input)?;
    let matrix = matrix(&text).with_context(|| name.to_string()).map_err(Failure::Input)?;
    let evolution = from_overrides(&matrix.names, &asked.set)
        .map_err(|(files, diagnostics)| Failure::from(ReadError::Mistakes { files: Box::new(files), diagnostics }))?;
    if let Some(message) = evolution.negative(&matrix.payoffs, &matrix.names) {
        return Err(Failure::Input(anyhow::anyhow!("{name}: evolution.selection: {message}")));
    }
    let stem = path.file_stem().map_or_else(|| "matrix".to_owned(), |stem| stem.to_string_lossy().into_owned());
    Ok(Subject::of_matrix(&stem, matrix, evolution, &asked.set))
}

fn settings(arguments: &Evolve, subject: &Subject) -> Settings {
    Settings {
        replications: arguments.replications,
        seed: arguments.seed,
        figures: !arguments.no_charts,
        command: command(arguments, subject),
    }
}

/// The command that gives the same result; options that change no result are left out.
fn command(arguments: &Evolve, subject: &Subject) -> String {
    let mut words = arguments.scenario.command("evolve");
    words.push(format!("--seed {}", arguments.seed.unwrap_or(subject.seed)));
    if let Some(scenario) = &subject.scenario {
        words.push(format!("--replications {}", arguments.replications.unwrap_or(scenario.file.run.replications)));
    }
    words.extend(arguments.no_charts.then(|| "--no-charts".to_owned()));
    words.join(" ")
}

fn evolved(subject: &Subject, settings: &Settings, quiet: bool) -> Result<Report, Failure> {
    let bar = bar(evolve::work(subject, settings), quiet);
    let advance = |count: u64| bar.inc(count);
    let watch = Watch { advance: Some(&advance), stop: None };
    let result = evolve::run(subject, settings, watch);
    bar.finish_and_clear();
    result.map_err(|error| match error {
        EvolveError::Read(error) => Failure::from(error),
        error @ (EvolveError::Single(_) | EvolveError::Negative(_)) => Failure::input(error),
        error => Failure::failed(error),
    })
}
