//! The embedded typeface (Inter, SIL Open Font License): widths, wrapping and glyph coverage; it knows no page.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};

use super::ChartError;

/// The regular cut, an OpenType file.
pub const REGULAR: &[u8] = include_bytes!("../assets/fonts/inter-regular.otf");
/// The semi-bold cut, an OpenType file.
pub const STRONG: &[u8] = include_bytes!("../assets/fonts/inter-semibold.otf");
/// Families in CSS form; those after the first are no wider, so that measured boxes hold.
pub const FAMILY: &str = "Inter, Helvetica, Arial, sans-serif";

/// How heavy words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Titles and labels of lines.
    Strong,
}

/// Both cuts, parsed.
pub struct Typeface {
    regular: FontRef<'static>,
    strong: FontRef<'static>,
}

impl Typeface {
    /// Parses the embedded fonts.
    ///
    /// # Errors
    /// If the embedded files are damaged.
    pub fn load() -> Result<Self, ChartError> {
        let parse = |bytes| FontRef::try_from_slice(bytes).map_err(|_| ChartError::Font);
        Ok(Self { regular: parse(REGULAR)?, strong: parse(STRONG)? })
    }

    /// Width of a line in pixels when an em is `size` pixels.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let font = self.cut(weight);
        let scaled = font.as_scaled(scale(font, size));
        text.chars().map(|c| f64::from(scaled.h_advance(font.glyph_id(c)))).sum()
    }

    /// Breaks a text at spaces into lines no wider than `width`; what does not fit into `most` lines ends in an
    /// ellipsis.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, width: f64, most: usize) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, weight) <= width;
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let full = lines.len() == most;
            match lines.last_mut() {
                Some(line) if full || fits(&format!("{line} {word}")) => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        for line in &mut lines {
            if !fits(line) {
                *line = self.shorten(line, size, weight, width);
            }
        }
        lines
    }

    fn shorten(&self, line: &str, size: f64, weight: Weight, width: f64) -> String {
        let mut kept = line.to_owned();
        while kept.pop().is_some() {
            let candidate = format!("{}…", kept.trim_end());
            if self.width(&candidate, size, weight) <= width {
                return candidate;
            }
        }
        String::new()
    }

    /// Calls `pixel` with position and coverage (0 to 1) of every pixel that the line touches; the line starts at
    /// `left` on the baseline `base`.
    pub fn cover(
        &self,
        text: &str,
        size: f64,
        weight: Weight,
        (left, base): (f64, f64),
        mut pixel: impl FnMut(i32, i32, f64),
    ) {
        let font = self.cut(weight);
        let scale = scale(font, size);
        let mut pen = left;
        for c in text.chars() {
            let id = font.glyph_id(c);
            let glyph = id.with_scale_and_position(scale, point(pen as f32, base as f32));
            pen += f64::from(font.as_scaled(scale).h_advance(id));
            if let Some(outline) = font.outline_glyph(glyph) {
                let corner = outline.px_bounds().min;
                let (x0, y0) = (corner.x as i32, corner.y as i32);
                outline.draw(|x, y, coverage| {
                    pixel(x0 + x.cast_signed(), y0 + y.cast_signed(), f64::from(coverage).min(1.0));
                });
            }
        }
    }

    fn cut(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        }
    }
}

/// `ab_glyph` counts a font's height from ascender to descender, everyone else counts ems.
fn scale(font: &FontRef<'static>, size: f64) -> PxScale {
    let units_per_em = font.units_per_em().unwrap_or(1000.0);
    PxScale::from(size as f32 * font.height_unscaled() / units_per_em)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fit_and_keep_all_words() {
        let face = Typeface::load().unwrap();
        let text = "relationship conduct with reviews every fourth round";
        let lines = face.wrap(text, 18.0, Weight::Regular, 160.0, 9);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), text);
        for line in lines {
            assert!(face.width(&line, 18.0, Weight::Regular) <= 160.0);
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let face = Typeface::load().unwrap();
        let lines = face.wrap("one two three four five six", 18.0, Weight::Regular, 80.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
    }

    #[test]
    fn every_sign_in_use_has_a_glyph() {
        let face = Typeface::load().unwrap();
        for c in "−–…×δσ≥≤±µ€→".chars() {
            assert_ne!(face.regular.glyph_id(c).0, 0, "{c}");
        }
    }
}
