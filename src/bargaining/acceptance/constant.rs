//! Acceptance above a fixed level; it looks neither at the clock nor at the own next offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Acceptance;
use crate::bargaining::view::SessionView;

/// AC-const of Baarslag, Hindriks and Jonker (2013), its level given as a share of the own range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Constant {
    /// Share of the range from reservation (0) to ideal (1).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
}

impl Default for Constant {
    fn default() -> Self {
        Self { share: 0.5 }
    }
}

impl Acceptance for Constant {
    fn accepts(&self, view: &SessionView, package: u32, _: f64) -> bool {
        view.preference.utility(package) >= view.floor + (view.ideal - view.floor) * self.share
    }
}
