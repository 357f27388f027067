//! V04: reciprocity under slips that both see and under private misreading (Molander 1985; Nowak and Sigmund 1992).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{set, table};

/// The item. Replications are of 26,000 rounds each.
pub const ITEM: Item =
    Item { row: Row { name: "V04", summary: "reciprocity under two kinds of noise" }, run, start: 256, most: 20_000 };

/// At noise this small the suite asks for at least 25 million rounds.
const RARE: f64 = 0.02;
const MANY: u64 = 1_000;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let (p, q, noise) = (case.number("p")?, case.number("q")?, case.number("eps")?);
    let replications = if noise > 0.0 && noise < RARE && replications < MANY { MANY } else { replications };
    let mechanisms = [
        ("coop_implementation_noise", "v04-reactive-noise", "noise.implementation"),
        ("coop_perception_noise", "v04-reactive-misreading", "noise.perception"),
    ];
    mechanisms
        .into_iter()
        .map(|(quantity, scenario, key)| {
            let sample = case.sample(scenario, &[table("reactive", [p, q, p, q]), set(key, noise)])?;
            let both = sample.moments(0, 0, replications, |history| {
                (history.party[0].settled_effort + history.party[1].settled_effort) / (2.0 * history.settled)
            })?;
            Ok(Found::number(quantity, both.mean(), both.standard_error()))
        })
        .collect()
}
