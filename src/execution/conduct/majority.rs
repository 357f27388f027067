//! Follows the majority of the other's moves over the whole history: a counter, not a finite automaton.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row { name: "majority", summary: "C while the other has cooperated more often than defected" };

/// Parameters (Axelrod 1984, go by majority).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Majority {
    /// Whether a tie, the first round included, counts as cooperation (soft) or not (hard).
    pub soft: bool,
}

impl Default for Majority {
    fn default() -> Self {
        Self { soft: true }
    }
}

impl Rule for Majority {
    /// Two columns: whether a move was seen, and C less D so far.
    fn memory(&self) -> usize {
        2
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        let (started, balance) = memory.split_at_mut(1);
        let held = started[0].iter_mut().zip(balance[0].iter_mut());
        let seen = view.other_action.iter().zip(view.served);
        for (((started, balance), (other, served)), effort) in held.zip(seen).zip(acts.effort.iter_mut()) {
            let move_seen = if *other < 0.5 { -1.0 } else { 1.0 };
            let total = *balance + *started * move_seen;
            let cooperates = total > 0.0 || (self.soft && total == 0.0);
            *effort = f64::from(u8::from(cooperates));
            let on = *served > 0.0;
            *balance = if on { total } else { *balance };
            *started = if on { 1.0 } else { *started };
        }
        acts.gaming.fill(0.0);
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: f64::from(u8::from(self.soft)), gaming: 0.0 }
    }
}
