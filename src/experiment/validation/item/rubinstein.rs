//! V13: division of a pie by alternating offers (Rubinstein 1982 and neighbours), played by parties that reason back from the end.

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{set, value};

/// The item. Nothing is drawn: replications are ignored.
pub const ITEM: Item =
    Item { row: Row { name: "V13", summary: "alternating offers over a shrinking pie" }, run, start: 2, most: 2 };

/// What the last turn of a horizon that stands for an infinite one may be worth.
const NEGLIGIBLE: f64 = 1e-7;

/// Fewest and most turns of such a horizon.
const TURNS: (u32, u32) = (136, 10_000);

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let keys = match case.kind {
        "symmetric" | "asymmetric" | "outside" => discounted(case)?,
        "breakdown" => risky(case)?,
        other => {
            let kinds = "symmetric, asymmetric, outside or breakdown";
            return Err((case.fault)(format!("`kind` is `{other}`; it must be {kinds}")));
        }
    };
    let (keys, patience) = keys;
    let mut found = vec![share(case, "first", &keys, endless(patience))?];
    for (name, _) in case.wanted {
        if let Some(turns) = name.strip_prefix("finite.").and_then(|turns| turns.parse().ok()) {
            found.push(share(case, name, &keys, turns)?);
        }
    }
    Ok(found)
}

/// Keys for discounts, and for an outside option of the second player if there is one; and the greater discount factor.
fn discounted(case: &Case<'_>) -> Result<(Vec<String>, f64), ValidationError> {
    let (first, second) = (case.number("d1")?, case.number("d2")?);
    let mut keys = vec![format!("bargaining.protocol.discount={{seller={first:?}, buyer={second:?}}}")];
    if case.input.contains_key("o2") {
        keys.push(set("outside.buyer.option", case.number("o2")?));
        keys.push("bargaining.protocol.opt_out={seller=false, buyer=true}".to_owned());
    }
    Ok((keys, if first > second { first } else { second }))
}

/// Keys for a risk of breakdown instead; and the probability that talks go on.
fn risky(case: &Case<'_>) -> Result<(Vec<String>, f64), ValidationError> {
    let risk = case.number("p")?;
    let keys = vec![
        "bargaining.protocol.discount={seller=1.0, buyer=1.0}".to_owned(),
        set("bargaining.protocol.breakdown", risk),
        set("outside.seller.option", case.number("b1")?),
        set("outside.buyer.option", case.number("b2")?),
    ];
    Ok((keys, 1.0 - risk))
}

/// Turns after which what is left is negligible.
fn endless(patience: f64) -> u32 {
    let (fewest, most) = TURNS;
    let mut left = 1.0;
    let mut turns = 0;
    while turns < most && (turns < fewest || left > NEGLIGIBLE) {
        left *= patience;
        turns += 1;
    }
    turns
}

fn share(case: &Case<'_>, quantity: &str, keys: &[String], turns: u32) -> Result<Found, ValidationError> {
    let mut keys = keys.to_vec();
    keys.push(format!("bargaining.protocol.deadline={turns}"));
    let share = case.sample("v13-rubinstein", &keys)?.moments(0, 0, 2, value)?;
    Ok(Found::number(quantity, share.mean(), 0.0))
}
