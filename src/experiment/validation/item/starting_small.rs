//! V23: a pilot that shows who cheats, and the share of good partners that makes beginning worth while (after Watson 1999, 2002).

use super::{Case, Item, crossing, paired};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::sample::{Sample, payoffs, rounds_that_count, set, value};
use crate::statistics::Estimate;

/// The item. Nothing in it is left to chance.
pub const ITEM: Item =
    Item { row: Row { name: "V23", summary: "starting small: pilots as screens" }, run, start: 2, most: 2 };

const GOOD: usize = 0;
const CHEATS_AT_ONCE: usize = 1;
const CHEATS_AFTER_PILOT: usize = 2;

/// Smallest scale that is searched.
const SMALLEST: f64 = 0.001;

/// How closely the smallest pilot is searched.
const FINE: f64 = 1e-6;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let [good, bad] = [case.number("delta_good")?, case.number("delta_bad")?];
    let game = |discount, scale| Game { case, discount, scale, replications };
    let full = game(bad, 1.0);
    let is_bad = full.ahead(CHEATS_AT_ONCE, GOOD)?.mean > 0.0;
    let smallest = if is_bad {
        crossing(case, (SMALLEST, 1.0), FINE, |scale| game(bad, scale).ahead(CHEATS_AT_ONCE, CHEATS_AFTER_PILOT))?
    } else {
        None
    };
    let pilot = smallest.map(|(scale, _)| scale);
    let waits = game(good, pilot.unwrap_or(1.0));
    let keeps_faith = [CHEATS_AT_ONCE, CHEATS_AFTER_PILOT]
        .into_iter()
        .map(|cheat| Ok(waits.ahead(GOOD, cheat)?.mean >= 0.0))
        .collect::<Result<Vec<bool>, ValidationError>>()?;
    let with_pilot = pilot.map(|scale| game(good, scale).share()).transpose()?;
    Ok(vec![
        number("min_separating_pilot", pilot),
        flag("feasible", pilot.is_some()),
        number("min_share_good_full", Some(game(good, 1.0).share()?)),
        number("min_share_good_pilot", with_pilot),
        flag("good_IC", keeps_faith.into_iter().all(|keeps| keeps)),
    ])
}

fn number(quantity: &str, value: Option<f64>) -> Found {
    let value = value.map_or(Value::Nothing, Value::Number);
    Found { quantity: quantity.to_owned(), value, se: 0.0 }
}

fn flag(quantity: &str, value: bool) -> Found {
    Found { quantity: quantity.to_owned(), value: Value::Flag(value), se: 0.0 }
}

/// The game as a type of some discount plays it, with a first round at some scale.
#[derive(Clone, Copy)]
struct Game<'a> {
    case: &'a Case<'a>,
    discount: f64,
    scale: f64,
    replications: u64,
}

impl Game<'_> {
    fn sample(&self) -> Result<Sample, ValidationError> {
        let case = self.case;
        let sucker = -case.number("sucker_loss")?;
        let mut keys = payoffs([case.number("T")?, case.number("R")?, 0.0, sucker]);
        keys.push(set("contract.pilot.scale", self.scale));
        keys.push(set("horizon.discount", self.discount));
        keys.push(rounds_that_count(self.discount));
        case.sample("v23-starting-small", &keys)
    }

    /// What one course earns over another against a good partner.
    fn ahead(&self, one: usize, other: usize) -> Result<Estimate, ValidationError> {
        let sample = self.sample()?;
        let values = |course| sample.values(course, GOOD, self.replications, value);
        Ok(paired(&values(one)?, &values(other)?))
    }

    /// Share of good partners at which a good type is indifferent between beginning and its outside option of 0.
    fn share(&self) -> Result<f64, ValidationError> {
        let sample = self.sample()?;
        let against = |partner| sample.moments(GOOD, partner, self.replications, value).map(|moments| moments.mean());
        let (good, bad) = (against(GOOD)?, against(CHEATS_AT_ONCE)?);
        Ok(-bad / (good - bad))
    }
}
