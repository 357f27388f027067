//! Exit ramp: the right to leave after misses at a set fee, and what leaving otherwise costs; it does not know who wants to leave.

use crate::base::catalogue::Row;
use crate::base::numeric::{larger, smaller};
use crate::base::side::PerSide;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row {
        name: "exit_ramp",
        summary: "right to leave after k misses in a row at a set fee; else a share of the rest of the term",
    },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "exit_ramp.misses", set: |contract, value| contract.exit_ramp.misses = value as u32 },
    Lever { key: "exit_ramp.fee", set: |contract, value| contract.exit_ramp.fee = value },
    Lever { key: "exit_ramp.break_fee.seller", set: |contract, value| contract.exit_ramp.break_fee.seller = value },
    Lever { key: "exit_ramp.break_fee.buyer", set: |contract, value| contract.exit_ramp.break_fee.buyer = value },
];

/// Parameters of leaving. Misses of 0 mean that there is no ramp.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExitRamp {
    /// Misses of the other's target in a row that open the ramp (k); 0 no ramp.
    #[schemars(range(min = 0, max = 1000))]
    pub misses: u32,
    /// Fee for leaving by the ramp, money; the failing party pays it where a review proved its fault.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub fee: f64,
    /// Whether the contract ends by itself when the ramp opens.
    pub automatic: bool,
    /// Fee of each side for breaking the contract, as a share of the price over the rest of the term.
    pub break_fee: PerSide<f64>,
}

impl Default for ExitRamp {
    fn default() -> Self {
        Self { misses: 0, fee: 5.0, automatic: false, break_fee: PerSide::new(0.25, 0.50) }
    }
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let ramp = &contract.exit_ramp;
    let inside = |share: f64| (0.0..=1.0).contains(&share);
    if !ramp.break_fee.iter().all(|(_, share)| inside(*share)) {
        return Err(ClauseError {
            key: "exit_ramp.break_fee",
            message: "break_fee is a share of the rest of the term: it must lie between 0 and 1".to_owned(),
        });
    }
    if ramp.automatic && ramp.misses == 0 {
        return Err(ClauseError {
            key: "exit_ramp.automatic",
            message: "an automatic exit needs misses of at least 1".to_owned(),
        });
    }
    Ok(())
}

/// What being locked in with a partner of bad faith costs, spread over the rounds this party reckons with.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let regret = larger(outlook.outside - outlook.base_flow(contract.price, outlook.bad), 0.0);
    let term = f64::from(contract.term.rounds);
    let misses = f64::from(contract.exit_ramp.misses);
    let locked = if misses > 0.0 { smaller(misses, term) } else { term };
    -(1.0 - outlook.trust) * regret * smaller(locked / outlook.horizon, 1.0)
}
