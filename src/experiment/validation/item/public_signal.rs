//! V07: the least shadow of the future under a noisy public signal, and the best payoff (Abreu, Milgrom and Pearce 1991).

use super::{Case, Item, crossing_of, threshold};
use crate::base::catalogue::Row;
use crate::base::numeric::clamp;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::indifference::{Effort, root};
use crate::experiment::validation::public_signal::{MATCHUPS, PublicSignal, Reaction, trigger, value_at};
use crate::experiment::validation::sample::{Sample, set};
use crate::statistics::{Estimate, Moments};

/// The item.
pub const ITEM: Item = Item {
    row: Row { name: "V07", summary: "threshold and best payoff under a public signal" },
    run,
    start: 100_000,
    most: 2_000_000,
};

/// Probabilities of a reaction among which the one that deters from the lowest threshold on is sought.
const REACTIONS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// Longest shadow of the future at which a threshold is sought.
const LONGEST: f64 = 0.99;

/// Steps in which a range of shadows is looked through; and how far around a rough threshold the fine look goes.
const STEPS: u32 = 99;
const AROUND: f64 = 0.06;

/// The share of replications that suffices for the rough look.
const ROUGHER: u64 = 16;

/// Replications that tell a clear sign.
const FEW: u64 = 2_000;

/// Replications of the best payoff for each of the threshold.
const SHARPER: u64 = 8;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = PublicSignal::new(case, "v07-public-signal", ["p_bad_CC", "q_bad_dev"])?;
    let lowest = lowest(case, &game, replications)?;
    let best = match lowest {
        Some((threshold, _)) if case.wants("V") => best(&game, 0.5 * (1.0 + threshold), SHARPER * replications)?,
        _ => Found { quantity: "V".to_owned(), value: Value::Nothing, se: 0.0 },
    };
    Ok(vec![threshold("delta_star", lowest), best])
}

/// The lowest threshold that any of the reactions has, with its standard error.
fn lowest(case: &Case<'_>, game: &PublicSignal<'_>, replications: u64) -> Result<Option<(f64, f64)>, ValidationError> {
    let mut rough: Option<(f64, Sample)> = None;
    for reaction in REACTIONS {
        let sample = game.sample(&[trigger("probability", reaction)])?;
        let gaps = along(&sample, [0.0, LONGEST], replications / ROUGHER)?;
        if let Some((threshold, _)) = crossing_of(case, gaps.into_iter())?
            && rough.as_ref().is_none_or(|(lowest, _)| threshold < *lowest)
        {
            rough = Some((threshold, sample));
        }
    }
    let Some((rough, sample)) = rough else { return Ok(None) };
    let range = [rough - AROUND, rough + AROUND].map(|end| clamp(end, 0.0, LONGEST));
    crossing_of(case, along(&sample, range, replications)?.into_iter())
}

/// What conforming earns over one deviation, by the shadow of the future.
fn along(sample: &Sample, [from, to]: [f64; 2], replications: u64) -> Result<Vec<(f64, Estimate)>, ValidationError> {
    let step = (to - from) / f64::from(STEPS);
    let grid: Vec<f64> = (0..=STEPS).map(|place| from + step * f64::from(place)).collect();
    let mut gaps = vec![Moments::default(); grid.len()];
    sample.profiles(&MATCHUPS, &grid, replications, |profiles| {
        if let [conforming, deviating] = profiles {
            for (point, gap) in gaps.iter_mut().enumerate() {
                let values = conforming.at(point, 0).iter().zip(deviating.at(point, 0));
                values.for_each(|(conforming, deviating)| gap.push(conforming - deviating));
            }
        }
    })?;
    Ok(grid.into_iter().zip(gaps.iter().map(Moments::estimate)).collect())
}

/// The payoff at the mildest reaction that deters, at a shadow of the future above the threshold.
fn best(game: &PublicSignal<'_>, continuation: f64, replications: u64) -> Result<Found, ValidationError> {
    let at =
        |reaction: f64| game.sample(&[trigger("probability", reaction), set("horizon.continuation", continuation)]);
    let effort = Effort { few: FEW, most: replications };
    let reaction = root([0.0, 1.0], effort, |reaction, replications| {
        let shadow = set("horizon.continuation", continuation);
        Ok(Reaction::new(game, (1, reaction), &[1], &[shadow])?.deterrence(replications))
    })?;
    let value = value_at(reaction, replications, at)?;
    Ok(Found::number("V", value.mean, value.se))
}
