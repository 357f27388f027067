//! What a reader has gathered about issues and profiles, and the checks that are the same for every form.

use std::ops::Range;

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::file::FileId;
use super::super::nearest::nearest;
use super::{DomainIssue, Profile, Utility};

/// A place in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) span: Range<usize>,
}

impl Place {
    /// A mistake here.
    pub(super) fn mistake(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.file, self.span.clone(), message)
    }
}

/// A figure with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) place: Place,
}

/// An issue with the places of its name and options.
#[derive(Debug, Clone)]
pub(super) struct IssueDraft {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) options: Vec<(String, Place)>,
}

/// What one party wants, as gathered.
#[derive(Debug, Clone)]
pub(super) struct ProfileDraft {
    pub(super) name: String,
    pub(super) place: Place,
    /// Of each issue: weight, and the value of each option where one was given.
    pub(super) issues: Vec<IssueValues>,
    /// Utility that every outcome has on top.
    pub(super) bias: f64,
    /// Value of disagreement; the worst outcome's where none is given.
    pub(super) reservation: Option<Figure>,
}

/// What the options of one issue are worth to one party.
#[derive(Debug, Clone)]
pub(super) struct IssueValues {
    pub(super) place: Place,
    pub(super) weight: Figure,
    pub(super) options: Vec<Option<Figure>>,
    /// Whether the values are divided by the largest of them, as GENIUS does.
    pub(super) by_largest: bool,
}

/// How far the sum of weights may be from 1.
const WEIGHTS: f64 = 1e-6;

/// Checks names and options, and gives the issues without places.
pub(super) fn issues(drafts: &[IssueDraft], problems: &mut Diagnostics) -> Vec<DomainIssue> {
    for (index, draft) in drafts.iter().enumerate() {
        if drafts[..index].iter().any(|other| other.name == draft.name) {
            problems.push(draft.place.mistake(format!("two issues are called `{}`", draft.name)));
        }
        if draft.options.is_empty() {
            problems.push(draft.place.mistake(format!("issue `{}` has no options", draft.name)));
        }
        for (option, (label, place)) in draft.options.iter().enumerate() {
            if draft.options[..option].iter().any(|(other, _)| other == label) {
                problems.push(place.mistake(format!("issue `{}` has the option `{label}` twice", draft.name)));
            }
        }
    }
    let plain = |draft: &IssueDraft| DomainIssue {
        name: draft.name.clone(),
        options: draft.options.iter().map(|(label, _)| label.clone()).collect(),
    };
    drafts.iter().map(plain).collect()
}

/// Place of the issue of a name.
pub(super) fn place_of(name: &str, place: &Place, issues: &[IssueDraft], problems: &mut Diagnostics) -> Option<usize> {
    let found = issues.iter().position(|issue| issue.name == name);
    if found.is_none() {
        let names = issues.iter().map(|issue| issue.name.as_str());
        problems.push(unknown(place, &format!("the domain has no issue `{name}`"), nearest(name, names)));
    }
    found
}

/// Place of the option of a label.
pub(super) fn option_of(label: &str, place: &Place, issue: &IssueDraft, problems: &mut Diagnostics) -> Option<usize> {
    let found = issue.options.iter().position(|(other, _)| other == label);
    if found.is_none() {
        let labels = issue.options.iter().map(|(label, _)| label.as_str());
        let message = format!("issue `{}` has no option `{label}`", issue.name);
        problems.push(unknown(place, &message, nearest(label, labels)));
    }
    found
}

fn unknown(place: &Place, message: &str, near: Option<&str>) -> Diagnostic {
    let mistake = place.mistake(message);
    match near {
        Some(near) => mistake.with_help(format!("did you mean `{near}`?")),
        None => mistake,
    }
}

