//! `longgame validate`: theory and published numbers by simulation; exit code 1 if any figure fails.

use crate::cli::arguments::{Format, Validate};
use crate::cli::outcome::{Failure, print};
use crate::cli::run::pool;
use crate::experiment::validation::{self, Figure, Settings, ValidationError, Value, Verdict};
use crate::export::{csv, json, text};
use crate::table::{Column, Table, TableError};
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
        Format::Table => told(&figures).map_err(Failure::failed)?,
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

/// One table per item, or per case where a case has several figures, and the count of verdicts; one line where nothing is tested.
fn told(figures: &[Figure]) -> Result<String, TableError> {
    let mut text = String::new();
    for item in figures.chunk_by(|one, next| one.item == next.item) {
        if item.iter().all(|figure| figure.verdict == Verdict::NotTested && figure.estimate == Value::Nothing) {
            let noun = if item.len() == 1 { "figure" } else { "figures" };
            text += &text::paragraph("", &format!("{}: {} {noun} not tested", item[0].item, item.len()));
            text.push('\n');
            continue;
        }
        let several = item.windows(2).any(|pair| pair[0].case == pair[1].case);
        for some in item.chunk_by(|one, next| !several || one.case == next.case) {
            let heading = if several { format!("{}: {}", some[0].item, some[0].case) } else { some[0].item.clone() };
            text += &text::paragraph("", &heading);
            text += &text::table_text(&readable(some, !several)?);
            text.push('\n');
        }
    }
    Ok(text + &counted(figures) + "\n")
}

/// Figures with numbers in few digits; the CSV output holds all of them.
fn readable(figures: &[Figure], cases: bool) -> Result<Table, TableError> {
    let text = |name: &str, read: &dyn Fn(&Figure) -> String| Column::text(name, "", figures.iter().map(read));
    let rounded = |name: &str, read: &dyn Fn(&Figure) -> f64| text(name, &|figure| digits(read(figure), 2));
    let value = |value: &Value| if let Value::Number(number) = value { digits(*number, 6) } else { value.to_string() };
    let mut columns = vec![
        text("verdict", &|figure| figure.verdict.name().to_owned()),
        text("expected", &|figure| value(&figure.expected)),
        text("estimate", &|figure| value(&figure.estimate)),
        rounded("se", &|figure| figure.se),
        rounded("tolerance", &|figure| figure.tolerance),
        text("quantity", &|figure| ending(&figure.quantity)),
    ];
    if cases {
        columns.push(text("case", &|figure| figure.case.clone()));
    }
    Table::new("validation", "", columns)
}

/// Letters of a quantity's name that fit.
const LONGEST: usize = 44;

/// A long name by its end, which tells it from its neighbours.
fn ending(name: &str) -> String {
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().skip(length + 1 - LONGEST).collect();
    format!("…{kept}")
}

/// A number in so many significant digits, without trailing zeros; nothing for none.
fn digits(number: f64, count: usize) -> String {
    if number.is_nan() {
        return String::new();
    }
    // Sums that come to nothing leave rounding behind.
    let rounded = if number.abs() < 1e-12 { 0.0 } else { format!("{number:.*e}", count - 1).parse().unwrap_or(number) };
    format!("{rounded}")
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
