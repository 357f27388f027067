//! Title, subtitle, the vertical axis' name and the note: words that hang on the page, not on the data.

use crate::report::{Figure, Mark};

use super::palette::{INK, SOFT};
use super::scene::{Lettering, Scene};
use super::style::{AXIS, LEADING, MARGIN, NOTE, SUBTITLE, TITLE, WIDTH};
use super::typeface::{Typeface, Weight};

const PAGE: f64 = WIDTH - 2.0 * MARGIN;

/// The words around the plot, in lines.
pub struct Heading {
    lines: Vec<(f64, String, Lettering)>,
    note: Vec<String>,
    /// Where the plot may begin.
    pub bottom: f64,
    /// Baseline of the labels of vertical rules.
    pub rules_base: f64,
    /// Room for the note at the foot.
    pub note_height: f64,
}

impl Heading {
    /// Breaks the words of a figure into lines.
    pub fn of(figure: &Figure, face: &Typeface) -> Self {
        let mut lines = Vec::new();
        let mut top = MARGIN - 6.0;
        let title = Lettering::strong(TITLE, INK);
        let subtitle = Lettering::regular(SUBTITLE, SOFT);
        for (text, look, most, after) in [(&figure.title, title, 2, 4.0), (&figure.subtitle, subtitle, 3, 18.0)] {
            for line in face.wrap(text, look.size, look.weight, PAGE, most) {
                top += look.size * LEADING;
                lines.push((top, line, look));
            }
            top += after;
        }
        for line in face.wrap(figure.y.label(), AXIS, Weight::Regular, PAGE, 1) {
            top += AXIS * LEADING;
            lines.push((top, line, Lettering::regular(AXIS, SOFT)));
        }
        let named_rule = |mark: &Mark| matches!(mark, Mark::RuleX { label, .. } if !label.is_empty());
        if figure.marks.iter().any(named_rule) {
            top += AXIS * LEADING + 4.0;
        }
        let note = figure.note.as_deref().unwrap_or("");
        let note = face.wrap(note, NOTE, Weight::Regular, PAGE, 3);
        Self {
            lines,
            bottom: top + 22.0,
            rules_base: top + 6.0,
            note_height: note.len() as f64 * NOTE * LEADING + if note.is_empty() { 0.0 } else { 12.0 },
            note,
        }
    }

    /// Puts the words on the page.
    pub fn draw(&self, scene: &mut Scene) {
        for (base, line, look) in &self.lines {
            scene.words((MARGIN, *base), line, *look);
        }
        let first = scene.height - MARGIN * 0.75 - (self.note.len() as f64 - 1.0) * NOTE * LEADING;
        for (index, line) in self.note.iter().enumerate() {
            let base = first + index as f64 * NOTE * LEADING;
            scene.words((MARGIN, base), line, Lettering::regular(NOTE, SOFT));
        }
    }
}
