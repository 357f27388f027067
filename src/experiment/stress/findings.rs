//! All that is known once a question is answered, and what follows from it at once; it does not know how it is told.

use crate::domain::contract::Contract;
use crate::experiment::number::number;
use crate::experiment::stress::attribution::Culprit;
use crate::experiment::stress::confirm::Confirmation;
use crate::experiment::stress::exact::{Bracket, Certificate, NotExact};
use crate::experiment::stress::harden::Hardening;
use crate::experiment::stress::outcome::{Searched, Timings, victim};
use crate::experiment::stress::typical::Typical;
use crate::experiment::stress::{ALARM, Question};
use crate::scenario::read::Scenario;
use crate::statistics::Estimate;

/// Level of all intervals.
pub(super) const LEVEL: f64 = 0.95;

/// The rules that let the worst play in, and what repairing them is worth.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Repairs {
    /// The rules, the first the one that lets through most.
    pub culprits: Vec<Culprit>,
    /// The frontier of repairs, if it was asked for and there is anything to repair.
    pub hardening: Option<Hardening>,
}

/// All that is known once a question is answered.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The question.
    pub question: &'a Question,
    /// The contract.
    pub contract: Contract,
    /// What the search found.
    pub searched: Searched,
    /// What is certain whatever is played, or why nothing is.
    pub certificate: Result<Certificate, NotExact>,
    /// The rules that let it in, and their repair.
    pub repairs: Repairs,
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

    /// Bounds of what the hostile side can gain at the most, money per round of need, where they are certified.
    pub fn certified(&self) -> Option<Bracket> {
        let certificate = self.certificate.as_ref().ok()?;
        let (Bracket { low, high }, annuity) = (certificate.gain(), certificate.annuity);
        Some(Bracket { low: low / annuity, high: high / annuity })
    }

    /// Gain above which there is an alarm, money per round of need.
    pub fn bar(&self) -> f64 {
        ALARM * self.contract.price.abs()
    }

    /// Whether gain and loss are large and sure enough for an alarm: certain, or, where nothing is certain, confirmed by play.
    pub fn alarm(&self) -> bool {
        let hurts = |certificate: &Certificate| certificate.loss(self.question.hostile) > 0.0;
        match self.certified() {
            Some(gain) if gain.high <= self.bar() => false,
            Some(gain) if gain.low > self.bar() => self.certificate.as_ref().is_ok_and(hurts),
            _ => self.gain().interval(LEVEL).low > self.bar() && self.loss().interval(LEVEL).low > 0.0,
        }
    }

    /// An amount per round of need in the scenario's words.
    pub(super) fn each_round(&self, amount: f64) -> String {
        let units = &self.scenario.file.units;
        format!("{} {} a {}", number(amount), units.money, units.round)
    }
}
