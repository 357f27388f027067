//! Offers by a falling aspiration exactly as `NegMAS` makes them; it does not care what the other would like.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::scale::Scale;
use crate::bargaining::view::SessionView;

/// By how much the aspiration is lowered so that rounding does not exclude what it should reach.
const SLACK: f64 = 1e-4;
/// How far below the aspiration a package may lie if it is nearer to it than any above.
const NEAR: f64 = 1e-6;

/// The time-based negotiator of `NegMAS` (Mohammad, Nakadai and Greenwald 2021), which its boulware,
/// linear and conceder negotiators share.
///
/// It aspires to `lo + (hi - lo) * share - 1e-4` within `lo..=hi`, `lo` being the worst outcome or
/// the reservation value if that is higher, and `hi` the ideal. With `concession_clock = "round"`,
/// `concession_start = 1` and an exponent of 1/e, the share is `1 - t^e` as there. It proposes
/// the cheapest package that reaches this, or one less than 1e-6 below it if that is nearer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Aspiration {}

/// The aspiration in a turn.
pub fn threshold(view: &SessionView, turn: u32) -> f64 {
    let worst = Scale::of(view.preference).worst;
    let low = if view.floor > worst { view.floor } else { worst };
    let asked = low + (view.ideal - low) * view.curve.share(turn) - SLACK;
    let capped = if asked < view.ideal { asked } else { view.ideal };
    if capped > low { capped } else { low }
}

impl Offering for Aspiration {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        threshold(view, turn)
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        let above = view.preference.nearest_above(aspiration);
        let gap = (view.preference.utility(above) - aspiration).abs();
        let below = view.preference.ranked().get(view.preference.at_least(aspiration));
        let near = below.filter(|&&below| {
            let missing = aspiration - view.preference.utility(below);
            missing <= NEAR && missing < gap && view.preference.utility(below) >= view.floor
        });
        near.copied().unwrap_or(above)
    }

    fn rationale(&self) -> &'static str {
        "aspiration"
    }
}
