//! Reads a file of kind `bargaining-domains`: solutions by enumeration and sessions by simulation, against published values.

use super::bargaining_domain::{Domain, outcome, set};
use super::figure::{Figure, Found, ROUNDING, Value};
use super::sao::Talks;
use super::{Settings, ValidationError};
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
        let domain = Domain::read(name, entry, &fault)?;
        figures.extend(Solved { name, entry, domain: &domain, fault: &fault }.figures()?);
        figures.extend(Talks { name, domain: &domain, rounds, settings, fault: &fault }.sessions(entry)?);
    }
    Ok(figures)
}

/// One domain, its solutions as the file gives them and as we find them.
struct Solved<'a> {
    name: &'a str,
    entry: &'a Json,
    domain: &'a Domain,
    fault: &'a Fault<'a>,
}

impl Solved<'_> {
    fn figures(&self) -> Result<Vec<Figure>, ValidationError> {
        let problem = self.domain.problem();
        let solutions = problem.solve().map_err(|error| (self.fault)(error.to_string()))?;
        let mut figures = self.statistics(&problem, &solutions);
        if let Some(list) = self.entry.get("pareto_frontier") {
            figures.push(self.packages("pareto_frontier", list, solutions.frontier().outcomes())?);
        }
        for (name, concept) in CONCEPTS {
            let Some(list) = self.entry.pointer(&format!("/solutions/{name}")) else { continue };
            let chosen = solutions.of(concept);
            figures.push(self.packages(name, list, chosen)?);
            // Packages that tie may stand in any order: the file's first is looked up among ours.
            let first = self.outcomes(list)?.first().copied().filter(|outcome| chosen.contains(outcome));
            figures.extend((0..2).filter_map(|party| {
                let found = Found::number(format!("{name}.u[{party}]"), problem.at(first?)[party], 0.0);
                self.figure(list.pointer(&format!("/0/u/{party}")), &found)
            }));
        }
        Ok(figures)
    }

    fn figure(&self, expected: Option<&Json>, found: &Found) -> Option<Figure> {
        let expected = Value::of(expected?)?;
        Some(self.compared(expected, found))
    }

    fn compared(&self, expected: Value, found: &Found) -> Figure {
        Figure::compared(self.name, "solutions", expected, found, ROUNDING)
    }

    /// Packages as numbers, from a list of `{ outcome, u }`.
    fn outcomes(&self, list: &Json) -> Result<Vec<u32>, ValidationError> {
        let wrong = || (self.fault)("a package must be a list of one option label per issue".to_owned());
        let number = |item: &Json| outcome(item.get("outcome")?, &self.domain.space);
        list.as_array().into_iter().flatten().map(|item| number(item).ok_or_else(wrong)).collect()
    }

    /// A set of packages, compared whatever its order.
    fn packages(&self, name: &str, list: &Json, found: &[u32]) -> Result<Figure, ValidationError> {
        let expected = set(&self.outcomes(list)?);
        let found = Found { quantity: name.to_owned(), value: Value::Text(set(found)), se: 0.0 };
        Ok(self.compared(Value::Text(expected), &found))
    }

    fn statistics(&self, problem: &BargainingProblem<'_>, solutions: &Solutions) -> Vec<Figure> {
        let opposition = Opposition::of(problem, solutions);
        let count = self.domain.space.len() as f64;
        let rational = opposition.rational as f64;
        let rows = [
            ("n_outcomes", Some(count)),
            ("n_rational", Some(rational)),
            ("rational_fraction", Some(rational / count)),
            ("n_pareto_points", Some(solutions.points() as f64)),
            ("n_pareto_outcomes", Some(solutions.frontier().outcomes().len() as f64)),
            ("opposition_level", opposition.level),
            ("max_joint_utility_all_outcomes", Some(opposition.joint_maximum)),
            ("integrative_index_maxjoint_minus_1", Some(opposition.joint_maximum - 1.0)),
            ("conflict_level_exact_all_pairs", opposition.conflict_level),
        ];
        let stated = rows.into_iter().filter_map(|(name, value)| {
            let expected = self.entry.pointer(&format!("/stats/{name}"))?;
            let value = value.map_or(Value::Nothing, Value::Number);
            // The file leaves out what was too dear to compute there.
            let left_out = expected.is_null() && value != Value::Nothing;
            let found = Found { quantity: name.to_owned(), value, se: 0.0 };
            if left_out { None } else { self.figure(Some(expected), &found) }
        });
        stated.collect()
    }
}
