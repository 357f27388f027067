//! All that is known once a question is answered, and what follows from it at once; it does not know how it is told.

use crate::experiment::number::number;
use crate::experiment::stress::confirm::Confirmation;
use crate::experiment::stress::outcome::{Searched, Timings, victim};
use crate::experiment::stress::typical::Typical;
use crate::experiment::stress::{ALARM, Question};
use crate::scenario::read::Scenario;
use crate::statistics::Estimate;

/// Level of all intervals.
pub(super) const LEVEL: f64 = 0.95;

/// All that is known once a question is answered.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The question.
    pub question: &'a Question,
    /// The contract's price.
    pub price: f64,
    /// What the search found.
    pub searched: Searched,
    /// The worst play in words.
    pub told: Vec<String>,
    /// When it acts.
    pub timings: Timings,
    /// A typical history of it.
    pub typical: Typical,
}

/// An estimate of discounted money per history, as money per round of need.
pub(super) fn per_round(estimate: &Estimate, annuity: f64) -> Estimate {
    Estimate { mean: estimate.mean / annuity, se: estimate.se / annuity, n: estimate.n }
}

impl Findings<'_> {
    /// What the hostile side gains, money per round of need.
    pub fn gain(&self) -> Estimate {
        let Confirmation { change, annuity, .. } = &self.searched.confirmation;
        per_round(&change[self.question.hostile], *annuity)
    }

    /// What the victim loses, money per round of need.
    pub fn loss(&self) -> Estimate {
        let Confirmation { change, annuity, .. } = &self.searched.confirmation;
        let change = per_round(&change[victim(self.question)], *annuity);
        Estimate { mean: -change.mean, ..change }
    }

    /// Whether gain and loss are large and sure enough for an alarm.
    pub fn alarm(&self) -> bool {
        let (gain, loss) = (self.gain(), self.loss());
        gain.interval(LEVEL).low > ALARM * self.price.abs() && loss.interval(LEVEL).low > 0.0
    }

    /// An amount per round of need in the scenario's words.
    pub(super) fn each_round(&self, amount: f64) -> String {
        let units = &self.scenario.file.units;
        format!("{} {} a {}", number(amount), units.money, units.round)
    }
}
