//! V25: when direct and indirect reciprocity hold against defection (Nowak and Sigmund 1998; Nowak 2006), from simulated payoffs.

use super::{Case, Item, crossing_of, threshold};
use crate::base::catalogue::Row;
use crate::engine::market::measure::Group;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{payoffs, set};
use crate::market::history::MarketHistory;
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

/// Replications of a market of 1,200 parties for so many of a pair, and steps of the chance of knowing the other: payoffs are
/// straight in it, since it is one draw per meeting.
const PAIRS_PER_MARKET: u64 = 4_000;
const VISIBILITIES: u32 = 3;

/// Parties of each kind in the two markets from which payoffs by matchup are read.
const COMPOSITIONS: [[u32; 2]; 2] = [[3, 1], [1, 3]];

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut found = direct(case, replications)?;
    found.extend(indirect(case, replications.div_ceil(PAIRS_PER_MARKET))?);
    Ok(found)
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

/// Thresholds of the chance of knowing the other.
fn indirect(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let quantities = SHARES.map(|(name, share)| (format!("indirect_{name}_q"), share));
    let mut curves = vec![Vec::new(); SHARES.len()];
    if !quantities.iter().any(|(name, _)| case.wants(name)) {
        return Ok(Vec::new());
    }
    for step in 0..=VISIBILITIES {
        let visibility = f64::from(step) / f64::from(VISIBILITIES);
        let mut differences = [Moments::default(); SHARES.len()];
        for earned in by_matchup(case, visibility, replications)? {
            for (moments, (_, share)) in differences.iter_mut().zip(SHARES) {
                moments.push(advantage(share, earned));
            }
        }
        for (curve, moments) in curves.iter_mut().zip(&differences) {
            curve.push((visibility, moments.estimate()));
        }
    }
    let wanted = quantities.iter().zip(curves).filter(|((name, _), _)| case.wants(name));
    wanted.map(|((name, _), curve)| Ok(threshold(name, crossing_of(case, curve.into_iter())?))).collect()
}

/// Payoffs as [`MATCHUPS`], replication by replication: what a kind of party earns is straight in its chance of meeting helpers,
/// so two compositions of the market tell what it earns with each kind.
fn by_matchup(case: &Case<'_>, visibility: f64, replications: u64) -> Result<Vec<[f64; 4]>, ValidationError> {
    let mut markets = [Vec::new(), Vec::new()];
    for (market, [helpers, defectors]) in markets.iter_mut().zip(COMPOSITIONS) {
        let mut keys = donation(case)?;
        keys.push(set("reputation.visibility", visibility));
        keys.push(format!("lineup.shares=[{helpers}, {defectors}]"));
        let sample = case.sample("v25-indirect", &keys)?;
        sample.markets(replications, |history| market.push(earnings(history, sample.burn_in())))?;
    }
    let [first, second] = markets;
    let solved = first.into_iter().zip(second).map(|(first, second)| {
        let of = |own: usize| {
            let [(chance, earned), (other_chance, other_earned)] = [first[own], second[own]];
            let slope = (earned - other_earned) / (chance - other_chance);
            [earned + (1.0 - chance) * slope, earned - chance * slope]
        };
        let ([helper, exploited], [exploiting, defector]) = (of(HELPER), of(ALL_D));
        [helper, exploited, exploiting, defector]
    });
    Ok(solved.collect())
}

/// Each kind's chance of meeting a helper, itself excluded, and what it earned per round.
fn earnings(history: &MarketHistory, burn_in: usize) -> [(f64, f64); 2] {
    let groups = [HELPER, ALL_D].map(|kind| Group::of(history, &[kind], burn_in));
    let [helpers, defectors] = [0, 1].map(|kind: usize| groups[kind].whole.parties);
    let others = helpers + defectors - 1.0;
    let per_round = |kind: usize| groups[kind].late.flow / groups[kind].late.parties;
    [((helpers - 1.0) / others, per_round(HELPER)), (helpers / others, per_round(ALL_D))]
}
