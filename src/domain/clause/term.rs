//! Term and renewal: how long a contract binds and how it goes on; it does not know what either side wants then.

use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "term", summary: "length of the contract and how it is renewed" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "term.rounds", set: |contract, value| contract.term.rounds = value as u32 },
    Lever { key: "term.notice", set: |contract, value| contract.term.notice = value as u32 },
];

/// How a contract goes on after its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Renewal {
    /// A new session is held; without agreement the contract ends.
    Explicit,
    /// The same terms run on unless a party gives notice.
    Automatic,
    /// It runs on in the same way, and one side does not know that until it finds itself renewed against its will.
    Hidden,
}

/// Parameters of the term.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Term {
    /// Rounds from signing to the end of the term.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub rounds: u32,
    /// How it goes on.
    pub renewal: Renewal,
    /// The side from which a hidden renewal is hidden.
    pub hidden_from: Side,
    /// Rounds before the end of the term by which notice must be given where the contract would run on by itself.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub notice: u32,
}

impl Default for Term {
    fn default() -> Self {
        Self { rounds: 8, renewal: Renewal::Explicit, hidden_from: Side::Buyer, notice: 0 }
    }
}

impl Term {
    /// Rounds of the term still to come when notice is due: the first round's end is the earliest time.
    pub const fn notice_due(&self) -> u32 {
        match self.renewal {
            Renewal::Explicit => 0,
            Renewal::Automatic | Renewal::Hidden if self.notice < self.rounds => self.notice,
            Renewal::Automatic | Renewal::Hidden => self.rounds - 1,
        }
    }
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let Term { rounds, notice, .. } = contract.term;
    if notice <= rounds {
        return Ok(());
    }
    Err(ClauseError {
        key: "term.notice",
        message: format!(
            "notice longer than the term: {notice} rounds before the end of {rounds}; give at most {rounds}"
        ),
    })
}

/// A term by itself moves no money; what being locked in costs is appraised with the right to leave.
fn appraise(_: &Contract, _: &Outlook<'_>) -> f64 {
    0.0
}
