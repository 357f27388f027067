//! Reference rights and co-marketing: how visible the relationship makes each side; it does not know what a name is worth.

use crate::base::catalogue::Row;
use crate::base::side::PerSide;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "reference_rights", summary: "how visible the relationship makes each side to others" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "reference_rights.seller", set: |contract, value| contract.reference_rights.seller = value },
    Lever { key: "reference_rights.buyer", set: |contract, value| contract.reference_rights.buyer = value },
];

/// Parameters of the rights: 0 nobody hears of the relationship, 1 everybody does.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReferenceRights {
    /// How visible the relationship makes the seller.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub seller: f64,
    /// How visible the relationship makes the buyer.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub buyer: f64,
}

impl ReferenceRights {
    /// The right of each side.
    pub const fn rights(&self) -> PerSide<f64> {
        PerSide::new(self.seller, self.buyer)
    }
}

/// How good a name a side has: what the other thinks of it beyond what anybody would, as far as that is seen.
#[inline(always)]
pub fn name(right: f64, trust: f64, prior: f64) -> f64 {
    right * (trust - prior)
}

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// What being seen is worth to a party that works as it plans to.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    contract.reference_rights.rights()[outlook.side] * outlook.reputation
}
