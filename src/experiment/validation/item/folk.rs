//! V01: thresholds of the shadow of the future (Friedman 1971; Axelrod 1984), from payoffs simulated on both sides of them.

use super::{Case, Item, crossing, paired, threshold};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{payoffs, set, value};
use crate::statistics::Estimate;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V01", summary: "folk-theorem thresholds" }, run, start: 4_000, most: 400_000 };

/// Places in the theory scenario's line-up.
const GRIM: usize = 0;
const TFT: usize = 1;
const WSLS: usize = 2;
const ALL_D: usize = 3;
const ALTERNATE: usize = 4;
const DEVIATE_ONCE: usize = 5;

/// Range of the shadow of the future in which thresholds are sought.
const RANGE: (f64, f64) = (0.0, 0.99);

/// How closely thresholds are bracketed: well within the suite's .01.
const TOLERANCE: f64 = 5e-4;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = case.payoffs()?;
    let sustained = |resident: usize, deviations: &[usize]| {
        crossing(case, RANGE, TOLERANCE, |delta| worst(case, game, delta, resident, deviations, replications))
    };
    let dominance = crossing(case, RANGE, TOLERANCE, |delta| risk_dominance(case, game, delta, replications))?;
    Ok(vec![
        threshold("grim", sustained(GRIM, &[ALL_D, ALTERNATE])?),
        threshold("tft_nash", sustained(TFT, &[ALL_D, ALTERNATE])?),
        threshold("wsls_spe", sustained(WSLS, &[DEVIATE_ONCE])?),
        threshold("risk_dominance", dominance),
    ])
}

fn values(
    case: &Case<'_>,
    game: [f64; 4],
    delta: f64,
    pairs: &[[usize; 2]],
    replications: u64,
) -> Result<Vec<Vec<f64>>, ValidationError> {
    let mut keys = payoffs(game);
    keys.push(set("horizon.continuation", delta));
    let sample = case.sample("v01-folk-threshold", &keys)?;
    pairs.iter().map(|[own, other]| sample.values(*own, *other, replications, value)).collect()
}

/// Conforming less the best of the deviations, against the resident, under common luck.
fn worst(
    case: &Case<'_>,
    game: [f64; 4],
    delta: f64,
    resident: usize,
    deviations: &[usize],
    replications: u64,
) -> Result<Estimate, ValidationError> {
    let pairs: Vec<[usize; 2]> =
        std::iter::once(resident).chain(deviations.iter().copied()).map(|own| [own, resident]).collect();
    let values = values(case, game, delta, &pairs, replications)?;
    let differences = values[1..].iter().map(|deviating| paired(&values[0], deviating));
    Ok(differences.reduce(|least, next| if next.mean < least.mean { next } else { least }).unwrap_or(Estimate {
        mean: 0.0,
        se: 0.0,
        n: 0,
    }))
}

/// Grim less always-D against a half-and-half mix of both.
fn risk_dominance(case: &Case<'_>, game: [f64; 4], delta: f64, replications: u64) -> Result<Estimate, ValidationError> {
    let values =
        values(case, game, delta, &[[GRIM, GRIM], [GRIM, ALL_D], [ALL_D, GRIM], [ALL_D, ALL_D]], replications)?;
    let mix = |first: usize| -> Vec<f64> {
        values[first].iter().zip(&values[first + 1]).map(|(a, b)| (a + b) / 2.0).collect()
    };
    Ok(paired(&mix(0), &mix(2)))
}
