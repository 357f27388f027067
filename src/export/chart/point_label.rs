//! Names of marked points, placed beside them where least else is drawn; a thin line leads to one that had to move away.

use crate::report::{Figure, Mark};

use super::frame::Frame;
use super::mark::curve;
use super::mark::point::RADIUS;
use super::palette::{self, PAPER, Rgb};
use super::scene::{Lettering, Point, Rect, Scene};
use super::style::{HAIR, LABEL};
use super::typeface::{Typeface, Weight};

const WIDEST: f64 = 330.0;
const LINE_HEIGHT: f64 = LABEL * 1.2;
/// How far from its point a name may stand, in pixels.
const REACHES: [f64; 6] = [6.0, 22.0, 48.0, 84.0, 130.0, 190.0];
/// Directions in which it may stand: right, left, above, below and between.
const DIRECTIONS: [Point; 8] =
    [(1.0, 0.0), (1.0, -1.0), (1.0, 1.0), (0.0, -1.0), (0.0, 1.0), (-1.0, 0.0), (-1.0, -1.0), (-1.0, 1.0)];
/// Lines to names nearer than this to each other, in pixels, are hard to tell apart.
const NEAR: f64 = 7.0;
/// Cost of covering what must not be covered, far above all else.
const BLOCKED: f64 = 1e6;

struct Name {
    at: Point,
    color: Rgb,
    lines: Vec<String>,
    width: f64,
}

/// What names should keep clear of.
struct Crowd {
    /// Marked points.
    markers: Vec<Rect>,
    /// Samples of curves.
    curves: Vec<Point>,
    /// Points without names.
    dots: Vec<Point>,
}

/// Writes the names of all marked points of a figure.
pub fn draw(figure: &Figure, frame: &Frame, face: &Typeface, scene: &mut Scene) {
    let names: Vec<Name> = figure.marks.iter().filter_map(|mark| name(mark, frame, face)).collect();
    if names.is_empty() {
        return;
    }
    let crowd = Crowd::of(figure, frame);
    let mut placed = Placed::default();
    for name in &names {
        let places =
            REACHES.iter().flat_map(|reach| DIRECTIONS.map(|direction| (place(name, *reach, direction), *reach)));
        let weighed = places.map(|(area, reach)| (cost(name, &area, reach, frame, &crowd, &placed), area));
        let Some((_, area)) = weighed.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        write(name, &area, scene);
        placed.leaders.extend(leader(name, &area));
        placed.areas.push(area.grown(3.0));
    }
}

/// Names that have their place.
#[derive(Default)]
struct Placed {
    areas: Vec<Rect>,
    /// Samples of the lines that lead to them.
    leaders: Vec<Point>,
}

fn name(mark: &Mark, frame: &Frame, face: &Typeface) -> Option<Name> {
    let Mark::Point { x, y, hue, label, .. } = mark else {
        return None;
    };
    if !(frame.x.span().holds(*x) && frame.y.span().holds(*y)) {
        return None;
    }
    let lines = face.wrap(label, LABEL, Weight::Strong, WIDEST, 3);
    let width = lines.iter().map(|line| face.width(line, LABEL, Weight::Strong)).fold(0.0, f64::max);
    let at = (frame.x.at(*x), frame.y.at(*y));
    (!lines.is_empty()).then_some(Name { at, color: palette::ink(*hue), lines, width })
}

/// The area of a name whose nearest edge or corner is `reach` from the rim of its point.
fn place(name: &Name, reach: f64, (across, down): Point) -> Rect {
    let (width, height) = (name.width, name.lines.len() as f64 * LINE_HEIGHT);
    let slant = if across != 0.0 && down != 0.0 { 0.75 } else { 1.0 };
    let away = (RADIUS + reach) * slant;
    let left = name.at.0 + across * away + (across - 1.0) * width / 2.0;
    let top = name.at.1 + down * away + (down - 1.0) * height / 2.0;
    Rect { left, top, right: left + width, bottom: top + height }
}

