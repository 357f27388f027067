//! Rules: straight lines over the whole plot. A vertical rule's name stands above the plot, a horizontal one's beside it.

use crate::export::chart::palette::{INK, SOFT};
use crate::export::chart::scene::{Align, Lettering, Scene};
use crate::export::chart::spread::spread;
use crate::export::chart::style::{AXIS, MARGIN, RULE, WIDTH};
use crate::export::chart::typeface::Weight;
use crate::report::{Figure, Mark};

use super::Sheet;

const WIDEST: f64 = 420.0;
const BETWEEN: f64 = 18.0;

/// Draws a rule if it lies within the axes.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let frame = sheet.frame;
    let plot = frame.plot;
    match mark {
        Mark::RuleX { x, .. } if frame.x.span().holds(*x) => {
            let x = frame.x.at(*x);
            scene.path(vec![(x, plot.top - 4.0), (x, plot.bottom)], SOFT, RULE);
        }
        Mark::RuleY { y, .. } if frame.y.span().holds(*y) => {
            let y = frame.y.at(*y);
            scene.path(vec![(plot.left, y), (plot.right, y)], SOFT, RULE);
        }
        _ => {}
    }
}

/// Writes the names of vertical rules in one line above the plot, pushed apart.
pub fn draw_names(figure: &Figure, sheet: &Sheet<'_>, base: f64, scene: &mut Scene) {
    let frame = sheet.frame;
    let mut names: Vec<(f64, String)> = Vec::new();
    for mark in &figure.marks {
        if let Mark::RuleX { x, label } = mark
            && frame.x.span().holds(*x)
        {
            let lines = sheet.face.wrap(label, AXIS, Weight::Regular, WIDEST, 1);
            names.extend(lines.into_iter().map(|line| (frame.x.at(*x), line)));
        }
    }
    let wanted: Vec<f64> = names.iter().map(|(x, _)| *x).collect();
    let width = |name: &str| sheet.face.width(name, AXIS, Weight::Regular) + BETWEEN;
    let widths: Vec<f64> = names.iter().map(|(_, name)| width(name)).collect();
    let centres = spread(&wanted, &widths, MARGIN - BETWEEN / 2.0, WIDTH - MARGIN + BETWEEN / 2.0);
    for ((_, name), centre) in names.iter().zip(centres) {
        let look = Lettering::regular(AXIS, INK).aligned(Align::Middle);
        scene.words((centre, base + 4.0), name, look);
    }
}
