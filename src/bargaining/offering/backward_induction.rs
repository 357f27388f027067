//! Offers by reasoning back from the deadline; it knows of the other only what that discloses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::backward_induction::solve;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;

/// The offers of the subgame-perfect equilibrium of alternating offers (Stahl 1972; Rubinstein 1982).
///
/// It needs the other to disclose its reservation value, and believes it; without that it concedes by
/// the curve. Where no package is better for both than going on, it proposes its best. It allocates
/// in every turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BackwardInduction {
    /// Reckons later turns as if neighbouring packages could be mixed by lot, so that steps between them do not add up.
    pub divisible: bool,
}

impl Offering for BackwardInduction {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        if turn >= view.deadline {
            return view.floor;
        }
        match solve(view, turn, true, self.divisible) {
            Some(equilibrium) if equilibrium.package.is_some() => equilibrium.value,
            Some(_) => view.preference.best_utility(),
            None => view.aspiration(turn),
        }
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        match solve(view, view.turn, true, self.divisible) {
            Some(equilibrium) => equilibrium.package.unwrap_or(view.preference.best()),
            None => view.preference.nearest_above(aspiration),
        }
    }

    fn rationale(&self) -> &'static str {
        "backward induction"
    }
}
