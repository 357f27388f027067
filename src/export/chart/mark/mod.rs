//! One file per kind of mark, each from data to shapes; none knows the others.

pub mod band;
pub mod bar;
pub mod cell;
pub mod curve;
pub mod hatch;
pub mod interval;
pub mod point;
pub mod rule;

use crate::report::Mark;

use super::frame::Frame;
use super::scene::Scene;
use super::shading::Shading;
use super::typeface::Typeface;

/// What a mark needs to find its place.
pub struct Sheet<'a> {
    /// Data to pixels.
    pub frame: &'a Frame,
    /// To measure words.
    pub face: &'a Typeface,
    /// Values to colours.
    pub shading: Shading,
    /// Whether bars and intervals run from left to right.
    pub lying: bool,
}

/// Which marks lie under which: areas below lines, points on top.
pub fn layer(mark: &Mark) -> u8 {
    match mark {
        Mark::Cell { .. } | Mark::Dots { strength: ..=0.5, .. } => 0,
        Mark::Hatch { .. } => 1,
        Mark::Band { .. } => 2,
        Mark::RuleX { .. } | Mark::RuleY { .. } => 3,
        Mark::Bar { .. } => 4,
        Mark::Line { .. } | Mark::Step { .. } => 5,
        Mark::Interval { .. } | Mark::Dots { .. } => 6,
        Mark::Point { .. } => 7,
    }
}

/// Adds the shapes of a mark.
pub fn draw(mark: &Mark, sheet: &Sheet<'_>, scene: &mut Scene) {
    match mark {
        Mark::Cell { .. } => cell::draw(mark, sheet, scene),
        Mark::Hatch { outline, .. } => hatch::draw(outline, sheet, scene),
        Mark::Band { .. } => band::draw(mark, sheet, scene),
        Mark::Dots { .. } | Mark::Point { .. } => point::draw(mark, sheet, scene),
        Mark::RuleX { .. } | Mark::RuleY { .. } => rule::draw(mark, sheet, scene),
        Mark::Bar { .. } => bar::draw(mark, sheet, scene),
        Mark::Line { .. } | Mark::Step { .. } => curve::draw(mark, sheet, scene),
        Mark::Interval { .. } => interval::draw(mark, sheet, scene),
    }
}
