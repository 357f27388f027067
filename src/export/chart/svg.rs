//! Paints a scene as SVG; it does not know what the shapes mean.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontFamily, FontStyle,
};

use super::ChartError;
use super::palette::Rgb;
use super::scene::{Align, Lettering, Point, Scene, Shape};
use super::typeface::{FAMILY, Weight};

/// The backend counts whole units, so a pixel is this many of them.
pub const UNITS: f64 = 8.0;
/// The backend hangs words by a line this far above the baseline, in ems.
pub const HANG: f64 = 0.76;
/// The backend divides sizes by this number before it writes them.
const SIZE: f64 = 1.24;

/// The scene as an SVG document with a title and a description for those who cannot see it.
///
/// # Errors
/// If the backend refuses a shape.
pub fn paint(scene: &Scene, title: &str, description: &str) -> Result<String, ChartError> {
    let mut document = String::new();
    let size = (units(scene.width) as u32, units(scene.height) as u32);
    let mut backend = SVGBackend::with_string(&mut document, size);
    for shape in &scene.shapes {
        draw(&mut backend, shape).map_err(|error| ChartError::Backend(error.to_string()))?;
    }
    backend.present().map_err(|error| ChartError::Backend(error.to_string()))?;
    drop(backend);
    Ok(with_head(scene, &document, title, description))
}

/// Puts a root element that scales, joins lines roundly and carries its description in place of the backend's.
fn with_head(scene: &Scene, document: &str, title: &str, description: &str) -> String {
    let body = document.split_once('\n').map_or("", |(_, body)| body);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {across} {down}\" stroke-linejoin=\"round\">\n<title>{title}</title>\n<desc>{description}</desc>\n{body}",
        width = scene.width,
        height = scene.height,
        across = units(scene.width),
        down = units(scene.height),
        title = escaped(title),
        description = escaped(description),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn draw(backend: &mut SVGBackend, shape: &Shape) -> Result<(), DrawingErrorKind<std::io::Error>> {
    match shape {
        Shape::Area { outline, color, opacity } => {
            backend.fill_polygon(outline.iter().map(|p| place(*p)), &pen(*color, *opacity, 0.0))
        }
        Shape::Path { points, color, width } => {
            backend.draw_path(points.iter().map(|p| place(*p)), &pen(*color, 1.0, *width))
        }
        Shape::Disc { centre, radius, color } => {
            backend.draw_circle(place(*centre), units(*radius) as u32, &pen(*color, 1.0, 0.0), true)
        }
        Shape::Words { at, text, look } => {
            let top = (at.0, at.1 - HANG * look.size);
            backend.draw_text(text, &Hung(*look), place(top))
        }
    }
}

fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

fn place(point: Point) -> BackendCoord {
    (units(point.0), units(point.1))
}

struct Pen {
    color: BackendColor,
    width: u32,
}

fn pen(rgb: Rgb, alpha: f64, width: f64) -> Pen {
    Pen { color: BackendColor { alpha, rgb }, width: units(width) as u32 }
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// Lettering in the backend's terms.
struct Hung(Lettering);

impl BackendTextStyle for Hung {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: self.0.color }
    }

    fn size(&self) -> f64 {
        self.0.size * UNITS * SIZE
    }

    fn style(&self) -> FontStyle {
        match self.0.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Strong => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let across = match self.0.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        Pos::new(across, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FAMILY)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    /// The SVG backend leaves drawing to whoever shows the document.
    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}
