//! One side's work as the world has it: how effort turns out, what it is worth, and what credits it is expected to owe.
//!
//! It does not know which side is hostile.

use super::NotExact;
use super::duel::{Outcome, Step, Work};
use crate::base::numeric::normal_cdf;
use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::domain::kpi::Kpi;
use crate::domain::stage::Delivery;
use crate::execution::world::World;

/// Most outcomes of a victim's effort over a window that are told apart.
const MOST_OUTCOMES: usize = 4_096;

/// What a side is expected to owe when credits are judged.
#[derive(Debug, Clone, Copy, Default)]
pub struct Due {
    /// In expectation, money.
    pub expected: f64,
    /// Probability that it owes nothing.
    pub none: f64,
}

impl Due {
    /// By a scale of credits on the mean KPI of a window.
    pub fn of(steps: &[Step], means: &[(f64, f64)], performer: &Performer<'_>, window: u32) -> Self {
        let sd = performer.kpi.noise(0.0) / f64::from(window).sqrt();
        let below = |level: f64| means.iter().map(|(mean, weight)| weight * under(level - mean, sd)).sum::<f64>();
        let step = |step: &Step| (step.due, below(performer.target - step.shortfall));
        let owed = steps.iter().map(step);
        let first = owed.clone().find(|(due, _)| *due > 0.0).map_or(0.0, |(_, below)| below);
        Self { expected: owed.map(|(due, below)| due * below).sum(), none: 1.0 - first }
    }
}

/// Probability that a reading lies below a level whose mean lies so far beneath it.
pub fn under(gap: f64, sd: f64) -> f64 {
    if sd > 0.0 { normal_cdf(gap / sd) } else { f64::from(u8::from(gap > 0.0)) }
}

/// One side's work as the world has it.
pub struct Performer<'a> {
    kpi: &'a Kpi,
    /// Its KPI target.
    pub target: f64,
    /// Its work.
    pub work: Work,
}

impl<'a> Performer<'a> {
    /// A side of which so much of an incident is left after governance and help.
    pub fn new(world: &'a World, contract: &Contract, delivery: &Delivery, side: Side, remaining: f64) -> Self {
        let (kpi, effort) = (&world.kpi[side], delivery.effort(side));
        let (incident, noise) = (&world.incidents[side], &world.noise);
        let slips = if noise.slip > 0.0 { noise.implementation } else { 0.0 };
        let down = if incident.downtime > 0.0 { incident.probability } else { 0.0 };
        let works = 1.0 - incident.downtime * remaining;
        let mut outcomes = Vec::new();
        for (slip, made) in [(1.0 - slips, 1.0), (slips, 1.0 - noise.slip)] {
            for (struck, works) in [(1.0 - down, 1.0), (down, works)] {
                outcomes.push(Outcome { probability: slip * struck, made, works });
            }
        }
        outcomes.retain(|way| way.probability > 0.0);
        let target = contract.target[side];
        let work = Work {
            target,
            cost: effort.cost,
            exponent: effort.exponent,
            worth: effort.value,
            unmeasured: effort.unmeasured,
            sd: kpi.noise(0.0),
            lift: kpi.gaming_yield,
            gaming_cost: kpi.gaming_cost,
            outcomes,
        };
        Self { kpi, target, work }
    }

    /// Its work, to be kept.
    pub fn work(&self) -> Work {
        self.work.clone()
    }

    /// Means of the KPI at `effort`, with their probabilities.
    pub fn means(&self, effort: f64) -> Vec<(f64, f64)> {
        self.work.outcomes.iter().map(|way| (effort * way.made * way.works, way.probability)).collect()
    }

    /// Means over a window.
    ///
    /// # Errors
    /// [`NotExact`] where there are too many.
    pub fn window_means(&self, effort: f64, window: u32) -> Result<Vec<(f64, f64)>, NotExact> {
        let one = self.means(effort);
        let share = 1.0 / f64::from(window);
        let mut all = vec![(0.0, 1.0)];
        for _ in 0..window {
            if all.len() * one.len() > MOST_OUTCOMES {
                return Err(NotExact::VictimsWindow);
            }
            let longer = all.iter().flat_map(|(mean, weight)| {
                one.iter().map(move |(next, chance)| (mean + next * share, weight * chance))
            });
            all = longer.collect();
        }
        Ok(all)
    }

    /// Probability that a round's KPI lies below a level.
    pub fn below(&self, effort: f64, level: f64) -> f64 {
        self.means(effort).iter().map(|(mean, weight)| weight * under(level - mean, self.work.sd)).sum()
    }

    /// Expected value of the work to the other side, and its expected cost.
    pub fn worth_and_cost(&self, effort: f64) -> (f64, f64) {
        let work = &self.work;
        let power = |made: f64| if work.exponent == 1 { effort * made } else { effort * made * effort * made };
        work.outcomes.iter().fold((0.0, 0.0), |(worth, cost), way| {
            let worked = work.worth * effort * way.made * way.works;
            (worth + way.probability * worked, cost + way.probability * work.cost * power(way.made))
        })
    }
}
