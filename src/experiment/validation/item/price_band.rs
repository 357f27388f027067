//! V31: what a price band and its recalibration do to an index (derived; suite V31).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::set;
use crate::relationship::history::History;
use crate::statistics::{CoMoments, Moments};

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V31", summary: "price band and recalibration" }, run, start: 200, most: 200_000 };

/// Level of price and index in recalibration: high, so that a gap is measured in index points whatever the level.
const LEVEL: f64 = 100_000.0;

/// Rounds of a collar's replication: few, so that replications are many and a variance's error is well known.
const COLLAR_ROUNDS: u32 = 1_000;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    match case.kind {
        "collar" => collar(case, replications),
        "ar1" => stationary(case, replications),
        "recalibration" => recalibration(case, replications),
        other => Err((case.fault)(format!("`kind` is `{other}`; it must be collar, ar1 or recalibration"))),
    }
}

/// Variance of a round's value over all rounds, from per-replication sums, with its standard error.
fn variance(sums: &[(f64, f64, f64)]) -> (f64, f64) {
    let total: f64 = sums.iter().map(|sum| sum.0).sum();
    let mean = sums.iter().map(|sum| sum.1).sum::<f64>() / total;
    let mut squares = Moments::default();
    for (rounds, sum, square) in sums {
        squares.push((square - 2.0 * mean * sum + mean * mean * rounds) / rounds);
    }
    (squares.mean(), squares.standard_error())
}

fn collar(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (mean, sd) = (case.number("mu")?, case.number("sigma")?);
    let (low, high) = (case.number("lo")?, case.number("hi")?);
    let keys = [
        set("index.ar1.mean", mean),
        set("index.ar1.sd", sd),
        set("contract.price", mean),
        set("contract.price_band.base_index", mean),
        set("contract.price_band.floor", (mean - low) / mean),
        set("contract.price_band.cap", (high - mean) / mean),
        format!("horizon.rounds={COLLAR_ROUNDS}"),
    ];
    let sample = case.sample("v31-collar", &keys)?;
    let (mut price, mut bound) = (Moments::default(), Moments::default());
    let mut sums = Vec::new();
    sample.each(0, 0, replications, |history| {
        // Deviations from the mean keep the squares small.
        let deviation = history.price - mean * history.contracted;
        let square = history.price_square - 2.0 * mean * history.price + mean * mean * history.contracted;
        sums.push((history.contracted, deviation, square));
        price.push(history.price / history.contracted);
        bound.push(history.at_bound / history.contracted);
    })?;
    let (spread, error) = variance(&sums);
    Ok(vec![
        Found::number("mean", price.mean(), price.standard_error()),
        Found::number("var", spread, error),
        Found::number("var_ratio", spread / (sd * sd), error / (sd * sd)),
        Found::number("share_at_bound", bound.mean(), bound.standard_error()),
    ])
}

/// Overrides for an index of persistence `rho`: below 1 an autoregression, at 1 a walk.
fn index(rho: f64, sd: f64) -> Vec<String> {
    if rho < 1.0 {
        vec![set("index.ar1.mean", LEVEL), set("index.ar1.rho", rho), set("index.ar1.sd", sd)]
    } else {
        vec![format!("index.walk={{start={LEVEL:?}, step={{normal={{drift=0.0, sd={sd:?}}}}}}}")]
    }
}

fn stationary(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let sample = case.sample("v31-ar1", &index(case.number("rho")?, case.number("innovation_sd")?))?;
    let mut sums = Vec::new();
    sample.each(0, 0, replications, |history: &History| {
        let deviation = history.index - LEVEL * history.rounds;
        let square = history.index_square - 2.0 * LEVEL * history.index + LEVEL * LEVEL * history.rounds;
        sums.push((history.rounds, deviation, square));
    })?;
    let (spread, error) = variance(&sums);
    let sd = spread.sqrt();
    Ok(vec![Found::number("stationary_sd", sd, error / (2.0 * sd))])
}

fn recalibration(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let every = case.count("M")?;
    let mut keys = index(case.number("rho")?, case.number("innovation_sd")?);
    keys.push(format!("contract.price_band.recalibrate_every={every}"));
    keys.push(format!("horizon.rounds={}", every * 100));
    let sample = case.sample("v31-recalibration", &keys)?;
    let mut gap = CoMoments::default();
    sample.each(0, 0, replications, |history| gap.push(history.gap_square, history.contracted))?;
    let ratio = gap.ratio();
    let se = if ratio.se.is_nan() { 0.0 } else { ratio.se };
    Ok(vec![Found::number("mean_squared_gap", ratio.mean, se)])
}
