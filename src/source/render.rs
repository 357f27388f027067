//! Shows diagnostics to people and to machines; knows no rule that they come from.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value as Json, json};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::file::{FileId, Files};

/// Columns that a rendered diagnostic may take.
const WIDTH: usize = 100;

/// Whether the rendering carries terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Text alone.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Every diagnostic with `file:line:column`, its line, what is wrong there and what helps.
pub fn render(files: &Files, diagnostics: &Diagnostics, palette: Palette) -> String {
    let renderer = match palette {
        Palette::Plain => Renderer::plain(),
        Palette::Coloured => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH);
    let shown = diagnostics.iter().map(|diagnostic| {
        let mut text = renderer.render(&[group(files, diagnostic)]);
        text.push('\n');
        text
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn group<'a>(files: &'a Files, diagnostic: &'a Diagnostic) -> Group<'a> {
    let place = (diagnostic.file, &diagnostic.span);
    let mut group = Level::ERROR.primary_title(diagnostic.message.as_str()).element(line(
        files,
        place,
        AnnotationKind::Primary,
        &diagnostic.label,
    ));
    for related in &diagnostic.related {
        let place = (related.file, &related.span);
        group = group.element(line(files, place, AnnotationKind::Context, &related.label));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The first line of a place: one line is enough to see what is meant, however long the value.
fn line<'a>(
    files: &'a Files,
    (file, span): (FileId, &Range<usize>),
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, Annotation<'a>> {
    let range = files.line_range(file, span.start);
    let line = &files.text(file)[range.clone()];
    let inside = |offset: usize| line.floor_char_boundary(offset.clamp(range.start, range.end) - range.start);
    let annotation = kind.span(inside(span.start)..inside(span.end));
    let label = Some(label).filter(|label| !label.is_empty());
    Snippet::source(line)
        .line_start(files.position(file, range.start).line)
        .path(files.name(file))
        .annotation(annotation.label(label))
}

/// An array of objects `file line column key message help` for programs.
pub fn to_json(files: &Files, diagnostics: &Diagnostics) -> Json {
    let objects = diagnostics.iter().map(|diagnostic| {
        let position = files.position(diagnostic.file, diagnostic.span.start);
        json!({
            "file": files.name(diagnostic.file),
            "line": position.line,
            "column": position.column,
            "key": diagnostic.key,
            "message": diagnostic.message,
            "help": diagnostic.help,
        })
    });
    Json::Array(objects.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_shows_place_line_label_and_help() {
        let mut files = Files::new();
        let file = files.add("deal.toml", "title = 'é'\n[horizon]\ncontinuation = 1.2 # hm\n");
        let found = Diagnostic::new(file, 38..41, "continuation = 1.2 is outside 0 to 1")
            .with_label("outside 0 to 1")
            .with_related(file, 13..22, "of this table")
            .with_key("horizon.continuation")
            .with_help("a probability");
        let found = Diagnostics::from(found);
        let shown = render(&files, &found, Palette::Plain);
        for part in [
            "error: continuation = 1.2 is outside 0 to 1",
            "deal.toml:3:16",
            "3 | continuation = 1.2 # hm",
            "^^^ outside 0 to 1",
            "of this table",
            "help: a probability",
        ] {
            assert!(shown.contains(part), "{part} is not in\n{shown}");
        }
        assert_eq!(to_json(&files, &found)[0]["column"], 16);
        assert_ne!(render(&files, &found, Palette::Coloured), shown);
    }

    #[test]
    fn places_out_of_reach_are_clamped() {
        let mut files = Files::new();
        let file = files.add("a.toml", "é");
        for span in [0..1, 1..1, 2..99, 50..60] {
            let found = Diagnostics::from(Diagnostic::new(file, span, "x"));
            assert!(render(&files, &found, Palette::Plain).contains("a.toml:1:"));
        }
    }
}
