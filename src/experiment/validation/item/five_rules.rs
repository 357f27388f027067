//! V25: when direct and indirect reciprocity hold against defection (Nowak and Sigmund 1998; Nowak 2006), from simulated payoffs.

use super::{Case, Item, crossing_of, threshold};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::payoffs;
use crate::statistics::Moments;

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V25", summary: "direct and indirect reciprocity" }, run, start: 40_000, most: 2_000_000 };

/// Places in the theory scenarios' line-ups: who returns help, and who never helps.
const HELPER: usize = 0;
const ALL_D: usize = 1;

/// Own strategy and the other's, in the order in which payoffs are kept.
const MATCHUPS: [[usize; 2]; 4] = [[HELPER, HELPER], [HELPER, ALL_D], [ALL_D, HELPER], [ALL_D, ALL_D]];

/// Shares of helpers at which both must earn the same: stable, risk-dominant, advantageous.
const SHARES: [(&str, f64); 3] = [("ESS", 1.0), ("RD", 1.0 / 2.0), ("AD", 1.0 / 3.0)];

/// Longest shadow of the future, and steps to it. Payoffs are taken per expected round, `(1 - w)` times the total, which makes
/// the differences straight in w, so that the steps bend nothing.
const LONGEST: f64 = 0.95;
const STEPS: u32 = 38;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    direct(case, replications)
}

/// Overrides for a donation game.
fn donation(case: &Case<'_>) -> Result<Vec<String>, ValidationError> {
    let (benefit, cost) = (case.number("b")?, case.number("c")?);
    Ok(payoffs([benefit, benefit - cost, 0.0, -cost]))
}

/// What helpers earn more than defectors where their share is `share`; payoffs as [`MATCHUPS`].
fn advantage(share: f64, earned: [f64; 4]) -> f64 {
    let [with_helper, with_defector, from_helper, from_defector] = earned;
    share * (with_helper - from_helper) + (1.0 - share) * (with_defector - from_defector)
}

/// Thresholds of the probability of another round.
fn direct(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let quantities = SHARES.map(|(name, share)| (format!("direct_{name}_w"), share));
    if !quantities.iter().any(|(name, _)| case.wants(name)) {
        return Ok(Vec::new());
    }
    let sample = case.sample("v25-direct", &donation(case)?)?;
    let grid: Vec<f64> = (0..=STEPS).map(|step| LONGEST * f64::from(step) / f64::from(STEPS)).collect();
    let mut differences = vec![[Moments::default(); SHARES.len()]; grid.len()];
    sample.profiles(&MATCHUPS, &grid, replications, |profiles| {
        for (point, (shadow, moments)) in grid.iter().zip(&mut differences).enumerate() {
            for replication in 0..profiles.first().map_or(0, |profile| profile.at(point, 0).len()) {
                let total = |place: usize| profiles.get(place).map_or(f64::NAN, |all| all.at(point, 0)[replication]);
                let earned = [0, 1, 2, 3].map(|place| (1.0 - shadow) * total(place));
                for (moments, (_, share)) in moments.iter_mut().zip(SHARES) {
                    moments.push(advantage(share, earned));
                }
            }
        }
    })?;
    let wanted = quantities.iter().enumerate().filter(|(_, (name, _))| case.wants(name));
    wanted
        .map(|(place, (name, _))| {
            let curve = grid.iter().zip(&differences).map(|(shadow, moments)| (*shadow, moments[place].estimate()));
            Ok(threshold(name, crossing_of(case, curve)?))
        })
        .collect()
}
