//! Draws figures as SVG and PNG; it knows the grammar of figures, not what they are about.
//!
//! `render` is pure: `compose` lays a figure out as a `Scene` of shapes in pixels, `svg` and `bitmap` paint the scene.
//! Text is measured with the embedded typeface, so that `overlap` can prove a layout.
#![expect(clippy::disallowed_methods, reason = "in pixels a zero has no sign")]

mod along;
mod alt;
mod axes;
mod bitmap;
mod compose;
mod extent;
mod frame;
mod geometry;
mod heading;
mod key;
mod mark;
mod overlap;
mod palette;
mod point_label;
mod render;
mod scene;
mod shading;
mod side;
mod spread;
mod style;
mod svg;
mod ticks;
mod typeface;

pub use alt::describe;
pub use overlap::overlaps;
pub use render::{Rendered, render};
pub use typeface::{REGULAR as REGULAR_FONT, STRONG as STRONG_FONT};

/// Why a chart could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The embedded typeface could not be read.
    #[error("the embedded typeface is damaged")]
    Font,
    /// The drawing backend failed.
    #[error("drawing failed: {0}")]
    Backend(String),
    /// The PNG encoder failed.
    #[error("encoding PNG failed")]
    Png(#[from] png::EncodingError),
}
