//! Points: small ones without names, and marked ones. Names of marked ones are placed elsewhere.

use crate::export::chart::palette::{self, PAPER};
use crate::export::chart::scene::{Point, Scene};
use crate::report::{Mark, Marker};

use super::Sheet;

/// Radius of a point without a name.
const DOT: f64 = 3.2;
/// Radius of a marked point.
pub const RADIUS: f64 = 8.0;
/// Paper around a marked point.
const EDGE: f64 = 2.0;

/// Draws the points that lie within the axes.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    let frame = sheet.frame;
    let shown = |x: f64, y: f64| frame.x.span().holds(x) && frame.y.span().holds(y);
    match mark {
        Mark::Dots { x, y, hue, strength } => {
            for (x, y) in x.iter().zip(y).filter(|(x, y)| shown(**x, **y)) {
                scene.disc((frame.x.at(*x), frame.y.at(*y)), DOT, palette::faint(*hue, *strength));
            }
        }
        Mark::Point { x, y, hue, marker, .. } if shown(*x, *y) => {
            let centre = (frame.x.at(*x), frame.y.at(*y));
            fill(*marker, centre, RADIUS + EDGE, PAPER, scene);
            fill(*marker, centre, RADIUS, palette::color(*hue), scene);
            if *marker == Marker::Ring {
                scene.disc(centre, RADIUS * 0.5, PAPER);
            }
        }
        _ => {}
    }
}

fn fill(marker: Marker, centre: Point, radius: f64, color: palette::Rgb, scene: &mut Scene) {
    let corner = |(dx, dy): (f64, f64)| (centre.0 + dx * radius, centre.1 + dy * radius);
    let outline: &[Point] = match marker {
        Marker::Disc | Marker::Ring => return scene.disc(centre, radius, color),
        Marker::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Marker::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        Marker::Triangle => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        Marker::Star => &STAR,
    };
    scene.area(outline.iter().map(|&offset| corner(offset)).collect(), color, 1.0);
}

/// Corners of a star of five points, outer and inner ones in turn.
const STAR: [Point; 10] = [
    (0.0, -1.5),
    (0.353, -0.485),
    (1.427, -0.464),
    (0.571, 0.185),
    (0.882, 1.214),
    (0.0, 0.6),
    (-0.882, 1.214),
    (-0.571, 0.185),
    (-1.427, -0.464),
    (-0.353, -0.485),
];
