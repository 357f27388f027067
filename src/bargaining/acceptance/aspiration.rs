//! Acceptance by aspiration exactly as in `NegMAS`; it does not look at the own next offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Acceptance;
use crate::bargaining::offering::aspiration::threshold;
use crate::bargaining::view::SessionView;

/// The acceptance of the time-based negotiators of `NegMAS` (Mohammad, Nakadai and Greenwald 2021):
/// what reaches the aspiration at the time of the answer. There both sides of a round share its
/// time, so an answer falls in the round of the own next proposal, which is the next turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Aspiration {}

impl Acceptance for Aspiration {
    fn accepts(&self, view: &SessionView, package: u32, _: f64) -> bool {
        view.preference.utility(package) >= threshold(view, view.turn + 1)
    }
}
