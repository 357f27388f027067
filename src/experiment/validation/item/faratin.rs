//! V16: time-dependent tactics meet where their curves cross (Faratin, Sierra and Jennings 1998).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::numeric::{larger, smaller};
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::sample::{set, value};

/// The item. Nothing is drawn: replications are ignored.
pub const ITEM: Item =
    Item { row: Row { name: "V16", summary: "crossing of concession curves" }, run, start: 2, most: 2 };

/// Steps into which the price is divided.
const STEPS: f64 = 12_000.0;

const SELLER: usize = 0;
const BUYER: usize = 1;

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let turns = case.count("N")?;
    let number = |key: &str| case.number(key);
    let (asked, least) = (number("seller_init")?, number("seller_res")?);
    let (offered, most) = (number("buyer_init")?, number("buyer_res")?);
    let (from, to) = (smaller(offered, least), larger(asked, most));
    let start = 1.0 - number("kappa")?;
    let mut keys = vec![
        set("outside.seller.option", least),
        set("outside.buyer.option", -most),
        format!("bargaining.protocol.deadline={turns}"),
        format!("stage.domain.issues[0].range={{from={from:?}, to={to:?}, step={:?}}}", (to - from) / STEPS),
    ];
    for (who, range) in [("seller", asked - least), ("buyer", most - offered)] {
        let part = format!("strategies.{who}.bargaining");
        keys.push(set(&format!("{part}.concession_start"), start));
        keys.push(set(&format!("{part}.concession_exponent"), number(&format!("beta_{who}"))?));
        keys.push(set(&format!("{part}.credible_range"), range));
    }
    let sample = case.sample("v16-faratin", &keys)?;
    if sample.moments(SELLER, BUYER, 2, |history| history.agreed)?.mean() < 1.0 {
        let nothing = |quantity: &str| Found { quantity: quantity.to_owned(), value: Value::Nothing, se: 0.0 };
        return Ok(vec![nothing("t"), nothing("price")]);
    }
    let length = sample.moments(SELLER, BUYER, 2, |history| history.turns)?;
    let price = sample.moments(SELLER, BUYER, 2, value)?;
    Ok(vec![Found::number("t", length.mean() / f64::from(turns), 0.0), Found::number("price", price.mean(), 0.0)])
}
