//! V03: memory-one strategies under implementation noise (Nowak and Sigmund 1990, 1993), long run and discounted.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::numeric::{exp, ln};
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{Sample, payoffs, set};
use crate::statistics::Moments;

/// The item. Replications are of 10,000 rounds each in the long run.
pub const ITEM: Item =
    Item { row: Row { name: "V03", summary: "memory-one strategies under noise" }, run, start: 64, most: 5_000 };

/// The suite's names, in the order of the theory scenario's line-up.
const NAMES: [&str; 6] = ["AllC", "AllD", "TFT", "WSLS", "Grim", "GTFT"];

/// Discounted histories are short, so that many more of them are run.
const DISCOUNTED_PER_LONG: u64 = 500;

/// Weight of the rounds that a discounted history leaves out; what they would earn is taken to be what the others do.
const LEFT_OUT: f64 = 1e-4;

const LONG_RUN: &str = "longrun_rowpayoff_and_rowcoop.";
const DISCOUNTED: &str = "discounted_normalised_rowpayoff.";

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let delta = case.number("delta")?;
    if !(delta > 0.0 && delta < 1.0) {
        return Err((case.fault)("`in.delta` must lie between 0 and 1".to_owned()));
    }
    let mut keys = payoffs(case.payoffs()?);
    keys.push(set("noise.implementation", case.number("eps")?));
    let generosity = case.number("gtft_generosity")?;
    keys.push(r#"strategies.generous_tit_for_tat.extends="generous_tit_for_tat""#.to_owned());
    keys.push(format!(
        "strategies.generous_tit_for_tat.conduct.effort.table={{memory=1, first=[1.0], cooperate=[1.0, {generosity:?}, 1.0, {generosity:?}]}}"
    ));
    let long = case.sample("v03-noisy-memory-one", &keys)?;
    let rounds = (ln(LEFT_OUT) / ln(delta)).ceil() as u32;
    keys.extend([set("horizon.discount", delta), format!("horizon.rounds={rounds}"), "run.burn_in=0".to_owned()]);
    let short = case.sample("v03-noisy-memory-one", &keys)?;
    // What the discounted sum of a constant 1 comes to.
    let weight = (1.0 - exp(f64::from(rounds) * ln(delta))) / (1.0 - delta);
    let mut found = Vec::new();
    for (one, other) in pairs() {
        if asks(case, LONG_RUN, one, other) {
            found.extend(long_run(&long, [one, other], replications)?);
        }
        if asks(case, DISCOUNTED, one, other) {
            found.extend(discounted(&short, [one, other], weight, replications * DISCOUNTED_PER_LONG)?);
        }
    }
    Ok(found)
}

/// Every pair once: the game is the same for both sides, so that one matchup gives what either earns against the other.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..NAMES.len()).flat_map(|one| (one..NAMES.len()).map(move |other| (one, other)))
}

/// The row's and the column's name, as the suite writes an entry.
fn entry(row: usize, column: usize) -> String {
    format!("{}|{}", NAMES[row], NAMES[column])
}

/// Whether anything about a pair is asked, from either side.
fn asks(case: &Case<'_>, table: &str, one: usize, other: usize) -> bool {
    let about = |row: usize, column: usize| {
        let entry = entry(row, column);
        case.wanted.iter().any(|(name, _)| {
            name.strip_prefix(table)
                .and_then(|rest| rest.strip_prefix(&entry))
                .is_some_and(|rest| !rest.starts_with('|'))
        })
    };
    about(one, other) || about(other, one)
}

fn discounted(
    sample: &Sample,
    [one, other]: [usize; 2],
    weight: f64,
    replications: u64,
) -> Result<[Found; 2], ValidationError> {
    let mut totals = [Moments::default(); 2];
    sample.each(one, other, replications, |history| {
        for (party, total) in history.party.iter().zip(&mut totals) {
            total.push(party.value / weight);
        }
    })?;
    let of = |entry: String, total: Moments| {
        Found::number(format!("{DISCOUNTED}{entry}"), total.mean(), total.standard_error())
    };
    Ok([of(entry(one, other), totals[0]), of(entry(other, one), totals[1])])
}

fn long_run(
    sample: &Sample,
    [one, other]: [usize; 2],
    replications: u64,
) -> Result<impl Iterator<Item = Found>, ValidationError> {
    let mut sides = [[Moments::default(); 2]; 2];
    sample.each(one, other, replications, |history| {
        for (party, [payoff, cooperation]) in history.party.iter().zip(&mut sides) {
            payoff.push(party.settled_flow / history.settled);
            cooperation.push(party.settled_effort / history.settled);
        }
    })?;
    let of = |entry: String, [payoff, cooperation]: [Moments; 2]| {
        [payoff, cooperation].into_iter().enumerate().map(move |(place, moments)| {
            Found::number(format!("{LONG_RUN}{entry}[{place}]"), moments.mean(), moments.standard_error())
        })
    };
    Ok(of(entry(one, other), sides[0]).chain(of(entry(other, one), sides[1])))
}
