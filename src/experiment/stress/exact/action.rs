//! What the hostile side can do in a round, on a grid, and how likely that shows which reading; it does not know what readings lead to.

use super::duel::{Duel, Work};
use super::standing::Zone;
use crate::base::numeric::{clamp, larger, normal_cdf, normal_pdf, smaller};

/// Beyond so many standard deviations a reading counts as impossible in kernels; what that leaves out is below 4e-8.
pub const REACH: f64 = 5.5;

/// One plan for a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Intended effort.
    pub effort: f64,
    /// Gaming.
    pub gaming: f64,
    /// Expected cost of effort, money at full scale.
    pub cost: f64,
    /// Cost of gaming, money.
    pub gaming_cost: f64,
    /// Expected value to the victim, money at full scale.
    pub worth: f64,
    /// How far gaming lifts the KPI.
    pub lift: f64,
    /// Whether a review that judges rightly finds it shirking.
    pub shirks: bool,
    /// Mean of the KPI without gaming in each outcome, and its probability.
    pub means: Vec<(f64, f64)>,
}

impl Action {
    fn new(duel: &Duel, effort: f64, gaming: f64) -> Self {
        let work = &duel.work;
        let expected = |of: &dyn Fn(f64, f64) -> f64| {
            work.outcomes.iter().map(|way| way.probability * of(way.made, way.works)).sum()
        };
        let whole = work.worth * (1.0 - work.unmeasured * gaming);
        Self {
            effort,
            gaming,
            cost: expected(&|made, _| cost(work, effort * made)),
            gaming_cost: work.gaming_cost * gaming,
            worth: expected(&|made, works| whole * effort * made * works),
            lift: work.lift * gaming,
            shirks: effort < duel.shirks_below,
            means: work.outcomes.iter().map(|way| (effort * way.made * way.works, way.probability)).collect(),
        }
    }

    /// Probability that the KPI without gaming lies below `level`.
    pub fn below(&self, level: f64, sd: f64) -> f64 {
        self.means.iter().map(|(mean, probability)| probability * share_below(level - mean, sd)).sum()
    }

    /// Probability that the KPI without gaming lies from `low` to `high`, and its mean there times that probability.
    pub fn moments(&self, low: f64, high: f64, sd: f64) -> (f64, f64) {
        let mut sums = (0.0, 0.0);
        for (mean, probability) in &self.means {
            let (from, to) = ((low - mean) / sd, (high - mean) / sd);
            let inside = normal_cdf(to) - normal_cdf(from);
            sums.0 += probability * inside;
            sums.1 += probability * (mean * inside - sd * (normal_pdf(to) - normal_pdf(from)));
        }
        sums
    }

    /// Bounds of each zone on the scale of the KPI without gaming, in order; zones that tell nothing apart are one.
    pub fn zones(&self, duel: &Duel) -> Vec<(Zone, f64, f64)> {
        let target = duel.work.target;
        if duel.ramp.misses.is_none() {
            return vec![(Zone::Hit, f64::NEG_INFINITY, f64::INFINITY)];
        }
        let missed = target - self.lift;
        if !duel.governed() {
            return vec![(Zone::Miss, f64::NEG_INFINITY, missed), (Zone::Hit, missed, f64::INFINITY)];
        }
        let bad = missed - duel.reviews.tolerance;
        let mut zones = vec![(Zone::Miss, f64::NEG_INFINITY, bad)];
        if duel.reviews.tolerance > 0.0 {
            zones.push((Zone::Tolerated, bad, missed));
        }
        if self.lift > 0.0 {
            zones.push((Zone::Hidden, missed, target));
        }
        zones.push((Zone::Hit, target, f64::INFINITY));
        zones
    }
}

fn share_below(gap: f64, sd: f64) -> f64 {
    if sd > 0.0 {
        normal_cdf(gap / sd)
    } else if gap > 0.0 {
        1.0
    } else {
        0.0
    }
}

/// Cost of effort, money per round.
fn cost(work: &Work, effort: f64) -> f64 {
    work.cost * if work.exponent == 1 { effort } else { effort * effort }
}

/// A set of plans, and how far between them the best may lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Actions {
    /// The plans.
    pub all: Vec<Action>,
    /// Greatest gap between two mean KPIs of neighbours along effort.
    pub effort_gap: f64,
    /// Along gaming, where the two cannot be traded for each other at once.
    pub gaming_gap: f64,
}