/// Checks an additive profile against the issues and gives it without places; `weights_sum` asks that weights sum to 1.
pub(super) fn profile(
    draft: &ProfileDraft,
    issues: &[IssueDraft],
    weights_sum: bool,
    problems: &mut Diagnostics,
) -> Profile {
    let name = &draft.name;
    let mut values = Vec::with_capacity(issues.len());
    for (issue, of_issue) in issues.iter().zip(&draft.issues) {
        finite(&of_issue.weight, &format!("{name}: the weight of issue `{}`", issue.name), problems);
        values.push(option_values(name, issue, of_issue, problems));
    }
    if weights_sum {
        weights(draft, problems);
    }
    for (of_issue, draft) in values.iter_mut().zip(&draft.issues) {
        if draft.by_largest {
            by_largest(of_issue);
        }
        for value in of_issue.iter_mut() {
            *value *= draft.weight.value;
        }
    }
    if let Some(first) = values.first_mut().filter(|_| draft.bias != 0.0) {
        for value in first {
            *value += draft.bias;
        }
    }
    let extreme = |pick: fn(f64, f64) -> f64| -> f64 {
        values.iter().map(|of_issue| of_issue.iter().copied().reduce(pick).unwrap_or(0.0)).sum()
    };
    let best = extreme(|a, b| if b > a { b } else { a });
    let worst = extreme(|a, b| if b < a { b } else { a });
    let reservation = reservation(name, draft.reservation.as_ref(), worst, best, problems);
    Profile { name: name.clone(), utility: Utility::Additive(values), reservation }
}

/// The reservation value, checked to be at most what the best outcome is worth.
pub(super) fn reservation(
    name: &str,
    given: Option<&Figure>,
    worst: f64,
    best: f64,
    problems: &mut Diagnostics,
) -> f64 {
    let Some(given) = given else {
        return worst;
    };
    // NegMAS writes minus infinity where a party would take anything.
    if given.value == f64::NEG_INFINITY {
        return worst;
    }
    if finite(given, &format!("{name}: the reservation value"), problems) && given.value > best + WEIGHTS * best.abs() {
        let message = format!(
            "{name}: the reservation value {} is above the best outcome's utility {best}, so nothing could be agreed",
            given.value
        );
        problems.push(given.place.mistake(message));
    }
    given.value
}

fn option_values(name: &str, issue: &IssueDraft, given: &IssueValues, problems: &mut Diagnostics) -> Vec<f64> {
    let missing: Vec<String> = issue
        .options
        .iter()
        .zip(&given.options)
        .filter(|(_, value)| value.is_none())
        .map(|((label, _), _)| format!("`{label}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("{name}: issue `{}` has no value for {}", issue.name, missing.join(", "));
        problems.push(given.place.mistake(message));
    }
    for ((label, _), value) in issue.options.iter().zip(&given.options) {
        if let Some(value) = value {
            finite(value, &format!("{name}: the value of `{label}` of issue `{}`", issue.name), problems);
        }
    }
    given.options.iter().map(|value| value.as_ref().map_or(0.0, |value| value.value)).collect()
}

fn weights(draft: &ProfileDraft, problems: &mut Diagnostics) {
    let sum: f64 = draft.issues.iter().map(|issue| issue.weight.value).sum();
    if (sum - 1.0).abs() > WEIGHTS {
        let message = format!("{}: the weights sum to {sum}, and must sum to 1 (within {WEIGHTS})", draft.name);
        problems.push(draft.place.mistake(message));
    }
}

fn by_largest(values: &mut [f64]) {
    let largest = values.iter().copied().fold(0.0, |most: f64, value| if value > most { value } else { most });
    if largest > 0.0 {
        for value in values {
            *value /= largest;
        }
    }
}

fn finite(figure: &Figure, what: &str, problems: &mut Diagnostics) -> bool {
    let finite = figure.value.is_finite();
    if !finite {
        problems.push(figure.place.mistake(format!("{what} is {}, not a finite number", figure.value)));
    }
    finite
}
