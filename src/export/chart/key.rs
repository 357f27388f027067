//! What colours and hatching mean: the colour scale of cells and a hatched sample, right of the plot.

use crate::report::{Figure, Mark};

use super::frame::{Frame, GAP};
use super::geometry::hatching;
use super::mark::hatch;
use super::palette::{self, INK, SOFT};
use super::scene::{Lettering, Rect, Scene};
use super::shading::Shading;
use super::style::{AXIS, HAIR, HATCH, LEADING, MIDDLE};
use super::ticks::ticks;
use super::typeface::{Typeface, Weight};

const WIDTH: f64 = 160.0;
const BAR: f64 = 22.0;
const STEPS: usize = 96;

/// The key of a figure; nothing where cells carry their numbers and nothing is hatched.
pub struct Key {
    scale: Option<Shading>,
    title: Vec<String>,
    hatches: Vec<Vec<String>>,
}

impl Key {
    /// What a figure needs explained.
    pub fn of(figure: &Figure, face: &Typeface) -> Self {
        let bare = |mark: &Mark| matches!(mark, Mark::Cell { text, .. } if text.is_empty());
        let scale = figure.marks.iter().any(bare).then(|| Shading::of(figure));
        let mut labels: Vec<&str> = Vec::new();
        for mark in &figure.marks {
            if let Mark::Hatch { label, .. } = mark
                && !label.is_empty()
                && !labels.contains(&label.as_str())
            {
                labels.push(label);
            }
        }
        let wrap = |text: &str, width| face.wrap(text, AXIS, Weight::Regular, width, 4);
        Self {
            title: if scale.is_some() { wrap(&figure.shade.label, WIDTH) } else { Vec::new() },
            hatches: labels.iter().map(|label| wrap(label, WIDTH - 2.0 * BAR)).collect(),
            scale,
        }
    }

    /// Width that it takes in pixels.
    pub fn width(&self) -> f64 {
        if self.scale.is_some() || !self.hatches.is_empty() { WIDTH + 2.0 * GAP } else { 0.0 }
    }

    /// Draws it, `aside` pixels right of the plot.
    pub fn draw(&self, frame: &Frame, aside: f64, scene: &mut Scene) {
        let left = frame.plot.right + aside + GAP;
        let mut bottom = frame.plot.bottom;
        for lines in self.hatches.iter().rev() {
            bottom -= f64::max(lines.len() as f64 * AXIS * LEADING, BAR) + GAP;
            sample(left, bottom + GAP, lines, scene);
        }
        if let Some(shading) = self.scale {
            let mut top = frame.plot.top;
            for line in &self.title {
                scene.words((left, top + AXIS * 0.76), line, Lettering::regular(AXIS, SOFT));
                top += AXIS * LEADING;
            }
            let bottom = if self.hatches.is_empty() { bottom } else { bottom - GAP };
            let bar = Rect { left, top: top + GAP * 0.5, right: left + BAR, bottom };
            color_bar(&shading, bar, scene);
        }
    }
}

fn sample(left: f64, top: f64, lines: &[String], scene: &mut Scene) {
    let tile = Rect { left, top, right: left + BAR * 1.4, bottom: top + BAR };
    for line in hatching(&tile.corners(), HATCH * 0.7) {
        scene.path(line.to_vec(), hatch::COLOR, HAIR);
    }
    let mut edge = tile.corners();
    edge.push(edge[0]);
    scene.path(edge, hatch::COLOR, HAIR);
    for (index, line) in lines.iter().enumerate() {
        let base = top + BAR / 2.0 + MIDDLE * AXIS + index as f64 * AXIS * LEADING;
        scene.words((tile.right + GAP * 0.7, base), line, Lettering::regular(AXIS, INK));
    }
}

fn color_bar(shading: &Shading, bar: Rect, scene: &mut Scene) {
    let height = bar.bottom - bar.top;
    let span = shading.span;
    for step in 0..STEPS {
        let share = |s: usize| s as f64 / STEPS as f64;
        let value = span.low + span.width() * (step as f64 + 0.5) / STEPS as f64;
        // Each stripe reaches to the bar's top, under the next ones, so no seams show.
        let stripe = Rect { bottom: bar.bottom - height * share(step), ..bar };
        scene.area(stripe.corners(), shading.color(value), 1.0);
    }
    for tick in ticks(span.low, span.high, 5) {
        let y = bar.bottom - height * (tick.value - span.low) / span.width();
        scene.path(vec![(bar.right, y), (bar.right + 5.0, y)], palette::LINE, HAIR);
        let at = (bar.right + GAP * 0.8, y + MIDDLE * AXIS);
        scene.words(at, &tick.label, Lettering::regular(AXIS, INK));
    }
}
