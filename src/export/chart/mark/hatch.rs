//! Hatched areas: where the simulation has not decided. What hatching means is said in the key.

use crate::export::chart::geometry::{hatching, polygon_within};
use crate::export::chart::palette::{PAPER, Rgb};
use crate::export::chart::scene::{Point, Scene};
use crate::export::chart::style::{HAIR, HATCH};

use super::Sheet;

/// Colour of hatching lines.
pub const COLOR: Rgb = (0x4A, 0x4F, 0x56);
const VEIL: f64 = 0.45;

/// Draws hatching over a veil that takes some colour from what lies below.
pub fn draw(outline: &[(f64, f64)], sheet: &Sheet<'_>, scene: &mut Scene) {
    let frame = sheet.frame;
    let placed: Vec<Point> = outline.iter().map(|(x, y)| (frame.x.at(*x), frame.y.at(*y))).collect();
    let shown = polygon_within(&placed, &frame.plot);
    scene.area(shown.clone(), PAPER, VEIL);
    for line in hatching(&shown, HATCH) {
        scene.path(line.to_vec(), COLOR, HAIR);
    }
}
