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
    Lever { key: "exit_ramp.average_below", set: |contract, value| contract.exit_ramp.average_below = Some(value) },
    Lever { key: "exit_ramp.average_weight", set: |contract, value| contract.exit_ramp.average_weight = value },
    Lever { key: "exit_ramp.cure", set: |contract, value| contract.exit_ramp.cure = value as u32 },
    Lever { key: "exit_ramp.pause_rounds", set: |contract, value| contract.exit_ramp.pause_rounds = value as u32 },
    Lever { key: "exit_ramp.break_fee.seller", set: |contract, value| contract.exit_ramp.break_fee.seller = value },
    Lever { key: "exit_ramp.break_fee.buyer", set: |contract, value| contract.exit_ramp.break_fee.buyer = value },
];

/// What using the ramp does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RampAction {
    /// The contract ends.
    End,
    /// Service and payment rest for some rounds, then all counts of failures start afresh (pause and revisit).
    Pause,
}

/// Parameters of leaving. Without misses and average there is no ramp.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExitRamp {
    /// Misses of the other's target in a row that open the ramp (k); 0: misses alone do not open it.
    #[schemars(range(min = 0, max = 1000))]
    pub misses: u32,
    /// Fee for using the ramp, money; the failing party pays it where a review proved its fault.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub fee: f64,
    /// Whether the ramp is used by itself when it opens.
    pub automatic: bool,
    /// Moving average of the other's KPI below which the ramp opens, the same bound for both; it starts at the target.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub average_below: Option<f64>,
    /// Weight of the newest reading in that average.
    #[schemars(range(min = 0.001, max = 1.0))]
    pub average_weight: f64,
    /// Rounds in which the failing side may still put it right before the ramp opens; a hit within them starts all afresh.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub cure: u32,
    /// What using the ramp does.
    pub action: RampAction,
    /// Rounds for which a pause lasts.
    #[schemars(range(min = 1, max = 1000))]
    pub pause_rounds: u32,
    /// Fee of each side for breaking the contract, as a share of the price over the rest of the term.
    pub break_fee: PerSide<f64>,
}

impl Default for ExitRamp {
    fn default() -> Self {
        Self {
            misses: 0,
            fee: 5.0,
            automatic: false,
            average_below: None,
            average_weight: 0.3,
            cure: 0,
            action: RampAction::End,
            pause_rounds: 1,
            break_fee: PerSide::new(0.25, 0.50),
        }
    }
}

impl ExitRamp {
    /// Whether there is a ramp at all.
    pub const fn exists(&self) -> bool {
        self.misses > 0 || self.average_below.is_some()
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
    if ramp.automatic && !ramp.exists() {
        return Err(ClauseError {
            key: "exit_ramp.automatic",
            message: "an automatic exit needs misses of at least 1, or average_below".to_owned(),
        });
    }
    let rounds = contract.term.rounds;
    if ramp.cure > rounds {
        let cure = ramp.cure;
        let message = format!("cure longer than the term: {cure} rounds in a term of {rounds}; give at most {rounds}");
        return Err(ClauseError { key: "exit_ramp.cure", message });
    }
    Ok(())
}

/// What being locked in with a partner of bad faith costs, spread over the rounds this party reckons with. A ramp that
/// only pauses frees nobody.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let regret = larger(outlook.outside - outlook.base_flow(contract.price, outlook.bad), 0.0);
    let term = f64::from(contract.term.rounds);
    let locked = match rounds_to_open(contract, outlook) {
        Some(rounds) => smaller(rounds, term),
        None => term,
    };
    -(1.0 - outlook.trust) * regret * smaller(locked / outlook.horizon, 1.0)
}

/// Rounds until a partner of bad faith has opened the ramp, as long as it never shows a hit; none where it never opens.
fn rounds_to_open(contract: &Contract, outlook: &Outlook<'_>) -> Option<f64> {
    let ramp = &contract.exit_ramp;
    if ramp.action == RampAction::Pause {
        return None;
    }
    let by_misses = (ramp.misses > 0).then(|| f64::from(ramp.misses));
    let shown = outlook.bad.effort + outlook.kpi.lift(outlook.bad.gaming, 0.0);
    let by_average = ramp
        .average_below
        .and_then(|below| rounds_below(contract.target[outlook.side.other()], shown, ramp.average_weight, below));
    let opened = match (by_misses, by_average) {
        (Some(one), Some(other)) => Some(smaller(one, other)),
        (one, other) => one.or(other),
    };
    opened.map(|rounds| rounds + f64::from(ramp.cure))
}

/// Rounds until a moving average that starts at `from` and always reads `shown` lies below `bound`; none if it never does.
fn rounds_below(from: f64, shown: f64, weight: f64, bound: f64) -> Option<f64> {
    let mut average = from;
    let mut rounds = 0.0;
    while average >= bound {
        let next = average + weight * (shown - average);
        if shown >= bound || next >= average {
            return None;
        }
        average = next;
        rounds += 1.0;
    }
    Some(larger(rounds, 1.0))
}

#[cfg(test)]
mod tests {
    use super::rounds_below;

    /// From 1 towards 0 with weight .5: .5, .25, .125.
    #[test]
    fn an_average_falls_below_its_bound_after_as_many_readings_as_it_takes() {
        assert_eq!(rounds_below(1.0, 0.0, 0.5, 0.2), Some(3.0));
        assert_eq!(rounds_below(1.0, 0.3, 0.5, 0.2), None);
        assert_eq!(rounds_below(0.5, 0.3, 0.5, 0.2), None);
    }
}
