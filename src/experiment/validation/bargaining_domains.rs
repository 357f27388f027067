//! Reads a file of kind `bargaining-domains`: solutions by enumeration and sessions by simulation, against published values.

use super::figure::{Figure, Found, ROUNDING, Value};
use super::sao::Talks;
use super::{Settings, ValidationError};
use crate::base::random::Key;
use crate::base::side::{PerSide, Side};
use crate::domain::negotiation::{DomainIssue, NegotiationDomain, PrivateTypes};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::domain::solution::concept::Concept;
use crate::domain::solution::opposition::Opposition;
use crate::domain::solution::{BargainingProblem, Solutions};
use serde_json::Value as Json;

type Fault<'f> = dyn Fn(String) -> ValidationError + 'f;

/// The file's names of the solutions.
const CONCEPTS: [(&str, Concept); 6] = [
    ("nash", Concept::Nash),
    ("kalai_egalitarian", Concept::Egalitarian),
    ("ks_negmas", Concept::EqualShares),
    ("ks_textbook_maxmin_IR_ideal", Concept::KalaiSmorodinsky),
    ("max_welfare", Concept::Utilitarian),
    ("max_relative_welfare", Concept::RelativeUtilitarian),
];

/// Runs the wanted domains.
pub fn run(json: &Json, settings: &Settings<'_>, fault: &Fault<'_>) -> Result<Vec<Figure>, ValidationError> {
    let Some(domains) = json.get("domains").and_then(Json::as_array) else {
        return Err(fault("`domains` must be a list of domains".to_owned()));
    };
    let rounds = json.pointer("/meta/sao/n_steps").and_then(Json::as_u64).unwrap_or(100);
    let mut figures = Vec::new();
    for (place, entry) in domains.iter().enumerate() {
        let name = entry.get("name").and_then(Json::as_str).unwrap_or_default();
        if !settings.wants(name) {
            continue;
        }
        (settings.progress)(name);
        let fault = |reason: String| fault(format!("`domains[{place}]`: {reason}"));
        let file = File { name, entry, fault: &fault };
        let problem = Problem::new(&file)?;
        figures.extend(problem.solutions(&file)?);
        figures.extend(Talks { name, problem: &problem, rounds, settings, fault: &fault }.sessions(entry)?);
    }
    Ok(figures)
}

/// One domain as the file gives it.
struct File<'a> {
    name: &'a str,
    entry: &'a Json,
    fault: &'a Fault<'a>,
}

impl File<'_> {
    fn figure(&self, expected: Option<&Json>, found: &Found) -> Option<Figure> {
        let expected = Value::of(expected?)?;
        Some(self.compared(expected, found))
    }

    fn compared(&self, expected: Value, found: &Found) -> Figure {
        Figure::compared(self.name, "solutions", expected, found, ROUNDING)
    }

    /// Packages as numbers, from a list of `{ outcome, u }`.
    fn outcomes(&self, list: Option<&Json>, space: &OutcomeSpace) -> Result<Vec<u32>, ValidationError> {
        let wrong = || (self.fault)("a package must be a list of one option label per issue".to_owned());
        let items = list.and_then(Json::as_array).into_iter().flatten();
        items.map(|item| item.get("outcome").and_then(|labels| outcome(labels, space)).ok_or_else(wrong)).collect()
    }
}

/// The number of a package given by the labels of its options.
pub(super) fn outcome(labels: &Json, space: &OutcomeSpace) -> Option<u32> {
    let labels = labels.as_array()?;
    let option = |(label, issue): (&Json, &crate::domain::issue::Issue)| {
        let place = issue.options.iter().position(|option| Some(option.as_str()) == label.as_str())?;
        u16::try_from(place).ok()
    };
    let options: Option<Vec<u16>> = labels.iter().zip(space.issues()).map(option).collect();
    space.outcome(&options?)
}

/// A domain with both parties' utilities and reservation values; `agents[0]` is the seller.
pub(super) struct Problem {
    pub domain: NegotiationDomain,
    pub space: OutcomeSpace,
    pub preferences: [Preference; 2],
    pub reservations: [f64; 2],
}

impl Problem {
    fn new(file: &File<'_>) -> Result<Self, ValidationError> {
        let domain = domain(file)?;
        let fault = |message: String| (file.fault)(message);
        let issues = domain.named_issues().map_err(|error| fault(error.message))?;
        let space = OutcomeSpace::exact(issues).map_err(|error| fault(error.to_string()))?;
        let prefer = |side: Side| domain.preference(&space, side, 0).map_err(|error| fault(error.message));
        let preferences = [prefer(Side::Seller)?, prefer(Side::Buyer)?];
        let reservation = |agent: usize| number(file, agent, "reservation");
        Ok(Self { preferences, space, reservations: [reservation(0)?, reservation(1)?], domain })
    }

