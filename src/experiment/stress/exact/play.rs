//! A solution as conduct that the engine plays: plans by round of the term, misses and the window's sum; it chooses nothing itself.
//!
//! What a party does not see of its own contract it cannot act on: the running sum of a pilot and what reviews found are left
//! out, and so is leaving.

use super::duel::Duel;
use super::layer::Layer;
use super::running::{Purpose, Running};
use super::solve::Solution;
use super::standing::{Standing, Standings};
use super::tables::Tables;
use crate::domain::kpi::Plan;
use crate::execution::conduct::response::Response;
use crate::execution::conduct::{Acts, RoundView, Rule};

/// The conduct.
#[derive(Debug, Clone)]
pub struct Play {
    term: u32,
    windowed: bool,
    misses: Option<u32>,
    standings: Standings,
    plans: Vec<Plan>,
    first: Vec<Layer>,
    later: Vec<Layer>,
}

impl Play {
    /// The conduct of a solution.
    pub fn new(duel: &Duel, tables: &Tables, solution: &Solution) -> Self {
        let plan = |action: &super::action::Action| Plan { effort: action.effort, gaming: action.gaming };
        Self {
            term: duel.term.rounds,
            windowed: Running::of(duel, 1, 0).purpose == Some(Purpose::Window),
            misses: duel.ramp.misses,
            standings: tables.standings.clone(),
            plans: tables.actions.all.iter().map(plan).collect(),
            first: solution.first.clone(),
            later: solution.later.clone(),
        }
    }

    fn plan(&self, chapter: f64, left: f64, misses: f64, sum: f64) -> Plan {
        let age = (f64::from(self.term) - left) as usize;
        let layers = if chapter > 1.0 { &self.later } else { &self.first };
        let Some(layer) = layers.get(age) else { return Plan { effort: 0.0, gaming: 0.0 } };
        let misses = if self.misses.is_some() { misses as u32 } else { 0 };
        let standing = self.standings.number(Standing { misses, ..Standing::default() });
        let node = if self.windowed { layer.axis.nearest(sum) } else { 0 };
        self.plans[layer.choice[standing * layer.axis.len + node] as usize]
    }
}

impl Rule for Play {
    /// Terms signed so far.
    fn memory(&self) -> usize {
        1
    }

    fn sign(&self, _: &Response, memory: &mut [Vec<f64>], lane: usize) {
        memory[0][lane] += 1.0;
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        let standing = &view.standing;
        for lane in 0..acts.effort.len() {
            let (left, misses, sum) = (standing.left[lane], standing.misses[lane], standing.window_sum[lane]);
            let plan = self.plan(memory[0][lane], left, misses, sum);
            acts.effort[lane] = plan.effort;
            acts.gaming[lane] = plan.gaming;
        }
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        self.plan(1.0, f64::from(self.term), 0.0, 0.0)
    }
}
