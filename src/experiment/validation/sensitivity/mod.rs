//! Reads a file of kind `sensitivity`: functions with known indices, known points of the Sobol sequence, and what makes a
//! Latin hypercube one.
//!
//! Sobol indices are estimated from as many blocks as the file's published estimates have, and pass within the error that is
//! stated with those; where none is stated, within three standard errors of our own. Elementary effects pass within two.

mod functions;
mod points;

use super::figure::{Figure, Found, ROUNDING, Value};
use super::{Settings, ValidationError};
use crate::experiment::design::{Units, morris::Trajectories, saltelli::Blocks};
use crate::experiment::sensitivity::sobol::{Indices, Layout};
use crate::experiment::sensitivity::{Index, morris, sobol};
use functions::{Function, numbers};
use serde_json::Value as Json;

/// Blocks where a file does not say how many.
const BLOCKS: u64 = 8_192;

/// Trajectories where a file does not say how many.
const TRAJECTORIES: u64 = 1_000;

/// Standard errors within which an index passes where the file states no error.
const WIDE: f64 = 3.0;

/// Standard errors within which an elementary effect passes.
const NARROW: f64 = 2.0;

type Fault<'f> = dyn Fn(String) -> ValidationError + 'f;

/// Runs what is wanted: `<function>_sobol`, `<function>_morris`, `sobol_sequence` and `latin_hypercube`.
pub fn run(json: &Json, settings: &Settings<'_>, fault: &Fault<'_>) -> Result<Vec<Figure>, ValidationError> {
    let mut figures = Vec::new();
    for (name, entry) in json.get("analytic").and_then(Json::as_object).into_iter().flatten() {
        let fault = |reason: String| fault(format!("`analytic.{name}`: {reason}"));
        let Some(function) = Function::read(name, entry).map_err(fault)? else {
            figures.push(Figure::untested(name, "function not known", "all", Value::Nothing));
            continue;
        };
        let known = Known { name, entry, function, published: json.get("salib"), settings };
        if settings.wants(&format!("{name}_sobol")) {
            figures.extend(known.sobol().map_err(fault)?);
        }
        if settings.wants(&format!("{name}_morris")) {
            figures.extend(known.morris().map_err(fault)?);
        }
    }
    for (key, entry) in json.as_object().into_iter().flatten() {
        if key.starts_with("sobol_unscrambled") && settings.wants("sobol_sequence") {
            figures.extend(points::of_sequence(entry).map_err(|reason| fault(format!("`{key}`: {reason}")))?);
        }
        if key == "lhs_facts" && settings.wants("latin_hypercube") {
            figures.extend(points::of_hypercubes(entry, settings.seed));
        }
    }
    Ok(figures)
}

/// A function and what a file says of it.
struct Known<'a> {
    name: &'a str,
    entry: &'a Json,
    function: Function,
    published: Option<&'a Json>,
    settings: &'a Settings<'a>,
}

/// The number that ends a key, such as 1024 in `ishigami_sobol_N1024`.
fn ending(key: &str) -> Option<u64> {
    let digits = key.len() - key.chars().rev().take_while(char::is_ascii_digit).count();
    key[digits..].parse().ok()
}

