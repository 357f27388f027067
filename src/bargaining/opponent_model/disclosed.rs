//! Takes the other at its word; it does not know whether the word is true.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, OpponentModel, none};
use crate::bargaining::scale::Scale;
use crate::bargaining::view::{SessionView, Statement};

/// Believes a disclosed preference where trust in the other reaches a threshold; otherwise the
/// other is read as with no model at all.
///
/// Trust decides whether to believe or, where a statement is `trust_discounted`, how much: then the
/// other is read as a mixture of what it says and of a fixed pie, each on a scale from worst to best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Disclosed {
    /// Least trust at which a statement is believed.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub trust_threshold: f64,
    /// Believes in proportion to trust instead, whatever the threshold.
    pub trust_discounted: bool,
}

impl Default for Disclosed {
    fn default() -> Self {
        Self { trust_threshold: 0.5, trust_discounted: false }
    }
}

impl Disclosed {
    fn believed<'a>(&self, view: &SessionView<'a>) -> Option<Statement<'a>> {
        view.statement.filter(|_| self.trust_discounted || view.trust >= self.trust_threshold)
    }

    /// How much of its reading of the other is the statement.
    fn credence(&self, view: &SessionView) -> f64 {
        if self.trust_discounted { view.trust } else { 1.0 }
    }
}

impl OpponentModel for Disclosed {
    fn rate(&self, view: &SessionView, memory: &Memory, outcomes: &[u32], ratings: &mut [f64]) {
        let Some(statement) = self.believed(view) else {
            return none::None {}.rate(view, memory, outcomes, ratings);
        };
        if self.trust_discounted {
            let credence = self.credence(view);
            let [stated, own] =
                [statement.preference, view.preference].map(|preference| (preference, Scale::of(preference)));
            for (rating, &outcome) in ratings.iter_mut().zip(outcomes) {
                let [stated, own] = [stated, own].map(|(preference, scale)| scale.share(preference.utility(outcome)));
                *rating = credence * stated + (1.0 - credence) * (1.0 - own);
            }
            return;
        }
        for (rating, &outcome) in ratings.iter_mut().zip(outcomes) {
            *rating = statement.preference.utility(outcome);
        }
    }

    fn reachable(&self, view: &SessionView, _: &Memory) -> Option<f64> {
        let statement = self.believed(view)?;
        let floor = statement.floor?;
        let acceptable = |outcome: &&u32| statement.preference.utility(**outcome) >= floor;
        let best = view.preference.ranked().iter().find(acceptable)?;
        let reachable = view.preference.utility(*best);
        let credence = self.credence(view);
        if credence < 1.0 {
            return Some(credence * reachable + (1.0 - credence) * view.preference.best_utility());
        }
        Some(reachable)
    }
}
