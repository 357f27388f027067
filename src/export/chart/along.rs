//! Labels of staircases, placed along their way where no other curve runs; all staircases end in the same corner, so
//! labels at the end would tell nothing.

use crate::report::{Figure, Hue, Mark};

use super::frame::Frame;
use super::mark::curve;
use super::palette::{self, PAPER};
use super::scene::{Align, Lettering, Point, Rect, Scene};
use super::side::label_width;
use super::style::LABEL;
use super::typeface::Typeface;

const ASIDE: f64 = 12.0;
const BLOCKED: f64 = 1e6;

struct Candidate {
    at: Point,
    align: Align,
    area: Rect,
    cost: f64,
}

/// Labels every staircase of a figure.
pub fn draw(figure: &Figure, frame: &Frame, face: &Typeface, scene: &mut Scene) {
    let curves: Vec<(Vec<Point>, Hue, &str)> = figure.marks.iter().filter_map(|mark| sampled(mark, frame)).collect();
    let crowd: Vec<Point> = curves.iter().flat_map(|(points, ..)| points.iter().copied()).collect();
    let mut taken: Vec<Rect> = Vec::new();
    for (points, hue, label) in curves.iter().filter(|(_, _, label)| !label.is_empty()) {
        let width = label_width(label, face);
        let best = points
            .iter()
            .step_by(3)
            .flat_map(|point| candidates(*point, width))
            .map(|candidate| weighed(candidate, frame, &crowd, &taken))
            .min_by(|a, b| a.cost.total_cmp(&b.cost));
        if let Some(best) = best {
            scene.area(best.area.corners(), PAPER, 0.8);
            let look = Lettering::strong(LABEL, palette::ink(*hue)).aligned(best.align);
            scene.words(best.at, label, look);
            taken.push(best.area);
        }
    }
}

fn sampled<'a>(mark: &'a Mark, frame: &Frame) -> Option<(Vec<Point>, Hue, &'a str)> {
    let (hue, label) = match mark {
        Mark::Step { hue, label, .. } => (*hue, label.as_str()),
        Mark::Line { hue, .. } => (*hue, ""),
        _ => return None,
    };
    Some((curve::samples(mark, frame), hue, label))
}

/// Right of and below a point, or left of and above it: where a rising curve leaves room.
fn candidates((x, y): Point, width: f64) -> [Candidate; 2] {
    let height = LABEL * 1.2;
    let area = |left: f64, base: f64| Rect {
        left: left - 3.0,
        top: base - LABEL * 0.85,
        right: left + width + 3.0,
        bottom: base - LABEL * 0.85 + height,
    };
    let (below, above) = (y + LABEL * 0.9, y - LABEL * 0.3);
    [
        Candidate { at: (x + ASIDE, below), align: Align::Start, area: area(x + ASIDE, below), cost: 0.0 },
        Candidate { at: (x - ASIDE, above), align: Align::End, area: area(x - ASIDE - width, above), cost: 0.0 },
    ]
}

/// Free places in the middle of the height cost least.
fn weighed(mut candidate: Candidate, frame: &Frame, crowd: &[Point], taken: &[Rect]) -> Candidate {
    let plot = frame.plot;
    let area = candidate.area;
    let outside = area.left < plot.left || area.right > plot.right || area.top < plot.top || area.bottom > plot.bottom;
    let covered = taken.iter().filter(|other| other.meets(&area.grown(6.0))).count();
    let near = area.grown(5.0);
    let crossed = crowd.iter().filter(|point| near.holds(**point)).count();
    let middle = f64::midpoint(plot.top, plot.bottom);
    let aside = (candidate.at.1 - middle).abs() / (plot.bottom - plot.top);
    candidate.cost = aside + crossed as f64 * 10.0 + covered as f64 * BLOCKED + f64::from(u8::from(outside)) * BLOCKED;
    candidate
}
