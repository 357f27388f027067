//! The figures of a run, as data; they do not know how they are drawn.

mod flows;
mod paths;
mod shadow;
mod values;

use super::{LEVEL, Results, sentences};
use crate::report::{Axis, Figure};
use crate::statistics::{Estimate, Moments};

/// All figures that the results allow, the most important first.
pub fn all(results: &Results<'_>) -> Vec<Figure> {
    let mut figures = vec![values::captured(results)];
    let several = results.summary.strategies.first().is_some_and(|strategy| strategy.path.len() > 1);
    if several {
        figures.push(paths::overview(results));
    }
    figures.extend(shadow::break_even(results));
    figures.extend(shadow::phase(results));
    figures.push(values::payoffs(results));
    figures.extend(flows::difference(results));
    figures.push(flows::joint(results));
    figures.push(values::distribution(results));
    if several {
        figures.extend(paths::fans(results));
        figures.push(paths::trust(results));
    }
    figures
}

fn money(results: &Results<'_>, what: &str) -> String {
    format!("{what} ({})", results.scenario.file.units.money)
}

fn rounds(results: &Results<'_>) -> Axis {
    let mut letters = results.scenario.file.units.round.chars();
    let unit: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Axis::linear(&unit)
}

/// The foot of a figure over the main replications.
fn sample(results: &Results<'_>) -> Option<String> {
    let replications = sentences::grouped(results.replications as f64);
    Some(format!("{}. {replications} replications, seed {}.", results.scenario.file.title, results.seed))
}

/// Strategies by their mean, the highest first, as places in the line-up.
fn ranking(means: impl Iterator<Item = f64>) -> Vec<usize> {
    let means: Vec<f64> = means.collect();
    let mut places: Vec<usize> = (0..means.len()).collect();
    places.sort_by(|a, b| means[*b].total_cmp(&means[*a]));
    places
}

/// Whether the first of a pair is ahead beyond noise; `read` picks the paired difference.
fn is_ahead(
    results: &Results<'_>,
    pair: [usize; 2],
    read: impl Fn(&crate::engine::summary::Comparison) -> Estimate,
) -> bool {
    results.summary.difference(pair).is_some_and(|(comparison, sign)| {
        let interval = read(comparison).interval(LEVEL);
        if sign > 0.0 { interval.low > 0.0 } else { interval.high < 0.0 }
    })
}

fn known(path: &[Moments]) -> (Vec<f64>, Vec<f64>) {
    let means = path.iter().enumerate().filter(|(_, moments)| moments.count() > 0);
    means.map(|(round, moments)| (round as f64 + 1.0, moments.mean())).unzip()
}
