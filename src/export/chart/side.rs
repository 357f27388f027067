//! Labels in the column right of the plot, at the height of what they name and pushed apart; no boxes, no legend.

use crate::report::{Axis, Figure, Hue, Mark};

use super::extent::lies;
use super::frame::{Frame, GAP};
use super::palette::{self, INK, Rgb, SOFT};
use super::scene::{Lettering, Scene};
use super::spread::spread;
use super::style::{HAIR, LABEL, MIDDLE};
use super::typeface::{Typeface, Weight};

const WIDEST: f64 = 250.0;
const LEADER: f64 = 22.0;
const LINE_HEIGHT: f64 = LABEL * 1.22;
const BETWEEN: f64 = 5.0;

struct Label {
    x: f64,
    y: f64,
    lines: Vec<String>,
    leader: Option<Rgb>,
    look: Lettering,
}

impl Label {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_HEIGHT + BETWEEN
    }
}

/// All labels of the column.
pub struct Side {
    labels: Vec<Label>,
    /// Width of the column in pixels, without the key.
    pub width: f64,
    /// Height that the labels need.
    pub height: f64,
}

impl Side {
    /// Collects the labels of lines, lying intervals and horizontal rules.
    pub fn of(figure: &Figure, face: &Typeface) -> Self {
        let labels: Vec<Label> = figure.marks.iter().filter_map(|mark| label(figure, mark, face)).collect();
        let widest = labels
            .iter()
            .flat_map(|label| label.lines.iter().map(|line| face.width(line, LABEL, label.look.weight)))
            .fold(0.0, f64::max);
        Self {
            width: if labels.is_empty() { GAP } else { widest + LEADER + GAP },
            height: labels.iter().map(Label::height).sum(),
            labels,
        }
    }

    /// Puts the labels beside the plot.
    pub fn draw(&self, frame: &Frame, scene: &mut Scene) {
        let plot = frame.plot;
        let wanted: Vec<f64> =
            self.labels.iter().map(|label| frame.y.at(label.y).clamp(plot.top, plot.bottom)).collect();
        let heights: Vec<f64> = self.labels.iter().map(Label::height).collect();
        let reach = LABEL * 0.8;
        let centres = spread(&wanted, &heights, plot.top - reach, plot.bottom + reach);
        for ((label, centre), from) in self.labels.iter().zip(centres).zip(wanted) {
            let start = plot.right + LEADER;
            if let Some(color) = label.leader {
                let x = if label.x.is_finite() { frame.x.at(label.x) } else { plot.right };
                let x = x.clamp(plot.left, plot.right);
                scene.path(vec![(x, from), (plot.right, from), (start - 5.0, centre)], color, HAIR);
            }
            let first = centre - (label.lines.len() as f64 - 1.0) * LINE_HEIGHT / 2.0 + MIDDLE * LABEL;
            for (index, line) in label.lines.iter().enumerate() {
                scene.words((start, first + index as f64 * LINE_HEIGHT), line, label.look);
            }
        }
    }
}

fn label(figure: &Figure, mark: &Mark, face: &Typeface) -> Option<Label> {
    let strong = |hue: Hue| Lettering::strong(LABEL, palette::ink(hue));
    let (x, y, leader, look) = match mark {
        Mark::Line { x, y, hue, .. } => {
            let (x, y) = last_shown(figure, x, y)?;
            (x, y, Some(palette::color(*hue)), strong(*hue))
        }
        Mark::Interval { at, .. } if lies(figure) => (f64::NAN, *at, None, Lettering::regular(LABEL, INK)),
        Mark::RuleY { y, .. } => (f64::NAN, *y, Some(SOFT), Lettering::regular(LABEL, SOFT)),
        _ => return None,
    };
    let lines = face.wrap(mark.label(), LABEL, look.weight, WIDEST, 3);
    (!lines.is_empty()).then_some(Label { x, y, lines, leader, look })
}

/// The last finite point of a curve that lies in the range of the horizontal axis.
fn last_shown(figure: &Figure, x: &[f64], y: &[f64]) -> Option<(f64, f64)> {
    let high = match figure.x {
        Axis::Linear { range: Some((_, high)), .. } => high,
        _ => f64::INFINITY,
    };
    let points = x.iter().copied().zip(y.iter().copied());
    points.rev().find(|(x, y)| x.is_finite() && y.is_finite() && *x <= high)
}

/// Width of a line of a label, for those who place labels elsewhere.
pub fn label_width(text: &str, face: &Typeface) -> f64 {
    face.width(text, LABEL, Weight::Strong)
}
