//! The cheapest plan under the clauses, round after round: shirks where a credit costs less than the work, games where that is cheaper.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::select;
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row =
    Row { name: "best_response", summary: "cheapest mix of effort, gaming and credits under the clauses in force" };

/// Parameters.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BestResponse {
    /// Monitoring by the other from which it reckons with being watched.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub wary_from: f64,
}

impl Default for BestResponse {
    fn default() -> Self {
        Self { wary_from: 0.5 }
    }
}

/// Memory columns: effort and gaming of the unwatched plan, then of the watched one.
const COLUMNS: usize = 4;

impl Rule for BestResponse {
    fn memory(&self) -> usize {
        COLUMNS
    }

    fn sign(&self, response: &Response, memory: &mut [Vec<f64>], lane: usize) {
        let Response { unwatched, watched } = response;
        let plan = [unwatched.effort, unwatched.gaming, watched.effort, watched.gaming];
        for (column, value) in memory.iter_mut().zip(plan) {
            column[lane] = value;
        }
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        let efforts = memory[0].iter().zip(&memory[2]);
        for ((effort, monitored), (free, watched)) in acts.effort.iter_mut().zip(view.monitored).zip(efforts) {
            *effort = select(*monitored >= self.wary_from, *watched, *free);
        }
        let gamings = memory[1].iter().zip(&memory[3]);
        for ((gaming, monitored), (free, watched)) in acts.gaming.iter_mut().zip(view.monitored).zip(gamings) {
            *gaming = select(*monitored >= self.wary_from, *watched, *free);
        }
    }

    fn planned(&self, _: f64, _: f64, _: f64, response: &Response) -> Plan {
        response.unwatched
    }
}
