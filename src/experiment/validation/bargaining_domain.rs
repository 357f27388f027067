//! A bargaining domain of a validation file with both parties' utilities, ready to be solved and played.

use super::ValidationError;
use crate::base::random::Key;
use crate::base::side::{PerSide, Side};
use crate::domain::issue::Issue;
use crate::domain::negotiation::{DomainIssue, NegotiationDomain, PrivateTypes};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::solution::BargainingProblem;
use crate::source::domain_file::{DomainFile, DomainFileError, Utility, read_text};
use serde_json::Value as Json;

/// A domain with both parties' utilities and reservation values; `agents[0]` is the seller.
pub(super) struct Domain {
    pub negotiation: NegotiationDomain,
    pub space: OutcomeSpace,
    pub preferences: [Preference; 2],
    pub reservations: [f64; 2],
}

impl Domain {
    /// Reads a domain as a file gives it; `fault` makes an error of a sentence.
    pub(super) fn read(
        name: &str,
        entry: &Json,
        fault: &dyn Fn(String) -> ValidationError,
    ) -> Result<Self, ValidationError> {
        let file = read_text(name, &entry.to_string(), None).map_err(|error| fault(told(&error)))?;
        let reservations = [0, 1].map(|agent: usize| file.profiles[agent].reservation);
        let negotiation = negotiation(file);
        let issues = negotiation.named_issues().map_err(|error| fault(error.message))?;
        let space = OutcomeSpace::exact(issues).map_err(|error| fault(error.to_string()))?;
        let prefer = |side: Side| negotiation.preference(&space, side, 0).map_err(|error| fault(error.message));
        let preferences = [prefer(Side::Seller)?, prefer(Side::Buyer)?];
        Ok(Self { negotiation, space, preferences, reservations })
    }

    /// The bargaining problem.
    pub(super) fn problem(&self) -> BargainingProblem<'_> {
        BargainingProblem::new([&self.preferences[0], &self.preferences[1]], self.reservations)
    }
}

/// The first mistake of a domain, which stands on one line of text here.
fn told(error: &DomainFileError) -> String {
    match error {
        DomainFileError::Mistakes { diagnostics, .. } => diagnostics.to_string(),
        other => other.to_string(),
    }
}

fn negotiation(file: DomainFile) -> NegotiationDomain {
    let count = file.issues.len();
    let [first, second] = file.profiles.map(|profile| profile.utility);
    let (values, table) = match (first, second) {
        (Utility::Additive(first), Utility::Additive(second)) => ([first, second], None),
        (Utility::Table(first), Utility::Table(second)) => {
            ([vec![Vec::new(); count], vec![Vec::new(); count]], Some(PerSide::new(first, second)))
        }
        _ => ([Vec::new(), Vec::new()], None),
    };
    let [mut seller, mut buyer] = values.map(Vec::into_iter);
    let issues = file.issues.into_iter().map(|issue| DomainIssue {
        name: issue.name,
        options: issue.options,
        range: None,
        values: PerSide::new(seller.next().unwrap_or_default(), buyer.next().unwrap_or_default()),
        slope: PerSide::default(),
        is_price: false,
    });
    NegotiationDomain {
        issues: issues.collect(),
        base: PerSide::default(),
        weights: PerSide::default(),
        table,
        profiles: Vec::new(),
        types: PrivateTypes::default(),
    }
}

/// The number of a package given by the labels of its options.
pub(super) fn outcome(labels: &Json, space: &OutcomeSpace) -> Option<u32> {
    let labels = labels.as_array()?;
    let option = |(label, issue): (&Json, &Issue)| {
        let place = issue.options.iter().position(|option| Some(option.as_str()) == label.as_str())?;
        u16::try_from(place).ok()
    };
    let options: Option<Vec<u16>> = labels.iter().zip(space.issues()).map(option).collect();
    space.outcome(&options?)
}

/// A set of packages as text, whatever its order.
pub(super) fn set(outcomes: &[u32]) -> String {
    let mut sorted = outcomes.to_vec();
    sorted.sort_unstable();
    written(&sorted)
}

/// A sequence of packages as text: in full where it is short, else its length and a digest.
pub(super) fn written(outcomes: &[u32]) -> String {
    let text = outcomes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let digest = || Key::digest(text.as_bytes());
    if outcomes.len() <= 6 { text } else { format!("{} packages #{:.8}", outcomes.len(), digest()) }
}
