//! V21: better formal terms can crowd out a relational contract (Baker, Gibbons and Murphy 1994).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::promise::Promise;

/// The item. Nothing in it is left to chance.
pub const ITEM: Item =
    Item { row: Row { name: "V21", summary: "formal terms crowd out relational ones" }, run, start: 2, most: 2 };

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let (discount, fallback) = (case.number("delta")?, case.number("s_formal")?);
    let promise = Promise { case, scenario: "v21-crowding-out", discount, fallback };
    let effort = promise.largest_effort()?;
    Ok(vec![
        Found::number("relational_effort", effort.unwrap_or(0.0), 0.0),
        Found::number("total_surplus", promise.surplus(effort)?, 0.0),
    ])
}
