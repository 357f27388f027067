//! V02: random termination stands for discounting (Roth and Murnighan 1978).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{payoffs, set, value};
use crate::statistics::Moments;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V02", summary: "random termination" }, run, start: 400_000, most: 20_000_000 };

const GRIM: usize = 0;
const ALL_D: usize = 1;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut keys = payoffs(case.payoffs()?);
    keys.push(set("horizon.continuation", case.number("delta")?));
    let sample = case.sample("v02-random-termination", &keys)?;
    let (mut rounds, mut cooperative) = (Moments::default(), Moments::default());
    sample.each(GRIM, GRIM, replications, |history| {
        rounds.push(history.rounds);
        cooperative.push(value(history));
    })?;
    let exploiting = sample.moments(ALL_D, GRIM, replications, value)?;
    let exploited = sample.moments(GRIM, ALL_D, replications, value)?;
    let spread = cooperative.standard_deviation();
    Ok(vec![
        Found::number("mean_rounds", rounds.mean(), rounds.standard_error()),
        Found::number("var_rounds", rounds.variance(), rounds.variance_se()),
        Found::number("total_GRIMvGRIM", cooperative.mean(), cooperative.standard_error()),
        Found::number("total_ALLD_v_GRIM", exploiting.mean(), exploiting.standard_error()),
        Found::number("total_GRIM_v_ALLD", exploited.mean(), exploited.standard_error()),
        Found::number("sd_total_GRIMvGRIM", spread, cooperative.variance_se() / (2.0 * spread)),
    ])
}
