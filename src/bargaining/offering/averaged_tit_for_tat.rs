//! Concession in proportion to the other's over several moves; it does not care about the clock once the other has moved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::imitation::{Moves, in_proportion, within_range};
use crate::bargaining::opponent::Opponent;
use crate::bargaining::scale::Scale;
use crate::bargaining::view::SessionView;

/// Averaged tit for tat (Faratin, Sierra and Jennings 1998, equation 10): what it asked for last times
/// the ratio of the other's proposal `window` moves ago to its latest. Values are own utilities above
/// the worst outcome. With a window of 1 it is relative tit for tat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AveragedTitForTat {
    /// Moves of the other that it answers together.
    #[schemars(range(min = 1, max = 7))]
    pub window: u32,
}

impl Default for AveragedTitForTat {
    fn default() -> Self {
        Self { window: 3 }
    }
}

impl Offering for AveragedTitForTat {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        let moves = Moves::between(view, self.window, 0);
        let answer = |moves| within_range(view, in_proportion(moves, Scale::of(view.preference).worst));
        moves.map_or_else(|| view.aspiration(turn), answer)
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        view.preference.nearest_above(aspiration)
    }

    fn rationale(&self) -> &'static str {
        "in proportion to the other's moves of late"
    }
}
