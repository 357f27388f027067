//! Which running sum of the KPI a round adds to, and at what scale it is served; it does not know what a sum is worth.

use super::action::{Actions, REACH};
use super::duel::Duel;
use super::lattice::Axis;
use crate::base::numeric::{larger, smaller};

/// What the sum is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The pilot's mean KPI.
    Pilot,
    /// The mean KPI of a window over which credits are judged.
    Window,
}

/// The sum that a round adds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// What it is for; none where readings are judged one by one.
    pub purpose: Option<Purpose>,
    /// Readings in it so far.
    pub position: u32,
    /// Readings that it takes.
    pub length: u32,
}

impl Running {
    /// The sum of round `age` of term `chapter`, both from 0.
    pub fn of(duel: &Duel, chapter: u32, age: u32) -> Self {
        let (pilot, window) = (duel.pilot.rounds, duel.credits.window);
        if chapter == 0 && age < pilot && duel.pilot.upgrade.is_some() {
            Self { purpose: Some(Purpose::Pilot), position: age, length: pilot }
        } else if window > 1 && !duel.credits.owed.is_empty() {
            Self { purpose: Some(Purpose::Window), position: age % window, length: window }
        } else {
            Self { purpose: None, position: 0, length: 1 }
        }
    }

    /// Whether this round's reading completes it.
    pub const fn closes(&self) -> bool {
        self.position + 1 == self.length
    }

    /// Nodes of the sum after `position` readings: those from which the verdict is still open.
    pub fn axis(&self, duel: &Duel, actions: &Actions, position: u32, step: f64) -> Axis {
        if position == 0 || self.purpose.is_none() {
            return Axis::origin(step);
        }
        let means = || actions.all.iter().flat_map(|action| action.means.iter().map(|mean| (mean.0, action.lift)));
        let counted = |lift: f64| if self.counts_gaming(duel) { lift } else { 0.0 };
        let reach = REACH * duel.work.sd;
        let least = means().map(|(mean, lift)| mean + counted(lift)).fold(f64::INFINITY, smaller) - reach;
        let most = means().map(|(mean, lift)| mean + counted(lift)).fold(f64::NEG_INFINITY, larger) + reach;
        let (low, high) = self.bars(duel);
        let (past, left) = (f64::from(position), f64::from(self.length - position));
        let low = larger(past * least, low - left * most);
        let high = smaller(past * most, high - left * least);
        Axis::covering(low, larger(low, high), step)
    }

    /// Whether gaming lifts this sum.
    pub fn counts_gaming(&self, duel: &Duel) -> bool {
        self.purpose != Some(Purpose::Pilot) || !duel.pilot.audited
    }

    /// The lowest and the highest sum at which a verdict turns.
    fn bars(&self, duel: &Duel) -> (f64, f64) {
        let length = f64::from(self.length);
        match self.purpose {
            Some(Purpose::Pilot) => {
                let bar = duel.pilot.upgrade.unwrap_or(0.0) * length;
                (bar, bar)
            }
            _ => duel
                .credits
                .owed
                .iter()
                .map(|step| (duel.work.target - step.shortfall) * length)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), bar| (smaller(low, bar), larger(high, bar))),
        }
    }
}

/// Scale of round `age` of term `chapter`.
pub fn scale(duel: &Duel, chapter: u32, age: u32, small: bool) -> f64 {
    let piloted = chapter == 0 && age < duel.pilot.rounds;
    if piloted || small { duel.pilot.scale } else { 1.0 }
}

/// Rounds of price at full scale that a credit judged in round `age` is a share of; none where none is judged then.
pub fn judged(duel: &Duel, chapter: u32, age: u32, small: bool) -> Option<f64> {
    let window = duel.credits.window;
    if !(age + 1).is_multiple_of(window) {
        return None;
    }
    let now = scale(duel, chapter, age, small);
    Some(if duel.credits.whole {
        (age + 1 - window..=age).map(|round| scale(duel, chapter, round, small)).sum()
    } else {
        now
    })
}
