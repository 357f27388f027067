//! Terms of the contract as negotiable issues: every outcome becomes a contract, and what cannot be one is a mistake at its key.

use crate::domain::clause::Lever;
use crate::domain::contract::{Contract, levers};
use crate::domain::issue::Issue;
use crate::domain::outcome::OutcomeSpace;
use crate::scenario::file::{Bargaining, IssueFile};
use crate::scenario::read::Scenario;
use crate::scenario::schema;
use crate::source::{Diagnostic, Diagnostics, KeyPath, Shape, nearest};

/// The outcome space, every outcome as a contract, and whether price is among the issues.
pub(super) type Outcomes = (OutcomeSpace, Vec<Contract>, bool);

pub(super) fn outcomes(scenario: &Scenario, bargaining: &Bargaining, problems: &mut Diagnostics) -> Option<Outcomes> {
    let before = problems.len();
    if bargaining.issues.is_empty() {
        problems.push(
            scenario
                .mistake("bargaining", "[bargaining] has no issues: add [[bargaining.issues]], or leave the table out"),
        );
        return None;
    }
    let values: Vec<Vec<f64>> =
        bargaining.issues.iter().enumerate().map(|(place, issue)| options(scenario, place, issue, problems)).collect();
    let set: Vec<Vec<&'static Lever>> = bargaining
        .issues
        .iter()
        .enumerate()
        .map(|(place, issue)| keys(scenario, place, issue, &values[place], problems))
        .collect();
    if problems.len() > before {
        return None;
    }
    let issues: Result<Vec<Issue>, _> = bargaining
        .issues
        .iter()
        .zip(&values)
        .map(|(issue, values)| Issue::new(issue.name.as_str(), values.iter().map(ToString::to_string)))
        .collect();
    let space = issues
        .map_err(|error| error.to_string())
        .and_then(|issues| OutcomeSpace::for_sessions(issues).map_err(|error| error.to_string()));
    match space {
        Ok(space) => {
            let contracts = contracts(scenario, &space, &values, &set, problems)?;
            let has_price = set.iter().flatten().any(|lever| lever.key == "price");
            Some((space, contracts, has_price))
        }
        Err(message) => {
            problems.push(scenario.mistake("bargaining.issues", message));
            None
        }
    }
}

fn contracts(
    scenario: &Scenario,
    space: &OutcomeSpace,
    values: &[Vec<f64>],
    set: &[Vec<&'static Lever>],
    problems: &mut Diagnostics,
) -> Option<Vec<Contract>> {
    let mut contracts = Vec::with_capacity(space.len());
    for outcome in 0..space.len() as u32 {
        let mut contract = scenario.file.contract;
        for ((option, values), levers) in space.options(outcome).iter().zip(values).zip(set) {
            for lever in levers {
                (lever.set)(&mut contract, values[usize::from(*option)]);
            }
        }
        if let Err(error) = contract.validate() {
            let message = format!("the outcome `{}` is no contract: {error}", space.describe(outcome));
            problems.push(scenario.mistake("bargaining.issues", message));
            return None;
        }
        contracts.push(contract);
    }
    Some(contracts)
}

fn options(scenario: &Scenario, place: usize, issue: &IssueFile, problems: &mut Diagnostics) -> Vec<f64> {
    let key = format!("bargaining.issues[{place}]");
    match (&issue.range, issue.options.as_slice()) {
        (None, []) => {
            problems.push(
                scenario.mistake(&key, format!("issue `{}` has no options: give `options` or `range`", issue.name)),
            );
            Vec::new()
        }
        (None, options) => options.to_vec(),
        (Some(_), [_, ..]) => {
            problems.push(
                scenario.mistake(&key, format!("issue `{}` has both `options` and `range`: give one", issue.name)),
            );
            Vec::new()
        }
        (Some(range), []) => range.levels().unwrap_or_else(|message| {
            problems.push(scenario.mistake(&format!("{key}.range"), message));
            Vec::new()
        }),
    }
}

fn keys(
    scenario: &Scenario,
    place: usize,
    issue: &IssueFile,
    values: &[f64],
    problems: &mut Diagnostics,
) -> Vec<&'static Lever> {
    let schema = schema::scenario();
    let mut found = Vec::new();
    for (item, key) in issue.keys.iter().enumerate() {
        let at = format!("bargaining.issues[{place}].keys[{item}]");
        match levers().find(|lever| lever.key == key) {
            Some(lever) => {
                if let Some(problem) = out_of_range(scenario, schema, place, key, values) {
                    problems.push(problem);
                }
                found.push(lever);
            }
            None => problems.push(unknown_lever(scenario, &at, key)),
        }
    }
    found
}

fn unknown_lever(scenario: &Scenario, at: &str, key: &str) -> Diagnostic {
    let names: Vec<&str> = levers().map(|lever| lever.key).collect();
    let help = match nearest(key, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? terms are {}", names.join(", ")),
        None => format!("terms are {}", names.join(", ")),
    };
    scenario.mistake(at, format!("`{key}` is no term that can be negotiated")).with_help(help)
}

fn out_of_range(
    scenario: &Scenario,
    schema: &serde_json::Value,
    place: usize,
    key: &str,
    values: &[f64],
) -> Option<Diagnostic> {
    let path: KeyPath = format!("contract.{key}").parse().ok()?;
    let shape = path.steps().iter().fold(Shape::of(schema), |shape, step| shape.step(step));
    let (low, high) = shape.range();
    let outside = values.iter().find(|value| {
        low.as_ref().is_some_and(|bound| **value < bound.value)
            || high.as_ref().is_some_and(|bound| **value > bound.value)
    })?;
    let bound = |bound: &Option<crate::source::form::Bound>| {
        bound.as_ref().map_or("any".to_owned(), |bound| bound.value.to_string())
    };
    let message = format!("option {outside} is outside the range of `{key}`: {} to {}", bound(&low), bound(&high));
    Some(scenario.mistake(&format!("bargaining.issues[{place}]"), message))
}
