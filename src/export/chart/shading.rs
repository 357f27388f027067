//! How values become colours in one figure; it does not know where the colours are put.

use crate::report::{Figure, Mark, Palette};

use super::extent::Span;
use super::palette::{self, Rgb};

/// How values become colours in one figure.
#[derive(Clone, Copy, Debug)]
pub struct Shading {
    palette: Palette,
    /// Values from the first colour to the last.
    pub span: Span,
}

impl Shading {
    /// The shading of a figure's cells.
    pub fn of(figure: &Figure) -> Self {
        let values = figure.marks.iter().filter_map(|mark| match mark {
            Mark::Cell { value, .. } => Some(*value),
            _ => None,
        });
        let seen = Span::of(values);
        let (low, high) = figure.shade.range.unwrap_or(match figure.shade.palette {
            Palette::Sequential => (seen.low, seen.high),
            Palette::Diverging => {
                let far = f64::max(seen.low.abs(), seen.high.abs());
                (-far, far)
            }
        });
        Self { palette: figure.shade.palette, span: Span { low, high }.opened() }
    }

    /// The colour of a value.
    pub fn color(&self, value: f64) -> Rgb {
        palette::shade(self.palette, (value - self.span.low) / self.span.width())
    }
}
