//! V15: what trading across issues is worth, by enumeration of every package (Pruitt 1981; the New Recruit exercise).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::base::numeric::{larger, smaller};
use crate::base::side::{PerSide, Side};
use crate::domain::frontier::Frontier;
use crate::domain::negotiation::{DomainIssue, NegotiationDomain, PrivateTypes};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::solution::BargainingProblem;
use crate::domain::solution::concept::Concept;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Found, ROUNDING};
use serde_json::Value as Json;

/// The item. Nothing is drawn: replications are ignored.
pub const ITEM: Item =
    Item { row: Row { name: "V15", summary: "logrolling, by enumeration of every package" }, run, start: 1, most: 1 };

fn run(case: &Case<'_>, _: u64) -> Result<Vec<Found>, ValidationError> {
    let fault = |reason: String| (case.fault)(reason);
    let domain = if case.kind == "new_recruit" { listed(case)? } else { opposed(case)? };
    let issues = domain.named_issues().map_err(|error| fault(error.message))?;
    let space = OutcomeSpace::exact(issues).map_err(|error| fault(error.to_string()))?;
    let prefer = |side: Side| domain.preference(&space, side, 0).map_err(|error| fault(error.message));
    let preferences = [prefer(Side::Seller)?, prefer(Side::Buyer)?];
    let problem = BargainingProblem::new([&preferences[0], &preferences[1]], [0.0; 2]);
    let solutions = problem.solve().map_err(|error| fault(error.to_string()))?;
    let nash = solutions.point(Concept::Nash).unwrap_or([f64::NAN; 2]);
    let mut found = enumerated(&space, &preferences);
    let frontier = Frontier::new(&preferences[0], &preferences[1]).map_err(|error| fault(error.to_string()))?;
    found.push(("n_pareto_points", frontier.points() as f64));
    found.extend([("nash_point[0]", nash[0]), ("nash_point[1]", nash[1])]);
    Ok(found.into_iter().map(|(quantity, value)| Found::number(quantity, value, 0.0)).collect())
}

/// What is seen in passing over all packages.
fn enumerated(space: &OutcomeSpace, preferences: &[Preference; 2]) -> Vec<(&'static str, f64)> {
    let middle: Vec<u16> = space.issues().iter().map(|issue| (issue.options.len() / 2) as u16).collect();
    let joint = |outcome: u32| preferences[0].utility(outcome) + preferences[1].utility(outcome);
    let midpoint = space.outcome(&middle).map_or(f64::NAN, joint);
    let all = || 0..space.len() as u32;
    let most = all().map(joint).fold(f64::NEG_INFINITY, larger);
    let at_most = all().filter(|outcome| joint(*outcome) >= most - ROUNDING).count();
    let single = preferences.iter().flat_map(|preference| preference.utilities().iter().copied());
    let (low, high) =
        single.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), u| (smaller(low, u), larger(high, u)));
    vec![
        ("deals", space.len() as f64),
        ("max_joint", most),
        ("deals_at_max", at_most as f64),
        ("individual_range[0]", low),
        ("individual_range[1]", high),
        ("midpoint_joint", midpoint),
        ("compromise_joint", midpoint),
    ]
}

fn domain(issues: Vec<DomainIssue>, weights: PerSide<Vec<f64>>) -> NegotiationDomain {
    NegotiationDomain {
        issues,
        base: PerSide::default(),
        weights,
        table: None,
        profiles: Vec::new(),
        types: PrivateTypes::default(),
    }
}

fn issue(name: &str, values: [Vec<f64>; 2]) -> DomainIssue {
    let [seller, buyer] = values;
    DomainIssue {
        name: name.to_owned(),
        options: (0..seller.len()).map(|option| option.to_string()).collect(),
        range: None,
        values: PerSide::new(seller, buyer),
        slope: PerSide::default(),
        is_price: false,
    }
}

/// Issues with equally spaced levels from 0 to 1 that the two sides want opposite ends of, weighted.
fn opposed(case: &Case<'_>) -> Result<NegotiationDomain, ValidationError> {
    let levels = case.count("levels")?;
    let weights = |key: &str| -> Result<Vec<f64>, ValidationError> {
        let list =
            case.input.get(key).and_then(Json::as_array).and_then(|list| list.iter().map(Json::as_f64).collect());
        list.ok_or_else(|| (case.fault)(format!("`in.{key}` must be a list of numbers")))
    };
    let (first, second) = (weights("wA")?, weights("wB")?);
    if levels < 2 || first.len() != second.len() || first.is_empty() {
        return Err((case.fault)(
            "`in.wA` and `in.wB` must have one weight per issue, `in.levels` at least 2".to_owned(),
        ));
    }
    let rising: Vec<f64> = (0..levels).map(|level| f64::from(level) / f64::from(levels - 1)).collect();
    let falling: Vec<f64> = rising.iter().rev().copied().collect();
    let issues = (0..first.len()).map(|place| issue(&place.to_string(), [rising.clone(), falling.clone()])).collect();
    Ok(domain(issues, PerSide::new(first, second)))
}

/// Issues whose options are listed as pairs of points.
fn listed(case: &Case<'_>) -> Result<NegotiationDomain, ValidationError> {
    let wrong = || (case.fault)("`in.issues` must be a table of lists of pairs of points".to_owned());
    let table = case.input.get("issues").and_then(Json::as_object).ok_or_else(wrong)?;
    let pair = |option: &Json| Some([option.get(0)?.as_f64()?, option.get(1)?.as_f64()?]);
    let mut issues = Vec::new();
    for (name, options) in table {
        let pairs: Option<Vec<[f64; 2]>> = options.as_array().and_then(|options| options.iter().map(pair).collect());
        let pairs = pairs.ok_or_else(wrong)?;
        issues.push(issue(name, [0, 1].map(|side| pairs.iter().map(|pair| pair[side]).collect())));
    }
    Ok(domain(issues, PerSide::default()))
}
