//! Governance: how often the parties review, at what cost and how accurately; it does not know what a review will find.

use crate::base::catalogue::Row;
use crate::base::numeric::{larger, smaller};
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
    Lever { key: "governance.first_response", set: |contract, value| contract.governance.first_response = value },
    Lever { key: "governance.ladder[0].delay", set: |contract, value| contract.governance.ladder.0[0].delay = value },
    Lever {
        key: "governance.ladder[0].resolves",
        set: |contract, value| contract.governance.ladder.0[0].resolves = value,
    },
    Lever { key: "governance.ladder[1].delay", set: |contract, value| contract.governance.ladder.0[1].delay = value },
    Lever {
        key: "governance.ladder[1].resolves",
        set: |contract, value| contract.governance.ladder.0[1].resolves = value,
    },
    Lever { key: "governance.ladder[2].delay", set: |contract, value| contract.governance.ladder.0[2].delay = value },
    Lever {
        key: "governance.ladder[2].resolves",
        set: |contract, value| contract.governance.ladder.0[2].resolves = value,
    },
];

/// Most levels of an escalation ladder.
pub const LEVELS: usize = 3;

/// One level of an escalation ladder.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Rounds after the level below, or for the first one after the first response, until it acts.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub delay: f64,
    /// Probability that it resolves what the levels below could not.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub resolves: f64,
}

/// An escalation ladder, from the bottom up; levels left out resolve nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(from = "Vec<Level>")]
pub struct Ladder(pub [Level; LEVELS]);

impl From<Vec<Level>> for Ladder {
    fn from(given: Vec<Level>) -> Self {
        let mut levels = [Level::default(); LEVELS];
        levels.iter_mut().zip(given).for_each(|(level, given)| *level = given);
        Self(levels)
    }
}

impl Ladder {
    /// Whether any level resolves anything.
    pub fn is_given(&self) -> bool {
        self.0.iter().any(|level| level.resolves > 0.0)
    }

    /// Expected share of a round for which an incident that strikes at its start stays unresolved.
    ///
    /// Level i acts at `first_response + delay_1 + .. + delay_i`, and what is unresolved then shrinks by its probability.
    pub fn unresolved(&self, first_response: f64) -> f64 {
        let (mut open, mut from, mut at, mut share) = (1.0, 0.0, first_response, 0.0);
        for level in &self.0 {
            at += level.delay;
            let until = smaller(at, 1.0);
            share += open * (until - from);
            from = until;
            open *= 1.0 - level.resolves;
        }
        share + open * (1.0 - from)
    }
}

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
    /// Rounds lost before somebody takes up an incident; 0 with a named owner.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub first_response: f64,
    /// Levels to which an incident is escalated, in place of `escalation`.
    #[schemars(with = "Vec<Level>", length(max = 3))]
    pub ladder: Ladder,
}

impl Default for Governance {
    fn default() -> Self {
        Self {
            cadence: 0,
            cost: 1.0,
            accuracy: 0.85,
            retention: 0.9,
            escalation: 0.0,
            first_response: 0.0,
            ladder: Ladder::default(),
        }
    }
}

impl Governance {
    /// Share of an incident's loss and downtime that is left after first response and escalation.
    pub fn remaining(&self) -> f64 {
        if self.ladder.is_given() {
            return self.ladder.unresolved(self.first_response);
        }
        let waited = smaller(self.first_response, 1.0);
        waited + (1.0 - waited) * (1.0 - self.escalation)
    }
}

/// Longest cadence, and so the greatest age of a signal at its review.
pub const LONGEST_CADENCE: usize = 64;

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let governance = &contract.governance;
    if governance.ladder.is_given() && governance.escalation > 0.0 {
        return Err(ClauseError {
            key: "governance.ladder",
            message: "ladder and escalation both say how an incident is escalated: give one of them".to_owned(),
        });
    }
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

#[cfg(test)]
mod tests {
    use super::{Governance, Ladder, Level};

    /// Taken up after .1, resolved at .3 with probability .5 and at .7 with .8: .3 + .5 x .4 + .1 x .3 = .53.
    #[test]
    fn a_ladder_leaves_the_expected_time_until_an_incident_is_resolved() {
        let level = |delay, resolves| Level { delay, resolves };
        let ladder = Ladder::from(vec![level(0.2, 0.5), level(0.4, 0.8)]);
        let governance = Governance { first_response: 0.1, ladder, ..Governance::default() };
        assert!((governance.remaining() - 0.53).abs() < 1e-12);
        // A level that acts after the round changes nothing in it.
        let late = Ladder::from(vec![level(0.2, 0.5), level(0.4, 0.8), level(2.0, 1.0)]);
        assert!((late.unresolved(0.1) - 0.53).abs() < 1e-12);
        assert!((late.unresolved(1.5) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_an_owner_the_first_response_is_lost_before_escalation_helps() {
        let governance = Governance { first_response: 0.25, escalation: 0.4, ..Governance::default() };
        assert!((governance.remaining() - (0.25 + 0.75 * 0.6)).abs() < 1e-12);
    }
}
