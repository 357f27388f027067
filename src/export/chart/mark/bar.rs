//! Bars with their label at the end, and the thin joints that make a waterfall of them.

use crate::export::chart::frame::Frame;
use crate::export::chart::geometry::polygon_within;
use crate::export::chart::palette::{self, INK, LINE, PAPER};
use crate::export::chart::scene::{Align, Lettering, Point, Rect, Scene};
use crate::export::chart::style::{HAIR, LABEL, MIDDLE};
use crate::export::chart::typeface::Weight;
use crate::report::Mark;

use super::Sheet;

const SHARE: f64 = 0.68;

/// Draws a bar.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let Mark::Bar { at, from, to, hue, label } = mark else {
        return;
    };
    if !(from.is_finite() && to.is_finite()) {
        return;
    }
    let frame = sheet.frame;
    let (low, high) = if from < to { (*from, *to) } else { (*to, *from) };
    let corners =
        [(low, at - SHARE / 2.0), (high, at - SHARE / 2.0), (high, at + SHARE / 2.0), (low, at + SHARE / 2.0)];
    let outline: Vec<Point> = corners.iter().map(|(v, a)| place(frame, sheet.lying, *v, *a)).collect();
    scene.area(polygon_within(&outline, &frame.plot), palette::color(*hue), 1.0);
    write(label, &outline, sheet, scene);
}

/// The label behind the right end, or before the left end where there is no room; above the bar if it stands.
fn write(label: &str, outline: &[Point], sheet: &Sheet<'_>, scene: &mut Scene) {
    let plot = sheet.frame.plot;
    let look = Lettering::regular(LABEL, INK);
    let area = bounds(outline);
    if !sheet.lying {
        let at = (f64::midpoint(area.left, area.right), area.top - 8.0);
        scene.words(at, label, look.aligned(Align::Middle));
        return;
    }
    let base = f64::midpoint(area.top, area.bottom) + MIDDLE * LABEL;
    let width = sheet.face.width(label, LABEL, Weight::Regular);
    let right = area.right.clamp(plot.left, plot.right);
    if right + 8.0 + width <= plot.right + 10.0 {
        let backing = Rect { left: right + 4.0, top: area.top, right: right + 12.0 + width, bottom: area.bottom };
        scene.area(backing.corners(), PAPER, 0.85);
        scene.words((right + 8.0, base), label, look);
    } else {
        scene.words((area.left.max(plot.left) - 8.0, base), label, look.aligned(Align::End));
    }
}

/// Joins every bar to the next one where that starts at its end.
pub fn join(marks: &[&Mark], sheet: &Sheet<'_>, scene: &mut Scene) {
    let bars: Vec<(f64, f64, f64)> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Bar { at, from, to, .. } => Some((*at, *from, *to)),
            _ => None,
        })
        .collect();
    for pair in bars.windows(2) {
        let ((at, from, to), (next_at, next_from, next_to)) = (pair[0], pair[1]);
        let size = [from, to, next_from, next_to].iter().map(|v| v.abs()).fold(0.0, f64::max);
        // A last bar that shows the total starts at zero and ends where the bar before it ended.
        let meets = |value: f64| (value - to).abs() <= size * 1e-9;
        if (meets(next_from) || meets(next_to)) && at < next_at {
            let line = vec![place(sheet.frame, sheet.lying, to, at), place(sheet.frame, sheet.lying, to, next_at)];
            scene.path(line, LINE, HAIR);
        }
    }
}

fn place(frame: &Frame, lying: bool, value: f64, aside: f64) -> Point {
    if lying { (frame.x.at(value), frame.y.at(aside)) } else { (frame.x.at(aside), frame.y.at(value)) }
}

fn bounds(outline: &[Point]) -> Rect {
    let fold =
        |pick: fn(&Point) -> f64, start: f64, best: fn(f64, f64) -> f64| outline.iter().map(pick).fold(start, best);
    Rect {
        left: fold(|p| p.0, f64::INFINITY, f64::min),
        top: fold(|p| p.1, f64::INFINITY, f64::min),
        right: fold(|p| p.0, f64::NEG_INFINITY, f64::max),
        bottom: fold(|p| p.1, f64::NEG_INFINITY, f64::max),
    }
}
