//! Trades across issues at a given own value; what the other likes it knows from the opponent model only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::iso_utility::{Band, CAPACITY};
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;

/// Among packages of about the own value asked for, proposes the one believed best for the other:
/// trade-offs along an iso-utility curve (Faratin, Sierra and Jennings 2002) for logrolling
/// (Pruitt 1981).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Logroll {
    /// How far above the aspiration a package may lie to count as of equal value, money per round.
    #[schemars(range(min = 0.0))]
    pub band: f64,
}

impl Default for Logroll {
    fn default() -> Self {
        Self { band: 1.0 }
    }
}

impl Offering for Logroll {
    fn package(&self, view: &SessionView, opponent: &Opponent, aspiration: f64) -> u32 {
        let band = Band::new(view.preference, aspiration, self.band);
        let mut ratings = [0.0; CAPACITY];
        let ratings = &mut ratings[..band.outcomes().len()];
        opponent.rate(view, band.outcomes(), ratings);
        let mut best = (view.preference.nearest_above(aspiration), f64::NEG_INFINITY);
        for (&outcome, &rating) in band.outcomes().iter().zip(ratings.iter()) {
            if rating > best.1 {
                best = (outcome, rating);
            }
        }
        best.0
    }

    fn rationale(&self) -> &'static str {
        "trade across issues"
    }

    fn leads_with_best(&self) -> bool {
        true
    }
}
