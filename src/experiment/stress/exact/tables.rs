//! What every round of a game looks up: plans, the weights of their readings, and what closing a sum decides; it holds no values.

use super::action::{Action, Actions, actions};
use super::duel::Duel;
use super::lattice::{Axis, Kernel};
use super::running::{Purpose, Running};
use super::standing::{Standings, Zone};
use crate::base::numeric::{larger, smaller};

/// How fine the grids are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolution {
    /// Steps of effort.
    pub efforts: u32,
    /// Nodes of a running sum for each standard deviation of a reading.
    pub nodes: u32,
}

/// One zone of one plan's readings.
#[derive(Debug, Clone)]
pub struct Part {
    /// The zone.
    pub zone: Zone,
    /// Its bounds on the scale of the KPI without gaming.
    pub bounds: (f64, f64),
    /// Its probability.
    pub probability: f64,
    /// Weights on the sum of the pilot, if there is one.
    pub pilot: Option<Kernel>,
    /// Weights on the sum of the window, if there is one.
    pub window: Option<Kernel>,
}

/// The tables of a game at one resolution.
#[derive(Debug, Clone)]
pub struct Tables {
    /// The plans.
    pub actions: Actions,
    /// Parts of each plan's readings.
    pub parts: Vec<Vec<Part>>,
    /// The standings.
    pub standings: Standings,
    /// Step of running sums.
    pub step: f64,
    /// Nodes before the last reading of a window, and what each plan is expected to owe from each, money for a round of price.
    pub closing: (Axis, Vec<Vec<f64>>),
    /// Nodes before the last reading of the pilot.
    pub pilot_axis: Axis,
    /// Probability from each of them that it leads to full scale, by plan and zone.
    pub upgrades: Vec<Vec<Vec<f64>>>,
}

impl Tables {
    /// The tables of `duel`.
    pub fn new(duel: &Duel, resolution: Resolution) -> Self {
        let actions = actions(duel, resolution.efforts);
        let step = if duel.work.sd > 0.0 { duel.work.sd / f64::from(resolution.nodes) } else { 1.0 };
        let parts = actions.all.iter().map(|action| parts(duel, action, step)).collect();
        let window = Running { purpose: Some(Purpose::Window), position: 0, length: duel.credits.window };
        let axis = window.axis(duel, &actions, duel.credits.window - 1, step);
        let owed = actions.all.iter().map(|action| owed(duel, action, &axis)).collect();
        let pilot = Running { purpose: Some(Purpose::Pilot), position: 0, length: duel.pilot.rounds };
        let pilot_axis = pilot.axis(duel, &actions, duel.pilot.rounds.saturating_sub(1), step);
        let mut tables = Self {
            actions,
            parts,
            standings: Standings::of(duel),
            step,
            closing: (axis, owed),
            pilot_axis,
            upgrades: Vec::new(),
        };
        if let Some(bar) = duel.pilot.upgrade.filter(|_| duel.pilot.rounds > 0) {
            tables.upgrades = tables.upgrades(duel, bar * f64::from(duel.pilot.rounds));
        }
        tables
    }

    fn upgrades(&self, duel: &Duel, bar: f64) -> Vec<Vec<Vec<f64>>> {
        let reach = |action: &Action, part: &Part, sum: f64| {
            let lift = if duel.pilot.audited { 0.0 } else { action.lift };
            let from = larger(part.bounds.0, bar - sum - lift);
            if from >= part.bounds.1 { 0.0 } else { inside(action, from, part.bounds.1, duel.work.sd) }
        };
        let nodes = 0..self.pilot_axis.len;
        let each = |(action, parts): (&Action, &Vec<Part>)| {
            let by_node = |part| nodes.clone().map(|node| reach(action, part, self.pilot_axis.at(node))).collect();
            parts.iter().map(by_node).collect()
        };
        self.actions.all.iter().zip(&self.parts).map(each).collect()
    }
}

fn inside(action: &Action, low: f64, high: f64, sd: f64) -> f64 {
    let below = |level: f64| if level == f64::INFINITY { 1.0 } else { action.below(level, sd) };
    below(high) - if low == f64::NEG_INFINITY { 0.0 } else { below(low) }
}

fn parts(duel: &Duel, action: &Action, step: f64) -> Vec<Part> {
    let sd = duel.work.sd;
    let kernel = |bounds, lift, wanted: bool| wanted.then(|| Kernel::new(action, bounds, lift, sd, step));
    let pilot_lift = if duel.pilot.audited { 0.0 } else { action.lift };
    let piloted = duel.pilot.upgrade.is_some() && duel.pilot.rounds > 1;
    let windowed = duel.credits.window > 1 && !duel.credits.owed.is_empty();
    let zones = action.zones(duel).into_iter();
    zones
        .map(|(zone, low, high)| Part {
            zone,
            bounds: (low, high),
            probability: inside(action, low, high, sd),
            pilot: kernel((low, high), pilot_lift, piloted),
            window: kernel((low, high), action.lift, windowed),
        })
        .collect()
}

/// Expected credit from each node before a window's last reading.
fn owed(duel: &Duel, action: &Action, axis: &Axis) -> Vec<f64> {
    let window = f64::from(duel.credits.window);
    let from = |sum: f64| {
        let step = |due: f64, bar: f64| due * action.below(bar * window - sum - action.lift, duel.work.sd);
        duel.credits.owed.iter().map(|owed| step(owed.due, duel.work.target - owed.shortfall)).sum()
    };
    (0..axis.len).map(|node| from(axis.at(node))).collect()
}

/// Values of one standing by node, continued flat beyond the nodes.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Steps from the first sum asked about to the first value.
    pub offset: i32,
    /// Values.
    pub values: Vec<f64>,
}

impl Row {
    /// `values` on `axis`, reached from the nodes of `from` by kernels from `least` to `most` steps away.
    pub fn spread(values: &[f64], axis: &Axis, from: &Axis, (least, most): (i32, i32)) -> Self {
        let last = from.len as i32 - 1 + most;
        let place = |ahead: i32| {
            let node = larger(f64::from(from.first + ahead - axis.first), 0.0);
            smaller(node, (axis.len - 1) as f64) as usize
        };
        Self { offset: least, values: (least..=last).map(|ahead| values[place(ahead)]).collect() }
    }
}
