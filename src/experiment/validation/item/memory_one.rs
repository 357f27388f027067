//! V03: memory-one strategies under implementation noise (Nowak and Sigmund 1990, 1993), long run and discounted.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{Sample, payoffs, per_round, set, value};
use crate::statistics::Moments;

/// The item. Replications are of 10,000 rounds each in the long run.
pub const ITEM: Item =
    Item { row: Row { name: "V03", summary: "memory-one strategies under noise" }, run, start: 64, most: 5_000 };

/// The suite's names, in the order of the theory scenario's line-up.
const NAMES: [&str; 6] = ["AllC", "AllD", "TFT", "WSLS", "Grim", "GTFT"];

/// Discounted histories are short, so that many more of them are run.
const DISCOUNTED_PER_LONG: u64 = 500;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let delta = case.number("delta")?;
    let mut keys = payoffs(case.payoffs()?);
    keys.push(set("noise.implementation", case.number("eps")?));
    let generosity = case.number("gtft_generosity")?;
    keys.push(r#"strategies.generous_tit_for_tat.extends="generous_tit_for_tat""#.to_owned());
    keys.push(format!(
        "strategies.generous_tit_for_tat.conduct.effort.table={{memory=1, first=[1.0], cooperate=[1.0, {generosity:?}, 1.0, {generosity:?}]}}"
    ));
    let long = case.sample("v03-noisy-memory-one", &keys)?;
    // Far enough that what is left out weighs less than a ten-millionth; (1 - delta) normalises the discounted sum.
    let rounds = (16.2 / (1.0 - delta)).ceil() as u32;
    keys.extend([set("horizon.discount", delta), format!("horizon.rounds={rounds}"), "run.burn_in=0".to_owned()]);
    let short = case.sample("v03-noisy-memory-one", &keys)?;
    let mut found = Vec::new();
    for (name, _) in case.wanted {
        if let Some(pair) = name.strip_prefix("discounted_normalised_rowpayoff.").and_then(pair) {
            found.push(discounted(name, &short, pair, delta, replications * DISCOUNTED_PER_LONG)?);
        } else if let Some((entry, pair)) = long_run_entry(name) {
            found.extend(long_run(entry, &long, pair, replications)?);
        }
    }
    Ok(found)
}

/// The entry `row|column` of a long-run payoff and its pair.
fn long_run_entry(name: &str) -> Option<(&str, [usize; 2])> {
    let entry = name.strip_prefix("longrun_rowpayoff_and_rowcoop.")?.strip_suffix("[0]")?;
    Some((entry, pair(entry)?))
}

fn pair(text: &str) -> Option<[usize; 2]> {
    let (row, column) = text.split_once('|')?;
    let place = |name: &str| NAMES.iter().position(|known| *known == name);
    Some([place(row)?, place(column)?])
}

fn discounted(
    name: &str,
    sample: &Sample,
    pair: [usize; 2],
    delta: f64,
    replications: u64,
) -> Result<Found, ValidationError> {
    let total = sample.moments(pair[0], pair[1], replications, |history| (1.0 - delta) * value(history))?;
    Ok(Found::number(name, total.mean(), total.standard_error()))
}

fn long_run(entry: &str, sample: &Sample, pair: [usize; 2], replications: u64) -> Result<[Found; 2], ValidationError> {
    let (mut payoff, mut cooperation) = (Moments::default(), Moments::default());
    sample.each(pair[0], pair[1], replications, |history| {
        payoff.push(per_round(history));
        cooperation.push(history.party[0].settled_effort / history.settled);
    })?;
    let name = |place: usize| format!("longrun_rowpayoff_and_rowcoop.{entry}[{place}]");
    Ok([
        Found::number(name(0), payoff.mean(), payoff.standard_error()),
        Found::number(name(1), cooperation.mean(), cooperation.standard_error()),
    ])
}
