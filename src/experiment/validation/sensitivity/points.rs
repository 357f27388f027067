//! Known points of the Sobol sequence, and what tells Latin hypercubes from random points; it estimates no indices.

use super::super::figure::{Figure, Found, Value};
use super::functions::numbers;
use crate::base::random::{Counter, Draws, Key, Purpose};
use crate::experiment::design::{Units, latin_hypercube::LatinHypercube, sequence::Sequence};
use crate::statistics::Moments;
use serde_json::Value as Json;

/// Designs behind a variance between designs.
const DESIGNS: u64 = 400;

/// The first points of the sequence, to the last bit.
pub(super) fn of_sequence(entry: &Json) -> Result<Vec<Figure>, String> {
    let points: Option<Vec<Vec<f64>>> =
        entry.get("points").and_then(Json::as_array).and_then(|list| list.iter().map(numbers).collect());
    let points = points.ok_or("`points` must be a list of points")?;
    let coordinates = points.first().map_or(0, Vec::len);
    let sequence = Sequence::new(points.len() as u64, coordinates, None)?;
    let figure = |(number, expected): (usize, &Vec<f64>)| {
        let quantity = format!("point {number}");
        let found = Found { quantity, value: Value::Text(told(&sequence.point(number as u64))), se: 0.0 };
        Figure::compared("sobol_sequence", &format!("d={coordinates}"), Value::Text(told(expected)), &found, 0.0)
    };
    Ok(points.iter().enumerate().map(figure).collect())
}

fn told(point: &[f64]) -> String {
    point.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
}

/// A design from number of points and coordinates, seed, and which design of that seed.
type Points = fn(u64, usize, u64, u32) -> Vec<Vec<f64>>;

/// Whether every slice of every coordinate has one point.
fn is_stratified(points: &[Vec<f64>]) -> bool {
    let count = points.len();
    let coordinates = points.first().map_or(0, Vec::len);
    (0..coordinates).all(|coordinate| {
        let mut taken = vec![false; count];
        for point in points {
            taken[(point[coordinate] * count as f64) as usize] = true;
        }
        taken.into_iter().all(|taken| taken)
    })
}

fn hypercube(points: u64, coordinates: usize, seed: u64, number: u32) -> Vec<Vec<f64>> {
    let design = LatinHypercube::new(points, coordinates, seed, number);
    (0..points).map(|number| design.point(number)).collect()
}

fn independent(points: u64, coordinates: usize, seed: u64, number: u32) -> Vec<Vec<f64>> {
    let mut draws = Draws::new(Key::new(seed, Purpose::Search), u64::from(number), Counter::of_round(0, 0));
    (0..points).map(|_| (0..coordinates).map(|_| draws.uniform()).collect()).collect()
}

/// Sizes in a key such as `holds_for_scipy_n100_d6`.
fn sizes(key: &str) -> Option<(u64, usize)> {
    let number = |mark: &str| key.split('_').find_map(|word| word.strip_prefix(mark)?.parse::<u64>().ok());
    Some((number("n")?, number("d")? as usize))
}

/// The facts that a file states of Latin hypercubes and of independent points.
pub(super) fn of_hypercubes(facts: &Json, seed: u64) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (key, expected) in facts.as_object().into_iter().flatten() {
        let Some((points, coordinates)) = sizes(key) else { continue };
        let case = format!("n={points} d={coordinates}");
        let stratified = if key.starts_with("holds_for") {
            Some(is_stratified(&hypercube(points, coordinates, seed, 0)))
        } else if key.starts_with("fails_for_iid") {
            Some(!is_stratified(&independent(points, coordinates, seed, 0)))
        } else {
            None
        };
        if let (Some(flag), Some(expected)) = (stratified, Value::of(expected)) {
            let found = Found { quantity: key.clone(), value: Value::Flag(flag), se: 0.0 };
            figures.push(Figure::compared("latin_hypercube", &case, expected, &found, 0.0));
        }
        if key.starts_with("additive_fn_mean_variance") {
            let designs: [(&str, Points); 2] = [("lhs_theory", hypercube), ("iid_theory", independent)];
            figures.extend(designs.into_iter().filter_map(|(name, design)| {
                let expected = expected.get(name).and_then(Json::as_f64)?;
                let between = (0..DESIGNS as u32).map(|number| mean_of_sum(&design(points, coordinates, seed, number)));
                let variance = Moments::from_slice(&between.collect::<Vec<f64>>()).variance_estimate();
                let found = Found::number(format!("variance of a mean, {name}"), variance.mean, variance.se);
                Some(Figure::compared("latin_hypercube", &case, Value::Number(expected), &found, 4.0 * variance.se))
            }));
        }
    }
    figures
}

/// Mean over points of the sum of coordinates.
fn mean_of_sum(points: &[Vec<f64>]) -> f64 {
    points.iter().flatten().sum::<f64>() / points.len() as f64
}
