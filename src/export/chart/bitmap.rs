//! Paints a scene as PNG, four times too large and then averaged, so that edges are smooth; it does not know what the
//! shapes mean.

use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters_backend::BackendColor;

use super::ChartError;
use super::palette::Rgb;
use super::scene::{Align, Lettering, Point, Scene, Shape};
use super::typeface::Typeface;

/// Dots across and down per pixel of the result.
const FINE: usize = 4;
const CHANNELS: usize = 3;

/// The scene as the bytes of a PNG file.
///
/// # Errors
/// If the backend refuses a shape or the encoder fails.
pub fn paint(scene: &Scene, face: &Typeface) -> Result<Vec<u8>, ChartError> {
    let (width, height) = (scene.width as usize, scene.height as usize);
    let mut dots = vec![0xFF; width * height * FINE * FINE * CHANNELS];
    let size = ((width * FINE) as u32, (height * FINE) as u32);
    let rows = size.1.cast_signed();
    let mut canvas = Canvas { backend: BitMapBackend::with_buffer(&mut dots, size), height: rows, face };
    for shape in &scene.shapes {
        canvas.draw(shape)?;
    }
    drop(canvas);
    encode(&averaged(&dots, width, height), width as u32, height as u32)
}

/// The mean of every block of dots.
fn averaged(dots: &[u8], width: usize, height: usize) -> Vec<u8> {
    let stride = width * FINE * CHANNELS;
    let mut pixels = Vec::with_capacity(width * height * CHANNELS);
    let mut sums = vec![0_u16; width * CHANNELS];
    for rows in dots.chunks_exact(stride * FINE) {
        sums.fill(0);
        for row in rows.chunks_exact(stride) {
            for (sum, block) in sums.chunks_exact_mut(CHANNELS).zip(row.chunks_exact(FINE * CHANNELS)) {
                for dot in block.chunks_exact(CHANNELS) {
                    sum[0] += u16::from(dot[0]);
                    sum[1] += u16::from(dot[1]);
                    sum[2] += u16::from(dot[2]);
                }
            }
        }
        let area = (FINE * FINE) as u16;
        pixels.extend(sums.iter().map(|sum| ((sum + area / 2) / area) as u8));
    }
    pixels
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ChartError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

struct Canvas<'a> {
    backend: BitMapBackend<'a>,
    height: i32,
    face: &'a Typeface,
}

