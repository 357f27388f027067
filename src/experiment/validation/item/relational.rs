//! V19: the effort that a promised bonus calls forth, if both see it (Levin 2003).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::promise::Promise;

/// The item. Nothing in it is left to chance.
pub const ITEM: Item =
    Item { row: Row { name: "V19", summary: "relational contract, observable effort" }, run, start: 2, most: 2 };

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let (discount, fallback) = (case.number("delta")?, case.number("s_bar")?);
    let promise = Promise { case, scenario: "v19-relational-contract", discount, fallback };
    let effort = promise.largest_effort()?;
    Ok(vec![
        Found::number("effort", effort.unwrap_or(0.0), 0.0),
        Found::number("surplus", promise.surplus(effort)?, 0.0),
    ])
}
