//! The fixed-pie belief; it reads nothing that the other does or says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, OpponentModel};
use crate::bargaining::view::SessionView;

/// No model of the other: its interests are taken to be opposed to one's own, the fixed-pie bias
/// (Bazerman and Neale 1983).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct None {}

impl OpponentModel for None {
    fn rate(&self, view: &SessionView, _: &Memory, outcomes: &[u32], ratings: &mut [f64]) {
        for (rating, &outcome) in ratings.iter_mut().zip(outcomes) {
            *rating = -view.preference.utility(outcome);
        }
    }
}
