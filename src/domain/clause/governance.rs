//! Governance: how often the parties review, at what cost and how accurately; it does not know what a review will find.

use crate::base::catalogue::Row;
use crate::base::numeric::larger;
use crate::base::side::Side;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "governance", summary: "review cadence, cost, accuracy and escalation" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "governance.cadence", set: |contract, value| contract.governance.cadence = value as u32 },
    Lever { key: "governance.cost", set: |contract, value| contract.governance.cost = value },
    Lever { key: "governance.accuracy", set: |contract, value| contract.governance.accuracy = value },
    Lever { key: "governance.escalation", set: |contract, value| contract.governance.escalation = value },
];

/// Parameters of governance. A cadence of 0 means that there are no reviews.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Governance {
    /// Rounds between reviews (M); 0 none.
    #[schemars(range(min = 0, max = 64))]
    pub cadence: u32,
    /// Cost of one review to each side, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub cost: f64,
    /// Probability that a review attributes a fresh signal rightly; .5 is a coin.
    #[schemars(range(min = 0.5, max = 1.0))]
    pub accuracy: f64,
    /// How much of that accuracy above chance is left for each round of a signal's age.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub retention: f64,
    /// Share of an incident's loss and downtime that named owners and an escalation path avoid.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub escalation: f64,
}

impl Default for Governance {
    fn default() -> Self {
        Self { cadence: 0, cost: 1.0, accuracy: 0.85, retention: 0.9, escalation: 0.0 }
    }
}

/// Longest cadence, and so the greatest age of a signal at its review.
pub const LONGEST_CADENCE: usize = 64;

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// Own cost of reviews, less what they recover from a partner that is not trusted.
///
/// A review finds a hidden shortfall with its accuracy, and a found one is made good until the next: half of it, on average.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let governance = &contract.governance;
    if governance.cadence == 0 {
        return 0.0;
    }
    let rounds = f64::from(governance.cadence);
    let other: Side = outlook.side.other();
    let hidden = larger(contract.target[other] - outlook.bad.effort, 0.0);
    let recovered = outlook.delivery.effort(other).value * hidden * 0.5;
    let found = (governance.accuracy - 0.5) * 2.0;
    (1.0 - outlook.trust) * found * recovered / rounds - governance.cost / rounds
}
