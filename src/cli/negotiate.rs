//! `longgame negotiate`: one session on a domain file, with frontier, solution points and the chart of the outcome space.

use crate::bargaining::part::BargainingPart;
use crate::cli::arguments::{Format, Negotiate};
use crate::cli::deliver::deliver;
use crate::cli::outcome::{Failure, print};

use crate::experiment::negotiate::{self, NegotiateError, Settings, strategy};
use crate::export::{csv, json, text};
use crate::report::Report;
use crate::scenario::read::ReadError;
use crate::source::domain_file::{self, DomainFileError};
use std::path::PathBuf;

/// Tables that the summary for people shows, and how many columns say what a row is about.
const SHOWN: [(&str, usize); 3] = [("parties", 3), ("solutions", 1), ("agreement", 1)];

/// Runs the command.
pub fn run(arguments: &Negotiate) -> Result<(), Failure> {
    let domain =
        domain_file::read(&arguments.domain, &arguments.profiles, arguments.name.as_deref()).map_err(|error| {
            match error {
                DomainFileError::Mistakes { files, diagnostics } => {
                    Failure::from(ReadError::Mistakes { files, diagnostics })
                }
                other => Failure::input(other),
            }
        })?;
    let first = strategy::find(&arguments.first)?;
    let second = strategy::find(&arguments.second)?;
    let out = arguments.out.clone().unwrap_or_else(|| {
        let pair = format!("{}-{}", slug(&first.0), slug(&second.0));
        PathBuf::from("output").join(slug(&domain.name)).join(pair)
    });
    let report = negotiate::run(&domain, &settings(arguments, first, second)).map_err(failure)?;
    deliver(&report, &out, arguments.force)?;
    if arguments.quiet {
        return Ok(());
    }
    answer(&report, arguments, &out.display().to_string())
}

fn failure(error: NegotiateError) -> Failure {
    match error {
        NegotiateError::Table(_) | NegotiateError::Json(_) | NegotiateError::Session(_) => Failure::failed(error),
        _ => Failure::input(error),
    }
}

fn settings(arguments: &Negotiate, first: (String, BargainingPart), second: (String, BargainingPart)) -> Settings {
    Settings {
        names: [first.0, second.0],
        parts: [first.1, second.1],
        turns: arguments.turns,
        breakdown: arguments.breakdown,
        seed: arguments.seed,
        command: command(arguments),
    }
}

/// The command that gives the same result; options that change no result are left out.
fn command(arguments: &Negotiate) -> String {
    let mut words = vec!["longgame negotiate".to_owned()];
    let paths = std::iter::once(&arguments.domain).chain(&arguments.profiles);
    words.extend(paths.map(|path| format!("{:?}", path.display().to_string())));
    words.extend(arguments.name.iter().map(|name| format!("--domain {name:?}")));
    words.push(format!("--first {:?} --second {:?}", arguments.first, arguments.second));
    words.push(format!("--turns {}", arguments.turns));
    words.push(format!("--breakdown {} --seed {}", arguments.breakdown, arguments.seed));
    words.join(" ")
}

/// A name that is fit for a folder everywhere.
fn slug(name: &str) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    if kept.is_empty() { "domain".to_owned() } else { kept }
}

fn answer(report: &Report, arguments: &Negotiate, out: &str) -> Result<(), Failure> {
    match arguments.format {
        Format::Json => print(&json::report_json(report).map_err(Failure::failed)?),
        Format::Csv => {
            let Some(table) = report.table("offers") else { return Ok(()) };
            print(&String::from_utf8_lossy(&csv::table_csv(table).map_err(Failure::failed)?))
        }
        Format::Table => print(&told(report, arguments.trace, out)),
    }
}

fn told(report: &Report, trace: bool, out: &str) -> String {
    let mut text = format!("{}\n\n", report.title);
    for sentence in &report.sentences {
        text.push_str(&text::paragraph("- ", sentence));
    }
    let trace = trace.then_some(("offers", 2));
    for (name, keys) in SHOWN.into_iter().chain(trace) {
        if let Some(table) = report.table(name).filter(|table| table.rows() > 0) {
            text.extend(["\n", table.title(), "\n"]);
            // The trace is read down the page; what does not fit is in the files.
            let shown = if name == "offers" { text::table_text(table) } else { text::panels_text(table, keys) };
            text.push_str(&shown);
        }
    }
    let (tables, charts) = (report.tables.len(), report.figures.len());
    text + &format!("\n{tables} tables, {charts} chart and report.html in {out}\n")
}
