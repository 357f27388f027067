//! V14: axiomatic solutions on a smooth frontier (Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977), found on its points.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::domain::solution::BargainingProblem;
use crate::domain::solution::concept::Concept;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use serde_json::Value as Json;

/// The item. Nothing is drawn: replications are ignored.
pub const ITEM: Item =
    Item { row: Row { name: "V14", summary: "axiomatic solutions on a smooth frontier" }, run, start: 1, most: 1 };

/// Steps into which the first party's range is divided.
const STEPS: u32 = 100_000;

/// The file's names of the solutions.
const NAMES: [(&str, Concept); 4] = [
    ("NBS", Concept::Nash),
    ("KS", Concept::KalaiSmorodinsky),
    ("egal", Concept::Egalitarian),
    ("util", Concept::Utilitarian),
];

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let [top, range] = frontier(case)?;
    let disagreement: [f64; 2] = case.numbers("d")?;
    let steps = f64::from(STEPS);
    let first: Vec<f64> = (0..=STEPS).map(|step| range * f64::from(step) / steps).collect();
    let second: Vec<f64> = first.iter().map(|u| top * (1.0 - (u / range) * (u / range))).collect();
    let problem = BargainingProblem { utilities: [&first, &second], disagreement };
    let solutions = problem.solve().map_err(|error| (case.fault)(error.to_string()))?;
    let points = NAMES.into_iter().filter_map(|(name, concept)| Some((name, solutions.point(concept)?)));
    Ok(points
        .flat_map(|(name, point)| {
            point.into_iter().enumerate().map(move |(party, u)| Found::number(format!("{name}[{party}]"), u, 0.0))
        })
        .collect())
}

/// The two numbers of a frontier written as `u2=A*(1-(u1/B)^2)`.
fn frontier(case: &Case<'_>) -> Result<[f64; 2], ValidationError> {
    let text = case.input.get("frontier").and_then(Json::as_str).unwrap_or_default();
    let numbers = text
        .strip_prefix("u2=")
        .and_then(|rest| rest.split_once("*(1-(u1/"))
        .and_then(|(top, rest)| Some((top.parse::<f64>().ok()?, rest.strip_suffix(")^2)")?.parse::<f64>().ok()?)));
    match numbers {
        Some((top, range)) if top > 0.0 && range > 0.0 => Ok([top, range]),
        _ => Err((case.fault)(format!("`in.frontier` is `{text}`; it must be of the form `u2=A*(1-(u1/B)^2)`"))),
    }
}
