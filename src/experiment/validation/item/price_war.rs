//! V08: how long a price war must be to deter, and what it costs (Green and Porter 1984).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::indifference::{Effort, sign};
use crate::experiment::validation::public_signal::{PublicSignal, Reaction, normalised, trigger};
use crate::experiment::validation::sample::set;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V08", summary: "price wars of fixed length" }, run, start: 100_000, most: 2_000_000 };

/// Longest war that is tried.
const LONGEST: u32 = 200;

/// Replications that tell a clear sign.
const FEW: u64 = 4_000;

/// Most replications of a sign for each of the payoff: lengths of war can differ little in what they deter.
const SHARPER: u64 = 96;

/// Rounds of the long history from which the share of war is read, those left out before, and payoffs for each such history.
const ROUNDS: u32 = 1_100;
const BURN_IN: u32 = 100;
const SPARSER: u64 = 16;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = PublicSignal::new(case, "v08-price-war", ["p", "q"])?;
    let continuation = case.number("delta")?;
    let at = |rounds: u32| vec![trigger("rounds", rounds), set("horizon.continuation", continuation)];
    let effort = Effort { few: FEW, most: SHARPER * replications };
    let mut shortest = None;
    for rounds in 1..=LONGEST {
        let deviation = Reaction::new(&game, (1, 1.0), &[1], &at(rounds))?;
        match sign(effort, |replications| Ok(deviation.deterrence(replications)))? {
            Some(true) => {
                shortest = Some((rounds, 0.0));
                break;
            }
            Some(false) => {}
            // Too close to call: the length is told, but does not count as found.
            None => {
                shortest = Some((rounds, f64::INFINITY));
                break;
            }
        }
    }
    let Some((rounds, se)) = shortest else { return Ok(nothing()) };
    let value = normalised(&game.sample(&at(rounds))?, replications)?;
    Ok(vec![
        Found::number("min_punish_len", f64::from(rounds), se),
        Found::number("V_normalised", value.mean, value.se),
        share(&game, at(rounds), replications / SPARSER)?,
    ])
}

fn nothing() -> Vec<Found> {
    ["min_punish_len", "V_normalised", "share_time_in_price_war"]
        .map(|quantity| Found { quantity: quantity.to_owned(), value: Value::Nothing, se: 0.0 })
        .to_vec()
}

/// Share of rounds at war in long histories.
fn share(game: &PublicSignal<'_>, mut keys: Vec<String>, replications: u64) -> Result<Found, ValidationError> {
    keys.extend([
        "horizon.continuation=1.0".to_owned(),
        format!("horizon.rounds={ROUNDS}"),
        format!("run.burn_in={BURN_IN}"),
    ]);
    let war = |history: &crate::relationship::history::History| 1.0 - history.party[0].settled_effort / history.settled;
    let share = game.sample(&keys)?.moments(0, 0, replications, war)?;
    Ok(Found::number("share_time_in_price_war", share.mean(), share.standard_error()))
}
