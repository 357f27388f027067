//! Bonus: promised for a good KPI, or a performance fee that can be enforced; it does not know whether it will be paid.

use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row {
        name: "bonus",
        summary: "bonus promised by the buyer for a KPI above a threshold; paid at its will unless enforceable",
    },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "bonus.amount", set: |contract, value| contract.bonus.amount = value },
    Lever { key: "bonus.above_target", set: |contract, value| contract.bonus.above_target = value },
];

/// Parameters of the bonus. An amount of 0 means that none is promised.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bonus {
    /// Amount promised, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub amount: f64,
    /// KPI of the seller from which it is due, above its target.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub above_target: f64,
    /// Whether it is a performance fee, owed whatever the buyer's ways, rather than a promise.
    pub enforceable: bool,
}

impl Default for Bonus {
    fn default() -> Self {
        Self { amount: 0.0, above_target: 0.15, enforceable: false }
    }
}

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// The seller discounts a promise by its trust, not a fee that it can enforce; the buyer reckons with keeping its word.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let bonus = &contract.bonus;
    let target = contract.target[Side::Seller];
    let earned = |plan| 1.0 - outlook.kpi.miss_probability(plan, 0.0, target, -bonus.above_target);
    match outlook.side {
        Side::Seller if bonus.enforceable => bonus.amount * earned(outlook.own),
        Side::Seller => outlook.trust * bonus.amount * earned(outlook.own),
        Side::Buyer => -bonus.amount * outlook.mix(earned),
    }
}
