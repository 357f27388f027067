//! Bids that are linear in the own valuation; it does not know what the other bids.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;
use crate::base::side::PerSide;

/// The linear equilibrium strategies of the sealed-bid double auction (Chatterjee and Samuelson 1983).
///
/// With the price midway and valuations uniform on 0 to 1, the slope is 2/3 and the intercept 1/4
/// for the seller and 1/12 for the buyer. Where the sides take turns it is a time-dependent tactic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LinearBid {
    /// What a valuation higher by 1 adds to the bid.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub slope: f64,
    /// The bid at a valuation of 0, by the side it bids for, money.
    pub intercept: PerSide<f64>,
}

impl Default for LinearBid {
    fn default() -> Self {
        Self { slope: 1.0, intercept: PerSide::new(0.0, 0.0) }
    }
}

impl Offering for LinearBid {
    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        view.preference.nearest_above(aspiration)
    }

    fn bid(&self, view: &SessionView, _: &Opponent) -> Option<f64> {
        Some(self.intercept[view.side] + self.slope * view.valuation()?)
    }

    fn rationale(&self) -> &'static str {
        "own valuation"
    }
}
