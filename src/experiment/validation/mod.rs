//! The validation suite: published and derived numbers, each reproduced by simulating a scenario, never from the formula.
//!
//! A file's top-level `kind` says how it is read. An item is a `theory/` scenario and a table from the file's keys to the
//! scenario's; adding one is one new file in `item/` and its row in [`item::ALL`]. What has no runner yet is not tested.

mod bargaining_domain;
mod bargaining_domains;
mod case;
mod figure;
mod indifference;
pub mod item;
mod iterated_pd;
mod peak;
mod promise;
mod public_signal;
mod sample;
mod sao;
mod suite;

pub use figure::{Figure, Value, Verdict};

use crate::engine::parallel::Stopped;
use crate::scenario::read::ReadError;
use crate::table::{Column, Table, TableError, Unit};
use serde_json::Value as Json;
use thiserror::Error;

/// Our own copy of the suite's numbers.
const SUITE: &str = include_str!("data/suite.json");

/// Why a validation could not be run.
#[derive(Debug, Error)]
pub enum ValidationError {
    /// The file is no JSON.
    #[error("{name} is no JSON: {reason}")]
    Malformed {
        /// Name of the file.
        name: String,
        /// What is wrong, with line and column.
        reason: String,
    },
    /// The file lacks something or says something that cannot be.
    #[error("{name}: {reason}")]
    Content {
        /// Name of the file.
        name: String,
        /// What is wrong, with the key.
        reason: String,
    },
    /// `--only` names an item that no file has.
    #[error("there is no item `{0}` in these files")]
    NoItem(String),
    /// The scenario built for a case has mistakes.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// What is validated and how.
pub struct Settings<'a> {
    /// Only items whose id begins with one of these; all if empty.
    pub only: Vec<String>,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Told of each item or pair that begins.
    pub progress: &'a dyn Fn(&str),
}

impl Settings<'_> {
    fn wants(&self, id: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| id == only || id.starts_with(&format!("{only}_")))
    }
}

/// Validates files given as (name, text), or the built-in suite if there are none.
///
/// # Errors
/// [`ValidationError`]; a figure that misses its target is no error but a verdict.
pub fn run(files: &[(String, String)], settings: &Settings<'_>) -> Result<Vec<Figure>, ValidationError> {
    let own = [("built-in suite".to_owned(), SUITE.to_owned())];
    let files = if files.is_empty() { &own[..] } else { files };
    let mut figures = Vec::new();
    for (name, text) in files {
        figures.extend(file(name, text, settings)?);
    }
    let missing =
        settings.only.iter().find(|only| !figures.iter().any(|figure| figure.item.starts_with(only.as_str())));
    missing.map_or(Ok(figures), |only| Err(ValidationError::NoItem(only.clone())))
}

fn file(name: &str, text: &str, settings: &Settings<'_>) -> Result<Vec<Figure>, ValidationError> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| ValidationError::Malformed { name: name.to_owned(), reason: error.to_string() })?;
    let content = |reason: String| ValidationError::Content { name: name.to_owned(), reason };
    match json.get("kind").and_then(Json::as_str) {
        Some("suite") => suite::run(&json, settings, &content),
        Some("iterated-pd") => iterated_pd::run(&json, settings, &content),
        Some("bargaining-domains") => bargaining_domains::run(&json, settings, &content),
        Some(kind @ "sensitivity") => Ok(vec![Figure::untested(kind, "file", "all", Value::Nothing)]),
        Some(other) => Err(content(format!(
            "`kind` is `{other}`; it must be suite, iterated-pd, bargaining-domains or sensitivity"
        ))),
        None => Err(content(
            "there is no top-level `kind`; it must be suite, iterated-pd, bargaining-domains or sensitivity".to_owned(),
        )),
    }
}

/// The figures as a table.
///
/// # Errors
/// If the columns do not make a table.
pub fn table(figures: &[Figure]) -> Result<Table, TableError> {
    let text = |read: &dyn Fn(&Figure) -> String| -> Vec<String> { figures.iter().map(read).collect() };
    let number = |read: &dyn Fn(&Figure) -> f64| -> Vec<f64> { figures.iter().map(read).collect() };
    Table::new(
        "validation",
        "Validation: theory and published numbers by simulation",
        vec![
            Column::text("item", "Item of the suite.", text(&|figure| figure.item.clone())),
            Column::text("case", "Its inputs.", text(&|figure| figure.case.clone())),
            Column::text("quantity", "What is compared.", text(&|figure| figure.quantity.clone())),
            Column::text("expected", "Published or derived value.", text(&|figure| figure.expected.to_string())),
            Column::text("estimate", "Simulated value.", text(&|figure| figure.estimate.to_string())),
            Column::number(
                "se",
                Unit::Other("see quantity".to_owned()),
                "Standard error of the estimate.",
                number(&|figure| figure.se),
            ),
            Column::number(
                "tolerance",
                Unit::Other("see quantity".to_owned()),
                "Largest difference that passes.",
                number(&|figure| figure.tolerance),
            ),
            Column::text("verdict", "pass, fail or not-tested.", text(&|figure| figure.verdict.name().to_owned())),
        ],
    )
}
