//! V09: how long signals should be held back before they are acted upon (Abreu, Milgrom and Pearce 1991).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::indifference::{Effort, root, sign};
use crate::experiment::validation::public_signal::{PublicSignal, Reaction, trigger, value_at};
use crate::experiment::validation::sample::{Sample, set};
use crate::statistics::Estimate;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V09", summary: "cadence of reviews" }, run, start: 100_000, most: 4_000_000 };

/// Shares of the reaction that just deters at which a deviation must pay, and must not.
const TOO_MILD: f64 = 0.9;
const HARSHER: f64 = 1.1;

/// Replications that tell a clear sign.
const FEW: u64 = 2_000;

/// The payoff varies less than what a deviation earns: the share of replications that suffices for it.
const STEADIER: u64 = 4;

/// A sign a little off the reaction that just deters is close to none: replications for each of the root's.
const PATIENCE: u64 = 8;

/// One cadence of a case.
struct Cadence<'a> {
    game: PublicSignal<'a>,
    rounds: u32,
    continuation: f64,
}

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let game = PublicSignal::new(case, "v09-review-cadence", ["p", "q"])?;
    let cadence = Cadence { game, rounds: case.count("M")?, continuation: case.number("delta")? };
    let effort = Effort { few: FEW, most: replications };
    let first = |reaction: f64, replications: u64| cadence.deterrence(reaction, &[1], replications);
    let deters = sign(effort, |replications| first(1.0, replications))?;
    if deters != Some(true) {
        return Ok(none(deters.is_some()));
    }
    let reaction = root([0.0, 1.0], effort, first)?;
    let value = value_at(reaction, replications / STEADIER, |reaction| cadence.sample(reaction))?;
    let mut found =
        vec![Found::number("V", value.mean, value.se), Found::number("punish_prob_rho", reaction.mean, reaction.se)];
    if case.wants("feasible") {
        let holds = Value::Flag(cadence.holds(reaction, effort)?);
        found.push(Found { quantity: "feasible".to_owned(), value: holds, se: 0.0 });
    }
    Ok(found)
}

/// No reaction deters; if that is not sure, no figure counts.
fn none(sure: bool) -> Vec<Found> {
    let found = |quantity: &str, value: Value| {
        let unknown = Found::number(quantity, f64::NAN, f64::INFINITY);
        if sure { Found { quantity: quantity.to_owned(), value, se: 0.0 } } else { unknown }
    };
    let nothing = ["V", "punish_prob_rho"].map(|quantity| found(quantity, Value::Nothing));
    nothing.into_iter().chain([found("feasible", Value::Flag(false))]).collect()
}

impl Cadence<'_> {
    fn shadow(&self) -> String {
        set("horizon.continuation", self.continuation)
    }

    fn sample(&self, reaction: f64) -> Result<Sample, ValidationError> {
        self.game.sample(&[trigger("block", self.rounds), trigger("probability", reaction), self.shadow()])
    }

    /// What conforming earns over defecting in these rounds of the first block, at this probability of a reaction.
    fn deterrence(&self, reaction: f64, deviations: &[u32], replications: u64) -> Result<Estimate, ValidationError> {
        Ok(Reaction::new(&self.game, (self.rounds, reaction), deviations, &[self.shadow()])?.deterrence(replications))
    }

    /// Whether a slightly milder reaction does not deter a deviation in a block's first round, and a slightly harsher one deters
    /// each single deviation in the block and each run of them from its beginning.
    fn holds(&self, reaction: Estimate, effort: Effort) -> Result<bool, ValidationError> {
        let patient = Effort { few: effort.few, most: PATIENCE * effort.most };
        let sign_at = |reaction: f64, deviations: &[u32]| {
            sign(patient, |replications| self.deterrence(reaction, deviations, replications))
        };
        if sign_at(TOO_MILD * reaction.mean, &[1])? != Some(false) {
            return Ok(false);
        }
        let harsher = HARSHER * reaction.mean;
        let harsher = if harsher < 1.0 { harsher } else { 1.0 };
        for last in 1..=self.rounds {
            let run: Vec<u32> = (1..=last).collect();
            if sign_at(harsher, &[last])? != Some(true) || sign_at(harsher, &run)? != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
