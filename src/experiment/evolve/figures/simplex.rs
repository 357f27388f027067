//! Mixes of three strategies as points of a triangle: where an infinite population goes, and where it rests.

use super::foot;
use crate::experiment::evolve::Results;
use crate::experiment::evolve::basins::rest;
use crate::experiment::evolve::flow::Flow;
use crate::experiment::evolve::noise::largest;
use crate::experiment::evolve::rest_points::{RestPoint, Stability};
use crate::experiment::number::fixed;
use crate::report::{Axis, Figure, Hue, Mark, Marker};

/// Height of a triangle with sides of 1: half the root of 3.
const HEIGHT: f64 = 0.866_025_403_784_438_6;

/// Starts lie on a grid with this many parts along a side, away from the border.
const PARTS: usize = 9;

/// Longest time followed, where payoffs differ by at most 1, and the longest step drawn.
const LONGEST: f64 = 80.0;
const STEP: f64 = 0.2;

/// Part of a way at which its arrow lies, and the arrow's size.
const ARROW_AT: f64 = 0.45;
const ARROW: f64 = 0.016;

type Point = (f64, f64);

/// The figure, if there are three strategies.
pub fn figure(results: &Results<'_>) -> Option<Figure> {
    if results.kinds() != 3 {
        return None;
    }
    let mut figure = Figure::new(
        "simplex",
        &title(results),
        "Every mix of three strategies, a corner for each alone; lines: the replicator equation without mutation, in the colour of the strategy it ends with",
        Axis::plane(-0.06, 1.06),
        Axis::plane(-0.05, HEIGHT + 0.05),
    );
    figure.marks.push(border());
    let payoffs = &results.payoffs.mean;
    let flow = Flow::new(payoffs, if payoffs.range() > 0.0 { 1.0 / payoffs.range() } else { 0.0 }, 0.0);
    for start in starts() {
        figure.marks.extend(way(&flow, start));
    }
    figure.marks.extend(results.rest_points.iter().map(|point| mark(results, point)));
    let [x, y] = [place(&results.start).0, place(&results.start).1];
    figure.marks.push(Mark::Point { x, y, hue: Hue::Grey, marker: Marker::Square, label: "start".to_owned() });
    figure.note = Some(format!("Disc: stable, ring: unstable, diamond: saddle, triangle: neutral. {}", foot(results)));
    figure.table = Some("rest_points".to_owned());
    Some(figure)
}

fn title(results: &Results<'_>) -> String {
    let stable: Vec<&RestPoint> =
        results.rest_points.iter().filter(|point| point.stability == Stability::Stable).collect();
    let name = |point: &RestPoint| {
        let left = (0..3).filter(|kind| point.shares[*kind] > 0.0).map(|kind| results.name(kind));
        left.collect::<Vec<_>>().join(" with ")
    };
    match stable.as_slice() {
        [] => "No mix of the three is stable".to_owned(),
        [one] => format!("Only {} is stable", name(one)),
        several => {
            let names: Vec<String> = several.iter().map(|point| name(point)).collect();
            format!("Stable: {}", names.join("; "))
        }
    }
}

/// Left, right and upper corner for the first, second and third strategy.
fn place(shares: &[f64]) -> Point {
    (shares[1] + 0.5 * shares[2], shares[2] * HEIGHT)
}

fn border() -> Mark {
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.5, HEIGHT), (0.0, 0.0)];
    let (x, y) = corners.into_iter().unzip();
    Mark::line(x, y, Hue::Black, "")
}

fn starts() -> Vec<[f64; 3]> {
    let parts = PARTS as f64;
    let inner = |one: usize, other: usize| one + other < PARTS;
    let pairs = (1..PARTS).flat_map(|one| (1..PARTS).map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| inner(*one, *other))
        .map(|(one, other)| {
            let (one, other) = (one as f64 / parts, other as f64 / parts);
            [one, other, 1.0 - one - other]
        })
        .collect()
}

/// One way of an infinite population, with an arrow on it; the colour is that of the strategy most frequent where it comes to
/// rest at last, grey if it never does.
fn way(flow: &Flow, start: [f64; 3]) -> Vec<Mark> {
    let mut shares = start.to_vec();
    let mut stepper = flow.stepper();
    let mut points = vec![place(&shares)];
    let mut time = 0.0;
    while time < LONGEST {
        time += stepper.step_within(&mut shares, STEP);
        let next = place(&shares);
        if points.last().is_some_and(|last| distance(*last, next) > ARROW / 4.0) {
            points.push(next);
        }
    }
    let hue = rest(flow, shares).and_then(|shares| largest(&shares)).map_or(Hue::Grey, Hue::of);
    let mut marks = vec![line(&points, hue)];
    marks.extend(arrow(&points).map(|head| line(&head, hue)));
    marks
}

fn line(points: &[Point], hue: Hue) -> Mark {
    let (x, y) = points.iter().copied().unzip();
    Mark::Line { x, y, hue, dash: crate::report::Dash::Solid, label: String::new() }
}

fn distance(one: Point, other: Point) -> f64 {
    let (dx, dy) = (one.0 - other.0, one.1 - other.1);
    (dx * dx + dy * dy).sqrt()
}

/// Both barbs of an arrow on the way, if it is long enough.
fn arrow(points: &[Point]) -> Option<[Point; 3]> {
    let total: f64 = points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    if total < 3.0 * ARROW {
        return None;
    }
    let mut gone = 0.0;
    for pair in points.windows(2) {
        let length = distance(pair[0], pair[1]);
        gone += length;
        if gone >= ARROW_AT * total {
            let (dx, dy) = ((pair[1].0 - pair[0].0) / length * ARROW, (pair[1].1 - pair[0].1) / length * ARROW);
            let (x, y) = pair[1];
            return Some([(x - dx - 0.5 * dy, y - dy + 0.5 * dx), (x, y), (x - dx + 0.5 * dy, y - dy - 0.5 * dx)]);
        }
    }
    None
}

fn mark(results: &Results<'_>, point: &RestPoint) -> Mark {
    let (x, y) = place(&point.shares);
    let marker = match point.stability {
        Stability::Stable => Marker::Disc,
        Stability::Unstable => Marker::Ring,
        Stability::Saddle => Marker::Diamond,
        Stability::Neutral => Marker::Triangle,
    };
    let left: Vec<usize> = (0..3).filter(|kind| point.shares[*kind] > 0.0).collect();
    let label = match left.as_slice() {
        [one] => results.name(*one).to_owned(),
        several => {
            let part = |kind: &usize| format!("{}% {}", fixed(100.0 * point.shares[*kind], 0), results.name(*kind));
            several.iter().map(part).collect::<Vec<_>>().join(", ")
        }
    };
    Mark::Point { x, y, hue: Hue::Black, marker, label }
}
