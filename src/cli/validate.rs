//! `longgame validate`: theory and published numbers by simulation; exit code 1 if any figure fails.

use crate::cli::arguments::{Format, Validate};
use crate::cli::outcome::{Failure, print};
use crate::cli::run::pool;
use crate::experiment::validation::{self, Figure, Settings, ValidationError, Verdict};
use crate::export::{csv, json, text};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget};

/// Runs the command.
pub fn run(arguments: &Validate) -> Result<(), Failure> {
    let files = arguments
        .files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok((path.display().to_string(), text))
        })
        .collect::<anyhow::Result<Vec<_>>>()
        .map_err(Failure::Input)?;
    let figures = pool(arguments.threads)?.install(|| validated(&files, arguments))?;
    let table = validation::table(&figures).map_err(Failure::failed)?;
    print(&match arguments.format {
        Format::Table => {
            let brief = validation::brief_table(&figures).map_err(Failure::failed)?;
            format!("{}\n{}\n", text::table_text(&brief), counted(&figures))
        }
        Format::Csv => String::from_utf8_lossy(&csv::table_csv(&table).map_err(Failure::failed)?).into_owned(),
        Format::Json => json::table_json(&table).map_err(Failure::failed)?,
    })?;
    if figures.iter().any(|figure| figure.verdict == Verdict::Fail) { Err(Failure::Said) } else { Ok(()) }
}

fn validated(files: &[(String, String)], arguments: &Validate) -> Result<Vec<Figure>, Failure> {
    let spinner = ProgressBar::new_spinner();
    if arguments.quiet {
        spinner.set_draw_target(ProgressDrawTarget::hidden());
    }
    let progress = |item: &str| {
        spinner.set_message(item.to_owned());
        spinner.tick();
    };
    let settings = Settings { only: arguments.only.clone(), seed: arguments.seed, progress: &progress };
    let result = validation::run(files, &settings);
    spinner.finish_and_clear();
    result.map_err(|error| match error {
        ValidationError::Read(error) => Failure::from(error),
        error @ (ValidationError::Stopped(_) | ValidationError::Table(_)) => Failure::failed(error),
        error => Failure::input(error),
    })
}

fn counted(figures: &[Figure]) -> String {
    let count = |verdict: Verdict| figures.iter().filter(|figure| figure.verdict == verdict).count();
    format!(
        "{} passed, {} failed, {} not tested",
        count(Verdict::Pass),
        count(Verdict::Fail),
        count(Verdict::NotTested)
    )
}
