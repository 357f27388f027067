//! From a figure to the contents of its two files; it writes nothing.

use super::{ChartError, alt, bitmap, compose, svg, typeface};
use crate::report::Figure;

/// A chart in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The figure's name.
    pub name: String,
    /// An SVG document.
    pub svg: String,
    /// The bytes of a PNG file, 1200 pixels wide.
    pub png: Vec<u8>,
}

/// Draws a figure. The same figure gives the same bytes everywhere.
///
/// # Errors
/// If the embedded typeface is damaged or a backend fails; no figure is refused.
pub fn render(figure: &Figure) -> Result<Rendered, ChartError> {
    let face = typeface::Typeface::load()?;
    let scene = compose::compose(figure, &face);
    Ok(Rendered {
        name: figure.name.clone(),
        svg: svg::paint(&scene, &figure.title, &alt::describe(figure))?,
        png: bitmap::paint(&scene, &face)?,
    })
}
