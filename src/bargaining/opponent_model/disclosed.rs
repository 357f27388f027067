//! Takes the other at its word; it does not know whether the word is true.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, OpponentModel, none};
use crate::bargaining::view::{SessionView, Statement};

/// Believes a disclosed preference where trust in the other reaches a threshold; otherwise the
/// other is read as with no model at all.
///
/// Trust decides whether to believe, not how much: a mixture of statement and fixed pie would need
/// new ratings at every level of trust, and could not share the ranking that the other discloses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Disclosed {
    /// Least trust at which a statement is believed.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub trust_threshold: f64,
}

impl Default for Disclosed {
    fn default() -> Self {
        Self { trust_threshold: 0.5 }
    }
}

impl Disclosed {
    fn believed<'a>(&self, view: &SessionView<'a>) -> Option<Statement<'a>> {
        view.statement.filter(|_| view.trust >= self.trust_threshold)
    }
}

impl OpponentModel for Disclosed {
    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]) {
        let Some(statement) = self.believed(view) else {
            return none::None {}.rate(view, memory, outcomes, ratings);
        };
        for (rating, &outcome) in ratings.iter_mut().zip(outcomes) {
            *rating = statement.preference.utility(outcome);
        }
    }

    fn reachable(&self, view: &SessionView, _: &Memory) -> Option<f64> {
        let statement = self.believed(view)?;
        let floor = statement.floor?;
        let acceptable = |outcome: &&u32| statement.preference.utility(**outcome) >= floor;
        let best = view.preference.ranked().iter().find(acceptable)?;
        Some(view.preference.utility(*best))
    }
}