impl Canvas<'_> {
    fn draw(&mut self, shape: &Shape) -> Result<(), ChartError> {
        match shape {
            Shape::Area { outline, color, opacity } => self.fill(&fine(outline), tint(*color, *opacity)),
            Shape::Path { points, color, width } => self.stroke(&fine(points), tint(*color, 1.0), *width * FINE as f64),
            Shape::Disc { centre, radius, color } => {
                self.disc(fine_point(*centre), radius * FINE as f64, tint(*color, 1.0))
            }
            Shape::Words { at, text, look } => self.words(fine_point(*at), text, *look),
        }
    }

    /// Fills the dots whose centre lies inside, by the even-odd rule. The backend's own polygons blend their edges,
    /// which doubles where areas meet.
    fn fill(&mut self, outline: &[Point], color: BackendColor) -> Result<(), ChartError> {
        let highest = outline.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
        let lowest = outline.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
        let first = ((highest - 0.5).ceil() as i32).max(0);
        let last = ((lowest - 0.5).floor() as i32).min(self.height - 1);
        let mut crossings = Vec::new();
        for row in first..=last {
            crossed_at(outline, f64::from(row) + 0.5, &mut crossings);
            for pair in crossings.chunks_exact(2) {
                let (from, to) = ((pair[0] - 0.5).ceil() as i32, (pair[1] - 0.5).ceil() as i32 - 1);
                if from <= to {
                    self.backend
                        .draw_line((from, row), (to, row), &color)
                        .map_err(|error| ChartError::Backend(error.to_string()))?;
                }
            }
        }
        Ok(())
    }

    /// Every stretch is its own rectangle and every bend a disc, so a line that crosses itself has no holes.
    fn stroke(&mut self, points: &[Point], color: BackendColor, width: f64) -> Result<(), ChartError> {
        for pair in points.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let length = (dx * dx + dy * dy).sqrt();
            if length > 0.0 {
                let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
                let side = |p: Point, sign: f64| (p.0 + sign * nx, p.1 + sign * ny);
                let corners = [side(pair[0], 1.0), side(pair[1], 1.0), side(pair[1], -1.0), side(pair[0], -1.0)];
                self.fill(&corners, color)?;
            }
        }
        let bends = points.len().saturating_sub(1);
        for bend in points.iter().take(bends).skip(1) {
            self.disc(*bend, width / 2.0, color)?;
        }
        Ok(())
    }

    fn disc(&mut self, (x, y): Point, radius: f64, color: BackendColor) -> Result<(), ChartError> {
        let first = ((y - radius - 0.5).ceil() as i32).max(0);
        let last = ((y + radius - 0.5).floor() as i32).min(self.height - 1);
        for row in first..=last {
            let down = f64::from(row) + 0.5 - y;
            let half = (radius * radius - down * down).max(0.0).sqrt();
            let (from, to) = ((x - half - 0.5).ceil() as i32, (x + half - 0.5).ceil() as i32 - 1);
            if from <= to {
                self.backend
                    .draw_line((from, row), (to, row), &color)
                    .map_err(|error| ChartError::Backend(error.to_string()))?;
            }
        }
        Ok(())
    }

    fn words(&mut self, (x, base): Point, text: &str, look: Lettering) -> Result<(), ChartError> {
        let size = look.size * FINE as f64;
        let width = self.face.width(text, size, look.weight);
        let left = match look.align {
            Align::Start => x,
            Align::Middle => x - width / 2.0,
            Align::End => x - width,
        };
        let mut outcome = Ok(());
        let backend = &mut self.backend;
        self.face.cover(text, size, look.weight, (left, base), |x, y, coverage| {
            if outcome.is_ok() && coverage > 0.0 {
                outcome = backend.draw_pixel((x, y), tint(look.color, coverage));
            }
        });
        outcome.map_err(|error| ChartError::Backend(error.to_string()))
    }
}

/// Where a row crosses the outline, from the left.
fn crossed_at(outline: &[Point], y: f64, crossings: &mut Vec<f64>) {
    crossings.clear();
    let next = outline.iter().cycle().skip(1);
    for (from, to) in outline.iter().zip(next) {
        if (from.1 <= y) != (to.1 <= y) {
            crossings.push(from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1));
        }
    }
    crossings.sort_by(f64::total_cmp);
}

fn fine(points: &[Point]) -> Vec<Point> {
    points.iter().map(|p| fine_point(*p)).collect()
}

fn fine_point((x, y): Point) -> Point {
    (x * FINE as f64, y * FINE as f64)
}

fn tint(rgb: Rgb, alpha: f64) -> BackendColor {
    BackendColor { alpha, rgb }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::chart::palette::PAPER;

    #[test]
    fn averaging_a_half_covered_pixel_gives_grey() {
        let mut dots = vec![0xFF; FINE * FINE * CHANNELS];
        dots[..FINE * FINE * CHANNELS / 2].fill(0);
        assert_eq!(averaged(&dots, 1, 1), [128, 128, 128]);
    }

    #[test]
    fn a_filled_square_covers_exactly_its_pixels() {
        let mut scene = Scene { width: 4.0, height: 4.0, shapes: Vec::new() };
        scene.area(vec![(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)], (0, 0, 0), 1.0);
        let face = Typeface::load().unwrap();
        let bytes = paint(&scene, &face).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; 4 * 4 * 3];
        reader.next_frame(&mut pixels).unwrap();
        let dark: Vec<usize> = (0..16).filter(|i| pixels[i * 3] != PAPER.0).collect();
        assert_eq!(dark, [5, 6, 9, 10]);
    }
}
