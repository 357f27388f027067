//! The rules of the table that bind both parties; it does not know who sits there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Alternating offers: a turn is one proposal and its answer.
///
/// A refused proposal may be followed by breakdown before the next turn, as in Binmore, Rubinstein
/// and Wolinsky (1986), so that toughness has a price. The last proposal is answered too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Protocol {
    /// Number of proposals after which the session ends without agreement.
    #[schemars(range(min = 1, max = 10_000))]
    pub deadline: u32,
    /// Probability that talks break down after a refused proposal.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub breakdown: f64,
    /// What a turn costs each side, money.
    #[schemars(range(min = 0.0))]
    pub turn_cost: f64,
    /// Most packages that one proposal may hold.
    #[schemars(range(min = 1, max = 8))]
    pub packages_max: usize,
}

impl Protocol {
    /// What a session of so many turns costs each side, in money.
    pub fn cost(&self, turns: u32) -> f64 {
        self.turn_cost * f64::from(turns)
    }
}

impl Default for Protocol {
    fn default() -> Self {
        Self { deadline: 20, breakdown: 0.03, turn_cost: 0.5, packages_max: 8 }
    }
}
