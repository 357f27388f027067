//! V35: how much is sunk by a party that keeps a share of what it adds (hold-up: Grout 1984; Hart and Moore 1988).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::peak::peak;
use crate::experiment::validation::sample::{Sample, set, value};
use crate::relationship::history::History;

/// The item. Nothing in it is left to chance.
pub const ITEM: Item =
    Item { row: Row { name: "V35", summary: "hold-up and under-investment" }, run, start: 2, most: 2 };

/// Places in the scenario's line-up.
const INVESTS: usize = 0;
const BUYS: usize = 1;

/// Replications: nothing is left to chance.
const ONCE: u64 = 2;

/// Largest investment that is tried: what a strategy may sink.
const MOST: f64 = 1e9;

/// Steps of the search for the best investment: from as much as twice the best down to a hundred-millionth of it.
const STEPS: u32 = 40;

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    if case.number("a")? <= 0.0 {
        return Err((case.fault)("`in.a` must lie above 0: else nothing can be gained".to_owned()));
    }
    let investor = best(case, value)?;
    let both = best(case, joint)?;
    Ok(vec![
        Found::number("I_first_best", both, 0.0),
        Found::number("I_holdup", investor, 0.0),
        Found::number("surplus_ratio", worth(case, investor, joint)? / worth(case, both, joint)?, 0.0),
    ])
}

/// The game with an investor that sinks an amount.
fn sample(case: &Case<'_>, sunk: f64) -> Result<Sample, ValidationError> {
    let keys = [
        set("investment.productivity", case.number("a")?),
        set("contract.investment.share", case.number("share")?),
        set("strategies.invests.conduct.investment", sunk),
    ];
    case.sample("v35-hold-up", &keys)
}

fn joint(history: &History) -> f64 {
    history.party.iter().map(|party| party.value).sum()
}

/// What is read off the game at an investment.
fn worth(case: &Case<'_>, sunk: f64, read: impl Fn(&History) -> f64) -> Result<f64, ValidationError> {
    Ok(sample(case, sunk)?.moments(INVESTS, BUYS, ONCE, read)?.mean())
}

/// The investment at which what is read is largest: bounded by doubling, then searched for.
fn best(case: &Case<'_>, read: impl Fn(&History) -> f64 + Copy) -> Result<f64, ValidationError> {
    let mut high = 1.0;
    while worth(case, 2.0 * high, read)? > worth(case, high, read)? {
        high *= 2.0;
        if 2.0 * high > MOST {
            return Err((case.fault)(format!("the best investment lies above {MOST}")));
        }
    }
    peak([0.0, 2.0 * high], STEPS, |sunk| worth(case, sunk, read))
}
