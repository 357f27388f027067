//! Moran's process between two strategies of an `iterated-pd` file: fixation and time, against exact values and those of
//! the file's library.
//!
//! Fitness is the sum over all others of the mean score per turn of a match, without a baseline; steps that change nothing
//! count too.

use super::{Fault, File};
use crate::base::random::{Key, Purpose};
use crate::experiment::evolve::fixation::Chain;
use crate::experiment::evolve::matrix::Duel;
use crate::experiment::evolve::process;
use crate::experiment::evolve::race::{Race, Runs};
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::{Figure, Found, ROUNDING, Value};
use crate::scenario::evolution::{Evolution, Fitness, Process};
use serde_json::Value as Json;

/// Turns of a match, as the file's conventions say.
const TURNS: u32 = 200;

/// Runs of each case.
const RUNS: u64 = 400_000;

/// Runs one case.
pub fn run(file: &File<'_>, section: &str, row: &Json) -> Result<Vec<Figure>, ValidationError> {
    let text = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default();
    let label = text("name");
    let Some([focal, other]) = File::preset(text("focal")).zip(File::preset(text("other"))).map(<[_; 2]>::from) else {
        return Ok(super::untested(section, row));
    };
    let [focals, others] = [count(file.fault, section, row, "focal_n")?, count(file.fault, section, row, "other_n")?];
    let score = |pair: [&str; 2]| -> Result<[f64; 2], ValidationError> {
        Ok(file.play(pair, 0.0, TURNS, 0, 2)?.map(|[payoff, _]| payoff.mean()))
    };
    let ([a, _], [b, c], [d, _]) = (score([focal, focal])?, score([focal, other])?, score([other, other])?);
    let evolution =
        Evolution { process: Process::BirthDeath, fitness: Fitness::Linear, selection: 1.0, ..Evolution::default() };
    let (rule, selection) = process::rule(&evolution);
    let chain = Chain::new(rule, selection, &Duel { a, b, c, d }, focals + others);
    let key = Key::new(file.settings.seed, Purpose::Evolution);
    let runs = Race::new(&chain).run(focals as usize, key, 0, RUNS);
    Ok(figures(section, label, row, &runs))
}

fn count(fault: &Fault<'_>, section: &str, row: &Json, key: &str) -> Result<u32, ValidationError> {
    let count = row.get(key).and_then(Json::as_u64).filter(|count| (1..=5_000).contains(count));
    count
        .map(|count| count as u32)
        .ok_or_else(|| fault(format!("`{section}`: `{key}` must be a whole number from 1 to 5000")))
}

/// Figures that pass within four standard errors, those of the file's own simulation included where it has them.
fn figures(section: &str, label: &str, row: &Json, runs: &Runs) -> Vec<Figure> {
    let rate = runs.fixed.rate();
    let fixation = (rate, (rate * (1.0 - rate) / runs.fixed.trials as f64).sqrt());
    let steps = (runs.events.mean(), runs.events.standard_error());
    let compared = [
        ("exact_fixation_prob", fixation, None),
        ("exact_mean_steps", steps, None),
        ("fixation_prob", fixation, Some("se")),
        ("mean_steps", steps, Some("steps_se")),
    ];
    let figure = |(key, (mean, se), theirs): (&str, (f64, f64), Option<&str>)| {
        let expected = Value::of(row.get(key)?)?;
        let theirs = theirs.and_then(|key| row.get(key)).and_then(Json::as_f64).unwrap_or(0.0);
        let tolerance = 4.0 * (se * se + theirs * theirs).sqrt() + ROUNDING;
        Some(Figure::compared(section, label, expected, &Found::number(key, mean, se), tolerance))
    };
    compared.into_iter().filter_map(figure).collect()
}
