//! Bands: the area between a lower and an upper curve, interrupted where a value is missing.

use crate::export::chart::geometry::polygon_within;
use crate::export::chart::palette;
use crate::export::chart::scene::{Point, Scene};
use crate::report::Mark;

use super::Sheet;

/// Draws a band.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let Mark::Band { x, low, high, hue, strength } = mark else {
        return;
    };
    let frame = sheet.frame;
    let rows = x.iter().zip(low).zip(high);
    let rows: Vec<[f64; 3]> = rows.map(|((x, low), high)| [*x, *low, *high]).collect();
    for run in rows.split(|row| row.iter().any(|value| !value.is_finite())) {
        let place = |x: f64, y: f64| (frame.x.at(x), frame.y.at(y));
        let there = run.iter().map(|[x, low, _]| place(*x, *low));
        let back = run.iter().rev().map(|[x, _, high]| place(*x, *high));
        let outline: Vec<Point> = there.chain(back).collect();
        let shown = polygon_within(&outline, &frame.plot);
        scene.area(shown, palette::color(*hue), strength.clamp(0.0, 1.0));
    }
}
