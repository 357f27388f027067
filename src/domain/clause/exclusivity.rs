//! Exclusivity: a window from signing in which a side may not deal elsewhere as it would; it does not know who wants to leave.

use crate::base::catalogue::Row;
use crate::base::numeric::smaller;
use crate::base::side::PerSide;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "exclusivity", summary: "rounds from signing in which a side's outside option is cut" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever {
        key: "exclusivity.rounds.seller",
        set: |contract, value| contract.exclusivity.rounds.seller = value as u32,
    },
    Lever { key: "exclusivity.rounds.buyer", set: |contract, value| contract.exclusivity.rounds.buyer = value as u32 },
    Lever { key: "exclusivity.reduction", set: |contract, value| contract.exclusivity.reduction = value },
];

/// Longest window, rounds.
const LONGEST: u32 = 1_000_000;

/// Parameters of the window. It binds a side that has no served contract: after an early end, in a pause, in talks.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Exclusivity {
    /// Rounds from signing for which each side is bound, whatever becomes of the contract; 0 none.
    pub rounds: PerSide<u32>,
    /// Share of the outside option that is lost meanwhile.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub reduction: f64,
}

impl Exclusivity {
    /// Whether anybody loses anything by it.
    pub fn binds(&self) -> bool {
        self.reduction > 0.0 && self.rounds.iter().any(|(_, rounds)| *rounds > 0)
    }
}

/// What a bound side loses of its outside option each round, money; an option that costs money costs more.
#[inline(always)]
pub fn lost(option: f64, reduction: f64) -> f64 {
    reduction * option.abs()
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    if contract.exclusivity.rounds.iter().all(|(_, rounds)| *rounds <= LONGEST) {
        return Ok(());
    }
    Err(ClauseError {
        key: "exclusivity.rounds",
        message: format!("rounds of exclusivity must lie between 0 and {LONGEST}"),
    })
}

/// What being bound costs if the other turns out to be of bad faith and the contract is left, spread over the rounds reckoned with.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let window = f64::from(contract.exclusivity.rounds[outlook.side]);
    let share = smaller(window / outlook.horizon, 1.0);
    -((1.0 - outlook.trust) * lost(outlook.outside, contract.exclusivity.reduction) * share)
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn a_cut_never_helps() {
        assert_eq!(
            [lost(20.0, 0.25), lost(-20.0, 0.25), lost(20.0, 0.0)].map(f64::to_bits),
            [5.0, 5.0, 0.0_f64].map(f64::to_bits)
        );
    }
}
