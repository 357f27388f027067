//! Share of each strategy over generations, with bands over replications.

use super::foot;
use crate::experiment::evolve::Results;
use crate::experiment::evolve::noise::largest;
use crate::experiment::evolve::tables::band;
use crate::report::{Axis, Figure, Hue, Mark};
use crate::statistics::Moments;

/// More strategies than this share a figure without bands, which would hide each other.
const BANDED: usize = 4;

/// Strength and ends of the band; wider ones would hide each other where populations go either way.
const BAND: (f64, f64, f64) = (0.18, 0.25, 0.75);

/// The figure.
pub fn figure(results: &Results<'_>) -> Figure {
    let banded = !results.infinite() && results.kinds() <= BANDED;
    let what = match (results.infinite(), banded) {
        (true, _) => "Shares in an infinite population",
        (false, true) => "Share of the population: mean, and the middle half of replications",
        (false, false) => "Share of the population: mean over replications",
    };
    let mut figure = Figure::new(
        "shares",
        &title(results),
        what,
        Axis::linear("Generation"),
        Axis::within("Share of the population", 0.0, 1.0),
    );
    let x: Vec<f64> = results.trails.generations.iter().map(|generation| f64::from(*generation)).collect();
    let along = |kind: usize, read: &dyn Fn(&[f64]) -> f64| -> Vec<f64> {
        results.trails.shares.iter().map(|shares| read(&shares[kind])).collect()
    };
    for kind in 0..if banded { results.kinds() } else { 0 } {
        let (strength, low, high) = BAND;
        let [low, high] = [low, high].map(|level| along(kind, &|shares| band(shares, level)));
        figure.marks.push(Mark::Band { x: x.clone(), low, high, hue: Hue::of(kind), strength });
    }
    for kind in 0..results.kinds() {
        let mean = along(kind, &|shares| Moments::from_slice(shares).mean());
        figure.marks.push(Mark::line(x.clone(), mean, Hue::of(kind), results.name(kind)));
    }
    figure.note = Some(foot(results));
    figure.table = Some("population".to_owned());
    figure
}

fn title(results: &Results<'_>) -> String {
    let Some(last) = results.trails.shares.last() else { return String::new() };
    let means: Vec<f64> = last.iter().map(|shares| Moments::from_slice(shares).mean()).collect();
    let most = largest(&means).map_or("", |kind| results.name(kind));
    format!("After {} generations {most} is the most frequent", results.evolution.generations)
}
