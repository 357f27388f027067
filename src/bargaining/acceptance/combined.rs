//! Acceptance that softens near the deadline; it does not know what the other will still offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Acceptance, next_offer::NextOffer};
use crate::bargaining::view::SessionView;

/// AC-combi of Baarslag, Hindriks and Jonker (2013) with the maximum over all that was received:
/// late in the session the best package so far is taken even if it falls short of the next own offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Combined {
    /// Share of the turns after which the party softens.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub late: f64,
}

impl Default for Combined {
    fn default() -> Self {
        Self { late: 0.9 }
    }
}

impl Acceptance for Combined {
    fn accepts(&self, view: &SessionView, package: u32, next_ask: f64) -> bool {
        let late = f64::from(view.turn + 1) >= self.late * f64::from(view.deadline);
        let best_so_far = view.preference.utility(package) >= view.received.best();
        NextOffer {}.accepts(view, package, next_ask) || (late && best_so_far)
    }
}
