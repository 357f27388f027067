//! Acceptance by comparison with the own next offer; it does not look at what was received before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Acceptance;
use crate::bargaining::view::SessionView;

/// AC-next of Baarslag, Hindriks and Jonker (2013), compared with the level asked for rather than
/// with the package that will realise it. At the deadline it takes whatever reaches the reservation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NextOffer {}

impl Acceptance for NextOffer {
    fn accepts(&self, view: &SessionView, package: u32, next_ask: f64) -> bool {
        view.preference.utility(package) >= next_ask
    }
}
