//! Answers by reasoning back from the deadline; it knows of the other only what that discloses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Acceptance, next_offer::NextOffer};
use crate::bargaining::backward_induction::solve;
use crate::bargaining::view::SessionView;

/// The answers of the subgame-perfect equilibrium of alternating offers (Stahl 1972; Rubinstein 1982):
/// yes to what is no worse than going on or leaving.
///
/// Without a disclosed reservation value of the other it answers as [`NextOffer`] does. It allocates
/// in every turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BackwardInduction {
    /// Reckons later turns as if neighbouring packages could be mixed by lot, so that steps between them do not add up.
    pub divisible: bool,
}

impl Acceptance for BackwardInduction {
    fn accepts(&self, view: &SessionView, package: u32, next_ask: f64) -> bool {
        match solve(view, view.turn, false, self.divisible) {
            Some(equilibrium) => view.preference.utility(package) >= equilibrium.demand,
            None => NextOffer {}.accepts(view, package, next_ask),
        }
    }

    fn opts_out(&self, view: &SessionView, next_ask: f64) -> bool {
        match solve(view, view.turn, false, self.divisible) {
            Some(equilibrium) => equilibrium.leaves,
            None => NextOffer {}.opts_out(view, next_ask),
        }
    }
}
