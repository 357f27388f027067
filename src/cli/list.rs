//! `longgame list`: the catalogue of scenarios, strategies and parts, read from the tables beside the code.

use crate::base::catalogue::Row;
use crate::cli::arguments::{Format, Kind, List};
use crate::cli::outcome::{Failure, print};
use crate::domain::solution::concept::{CONCEPTS, Concept};
use crate::domain::{clause, contract, tradeable};
use crate::engine::measures;
use crate::execution::{conduct, nature};
use crate::export::{csv, json, text};
use crate::scenario::catalogue;
use crate::source::{Files, Node, Value, parse};
use crate::strategy::presets;
use crate::table::{Column, Table, TableError};
use clap::ValueEnum;

/// Runs the command.
pub fn run(arguments: &List) -> Result<(), Failure> {
    let rows = arguments.kind.map_or_else(overview, rows);
    let name = arguments.kind.map_or_else(|| "catalogue".to_owned(), key);
    if arguments.format == Format::Table {
        return print(&described(&rows));
    }
    let table = table(&name, rows).map_err(Failure::failed)?;
    print(&match arguments.format {
        Format::Csv => String::from_utf8_lossy(&csv::table_csv(&table).map_err(Failure::failed)?).into_owned(),
        Format::Json | Format::Table => json::table_json(&table).map_err(Failure::failed)?,
    })
}

/// Names with what they are beside them.
fn described(rows: &[Entry]) -> String {
    let widest = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, summary)| text::paragraph(&format!("{name:<widest$}  "), summary)).collect()
}

fn key(kind: Kind) -> String {
    kind.to_possible_value().map_or_else(String::new, |value| value.get_name().replace('-', "_"))
}

type Entry = (String, String);

fn overview() -> Vec<Entry> {
    Kind::value_variants()
        .iter()
        .map(|kind| {
            let count = rows(*kind).len();
            (key(*kind).replace('_', "-"), format!("{count} of them: longgame list {}", key(*kind).replace('_', "-")))
        })
        .collect()
}

fn rows(kind: Kind) -> Vec<Entry> {
    match kind {
        Kind::Scenarios => titles(catalogue::names(), catalogue::scenario),
        Kind::Contracts => titles(catalogue::names_below(catalogue::CONTRACTS), catalogue::contract),
        Kind::Strategies => titles(presets::names(), presets::text),
        Kind::Clauses => entries(clause::ALL.iter().map(|clause| clause.row)),
        Kind::Terms => {
            contract::levers().map(|lever| (lever.key.to_owned(), "negotiable term of a contract".to_owned())).collect()
        }
        Kind::Tradeables => tradeable::library().iter().map(|trade| (trade.name.clone(), trade.ask.clone())).collect(),
        Kind::Offering => entries(crate::bargaining::offering::TABLE.iter().copied()),
        Kind::Acceptance => entries(crate::bargaining::acceptance::TABLE.iter().copied()),
        Kind::OpponentModels => entries(crate::bargaining::opponent_model::TABLE.iter().copied()),
        Kind::Concepts => entries(CONCEPTS.into_iter().map(Concept::row)),
        Kind::Conduct => entries(conduct::ALL.into_iter()),
        Kind::Indexes => entries(nature::ALL.into_iter()),
        Kind::Measures => entries(measures::all().map(|measure| measure.row)),
    }
}

fn entries(rows: impl Iterator<Item = Row>) -> Vec<Entry> {
    rows.map(|row| (row.name.to_owned(), row.summary.to_owned())).collect()
}

fn titles(names: Vec<String>, text: impl Fn(&str) -> Option<String>) -> Vec<Entry> {
    names
        .into_iter()
        .map(|name| (name.clone(), text(&name).and_then(|text| title(&text)).unwrap_or_default()))
        .collect()
}

fn title(text: &str) -> Option<String> {
    let mut files = Files::new();
    let file = files.add("", text);
    let root: Node = parse(&files, file).ok()?;
    match &root.get("title")?.value {
        Value::Text(title) => Some(title.clone()),
        _ => None,
    }
}

fn table(name: &str, rows: Vec<Entry>) -> Result<Table, TableError> {
    let (names, summaries): (Vec<String>, Vec<String>) = rows.into_iter().unzip();
    Table::new(
        name,
        name,
        vec![
            Column::text("name", "Name, as used in files and on the command line.", names),
            Column::text("summary", "What it is.", summaries),
        ],
    )
}
