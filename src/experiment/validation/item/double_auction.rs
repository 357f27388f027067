//! V18: the sealed-bid double auction between two (Chatterjee and Samuelson 1983), in linear equilibrium and with truthful bids.

use super::{Case, Item, crossing};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::sample::Sample;
use crate::relationship::history::History;
use crate::statistics::{CoMoments, Estimate, Moments};

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V18", summary: "sealed bids on private values" }, run, start: 100_000, most: 8_000_000 };

const SHADING: usize = 0;
const TRUTHFUL: usize = 1;

/// A distribution of one side's valuation.
type Range = (f64, f64);

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let [low, high]: [f64; 2] = case.numbers("support")?;
    if low >= high {
        return Err((case.fault)("`in.support` must be [low, high] with low below high".to_owned()));
    }
    let sample = auction(case, (low, high), (low, high))?;
    let (mut trade, mut seller) = (Moments::default(), Moments::default());
    sample.each(SHADING, SHADING, replications, |history| {
        trade.push(history.agreed);
        seller.push(history.party[0].value);
    })?;
    let shading = sample.values(SHADING, SHADING, replications, joint)?;
    let truthful = sample.values(TRUTHFUL, TRUTHFUL, replications, joint)?;
    let mut efficiency = CoMoments::default();
    shading.iter().zip(&truthful).for_each(|(shading, truthful)| efficiency.push(*shading, *truthful));
    let mean = |quantity: &str, moments: &Moments| Found::number(quantity, moments.mean(), moments.standard_error());
    let ratio = efficiency.ratio();
    Ok(vec![
        mean("trade_prob", &trade),
        mean("surplus", &Moments::from_slice(&shading)),
        mean("first_best", &Moments::from_slice(&truthful)),
        mean("each", &seller),
        Found::number("efficiency", ratio.mean, ratio.se),
        least_gap(case, (low, high))?,
    ])
}

fn joint(history: &History) -> f64 {
    history.party[0].value + history.party[1].value
}

/// The auction on a support, with valuations drawn from parts of it. Bids are those of the unit interval, scaled.
fn auction(case: &Case<'_>, cost: Range, value: Range) -> Result<Sample, ValidationError> {
    let [low, high]: [f64; 2] = case.numbers("support")?;
    let intercept = format!("seller={:?}, buyer={:?}", high / 4.0 + low / 12.0, high / 12.0 + low / 4.0);
    let keys = [
        format!("stage.domain.issues[0].range={{from={low:?}, to={high:?}, step={:?}}}", (high - low) / 1000.0),
        format!("stage.domain.types.agreement.seller={{low={:?}, high={:?}}}", -cost.1, -cost.0),
        format!("stage.domain.types.agreement.buyer={{low={:?}, high={:?}}}", value.0, value.1),
        format!("strategies.shading.bargaining.offering.linear_bid.intercept={{{intercept}}}"),
    ];
    case.sample("v18-double-auction", &keys)
}

/// By how much the value must exceed the cost for a trade, at a cost in the lower half of the support.
fn least_gap(case: &Case<'_>, (low, high): Range) -> Result<Found, ValidationError> {
    let cost = low + 0.3 * (high - low);
    let traded = |gap: f64| {
        let sample = auction(case, (cost, cost), (cost + gap, cost + gap))?;
        let agreed = sample.moments(SHADING, SHADING, 2, |history| history.agreed)?.mean();
        Ok(Estimate { mean: agreed - 0.5, se: 0.0, n: 2 })
    };
    let range = high - low;
    let found = crossing(case, (0.0, 0.7 * range), 1e-4 * range, traded)?;
    let quantity = "trade_iff_v_minus_c_ge".to_owned();
    Ok(match found {
        Some((gap, _)) => Found { quantity, value: Value::Number(gap), se: 0.0 },
        None => Found { quantity, value: Value::Nothing, se: 0.0 },
    })
}
