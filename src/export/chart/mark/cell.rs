//! Cells of heat maps and phase maps: a rectangle coloured by its value, with words that are readable on it.

use crate::export::chart::geometry::polygon_within;
use crate::export::chart::palette::{self, GRID};
use crate::export::chart::scene::{Align, Lettering, Scene};
use crate::export::chart::style::{LABEL, MIDDLE};
use crate::export::chart::typeface::Weight;
use crate::report::Mark;

use super::Sheet;

const SMALLEST: f64 = 12.0;
/// Cells with words stand apart a little; those of a phase map touch.
const MARGIN: f64 = 1.5;

/// Draws a cell; one without a value is grey.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let Mark::Cell { x, y, value, text } = mark else {
        return;
    };
    let frame = sheet.frame;
    let (left, right) = (frame.x.at(x.0), frame.x.at(x.1));
    let (top, bottom) = (frame.y.at(y.0), frame.y.at(y.1));
    // Touching cells overlap by a little, else paper would shine through the seams.
    let margin = if text.is_empty() { -0.3 } else { MARGIN };
    let (near_x, near_y) = (margin * (right - left).signum(), margin * (bottom - top).signum());
    let outline = [
        (left + near_x, top + near_y),
        (right - near_x, top + near_y),
        (right - near_x, bottom - near_y),
        (left + near_x, bottom - near_y),
    ];
    let color = if value.is_finite() { sheet.shading.color(*value) } else { GRID };
    scene.area(polygon_within(&outline, &frame.plot), color, 1.0);
    let size = fitting(text, (right - left).abs() - 10.0, sheet);
    if let Some(line) = sheet.face.wrap(text, size, Weight::Regular, (right - left).abs() - 8.0, 1).first() {
        let at = (f64::midpoint(left, right), f64::midpoint(top, bottom) + MIDDLE * size);
        let look = Lettering::regular(size, palette::readable_on(color)).aligned(Align::Middle);
        scene.words(at, line, look);
    }
}

/// The size at which the words fit, down to the smallest readable one.
fn fitting(text: &str, width: f64, sheet: &Sheet<'_>) -> f64 {
    let full = sheet.face.width(text, LABEL, Weight::Regular);
    if full <= width { LABEL } else { f64::max(LABEL * width / full, SMALLEST) }
}
