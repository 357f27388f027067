//! The outcome space as a figure: outcomes, frontier, solution points, the way of the offers and the agreement.

use super::Findings;
use super::sentences::{party, spoken};
use super::session::Played;
use super::tables::PARTIES;
use crate::domain::solution::concept::CONCEPTS;
use crate::report::{Axis, Figure, Hue, Mark, Marker};
use std::collections::BTreeSet;

/// More outcomes than this are thinned to one for each cell of a grid.
const MOST_DOTS: usize = 1_500;
/// Columns and rows of that grid; a cell is about as large as a dot.
const CELLS: [f64; 2] = [84.0, 56.0];
/// Points of utility nearer than this are one point.
const SAME: f64 = 1e-9;

const HUES: [Hue; 2] = [Hue::Blue, Hue::Vermillion];
const STARTS: [Marker; 2] = [Marker::Disc, Marker::Square];

/// Draws what was found.
pub(super) fn outcome_space(findings: &Findings<'_>) -> Figure {
    let axis = |index: usize| format!("Utility to {}", party(findings, index));
    let subtitle = "Every package by what it is worth to both, the packages offered in turn, and what theory proposes";
    let mut figure =
        Figure::new("outcome_space", &title(findings), subtitle, Axis::linear(&axis(0)), Axis::linear(&axis(1)));
    let (dots, note) = outcomes(findings);
    figure.marks.push(dots);
    figure.marks.extend(reservations(findings));
    figure.marks.extend(frontier(findings));
    if let Some(played) = &findings.played {
        figure.marks.extend([0, 1].into_iter().flat_map(|by| offers(findings, played, by)));
    }
    figure.marks.extend(points(findings));
    figure.note = Some(note);
    figure.table = Some("frontier".to_owned());
    figure
}

fn title(findings: &Findings<'_>) -> String {
    let [first, second] = &findings.settings.names;
    let who = format!("{first} against {second}");
    match (&findings.played, findings.agreed()) {
        (Some(played), Some(outcome)) => {
            let [one, other] = findings.problem().at(outcome);
            format!("{who}: agreed in turn {} at {one:.3} and {other:.3}", played.close.turns)
        }
        (Some(_), None) if findings.solutions.points() == 0 => format!("{who}: no zone of agreement, no agreement"),
        (Some(played), None) => format!("{who}: no agreement after {} turns", played.close.turns),
        (None, _) => format!("{}: what theory proposes", findings.domain.name),
    }
}

/// The outcomes as dots, and a note on how many of them are shown.
fn outcomes(findings: &Findings<'_>) -> (Mark, String) {
    let [first, second] = findings.problem().utilities;
    let name = &findings.domain.name;
    let (x, y): (Vec<f64>, Vec<f64>) = if first.len() > MOST_DOTS {
        thinned(first, second).into_iter().unzip()
    } else {
        (first.to_vec(), second.to_vec())
    };
    let note = if x.len() < first.len() {
        format!("Domain {name}: {} of {} packages shown, one for each small area", x.len(), first.len())
    } else {
        format!("Domain {name}: all {} packages shown", first.len())
    };
    (Mark::Dots { x, y, hue: Hue::Grey, strength: 0.3 }, note + &format!("; seed {}.", findings.settings.seed))
}

/// The first outcome in each cell of a grid over both utilities.
fn thinned(first: &[f64], second: &[f64]) -> Vec<(f64, f64)> {
    let cell = |values: &[f64], cells: f64| {
        let low = values.iter().copied().fold(f64::INFINITY, |a, b| if b < a { b } else { a });
        let high = values.iter().copied().fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
        let per_unit = if high > low { cells / (high - low) } else { 0.0 };
        move |value: f64| ((value - low) * per_unit) as u32
    };
    let (column, row) = (cell(first, CELLS[0]), cell(second, CELLS[1]));
    let mut seen = BTreeSet::new();
    let pairs = first.iter().copied().zip(second.iter().copied());
    pairs.filter(|&(x, y)| seen.insert((column(x), row(y)))).collect()
}

