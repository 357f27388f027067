//! The items that can be run, one file per family: how a case becomes a scenario and what is read off it.

mod axiomatic;
mod commitment;
mod contagion;
mod credits;
mod crowding_out;
mod cycles;
mod double_auction;
mod extortion;
mod faratin;
mod five_rules;
mod folk;
mod generosity;
mod hidden_effort;
mod hold_up;
mod inspection;
mod logrolling;
mod memory_one;
mod meso;
mod moran;
mod norms;
mod premium;
mod price_band;
mod price_war;
mod public_signal;
mod reactive;
mod relational;
mod rematching;
mod review_cadence;
mod rubinstein;
mod starting_small;
mod termination;
mod trigger;

use super::ValidationError;
pub use super::case::Case;
use super::figure::{Found, Value};
use crate::base::catalogue::Row;
use crate::experiment::threshold::{Curve, Found as Threshold, Gap, Search, find};
use crate::statistics::{Estimate, Moments};

/// One item: its id's beginning, how it is run, and between how many and how many replications.
pub struct Item {
    /// Beginning of the id, and what it shows.
    pub row: Row,
    /// Runs a case with so many replications.
    pub run: fn(&Case<'_>, u64) -> Result<Vec<Found>, ValidationError>,
    /// Replications to start with.
    pub start: u64,
    /// Most replications.
    pub most: u64,
}

/// Every item that can be run.
pub const ALL: [Item; 32] = [
    folk::ITEM,
    termination::ITEM,
    memory_one::ITEM,
    reactive::ITEM,
    generosity::ITEM,
    extortion::ITEM,
    public_signal::ITEM,
    price_war::ITEM,
    review_cadence::ITEM,
    rubinstein::ITEM,
    axiomatic::ITEM,
    logrolling::ITEM,
    faratin::ITEM,
    meso::ITEM,
    double_auction::ITEM,
    relational::ITEM,
    hidden_effort::ITEM,
    crowding_out::ITEM,
    premium::ITEM,
    starting_small::ITEM,
    moran::ITEM,
    cycles::ITEM,
    commitment::ITEM,
    price_band::ITEM,
    trigger::ITEM,
    credits::ITEM,
    five_rules::ITEM,
    rematching::ITEM,
    contagion::ITEM,
    norms::ITEM,
    inspection::ITEM,
    hold_up::ITEM,
];

/// A difference along a key, estimated by rerunning the scenario.
struct Along<F>(F);

impl<F: FnMut(f64) -> Result<Estimate, ValidationError>> Gap for Along<F> {
    type Error = ValidationError;

    fn at(&mut self, x: f64) -> Result<Estimate, ValidationError> {
        (self.0)(x)
    }
}

/// Where a difference along a key changes sign beyond noise, with its standard error; `None` if it does not.
///
/// # Errors
/// If a rerun fails or the range cannot be searched.
pub fn crossing(
    case: &Case<'_>,
    range: (f64, f64),
    tolerance: f64,
    difference: impl FnMut(f64) -> Result<Estimate, ValidationError>,
) -> Result<Option<(f64, f64)>, ValidationError> {
    let search = Search { low: range.0, high: range.1, tolerance, level: 0.95, scan: 12 };
    let found =
        find(&mut Along(difference), &search).map_err(|error| (case.fault)(format!("no threshold found: {error}")))?;
    Ok(last(&found))
}

/// Where a difference that was measured along a grid changes sign beyond noise; as [`crossing`].
///
/// # Errors
/// If the points do not ascend.
pub fn crossing_of(
    case: &Case<'_>,
    points: impl Iterator<Item = (f64, Estimate)>,
) -> Result<Option<(f64, f64)>, ValidationError> {
    let failed = |error: String| (case.fault)(format!("no threshold found: {error}"));
    let mut curve = Curve::new(points).map_err(|error| failed(error.to_string()))?;
    let (low, high) = (curve.low(), curve.high());
    let search = Search { low, high, tolerance: (high - low) * 1e-5, level: 0.95, scan: 2 };
    let found = find(&mut curve, &search).map_err(|error| failed(error.to_string()))?;
    Ok(last(&found))
}

/// The last crossing and its standard error.
fn last(found: &Threshold) -> Option<(f64, f64)> {
    let last = found.threshold.crossings().last()?;
    Some((last.estimate, last.interval.width() / (2.0 * 1.96)))
}

/// Paired difference of two samples of values.
pub fn paired(first: &[f64], second: &[f64]) -> Estimate {
    let mut moments = Moments::default();
    for (first, second) in first.iter().zip(second) {
        moments.push(first - second);
    }
    moments.estimate()
}

/// A threshold as a found quantity.
pub fn threshold(quantity: &str, found: Option<(f64, f64)>) -> Found {
    match found {
        Some((estimate, se)) => Found::number(quantity, estimate, se),
        None => Found { quantity: quantity.to_owned(), value: Value::Nothing, se: 0.0 },
    }
}
