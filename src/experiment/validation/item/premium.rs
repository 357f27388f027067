//! V22: the price premium that keeps quality up (Klein and Leffler 1981; Shapiro 1983).

use super::{Case, Item, threshold};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{Sample, rounds_that_count, set, value};
use crate::statistics::{CoMoments, Moments};

/// The item.
pub const ITEM: Item = Item {
    row: Row { name: "V22", summary: "a price premium that keeps quality up" },
    run,
    start: 20_000,
    most: 4_000_000,
};

const KEEPS: usize = 0;
const CUTS: usize = 1;

/// No conduct here answers to the price, so each replication's difference is a line in it: two prices tell where it crosses zero.
fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (high, low) = (case.number("cH")?, case.number("cL")?);
    let saving = high - low;
    if saving <= 0.0 {
        return Err((case.fault)("`in.cH` must lie above `in.cL`".to_owned()));
    }
    let at_cost = keeping(case, high, replications)?;
    let above = keeping(case, high + saving, replications)?;
    let mut lines = CoMoments::default();
    for (at_cost, above) in at_cost.iter().zip(&above) {
        lines.push(-at_cost, (above - at_cost) / saving);
    }
    let premium = lines.ratio();
    let rises = Moments::from_slice(&above).mean() > Moments::from_slice(&at_cost).mean();
    let price = if rises { Some((high + premium.mean, premium.se)) } else { None };
    Ok(vec![threshold("min_price", price)])
}

/// What keeping quality up earns over cutting it at a price, by replication.
fn keeping(case: &Case<'_>, price: f64, replications: u64) -> Result<Vec<f64>, ValidationError> {
    let sample = sample(case, price)?;
    let keeps = sample.values(KEEPS, KEEPS, replications, value)?;
    let cuts = sample.values(CUTS, KEEPS, replications, value)?;
    Ok(keeps.iter().zip(&cuts).map(|(keeps, cuts)| keeps - cuts).collect())
}

fn sample(case: &Case<'_>, price: f64) -> Result<Sample, ValidationError> {
    let (high, low, discount) = (case.number("cH")?, case.number("cL")?, case.number("delta")?);
    if !(0.0..1.0).contains(&discount) {
        return Err((case.fault)("`in.delta` is a discount: at least 0 and below 1".to_owned()));
    }
    let (found, blamed) = (case.number("detect")?, case.number("false_alarm")?);
    let keys = [
        set("contract.price", price),
        set("stage.delivery.base_cost", low),
        set("stage.delivery.seller.cost", high - low),
        set("kpi.seller.binary.bad_cc", blamed),
        set("kpi.seller.binary.bad_cd", blamed),
        set("kpi.seller.binary.bad_dc", found),
        set("kpi.seller.binary.bad_dd", found),
        set("horizon.discount", discount),
        rounds_that_count(discount),
    ];
    case.sample("v22-quality-premium", &keys)
}
