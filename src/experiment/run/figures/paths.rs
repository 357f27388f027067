//! Figures along rounds: cumulative value and trust.

use super::{is_ahead, known, money, ranking, rounds, sample};
use crate::engine::summary::StrategySummary;
use crate::experiment::run::Results;
use crate::experiment::run::tables::BANDS;
use crate::report::{Axis, Dash, Figure, Hue, Mark};
use crate::statistics::{Histogram, Moments};

/// Line-ups up to this size get a fan for every strategy, larger ones for the compared pair.
const FANS: usize = 6;

/// Strengths of the 95, 80 and 50 percent bands where each strategy has its own figure.
const NESTED: [f64; 3] = [0.14, 0.18, 0.26];

/// Strength of a single band where strategies share a figure.
const SINGLE: f64 = 0.14;

/// More strategies than this share a figure without bands, which would hide each other.
const BANDED: usize = 4;

/// The bands of a path from the `first` on, the widest being the first.
fn bands(path: &[(Moments, Histogram)], hue: Hue, strengths: &[f64], first: usize) -> Vec<Mark> {
    let filled: Vec<(f64, &Histogram)> = path
        .iter()
        .enumerate()
        .filter(|(_, (moments, _))| moments.count() > 0)
        .map(|(round, (_, histogram))| (round as f64 + 1.0, histogram))
        .collect();
    let quantile = |level: f64| -> Vec<f64> {
        filled.iter().map(|(_, histogram)| histogram.quantile(level).unwrap_or(f64::NAN)).collect()
    };
    let band = |(place, strength): (usize, &f64)| Mark::Band {
        x: filled.iter().map(|(round, _)| *round).collect(),
        low: quantile(BANDS[first + place].0),
        high: quantile(BANDS[BANDS.len() - 1 - first - place].0),
        hue,
        strength: *strength,
    };
    strengths.iter().enumerate().map(band).collect()
}

/// The strategies that get a band in a shared figure: all, or none where there are many.
fn banded<'a>(results: &'a Results<'_>) -> impl Iterator<Item = (usize, &'a StrategySummary)> {
    let strategies = &results.summary.strategies;
    let shown = if strategies.len() > BANDED { &[] } else { strategies.as_slice() };
    shown.iter().enumerate()
}

/// What is drawn, with the band if there is one.
fn drawn(results: &Results<'_>, mean: &str, band: &str) -> String {
    if results.summary.strategies.len() > BANDED { mean.to_owned() } else { format!("{mean}, and {band}") }
}

fn means(path: &[(Moments, Histogram)]) -> (Vec<f64>, Vec<f64>) {
    let moments: Vec<Moments> = path.iter().map(|(moments, _)| *moments).collect();
    known(&moments)
}

/// Cumulative value of all strategies.
pub fn overview(results: &Results<'_>) -> Figure {
    let strategies = &results.summary.strategies;
    let mut figure = Figure::new(
        "cumulative_value",
        &finding(results),
        &drawn(results, "Cumulative value over the line-up: mean", "the middle half of replications"),
        rounds(results),
        Axis::linear(&money(results, "Discounted value so far")),
    );
    for (place, strategy) in banded(results) {
        figure.marks.extend(bands(&strategy.path, Hue::of(place), &[SINGLE], 2));
    }
    for (place, strategy) in strategies.iter().enumerate() {
        let (xs, ys) = means(&strategy.path);
        figure.marks.push(Mark::line(xs, ys, Hue::of(place), results.name(place)));
    }
    figure.note = sample(results);
    figure.table = Some("rounds".to_owned());
    figure
}

fn finding(results: &Results<'_>) -> String {
    let strategies = &results.summary.strategies;
    let last = strategies.first().map_or(0, |strategy| strategy.path.len()) - 1;
    let ranked = ranking(strategies.iter().map(|strategy| strategy.path[last].0.mean()));
    let unit = &results.scenario.file.units.round;
    let by = format!("By {unit} {}", last + 1);
    match ranked.as_slice() {
        [first, second, ..] => {
            let (one, other) = (results.name(*first), results.name(*second));
            if is_ahead(results, [*first, *second], |comparison| comparison.path[last].estimate()) {
                format!("{by} {one} is ahead")
            } else {
                format!("{by} {one} and {other} are level")
            }
        }
        _ => "Cumulative value".to_owned(),
    }
}

/// Cumulative value of one strategy at a time, the others in grey.
pub fn fans(results: &Results<'_>) -> Vec<Figure> {
    let count = results.summary.strategies.len();
    let shown: Vec<usize> = match results.compare {
        Some(pair) if count > FANS => pair.to_vec(),
        _ => (0..count.min(FANS)).collect(),
    };
    shown.into_iter().map(|place| fan(results, place)).collect()
}

fn fan(results: &Results<'_>, place: usize) -> Figure {
    let name = results.name(place);
    let stem: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let mut figure = Figure::new(
        &format!("fan_{}_{stem}", place + 1),
        &format!("How widely the value of {name} spreads"),
        "Cumulative value over the line-up: mean and 50, 80, 95% bands of replications; others in grey",
        rounds(results),
        Axis::linear(&money(results, "Discounted value so far")),
    );
    let path = &results.summary.strategies[place].path;
    figure.marks.extend(bands(path, Hue::of(place), &NESTED, 0));
    for (other, strategy) in results.summary.strategies.iter().enumerate().filter(|(other, _)| *other != place) {
        let (x, y) = means(&strategy.path);
        let label = results.name(other).to_owned();
        figure.marks.push(Mark::Line { x, y, hue: Hue::Grey, dash: Dash::Dot, label });
    }
    let (xs, ys) = means(path);
    figure.marks.push(Mark::line(xs, ys, Hue::of(place), name));
    figure.note = sample(results);
    figure.table = Some("rounds".to_owned());
    figure
}

/// Trust while under contract.
pub fn trust(results: &Results<'_>) -> Figure {
    let mut figure = Figure::new(
        "trust",
        "Trust in the other, while under contract",
        &drawn(
            results,
            "Mean over the line-up and both roles",
            "the middle half of relationships still under contract",
        ),
        rounds(results),
        Axis::within("Trust", 0.0, 1.0),
    );
    for (place, strategy) in banded(results) {
        figure.marks.extend(bands(&strategy.trust, Hue::of(place), &[SINGLE], 2));
    }
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        let (xs, ys) = means(&strategy.trust);
        figure.marks.push(Mark::line(xs, ys, Hue::of(place), results.name(place)));
    }
    figure.note = sample(results);
    figure.table = Some("rounds".to_owned());
    figure
}
