//! V30: alpha-rank of commitment contracts in the prisoner's dilemma (Han, Pereira, Santos and Lenaerts 2013).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::evolve::matrix::Matrix;
use crate::experiment::evolve::process;
use crate::experiment::evolve::stationary::LogFixation;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::scenario::evolution::{Evolution, Process};
use serde_json::Value as Json;

/// The item; it holds no luck.
pub const ITEM: Item = Item { row: Row { name: "V30", summary: "alpha-rank of commitment" }, run, start: 2, most: 2 };

const KINDS: usize = 5;

/// Who proposes a contract, and who accepts and keeps it or not.
const NAMES: [&str; KINDS] = ["COMP", "C", "D", "FAKE", "FREE"];

/// Payoffs nearer than this are the same.
const SAME: f64 = 1e-9;

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let contracts = contracts(case);
    let matrix = match (case.input.get("matrix"), &contracts) {
        (Some(rows), _) => given(rows).ok_or_else(|| {
            (case.fault)("`in.matrix` must be square: a list of 2 to 64 rows of as many numbers".to_owned())
        })?,
        (None, Some(contracts)) => contracts.clone(),
        (None, None) => {
            return Err((case.fault)("give `in.matrix`, or R, T, P, S, compensation and setup_cost".to_owned()));
        }
    };
    let n = case.count("N")?;
    let strength = case.number("alpha")?;
    if !(2..=10_000).contains(&n) || strength.is_nan() || strength < 0.0 {
        return Err((case.fault)("`in.N` must be from 2 to 10000 and `in.alpha` at least 0".to_owned()));
    }
    let evolution = Evolution { process: Process::Fermi, selection: strength, ..Evolution::default() };
    let (rule, selection) = process::rule(&evolution);
    let shares = LogFixation::new(rule, selection, &matrix, n).stationary();
    let mut found: Vec<Found> =
        shares.iter().enumerate().map(|(kind, share)| Found::number(format!("pi[{kind}]"), *share, 0.0)).collect();
    let order = contracts.and_then(|contracts| order(&contracts, &matrix));
    found.extend(order.map(|order| Found { quantity: "order".to_owned(), value: Value::Text(order), se: 0.0 }));
    Ok(found)
}

fn given(rows: &Json) -> Option<Matrix> {
    let row = |row: &Json| row.as_array()?.iter().map(Json::as_f64).collect::<Option<Vec<f64>>>();
    let rows = rows.as_array()?.iter().map(row).collect::<Option<Vec<_>>>()?;
    let square = (2..=64).contains(&rows.len()) && rows.iter().all(|row| row.len() == rows.len());
    square.then(|| Matrix::from_rows(&rows))
}

/// What each kind earns from a prisoner's dilemma under a proposed contract, by the paper's rules: who proposes pays for
/// setting up (half of it where both propose), and who accepts and defects pays compensation.
fn contracts(case: &Case<'_>) -> Option<Matrix> {
    let number = |key: &str| case.input.get(key).and_then(Json::as_f64);
    let (r, t, p, s) = (number("R")?, number("T")?, number("P")?, number("S")?);
    let (paid, setup) = (number("compensation")?, number("setup_cost")?);
    Some(Matrix::from_rows(&[
        vec![r - 0.5 * setup, r - setup, 0.0, s + paid - setup, r - setup],
        vec![r, r, s, s, s],
        vec![0.0, t, p, p, p],
        vec![t - paid, t, p, p, p],
        vec![r, t, p, p, p],
    ]))
}

/// The names in the order in which a matrix holds these kinds; `None` if it holds others.
fn order(contracts: &Matrix, matrix: &Matrix) -> Option<String> {
    if matrix.size() != KINDS {
        return None;
    }
    let mut places = Vec::new();
    arrange(contracts, matrix, &mut places)
        .then(|| places.iter().map(|kind| NAMES[*kind]).collect::<Vec<_>>().join(","))
}

/// Finds for each place of the matrix in turn the kind whose payoffs, with those before it, stand there.
fn arrange(contracts: &Matrix, matrix: &Matrix, places: &mut Vec<usize>) -> bool {
    let place = places.len();
    if place == KINDS {
        return true;
    }
    for kind in (0..KINDS).filter(|kind| !places.contains(kind)).collect::<Vec<_>>() {
        places.push(kind);
        let same = |one: f64, other: f64| (one - other).abs() < SAME;
        let fits = places.iter().enumerate().all(|(before, other)| {
            same(matrix.at(place, before), contracts.at(kind, *other))
                && same(matrix.at(before, place), contracts.at(*other, kind))
        });
        if fits && arrange(contracts, matrix, places) {
            return true;
        }
        places.pop();
    }
    false
}
