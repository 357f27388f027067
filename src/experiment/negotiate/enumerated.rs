//! A domain with all its outcomes numbered and valued; it does not know strategies or solutions.

use super::NegotiateError;
use crate::domain::issue::Issue;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::solution::BargainingProblem;
use crate::source::domain_file::{DomainFile, DomainIssue, Profile, Utility};

/// The outcomes of a domain and what they are worth to both parties, in the domain's units.
#[derive(Debug)]
pub(super) struct Enumerated {
    pub(super) space: OutcomeSpace,
    pub(super) preferences: [Preference; 2],
    pub(super) reservations: [f64; 2],
}

impl Enumerated {
    /// Numbers the outcomes, of which there may be as many as exact solutions take.
    pub(super) fn new(domain: &DomainFile) -> Result<Self, NegotiateError> {
        let issue = |issue: &DomainIssue| Issue::new(issue.name.clone(), issue.options.clone());
        let issues = domain.issues.iter().map(issue).collect::<Result<Vec<_>, _>>()?;
        let space = OutcomeSpace::exact(issues)?;
        let [first, second] = &domain.profiles;
        let preferences = [preference(&space, first)?, preference(&space, second)?];
        Ok(Self { space, preferences, reservations: [first.reservation, second.reservation] })
    }

    pub(super) fn problem(&self) -> BargainingProblem<'_> {
        BargainingProblem::new(self.preferences.each_ref(), self.reservations)
    }

    /// The options of an outcome, in the order of the issues.
    pub(super) fn package(&self, outcome: u32) -> String {
        let labels = self.space.issues().iter().zip(self.space.options(outcome));
        let labels: Vec<&str> = labels.map(|(issue, &option)| issue.options[usize::from(option)].as_str()).collect();
        labels.join(", ")
    }
}

fn preference(space: &OutcomeSpace, profile: &Profile) -> Result<Preference, NegotiateError> {
    let made = match &profile.utility {
        Utility::Additive(values) => Preference::additive(space, values),
        Utility::Table(utilities) => Preference::new(utilities.clone()),
    };
    made.map_err(|source| NegotiateError::Preference { party: profile.name.clone(), source })
}
