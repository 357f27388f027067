//! Concession by as much as the other's, and a little more by chance; it does not care about the clock once the other has moved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::imitation::{Moves, within_range};
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;

/// Random absolute tit for tat (Faratin, Sierra and Jennings 1998, equation 9): what it asked for last
/// less what the other gave `lag` proposals ago, less a random amount that helps both out of a
/// standstill. There the amount is a whole number up to M; here it is uniform from 0 to `most`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RandomAbsoluteTitForTat {
    /// How many proposals back the move lies that it answers; 1 is the latest.
    #[schemars(range(min = 1, max = 7))]
    pub lag: u32,
    /// Most that it gives on top, money per round.
    #[schemars(range(min = 0.0))]
    pub most: f64,
}

impl Default for RandomAbsoluteTitForTat {
    fn default() -> Self {
        Self { lag: 1, most: 0.5 }
    }
}

impl Offering for RandomAbsoluteTitForTat {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        let moves = Moves::between(view, self.lag, self.lag - 1);
        let answer = |moves: Moves| moves.own - (moves.later - moves.earlier) - self.most * view.draw;
        moves.map_or_else(|| view.aspiration(turn), |moves| within_range(view, answer(moves)))
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        view.preference.nearest_above(aspiration)
    }

    fn rationale(&self) -> &'static str {
        "as much as the other moved"
    }

    fn draws(&self) -> bool {
        true
    }
}
