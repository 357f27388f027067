//! V05: how generous reciprocity may be, and when win-stay lose-shift resists always-D (Molander 1985; Nowak and Sigmund).

use super::{Case, Item, crossing, paired, threshold};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, ROUNDING, Value};
use crate::experiment::validation::sample::{Sample, payoffs, per_round, set, table};
use crate::statistics::Estimate;

/// The item. Replications are of 20,000 rounds each.
pub const ITEM: Item = Item {
    row: Row { name: "V05", summary: "optimal generosity; resistance of win-stay lose-shift" },
    run,
    start: 48,
    most: 4_000,
};

/// Noise that stands for "as noise tends to 0".
const VANISHING: f64 = 0.001;

/// Rounds per replication and rounds left out; both even, so that alternating play comes out even.
const WITHOUT_NOISE: [&str; 3] = ["noise.implementation=0.0", "horizon.rounds=2000", "run.burn_in=0"];

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = case.payoffs()?;
    let by_all_d = crossing(case, (0.0, 1.0), 1e-4, |generosity| {
        let keys = [set("noise.implementation", VANISHING)];
        invasion(case, game, "all_d", generosity, &keys, replications)
    })?;
    let exact: Vec<String> = WITHOUT_NOISE.map(str::to_owned).to_vec();
    let by_alternator = crossing(case, (0.0, 1.0), 1e-4, |generosity| {
        invasion(case, game, "alternator_d", generosity, &exact, 4 * replications)
    })?;
    let optimal = match (by_all_d, by_alternator) {
        (Some(one), Some(other)) => Some(if one.0 < other.0 { one } else { other }),
        (one, other) => one.or(other),
    };
    let mut found = vec![threshold("alld_crossing_g", by_all_d), threshold("gtft_generosity", optimal)];
    found.extend(against_wsls(case, game, &exact)?);
    Ok(found)
}

/// Residents among themselves less the invader among residents, per round.
fn invasion(
    case: &Case<'_>,
    game: [f64; 4],
    invader: &str,
    generosity: f64,
    more: &[String],
    replications: u64,
) -> Result<Estimate, ValidationError> {
    let sample = residents(case, game, invader, generosity, more)?;
    let residents = sample.values(0, 0, replications, per_round)?;
    let invaders = sample.values(1, 0, replications, per_round)?;
    Ok(paired(&residents, &invaders))
}

fn residents(
    case: &Case<'_>,
    game: [f64; 4],
    invader: &str,
    generosity: f64,
    more: &[String],
) -> Result<Sample, ValidationError> {
    let mut keys = payoffs(game);
    keys.push(table("resident", [1.0, generosity, 1.0, generosity]));
    keys.push(format!(r#"lineup.strategies=["resident", "{invader}", "win_stay_lose_shift"]"#));
    keys.extend(more.iter().cloned());
    case.sample("v05-generosity", &keys)
}

/// Play without noise is exact: always-D earns T and P in turn.
fn against_wsls(case: &Case<'_>, game: [f64; 4], exact: &[String]) -> Result<[Found; 2], ValidationError> {
    let sample = residents(case, game, "all_d", 0.0, exact)?;
    let residents = sample.moments(2, 2, 2, per_round)?.mean();
    let invader = sample.moments(1, 2, 2, per_round)?.mean();
    let stable = residents - invader > ROUNDING * residents.abs();
    Ok([
        Found { quantity: "wsls_stable_vs_AllD".to_owned(), value: Value::Flag(stable), se: 0.0 },
        Found::number("AllD_vs_WSLS_limit", invader, 0.0),
    ])
}
