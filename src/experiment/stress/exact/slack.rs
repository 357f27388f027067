//! How far a value may lie beyond what a grid shows: bounds on its curvature, which noise in the KPI limits.
//!
//! The expectation of a function of `mean + sd z` has second derivatives in the mean of at most `.484 range / sd^2`, and a jump
//! adds `jump |phi'(x)| / sd^2`, which is little where the jump is far. Between grid points a value lies at most curvature times
//! gap squared over 8 from the line through them.

use super::action::Action;
use super::duel::Duel;
use super::running::Running;
use super::tables::Tables;
use crate::base::numeric::{larger, normal_pdf};

/// Half of E|z^2 - 1|.
const CURVATURE: f64 = 0.484;

/// Half of the greatest slope of the normal density.
const HALF_SLOPE: f64 = 0.121;

/// The normal density at 0.
const DENSITY: f64 = 0.4;

/// Share of the range of values that readings beyond the kernels' reach may move.
const TAIL: f64 = 1e-7;

/// How much the values that may follow a round vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variation {
    /// Over all.
    pub whole: f64,
    /// Over the nodes of the running sum, within one zone.
    pub within: f64,
    /// From a miss to a hit.
    pub at_target: f64,
    /// From a miss that raises a question to one that does not.
    pub at_tolerance: f64,
    /// How much what a hit is worth beyond a miss varies over the nodes.
    pub tilt: f64,
    /// How steeply it does.
    pub slope: f64,
    /// From a pilot that fell short to one that did not.
    pub sets: f64,
}

/// The slack of one round from one standing.
#[derive(Debug, Clone, PartialEq)]
pub struct Slack {
    /// For each plan: how much better one between it and its neighbours may be.
    pub plans: Vec<f64>,
    /// How far the value between two nodes may lie from the line through them.
    pub nodes: f64,
}

/// Works the slack out. `judged` holds the rounds of price that a credit judged now is a share of.
pub fn slack(
    duel: &Duel,
    tables: &Tables,
    running: Running,
    variation: Variation,
    judged: f64,
    between: bool,
) -> Slack {
    let (work, actions) = (&duel.work, &tables.actions);
    let variance = work.sd * work.sd;
    let stake: f64 = duel.credits.owed.iter().map(|step| step.due).sum::<f64>() * judged;
    let windowed = running.purpose.is_some() && duel.credits.window > 1;
    let jumps = jumps(duel, variation, if windowed { 0.0 } else { judged });
    let smooth = CURVATURE * (variation.within + variation.sets + if windowed { stake } else { 0.0 });
    let own = if work.exponent == 2 { 2.0 * work.cost } else { 0.0 };
    let gaming = 2.0 * CURVATURE * (variation.whole + stake) * actions.gaming_gap * actions.gaming_gap / variance;
    let plan = |action: &Action| {
        let bend: f64 =
            jumps.iter().map(|(level, jump)| jump * steepest(action, *level, work.sd, actions.effort_gap)).sum();
        ((own + (smooth + bend) / variance) * actions.effort_gap * actions.effort_gap + gaming) / 8.0
    };
    let plans = actions.all.iter().map(plan).collect();
    if !between && running.closes() {
        return Slack { plans, nodes: 0.0 };
    }
    let zones = if duel.governed() { 3.0 } else { f64::from(u8::from(duel.ramp.misses.is_some())) };
    let at_bounds = (CURVATURE + HALF_SLOPE) * variation.tilt + DENSITY * variation.slope * work.sd;
    let bend = (CURVATURE * (variation.within + stake + variation.sets) + zones * at_bounds) / variance;
    let kink = zones * DENSITY * variation.sets * 2.0 / work.sd;
    let nodes = if between { bend * tables.step * tables.step / 8.0 + kink * tables.step / 4.0 } else { 0.0 };
    Slack { plans, nodes: nodes + TAIL * (variation.whole + stake) }
}

/// Levels of the KPI at which what follows jumps, and by how much.
fn jumps(duel: &Duel, variation: Variation, judged: f64) -> Vec<(f64, f64)> {
    let target = duel.work.target;
    let mut jumps = vec![(target, variation.at_target), (target - duel.reviews.tolerance, variation.at_tolerance)];
    jumps.extend(duel.credits.owed.iter().map(|step| (target - step.shortfall, step.due * judged)));
    jumps.extend(duel.bonus);
    jumps
}

/// Greatest `|phi'|` at a level, for plans up to `gap` from this one.
fn steepest(action: &Action, level: f64, sd: f64, gap: f64) -> f64 {
    let at = |mean: f64| {
        let distance = ((level - action.lift - mean) / sd).abs();
        let (near, far) = (larger(distance - gap / sd, 0.0), distance + gap / sd);
        // `x phi(x)` rises up to 1 and falls from there on.
        if near > 1.0 {
            near * normal_pdf(near)
        } else if far < 1.0 {
            far * normal_pdf(far)
        } else {
            normal_pdf(1.0)
        }
    };
    action.means.iter().map(|(mean, probability)| probability * at(*mean)).sum()
}
