//! V20: the effort that a promised bonus calls forth, if only success shows (Levin 2003, section III).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, Value};
use crate::experiment::validation::indifference::{Effort, root, sign};
use crate::experiment::validation::promise::{PAYS, RENEGES, WORKS, alternatives};
use crate::experiment::validation::sample::{Sample, buyer_value, set, value};
use crate::statistics::{CoMoments, Estimate};

/// The item.
pub const ITEM: Item = Item {
    row: Row { name: "V20", summary: "relational contract, hidden effort" },
    run,
    start: 60_000,
    most: 1_000_000,
};

/// Bonuses that are tried, from the largest down: output is worth 1, so no larger one calls forth more effort. Below the
/// smallest, effort is as good as none.
const BONUSES: [f64; 22] = [
    1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05, 0.02,
    0.01,
];

/// Efforts among which the agent's best lies, evenly spaced from 0 to 1, and the share of replications that tells which.
const EFFORTS: u32 = 11;
const ROUGHER: u64 = 16;

/// Replications from which on the agent's best effort is surer than any bonus need be.
const ENOUGH: u64 = 200_000;

/// Distance of the efforts through which the peak of the agent's value is then laid.
const APART: f64 = 0.4;

/// What the rounds beyond the horizon are worth, as a share of the whole.
const NEGLIGIBLE: f64 = 1e-4;

/// As much for the agent, whose choice is the same in every round: early rounds tell it.
const LATER: f64 = 0.1;

/// Standard errors that two figures may lie apart and still be taken for the same.
const SAME: f64 = 4.0;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let relationship = Relationship { case, discount: case.number("delta")?, fallback: case.number("s_bar")? };
    let effort = Effort { few: 1_024, most: replications };
    let keeping = |bonus: f64, replications: u64| relationship.keeping(bonus, replications);
    let mut broken = None;
    let mut unsure = false;
    for bonus in BONUSES {
        match sign(effort, |replications| keeping(bonus, replications))? {
            Some(true) => {
                let largest = match broken {
                    Some(above) => root([above, bonus], effort, keeping)?,
                    None => Estimate { mean: bonus, se: if unsure { f64::INFINITY } else { 0.0 }, n: replications },
                };
                return relationship.found(largest, replications);
            }
            Some(false) => broken = Some(bonus),
            None => unsure = true,
        }
    }
    let se = if unsure { f64::INFINITY } else { 0.0 };
    Ok(vec![Found::number("effort", 0.0, se), Found::number("bonus", 0.0, se)])
}

struct Relationship<'a> {
    case: &'a Case<'a>,
    discount: f64,
    fallback: f64,
}

impl Relationship<'_> {
    /// The relationship at a bonus for success, with an agent that makes an effort of its own choice.
    ///
    /// The wage leaves it its alternative at the effort that the bonus is meant for.
    fn sample(&self, bonus: f64, effort: f64, negligible: f64) -> Result<Sample, ValidationError> {
        let (mut keys, alternative) = alternatives(self.discount, self.fallback, negligible);
        keys.extend([
            set("contract.price", alternative - bonus * bonus / 2.0),
            set("contract.bonus.amount", bonus),
            set("strategies.works.conduct.effort.fixed.effort", effort),
        ]);
        self.case.sample("v20-hidden-effort", &keys)
    }

    /// What the principal gains by paying a bonus, rather than breaking its word, if effort equals the bonus.
    fn keeping(&self, bonus: f64, replications: u64) -> Result<Estimate, ValidationError> {
        let matchups = [[WORKS, PAYS], [WORKS, RENEGES]];
        Ok(self.sample(bonus, bonus, NEGLIGIBLE)?.difference(matchups, replications, buyer_value)?.estimate())
    }

    /// The bonus, and the effort that is the agent's best under it. Nothing is found if that is not the effort assumed.
    fn found(&self, bonus: Estimate, replications: u64) -> Result<Vec<Found>, ValidationError> {
        let promised = if bonus.mean < 1.0 { bonus.mean } else { 1.0 };
        let best = self.best_effort(promised, replications.min(ENOUGH))?;
        let as_assumed = (best.mean - promised).abs() <= SAME * best.se;
        let se = (best.se * best.se + bonus.se * bonus.se).sqrt();
        let figure = |quantity: &str, mean: f64, se: f64| {
            if as_assumed {
                Found::number(quantity, mean, se)
            } else {
                Found { quantity: quantity.to_owned(), value: Value::Nothing, se }
            }
        };
        Ok(vec![figure("effort", best.mean, se), figure("bonus", promised, bonus.se)])
    }

    /// The agent's best effort: the best of a few, then the vertex of a parabola through three around it.
    fn best_effort(&self, bonus: f64, replications: u64) -> Result<Estimate, ValidationError> {
        let values = |effort: f64, replications: u64| {
            self.sample(bonus, effort, LATER)?.values(WORKS, PAYS, replications, value)
        };
        let mut best = (0.0, f64::NEG_INFINITY);
        for place in 0..EFFORTS {
            let effort = f64::from(place) / f64::from(EFFORTS - 1);
            let earned: f64 = values(effort, replications / ROUGHER)?.iter().sum();
            best = if earned > best.1 { (effort, earned) } else { best };
        }
        let centre = if best.0 < APART { APART } else { best.0 };
        let centre = if centre > 1.0 - APART { 1.0 - APART } else { centre };
        let (low, middle, high) = (
            values(centre - APART, replications)?,
            values(centre, replications)?,
            values(centre + APART, replications)?,
        );
        // Vertex of a parabola through three points: centre - apart (high - low) / (2 (high - 2 middle + low)).
        let mut ratio = CoMoments::default();
        for ((low, middle), high) in low.iter().zip(&middle).zip(&high) {
            ratio.push(high - low, high - 2.0 * middle + low);
        }
        let ratio = ratio.ratio();
        let vertex = centre - 0.5 * APART * ratio.mean;
        Ok(Estimate { mean: if vertex < 1.0 { vertex } else { 1.0 }, se: 0.5 * APART * ratio.se, n: replications })
    }
}
