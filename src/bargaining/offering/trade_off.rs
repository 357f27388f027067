//! The own value held, the package moved towards the other's; it does not need to know what the other likes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::variation::distance;
use crate::bargaining::view::SessionView;

/// The trade-off tactic (Faratin, Sierra and Jennings 2002): of the packages of about the own value
/// asked for, the one most similar to what the other proposed last.
///
/// There similarity is fuzzy and weighted by guesses at the other's weights; here an issue counts by the
/// steps between its options, all issues alike. Before the other has proposed, it takes the cheapest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TradeOff {
    /// How far above the aspiration a package may lie to count as of equal value, money per round.
    #[schemars(range(min = 0.0))]
    pub band: f64,
}

impl Default for TradeOff {
    fn default() -> Self {
        Self { band: 1.0 }
    }
}

impl Offering for TradeOff {
    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        let cheapest = view.preference.nearest_above(aspiration);
        let Some(latest) = view.latest else { return cheapest };
        let mut nearest = (cheapest, distance(view.space, cheapest, latest));
        let reaching = view.preference.ranked()[..view.preference.at_least(aspiration)].iter().rev();
        for &outcome in reaching.take_while(|&&outcome| view.preference.utility(outcome) <= aspiration + self.band) {
            let away = distance(view.space, outcome, latest);
            if away < nearest.1 {
                nearest = (outcome, away);
            }
        }
        nearest.0
    }

    fn rationale(&self) -> &'static str {
        "same own value, nearer to the other's offer"
    }
}
