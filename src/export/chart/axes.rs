//! Grid, ticks and the names along the axes; it does not know what is drawn between them.

use crate::report::{Axis, Figure, Mark};

use super::frame::{Frame, GAP};
use super::palette::{GRID, INK, LINE, SOFT};
use super::scene::{Align, Lettering, Scene};
use super::style::{AXIS, HAIR, LEADING, MIDDLE, RULE};

const TICK: f64 = 6.0;

/// The grid, which lies under everything: across for a number line that stands, down for one that lies under rows.
pub fn draw_grid(figure: &Figure, frame: &Frame, scene: &mut Scene) {
    if figure.marks.iter().any(|mark| matches!(mark, Mark::Cell { .. })) {
        return;
    }
    let plot = frame.plot;
    if let Axis::Linear { .. } = figure.y {
        for (value, _) in &frame.rows {
            let y = frame.y.at(*value);
            let line = vec![(plot.left, y), (plot.right, y)];
            scene.path(line, shade(*value), HAIR);
        }
    } else if let Axis::Linear { .. } = figure.x {
        for (value, _) in &frame.columns {
            let x = frame.x.at(*value);
            let line = vec![(x, plot.top), (x, plot.bottom)];
            scene.path(line, shade(*value), HAIR);
        }
    }
}

fn shade(value: f64) -> super::palette::Rgb {
    if value == 0.0 { LINE } else { GRID }
}

/// Ticks and names, which lie over the data.
pub fn draw_names(figure: &Figure, frame: &Frame, scene: &mut Scene) {
    let plot = frame.plot;
    let name = Lettering::regular(AXIS, INK);
    if let (Axis::Linear { .. }, Axis::Linear { .. }) = (&figure.x, &figure.y) {
        scene.path(vec![(plot.left, plot.bottom), (plot.right, plot.bottom)], LINE, RULE);
        for (value, _) in &frame.columns {
            let x = frame.x.at(*value);
            scene.path(vec![(x, plot.bottom), (x, plot.bottom + TICK)], LINE, RULE);
        }
    }
    for (value, lines) in &frame.columns {
        for (index, line) in lines.iter().enumerate() {
            let base = plot.bottom + GAP + (index as f64 + 0.85) * AXIS * LEADING;
            scene.words((frame.x.at(*value), base), line, name.aligned(Align::Middle));
        }
    }
    for (value, lines) in &frame.rows {
        let middle = frame.y.at(*value) - (lines.len() as f64 - 1.0) * AXIS * LEADING / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let base = middle + index as f64 * AXIS * LEADING + MIDDLE * AXIS;
            scene.words((plot.left - GAP, base), line, name.aligned(Align::End));
        }
    }
    let centre = f64::midpoint(plot.left, plot.right);
    let label = Lettering::regular(AXIS, SOFT).aligned(Align::Middle);
    scene.words((centre, frame.x_label_base()), figure.x.label(), label);
}
