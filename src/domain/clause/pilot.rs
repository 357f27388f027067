//! Pilot: a first stretch at a smaller scale, and what decides about full scale; it does not know why it was agreed.

use crate::base::catalogue::Row;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "pilot", summary: "first rounds at a smaller scale, and the KPI that leads to full scale" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "pilot.scale", set: |contract, value| contract.pilot.scale = value },
    Lever { key: "pilot.rounds", set: |contract, value| contract.pilot.rounds = value as u32 },
    Lever { key: "pilot.upgrade_kpi", set: |contract, value| contract.pilot.upgrade_kpi = Some(value) },
];

/// What follows a pilot that fell short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The contract ends without a fee.
    End,
    /// It goes on at the pilot's scale until the term ends.
    Stay,
}

/// Parameters of the pilot, which begins with the first contract of two parties. Rounds of 0 mean that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pilot {
    /// Scale of the pilot (x): value, cost, price and credits are multiplied by it.
    #[schemars(range(min = 0.001, max = 1.0))]
    pub scale: f64,
    /// Served rounds that it lasts; 0 no pilot.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub rounds: u32,
    /// Mean KPI of the seller in the pilot that leads to full scale; any will do if left out.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub upgrade_kpi: Option<f64>,
    /// Whether the KPI without gaming is what counts.
    pub audited: bool,
    /// What follows if the KPI falls short.
    pub otherwise: Otherwise,
}

impl Default for Pilot {
    fn default() -> Self {
        Self { scale: 1.0, rounds: 0, upgrade_kpi: None, audited: false, otherwise: Otherwise::End }
    }
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let (pilot, term) = (contract.pilot.rounds, contract.term.rounds);
    if pilot <= term {
        return Ok(());
    }
    Err(ClauseError {
        key: "pilot.rounds",
        message: format!("pilot longer than the term: {pilot} rounds in a term of {term}; give at most {term}"),
    })
}

/// A pilot shifts value in time and is not appraised; what it tells about the other shows in trust.
fn appraise(_: &Contract, _: &Outlook<'_>) -> f64 {
    0.0
}
