//! Lines and staircases, dashed and cut at the frame.

use crate::export::chart::frame::Frame;
use crate::export::chart::geometry::{dashes, line_within};
use crate::export::chart::palette;
use crate::export::chart::scene::{Point, Scene};
use crate::export::chart::style::CURVE;
use crate::report::{Dash, Mark};

use super::Sheet;

/// Draws a line or a staircase.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let (Mark::Line { hue, dash, .. } | Mark::Step { hue, dash, .. }) = mark else {
        return;
    };
    for part in parts(mark, sheet.frame) {
        for piece in dashes(&part, pattern(*dash)) {
            scene.path(piece, palette::color(*hue), CURVE);
        }
    }
}

/// The shown parts of a line or a staircase in pixels.
pub fn parts(mark: &Mark, frame: &Frame) -> Vec<Vec<Point>> {
    let (Mark::Line { x, y, .. } | Mark::Step { x, y, .. }) = mark else {
        return Vec::new();
    };
    let points: Vec<Point> = x.iter().copied().zip(y.iter().copied()).collect();
    let runs = points.split(|(x, y)| !(x.is_finite() && y.is_finite()));
    runs.flat_map(|run| {
        let placed: Vec<Point> = run.iter().map(|(x, y)| (frame.x.at(*x), frame.y.at(*y))).collect();
        let path = if matches!(mark, Mark::Step { .. }) { staircase(&placed) } else { placed };
        // A line on the very edge is drawn whole.
        line_within(&path, &frame.plot.grown(0.5))
    })
    .collect()
}

const BETWEEN_SAMPLES: f64 = 4.0;

/// Points along the shown parts of a line or a staircase, a few pixels apart.
pub fn samples(mark: &Mark, frame: &Frame) -> Vec<Point> {
    let mut points = Vec::new();
    for part in parts(mark, frame) {
        for pair in part.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let count = ((dx * dx + dy * dy).sqrt() / BETWEEN_SAMPLES).ceil().max(1.0);
            points.extend((0..count as usize).map(|step| {
                let share = step as f64 / count;
                (pair[0].0 + dx * share, pair[0].1 + dy * share)
            }));
        }
    }
    points
}

fn staircase(points: &[Point]) -> Vec<Point> {
    let mut path: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        path.push((pair[1].0, pair[0].1));
        path.push(pair[1]);
    }
    path
}

/// Lengths drawn and left out, in pixels.
fn pattern(dash: Dash) -> &'static [f64] {
    match dash {
        Dash::Solid => &[],
        Dash::Long => &[16.0, 7.0],
        Dash::Short => &[8.0, 5.0],
        Dash::Dot => &[3.2, 5.0],
        Dash::DashDot => &[14.0, 5.0, 3.2, 5.0],
        Dash::DashDotDot => &[14.0, 5.0, 3.2, 4.0, 3.2, 5.0],
        Dash::LongShort => &[20.0, 5.0, 8.0, 5.0],
    }
}
