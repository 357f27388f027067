//! Concession in proportion to the other's; it does not care about the clock once the other has moved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::imitation::{Moves, in_proportion, within_range};
use crate::bargaining::opponent::Opponent;
use crate::bargaining::scale::Scale;
use crate::bargaining::view::SessionView;

/// Relative tit for tat (Faratin, Sierra and Jennings 1998, equation 8): what it asked for last times
/// the ratio by which the other moved `lag` proposals ago. Values are own utilities above the worst outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelativeTitForTat {
    /// How many proposals back the move lies that it answers; 1 is the latest.
    #[schemars(range(min = 1, max = 7))]
    pub lag: u32,
}

impl Default for RelativeTitForTat {
    fn default() -> Self {
        Self { lag: 1 }
    }
}

impl Offering for RelativeTitForTat {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        let moves = Moves::between(view, self.lag, self.lag - 1);
        let answer = |moves| within_range(view, in_proportion(moves, Scale::of(view.preference).worst));
        moves.map_or_else(|| view.aspiration(turn), answer)
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        view.preference.nearest_above(aspiration)
    }

    fn rationale(&self) -> &'static str {
        "in proportion to the other's move"
    }
}