    fn problem(&self) -> BargainingProblem<'_> {
        BargainingProblem::new([&self.preferences[0], &self.preferences[1]], self.reservations)
    }

    fn solutions(&self, file: &File<'_>) -> Result<Vec<Figure>, ValidationError> {
        let problem = self.problem();
        let solutions = problem.solve().map_err(|error| (file.fault)(error.to_string()))?;
        let mut figures = self.statistics(file, &problem, &solutions);
        if let Some(list) = file.entry.get("pareto_frontier") {
            figures.push(self.packages(file, "pareto_frontier", Some(list), solutions.frontier().outcomes())?);
        }
        for (name, concept) in CONCEPTS {
            let Some(list) = file.entry.pointer(&format!("/solutions/{name}")) else { continue };
            figures.push(self.packages(file, name, Some(list), solutions.of(concept))?);
            // Packages that tie may stand in any order: the file's first is looked up among ours.
            let first = file.outcomes(Some(list), &self.space)?.first().copied();
            let first = first.filter(|outcome| solutions.of(concept).contains(outcome));
            let values = (0..2).filter_map(|party| {
                let found = Found::number(format!("{name}.u[{party}]"), problem.at(first?)[party], 0.0);
                file.figure(list.get(0).and_then(|first| first.get("u")).and_then(|u| u.get(party)), &found)
            });
            figures.extend(values);
        }
        Ok(figures)
    }

    /// A set of packages, compared whatever its order.
    fn packages(
        &self,
        file: &File<'_>,
        name: &str,
        list: Option<&Json>,
        found: &[u32],
    ) -> Result<Figure, ValidationError> {
        let expected = set(&file.outcomes(list, &self.space)?);
        let found = Found { quantity: name.to_owned(), value: Value::Text(set(found)), se: 0.0 };
        Ok(file.compared(Value::Text(expected), &found))
    }

    fn statistics(&self, file: &File<'_>, problem: &BargainingProblem<'_>, solutions: &Solutions) -> Vec<Figure> {
        let opposition = Opposition::of(problem, solutions);
        let count = self.space.len() as f64;
        let rational = opposition.rational as f64;
        let known = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let rows = [
            ("n_outcomes", count),
            ("n_rational", rational),
            ("rational_fraction", rational / count),
            ("n_pareto_points", solutions.points() as f64),
            ("n_pareto_outcomes", solutions.frontier().outcomes().len() as f64),
            ("opposition_level", known(opposition.level)),
            ("max_joint_utility_all_outcomes", opposition.joint_maximum),
            ("integrative_index_maxjoint_minus_1", opposition.joint_maximum - 1.0),
            ("conflict_level_exact_all_pairs", known(opposition.conflict_level)),
        ];
        rows.into_iter()
            .filter_map(|(name, value)| {
                let expected = file.entry.pointer(&format!("/stats/{name}"));
                let nothing = Found { quantity: name.to_owned(), value: Value::Nothing, se: 0.0 };
                match expected {
                    Some(Json::Null) if value.is_nan() => file.figure(expected, &nothing),
                    Some(Json::Null) => None,
                    _ => file.figure(expected, &Found::number(name, value, 0.0)),
                }
            })
            .collect()
    }
}

/// A set of packages as text, whatever its order.
fn set(outcomes: &[u32]) -> String {
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

fn number(file: &File<'_>, agent: usize, key: &str) -> Result<f64, ValidationError> {
    let found = file.entry.pointer(&format!("/agents/{agent}/{key}")).and_then(Json::as_f64);
    found.ok_or_else(|| (file.fault)(format!("`agents[{agent}].{key}` must be a number")))
}

fn domain(file: &File<'_>) -> Result<NegotiationDomain, ValidationError> {
    let wrong = |what: &str| (file.fault)(format!("{what} must be a list"));
    let issues = file.entry.get("issues").and_then(Json::as_array).ok_or_else(|| wrong("`issues`"))?;
    let numbers = |json: Option<&Json>| -> Option<Vec<f64>> { json?.as_array()?.iter().map(Json::as_f64).collect() };
    let agent = |agent: usize, key: &str| file.entry.pointer(&format!("/agents/{agent}/{key}"));
    let values = |who: usize, place: usize| {
        let found = numbers(agent(who, "values").and_then(|values| values.get(place)));
        found.ok_or_else(|| wrong(&format!("`agents[{who}].values[{place}]`")))
    };
    let weights = |who: usize| numbers(agent(who, "weights")).ok_or_else(|| wrong(&format!("`agents[{who}].weights`")));
    let issue = |(place, issue): (usize, &Json)| -> Result<DomainIssue, ValidationError> {
        let labels = issue.get("values").and_then(Json::as_array);
        let options: Option<Vec<String>> = labels.map(|labels| labels.iter().map(label).collect()).unwrap_or_default();
        Ok(DomainIssue {
            name: issue.get("name").and_then(Json::as_str).map_or_else(|| place.to_string(), str::to_owned),
            options: options.ok_or_else(|| wrong(&format!("`issues[{place}].values`")))?,
            range: None,
            values: PerSide::new(values(0, place)?, values(1, place)?),
            slope: PerSide::default(),
            is_price: false,
        })
    };
    Ok(NegotiationDomain {
        issues: issues.iter().enumerate().map(issue).collect::<Result<_, _>>()?,
        base: PerSide::default(),
        weights: PerSide::new(weights(0)?, weights(1)?),
        table: None,
        profiles: Vec::new(),
        types: PrivateTypes::default(),
    })
}

fn label(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