fn cost(name: &Name, area: &Rect, reach: f64, frame: &Frame, crowd: &Crowd, placed: &Placed) -> f64 {
    let plot = frame.plot;
    let inside =
        area.left >= plot.left && area.right <= plot.right && area.top >= plot.top && area.bottom <= plot.bottom;
    let near = area.grown(3.0);
    let count = |points: &[Point], area: &Rect| points.iter().filter(|point| area.holds(**point)).count() as f64;
    let covered = placed.areas.iter().filter(|other| other.meets(area)).count();
    let markers = crowd.markers.iter().filter(|marker| marker.meets(&near)).count();
    let own = Rect { left: name.at.0, top: name.at.1, right: name.at.0, bottom: name.at.1 }.grown(RADIUS);
    let others = crowd.markers.iter().filter(|marker| !marker.meets(&own));
    let line = leader(name, area);
    let across: f64 = placed.areas.iter().chain(others).map(|other| count(&line, other)).sum();
    let meets = |point: &Point| placed.leaders.iter().any(|other| distance(*point, *other) < NEAR);
    let crossing = line.iter().filter(|point| meets(point)).count() as f64;
    let blocked = covered as f64 + if inside { 0.0 } else { 1.0 };
    blocked * BLOCKED
        + markers as f64 * 400.0
        + (across + crossing) * 40.0
        + count(&placed.leaders, &near) * 40.0
        + count(&crowd.curves, &near) * 8.0
        + count(&crowd.dots, area) * 1.5
        + reach
}

/// Where the line to a name begins and ends; nothing where the name is near enough to need none.
fn ends(name: &Name, area: &Rect) -> Option<[Point; 2]> {
    let nearest = (name.at.0.clamp(area.left, area.right), name.at.1.clamp(area.top, area.bottom));
    let (dx, dy) = (nearest.0 - name.at.0, nearest.1 - name.at.1);
    let length = distance(nearest, name.at);
    let rim = (name.at.0 + dx / length * RADIUS, name.at.1 + dy / length * RADIUS);
    (length > RADIUS + REACHES[1] * 0.9).then_some([rim, nearest])
}

fn distance(from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    (dx * dx + dy * dy).sqrt()
}

/// Points along the line to a name.
fn leader(name: &Name, area: &Rect) -> Vec<Point> {
    const STEPS: usize = 24;
    let along = |[from, to]: [Point; 2]| {
        (1..STEPS).map(move |step| {
            let share = step as f64 / STEPS as f64;
            (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
        })
    };
    ends(name, area).into_iter().flat_map(along).collect()
}

fn write(name: &Name, area: &Rect, scene: &mut Scene) {
    if let Some(line) = ends(name, area) {
        scene.path(line.to_vec(), name.color, HAIR);
    }
    scene.area(area.grown(2.0).corners(), PAPER, 0.82);
    for (index, line) in name.lines.iter().enumerate() {
        let base = area.top + index as f64 * LINE_HEIGHT + LABEL * 0.87;
        scene.words((area.left, base), line, Lettering::strong(LABEL, name.color));
    }
}

impl Crowd {
    fn of(figure: &Figure, frame: &Frame) -> Self {
        let mut crowd = Self { markers: Vec::new(), curves: Vec::new(), dots: Vec::new() };
        for mark in &figure.marks {
            match mark {
                Mark::Point { x, y, .. } => {
                    let (x, y) = (frame.x.at(*x), frame.y.at(*y));
                    crowd.markers.push(Rect { left: x, top: y, right: x, bottom: y }.grown(RADIUS));
                }
                Mark::Dots { x, y, .. } => {
                    crowd.dots.extend(x.iter().zip(y).map(|(x, y)| (frame.x.at(*x), frame.y.at(*y))));
                }
                _ => crowd.curves.extend(curve::samples(mark, frame)),
            }
        }
        crowd
    }
}