impl Known<'_> {
    /// The published estimates of a method.
    fn published(&self, method: &str) -> Vec<(u64, &Json)> {
        let head = format!("{}_{method}_", self.name);
        let all = self.published.and_then(Json::as_object).into_iter().flatten();
        all.filter(|(key, _)| key.starts_with(&head)).filter_map(|(key, entry)| Some((ending(key)?, entry))).collect()
    }

    fn inputs(&self) -> usize {
        self.function.bounds.len()
    }

    fn sobol(&self) -> Result<Vec<Figure>, String> {
        let published = self.published("sobol");
        if published.is_empty() {
            return self.sobol_of(BLOCKS, None);
        }
        let mut figures = Vec::new();
        for (blocks, stated) in published {
            figures.extend(self.sobol_of(blocks, Some(stated))?);
        }
        Ok(figures)
    }

    fn sobol_of(&self, blocks: u64, stated: Option<&Json>) -> Result<Vec<Figure>, String> {
        let (item, case) = (format!("{}_sobol", self.name), format!("N={blocks}"));
        (self.settings.progress)(&format!("{item} {case}"));
        let design = Blocks::new(blocks, self.inputs(), self.settings.seed)?;
        let values: Vec<f64> = (0..design.count()).map(|number| self.function.at(&design.point(number))).collect();
        let found = sobol::indices(&values, self.inputs(), Layout::FirstAndTotal, self.settings.seed)
            .map_err(|error| error.to_string())?;
        let mut figures = Vec::new();
        for (key, indices) in [("S1", &found.first), ("ST", &found.total)] {
            let errors = stated.and_then(|stated| numbers(stated.get(format!("{key}_conf95"))?));
            let tolerance = |place: usize, index: &Index| {
                errors.as_ref().and_then(|errors| errors.get(place).copied()).unwrap_or(WIDE * index.se) + ROUNDING
            };
            figures.extend(Self::listed(&item, &case, self.entry, key, indices, &tolerance));
        }
        figures.extend(self.moments(&item, &case, &found));
        for (pair, expected) in self.entry.get("S2").and_then(Json::as_object).into_iter().flatten() {
            let expected = Value::of(expected).unwrap_or(Value::Nothing);
            figures.push(Figure::untested(&item, &case, &format!("S2.{pair}"), expected));
        }
        Ok(figures)
    }

    /// One figure for each number of a list of expected values.
    fn listed(
        item: &str,
        case: &str,
        entry: &Json,
        key: &str,
        found: &[Index],
        tolerance: &dyn Fn(usize, &Index) -> f64,
    ) -> Vec<Figure> {
        let expected = entry.get(key).and_then(numbers).unwrap_or_default();
        let figure = |(place, (expected, index)): (usize, (&f64, &Index))| {
            let found = Found::number(format!("{key}[{place}]"), index.value, index.se);
            Figure::stated(item, case, *expected, &found, tolerance(place, index))
        };
        expected.iter().zip(found).enumerate().map(figure).collect()
    }

    /// Mean and variance, as if the points were random; the variance's error is that of a kurtosis of 5.
    fn moments(&self, item: &str, case: &str, found: &Indices) -> Vec<Figure> {
        let points = 2.0 * found.blocks as f64;
        let errors = [
            ("mean", found.mean, (found.variance / points).sqrt()),
            ("variance", found.variance, 2.0 * found.variance / points.sqrt()),
        ];
        let figure = |(key, value, se): (&str, f64, f64)| {
            let expected = self.entry.get(key).and_then(Json::as_f64)?;
            Some(Figure::stated(item, case, expected, &Found::number(key, value, se), WIDE * se))
        };
        errors.into_iter().filter_map(figure).collect()
    }

    fn morris(&self) -> Result<Vec<Figure>, String> {
        let mut figures = Vec::new();
        for (key, expected) in self.entry.as_object().into_iter().flatten() {
            let Some(levels) = key.strip_prefix("morris_").and_then(|rest| rest.split("level").next()?.parse().ok())
            else {
                continue;
            };
            let mut sizes: Vec<u64> = self.published("morris").into_iter().map(|(size, _)| size).collect();
            if sizes.is_empty() {
                sizes.push(TRAJECTORIES);
            }
            for size in sizes {
                figures.extend(self.morris_of(size, levels, expected)?);
            }
        }
        Ok(figures)
    }

    fn morris_of(&self, trajectories: u64, levels: u32, expected: &Json) -> Result<Vec<Figure>, String> {
        let (item, case) = (format!("{}_morris", self.name), format!("r={trajectories} levels={levels}"));
        (self.settings.progress)(&format!("{item} {case}"));
        let design = Trajectories::new(trajectories, self.inputs(), levels, self.settings.seed)?;
        let rows: Vec<Vec<f64>> = (0..design.count()).map(|number| design.point(number)).collect();
        let values: Vec<f64> = rows.iter().map(|row| self.function.at(row)).collect();
        let found = morris::effects(&rows, &values).map_err(|error| error.to_string())?;
        let narrow = |index: &Index| NARROW * index.se + ROUNDING * (1.0 + index.value.abs());
        // Where effects take two values equally often, the first-order error of their deviation is nothing.
        let second = |index: &Index| narrow(index) + 4.0 * index.value / trajectories as f64;
        let mut figures = Vec::new();
        for (key, indices) in [("mu", &found.mu), ("mu_star", &found.mu_star)] {
            figures.extend(Self::listed(&item, &case, expected, key, indices, &|_, index| narrow(index)));
        }
        figures.extend(Self::listed(&item, &case, expected, "sigma", &found.sigma, &|_, index| second(index)));
        Ok(figures)
    }
}
