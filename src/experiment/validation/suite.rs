//! Reads a file of kind `suite`: items, tolerances and cases, and runs each case as often as its tolerance asks for.

use super::figure::{Figure, Found, ROUNDING, Value};
use super::item::{self, Case, Item};
use super::{Settings, ValidationError};
use serde_json::{Map, Value as Json};

/// Rounds of refining the number of replications.
const REFINEMENTS: usize = 4;

/// Replications for each that the last standard error asks for, since it is an estimate too.
const AMPLE: f64 = 1.3;

type Fault<'f> = dyn Fn(String) -> ValidationError + 'f;

/// Runs the wanted items of a suite.
pub fn run(json: &Json, settings: &Settings<'_>, fault: &Fault<'_>) -> Result<Vec<Figure>, ValidationError> {
    let Some(items) = json.get("items").and_then(Json::as_object) else {
        return Err(fault("`items` must be a table of items".to_owned()));
    };
    let mut figures = Vec::new();
    for (id, entry) in items.iter().filter(|(id, _)| settings.wants(id)) {
        (settings.progress)(id);
        figures.extend(one(id, entry, settings, fault)?);
    }
    Ok(figures)
}

fn one(id: &str, entry: &Json, settings: &Settings<'_>, fault: &Fault<'_>) -> Result<Vec<Figure>, ValidationError> {
    let Some(cases) = entry.get("cases").and_then(Json::as_array) else {
        return Err(fault(format!("`items.{id}.cases` must be a list")));
    };
    let empty = Map::new();
    let tolerances = entry.get("tolerance").and_then(Json::as_object).unwrap_or(&empty);
    let runner = item::ALL.iter().find(|item| id.starts_with(item.row.name));
    let mut names = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let Some(out) = case.get("out").and_then(Json::as_object) else {
            return Err(fault(format!("`items.{id}.cases[{place}].out` must be a table")));
        };
        names.extend(expected(out).into_iter().map(|(name, _)| name));
    }
    let mut figures = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let input = case.get("in").and_then(Json::as_object).unwrap_or(&empty);
        let wanted = case.get("out").and_then(Json::as_object).map(expected).unwrap_or_default();
        let kind = case.get("kind").and_then(Json::as_str).unwrap_or_default();
        let label = label(kind, input);
        let fault = |reason: String| fault(format!("`items.{id}.cases[{place}]`: {reason}"));
        let case = Case { input, kind, wanted: &wanted, seed: settings.seed, fault: &fault };
        let tolerance = |name: &str, expected: &Value| tolerance(tolerances, &names, name, expected);
        let found = runner.map_or(Ok(Vec::new()), |item| refined(item, &case, &tolerance))?;
        figures.extend(wanted.iter().map(
            |(name, expected)| match found.iter().find(|found| found.quantity == *name) {
                Some(found) => Figure::compared(id, &label, expected.clone(), found, tolerance(name, expected)),
                None => Figure::untested(id, &label, name, expected.clone()),
            },
        ));
    }
    Ok(figures)
}

/// Runs a case, and what of it is not yet sure enough again with more replications, until four standard errors fit every
/// tolerance or the item's limit is reached.
fn refined(
    item: &Item,
    case: &Case<'_>,
    tolerance: &dyn Fn(&str, &Value) -> f64,
) -> Result<Vec<Found>, ValidationError> {
    let mut replications = item.start;
    let mut found = (item.run)(case, replications)?;
    for _ in 0..REFINEMENTS {
        let (unsure, excess) = unsure(case.wanted, &found, tolerance);
        if unsure.is_empty() || replications >= item.most {
            break;
        }
        let needed = replications as f64 * excess * excess * AMPLE + 1.0;
        replications = if needed < item.most as f64 { needed as u64 } else { item.most };
        for surer in (item.run)(&Case { wanted: &unsure, ..*case }, replications)? {
            // A runner may find more than it is asked for; what was sure enough stays.
            let asked = unsure.iter().any(|(name, _)| *name == surer.quantity);
            if let Some(before) = found.iter_mut().find(|before| asked && before.quantity == surer.quantity) {
                *before = surer;
            }
        }
    }
    Ok(found)
}

/// The quantities of which four standard errors exceed the tolerance, and the largest ratio of the two.
fn unsure(
    wanted: &[(String, Value)],
    found: &[Found],
    tolerance: &dyn Fn(&str, &Value) -> f64,
) -> (Vec<(String, Value)>, f64) {
    let mut most = 0.0;
    let mut unsure = Vec::new();
    for (name, expected) in wanted {
        let Some(found) = found.iter().find(|found| found.quantity == *name) else { continue };
        if let (Value::Number(_), Value::Number(_)) = (expected, &found.value) {
            let tolerance = tolerance(name, expected);
            let excess = 4.0 * found.se / tolerance;
            // Without a tolerance no number of replications makes a figure sure.
            let hopeless = found.se.is_finite() && tolerance <= rounding(expected);
            if excess > 1.0 && !hopeless {
                unsure.push((name.clone(), expected.clone()));
                most = if excess > most { excess } else { most };
            }
        }
    }
    (unsure, most)
}

/// Expected values, with nested tables and lists as `name.key` and `name[place]`.
fn expected(out: &Map<String, Json>) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in out {
        flatten(name, value, &mut flat);
    }
    flat
}

fn flatten(path: &str, json: &Json, flat: &mut Vec<(String, Value)>) {
    match json {
        Json::Object(entries) => entries.iter().for_each(|(key, below)| flatten(&format!("{path}.{key}"), below, flat)),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(place, below)| flatten(&format!("{path}[{place}]"), below, flat));
        }
        single => flat.extend(Value::of(single).map(|value| (path.to_owned(), value))),
    }
}

fn label(kind: &str, input: &Map<String, Json>) -> String {
    let inputs = input.iter().map(|(key, value)| format!("{key}={value}"));
    let kind = (!kind.is_empty()).then(|| kind.to_owned());
    kind.into_iter().chain(inputs).collect::<Vec<_>>().join(" ")
}

/// The tolerance of a quantity: its own, else that of a key it begins with, else that of `*`.
///
/// A key that is itself a quantity of the item speaks for that quantity alone.
fn tolerance(tolerances: &Map<String, Json>, names: &[String], name: &str, expected: &Value) -> f64 {
    let general = |key: &String| name.starts_with(key.as_str()) && !names.contains(key);
    let entry = tolerances
        .get(name)
        .or_else(|| tolerances.iter().filter(|(key, _)| general(key)).map(|(_, entry)| entry).next())
        .or_else(|| tolerances.get("*"));
    let part = |key: &str| entry.and_then(|entry| entry.get(key)).and_then(Json::as_f64).unwrap_or(0.0);
    let target = if let Value::Number(target) = expected { target.abs() } else { 0.0 };
    let bounds = [part("abs"), part("rel") * target, rounding(expected)];
    bounds.into_iter().fold(0.0, |most, next| if next > most { next } else { most })
}

/// The difference that passes where a file states no tolerance.
fn rounding(expected: &Value) -> f64 {
    match expected {
        Value::Number(target) if target.abs() > 1.0 => ROUNDING * target.abs(),
        _ => ROUNDING,
    }
}
