//! V27: how defection spreads among strangers who answer the next partner for the last one (Kandori 1992; Ellison 1994).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::numeric::ln;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::market::history::Snapshot;
use crate::statistics::Moments;

/// The item.
pub const ITEM: Item = Item { row: Row { name: "V27", summary: "contagion" }, run, start: 20_000, most: 2_000_000 };

/// Share of replications in which someone may be spared to the end; they count as done by then.
const SPARED: f64 = 1e-7;

/// Infection doubles at first; then the last two are spared with a chance of 1 / (N - 1) a round, at most a third.
fn rounds(parties: u32) -> u32 {
    let doubling = 32 - parties.leading_zeros();
    let spared = f64::from(parties.saturating_sub(1).max(3));
    2 * doubling + (ln(SPARED) / -ln(spared)).ceil() as u32
}

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let parties = case.count("N")?;
    let rounds = rounds(parties);
    let keys = [
        format!("market.parties={parties}"),
        format!("lineup.shares=[{}, 1]", parties.saturating_sub(1)),
        format!("horizon.rounds={rounds}"),
    ];
    let mut infected = vec![Moments::default(); rounds as usize];
    let mut all = Moments::default();
    case.sample("v27-contagion", &keys)?.markets(replications, |history| {
        let mut until = None;
        for round in 0..rounds as usize {
            let defect = |sum: f64, row: &Snapshot| sum + (row.served - row.effort);
            let count = history.round(round).iter().fold(0.0, defect);
            infected[round].push(count);
            if until.is_none() && count >= f64::from(parties) {
                until = Some(round as f64);
            }
        }
        all.push(until.unwrap_or(f64::from(rounds)));
    })?;
    // Whoever defects in round t was infected at its start.
    let by_round = infected.iter().skip(1).enumerate().map(|(place, moments)| {
        Found::number(format!("expected_infected_t1_8[{place}]"), moments.mean(), moments.standard_error())
    });
    let mean = Found::number("mean_rounds_to_all", all.mean(), all.standard_error());
    Ok(by_round.chain([mean]).collect())
}