fn reservations(findings: &Findings<'_>) -> [Mark; 2] {
    let [x, y] = findings.enumerated.reservations;
    let label = |index: usize, value: f64| format!("reservation of {}: {value}", PARTIES[index]);
    [Mark::RuleX { x, label: label(0, x) }, Mark::RuleY { y, label: label(1, y) }]
}

fn frontier(findings: &Findings<'_>) -> Option<Mark> {
    let utilities = findings.solutions.utilities();
    // From the left, so that the name stands where the line ends on the right.
    let (x, y): (Vec<f64>, Vec<f64>) = utilities.iter().rev().map(|point| (point[0], point[1])).unzip();
    (!x.is_empty()).then(|| Mark::line(x, y, Hue::Black, "Pareto frontier"))
}

/// The packages offered by one party.
fn offers(findings: &Findings<'_>, played: &Played, by: usize) -> Vec<Mark> {
    let problem = findings.problem();
    let of_alternatives = |wanted: &dyn Fn(usize) -> bool| -> (Vec<f64>, Vec<f64>) {
        let offers = played.offers.iter().filter(|offer| offer.by == by && wanted(offer.alternative));
        offers.map(|offer| problem.at(offer.outcome)).map(|[x, y]| (x, y)).unzip()
    };
    let (x, y) = of_alternatives(&|alternative| alternative == 1);
    let (other_x, other_y) = of_alternatives(&|alternative| alternative > 1);
    let hue = HUES[by];
    vec![
        Mark::Dots { x: other_x, y: other_y, hue, strength: 0.6 },
        Mark::line(x.clone(), y.clone(), hue, ""),
        Mark::Dots { x, y, hue, strength: 1.0 },
    ]
}

/// A place that has one or more names.
struct Place {
    point: [f64; 2],
    names: Vec<String>,
    hue: Hue,
    marker: Marker,
}

/// Agreement, solution points and where offers begin; those at the same place share a mark.
fn points(findings: &Findings<'_>) -> Vec<Mark> {
    let mut places: Vec<Place> = Vec::new();
    for place in agreement(findings).into_iter().chain(solutions(findings)).chain(starts(findings)) {
        match places.iter_mut().find(|other| squared(other.point, place.point) < SAME * SAME) {
            Some(other) => other.names.extend(place.names),
            None => places.push(place),
        }
    }
    let mark =
        |Place { point: [x, y], names, hue, marker }: Place| Mark::Point { x, y, hue, marker, label: names.join(", ") };
    places.into_iter().map(mark).collect()
}

fn agreement(findings: &Findings<'_>) -> Option<Place> {
    let point = findings.problem().at(findings.agreed()?);
    Some(Place { point, names: vec!["agreement".to_owned()], hue: Hue::Black, marker: Marker::Star })
}

/// The point of each concept; the one nearest to the agreement where a concept has several.
fn solutions(findings: &Findings<'_>) -> Vec<Place> {
    let agreed = findings.agreed().map(|outcome| findings.problem().at(outcome));
    let point = |concept| {
        let chosen = findings.solutions.of(concept).iter().map(|&outcome| findings.problem().at(outcome));
        match agreed {
            Some(here) => chosen.min_by(|a, b| squared(*a, here).total_cmp(&squared(*b, here))),
            None => findings.solutions.point(concept),
        }
    };
    let place = |concept| {
        let names = vec![spoken(concept).to_owned()];
        Some(Place { point: point(concept)?, names, hue: Hue::Green, marker: Marker::Diamond })
    };
    CONCEPTS.into_iter().filter_map(place).collect()
}

/// Where each party's offers begin.
fn starts(findings: &Findings<'_>) -> Vec<Place> {
    let Some(played) = &findings.played else {
        return Vec::new();
    };
    let place = |by: usize| {
        let first = played.offers.iter().find(|offer| offer.by == by)?;
        let names = vec![format!("{} ({}) starts", findings.settings.names[by], PARTIES[by])];
        Some(Place { point: findings.problem().at(first.outcome), names, hue: HUES[by], marker: STARTS[by] })
    };
    [0, 1].into_iter().filter_map(place).collect()
}

fn squared(one: [f64; 2], other: [f64; 2]) -> f64 {
    let (dx, dy) = (one[0] - other[0], one[1] - other[1]);
    dx * dx + dy * dy
}