/// Plans of `steps` steps of effort. Where only their sum shows, effort and gaming are mixed at least cost.
pub fn actions(duel: &Duel, steps: u32) -> Actions {
    let work = &duel.work;
    let games = duel.games && work.lift > 0.0;
    let told_apart = duel.governed() || duel.pilot.audited || work.outcomes.len() > 1;
    let least = clamp(duel.least, 0.0, 1.0);
    if work.sd <= 0.0 {
        let all = noiseless(duel, least, games);
        return Actions { all, effort_gap: 0.0, gaming_gap: 0.0 };
    }
    let efforts = grid(least, 1.0, steps, &[duel.shirks_below]);
    let effort_gap = gap(&efforts);
    if !games {
        let all = efforts.iter().map(|effort| Action::new(duel, *effort, 0.0)).collect();
        return Actions { all, effort_gap, gaming_gap: 0.0 };
    }
    if told_apart {
        let gamings = grid(0.0, 1.0, gaming_steps(steps), &[]);
        let pairs = efforts.iter().flat_map(|effort| gamings.iter().map(|gaming| (*effort, *gaming)));
        let all = pairs.map(|(effort, gaming)| Action::new(duel, effort, gaming)).collect();
        return Actions { all, effort_gap, gaming_gap: gap(&gamings) * work.lift };
    }
    let means = grid(least, 1.0 + work.lift, steps + steps / 2, &[work.lift, 1.0, 1.0 + work.lift]);
    let effort_gap = gap(&means);
    let all = means.into_iter().map(|mean| cheapest(duel, mean)).collect();
    Actions { all, effort_gap, gaming_gap: 0.0 }
}

/// Gaming is a smaller lever than effort, so it needs fewer steps.
const fn gaming_steps(steps: u32) -> u32 {
    let quarter = steps / 4;
    if quarter < 4 { 4 } else { quarter }
}

/// Even steps from `low` to `high`, with some more points between them.
fn grid(low: f64, high: f64, steps: u32, more: &[f64]) -> Vec<f64> {
    let mut points: Vec<f64> =
        (0..=steps).map(|step| low + (high - low) * f64::from(step) / f64::from(steps)).collect();
    points.extend(more.iter().filter(|point| **point > low && **point < high));
    points.sort_by(f64::total_cmp);
    points.dedup();
    points
}

fn gap(points: &[f64]) -> f64 {
    points.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, larger)
}

/// The cheapest mix of effort and gaming with this mean KPI.
fn cheapest(duel: &Duel, mean: f64) -> Action {
    let work = &duel.work;
    let (low, high) = (larger(mean - work.lift, 0.0), smaller(mean, 1.0));
    // Where effort costs as much at the margin as gaming.
    let even = if work.exponent == 2 && work.cost > 0.0 {
        clamp(work.gaming_cost / (2.0 * work.cost * work.lift), low, high)
    } else {
        low
    };
    let plan = |effort: f64| Action::new(duel, effort, clamp((mean - effort) / work.lift, 0.0, 1.0));
    let mut best = plan(high);
    for effort in [even, low] {
        let other = plan(effort);
        if other.cost + other.gaming_cost < best.cost + best.gaming_cost {
            best = other;
        }
    }
    best
}

/// Without noise only plans that just reach a threshold can be best, and none at all.
fn noiseless(duel: &Duel, least: f64, games: bool) -> Vec<Action> {
    let work = &duel.work;
    let mut levels: Vec<f64> = duel.credits.owed.iter().map(|step| work.target - step.shortfall).collect();
    levels.extend([work.target, work.target - duel.reviews.tolerance, duel.shirks_below, least]);
    levels.extend(duel.bonus.map(|(bar, _)| bar));
    let mut all = vec![Action::new(duel, least, 0.0)];
    for level in levels {
        let factors = work.outcomes.iter().map(|way| way.made * way.works).filter(|factor| *factor > 0.0);
        all.extend(
            factors
                .map(|factor| level / factor)
                .filter(|effort| (least..=1.0).contains(effort))
                .map(|effort| Action::new(duel, effort, 0.0)),
        );
        if games && level >= least {
            all.push(cheapest(duel, smaller(level, 1.0 + work.lift)));
        }
    }
    all
}
