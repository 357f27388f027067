//! Turns the parser's syntax errors into sentences, without those that only follow from another; knows no tree of ours.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::file::{FileId, Files};

/// Some mistakes hide those after them; this many are taken out of the text to look behind.
const MOST_HIDING: usize = 32;

/// All syntax errors of a file, at most one for each line.
pub(super) fn explain(files: &Files, file: FileId) -> Diagnostics {
    let mut explanation = Explanation {
        files,
        file,
        text: files.text(file).to_owned(),
        lines: BTreeSet::new(),
        problems: Diagnostics::new(),
        headers_end: usize::MAX,
    };
    for _ in 0..MOST_HIDING {
        if !explanation.take_out_open_array() && !explanation.take_out_broken_line() {
            break;
        }
    }
    explanation.explain_rest();
    explanation.problems
}

struct Explanation<'f> {
    files: &'f Files,
    file: FileId,
    /// The text without what was taken out; all offsets stay.
    text: String,
    lines: BTreeSet<usize>,
    problems: Diagnostics,
    /// Where the first header was taken out: from there keys seem to repeat those of the table before.
    headers_end: usize,
}

impl Explanation<'_> {
    fn report(&mut self, problem: Diagnostic) {
        let line = self.files.position(self.file, problem.span.start).line;
        if self.lines.insert(line) {
            self.problems.push(problem);
        }
    }

    fn take_out_open_array(&mut self) -> bool {
        let Some(open) = open_array(&self.text) else {
            return false;
        };
        self.report(array_left_open(self.file, &open));
        self.text = without(&self.text, &open);
        true
    }

    fn take_out_broken_line(&mut self) -> bool {
        let Some((at, message)) = broken_line(&self.text) else {
            return false;
        };
        let problem = worded(self.file, &self.text, at..at, &message);
        self.report(problem);
        let line = self.files.line_range(self.file, at);
        if message.starts_with(OPEN_HEADER[0]) || message.starts_with(OPEN_HEADER[1]) {
            self.headers_end = self.headers_end.min(line.start);
        }
        self.text.replace_range(line.clone(), &" ".repeat(line.len()));
        true
    }

    fn explain_rest(&mut self) {
        let (_, mut errors) = DeTable::parse_recoverable(&self.text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            if error.message() != DUPLICATE || span.start < self.headers_end {
                let problem = worded(self.file, &self.text, span, error.message());
                self.report(problem);
            }
        }
    }
}

/// How messages of the parser begin.
const OPEN_HEADER: [&str; 2] = ["unclosed table", "unclosed array table"];
const KEY_ALONE: &str = "key with no value";
const DUPLICATE: &str = "duplicate key";

/// Place and message of the first header left open or key without `=`.
fn broken_line(text: &str) -> Option<(usize, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let hides = |message: &str| {
        let [table, array] = OPEN_HEADER;
        [table, array, KEY_ALONE].iter().any(|start| message.starts_with(start))
    };
    let error = errors.iter().find(|error| hides(error.message()))?;
    Some((error.span()?.start, error.message().to_owned()))
}

/// An array that is not closed before the line of the next key.
struct OpenArray {
    start: usize,
    next_line: usize,
    next_equals: usize,
}

fn open_array(text: &str) -> Option<OpenArray> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let swallowed = |error: &&Error| error.message().contains("`=` in array");
    let spans = errors.iter().filter(swallowed).filter_map(Error::span);
    let next_equals = spans.map(|span| span.start).min()?;
    let start = array_around(table.get_ref(), next_equals)?;
    let next_line = text[..next_equals].rfind('\n')? + 1;
    (start < next_line).then_some(OpenArray { start, next_line, next_equals })
}

/// Start of the outermost array literal around an offset.
fn array_around(table: &DeTable<'_>, offset: usize) -> Option<usize> {
    table.values().find_map(|value| match value.get_ref() {
        DeValue::Array(_) if value.span().contains(&offset) => Some(value.span().start),
        DeValue::Table(inner) => array_around(inner, offset),
        DeValue::Array(items) => {
            items.iter().filter_map(|item| item.get_ref().as_table()).find_map(|item| array_around(item, offset))
        }
        _ => None,
    })
}

fn array_left_open(file: FileId, open: &OpenArray) -> Diagnostic {
    let opened = open.start..open.start + 1;
    Diagnostic::new(file, opened, "this array is not closed").with_label("opened here").with_related(
        file,
        open.next_line..open.next_equals,
        "`]` is missing before this",
    )
}

/// The text with a `0` in place of the array, so that what follows can be read; all offsets stay.
fn without(text: &str, open: &OpenArray) -> String {
    let blank = |b: &u8| if *b == b'\n' { '\n' } else { ' ' };
    let swallowed = &text.as_bytes()[open.start + 1..open.next_line];
    let blanks: String = swallowed.iter().map(blank).collect();
    [&text[..open.start], "0", &blanks, &text[open.next_line..]].concat()
}

fn worded(file: FileId, text: &str, span: Range<usize>, message: &str) -> Diagnostic {
    let written = text.get(span.clone()).unwrap_or_default();
    if message.starts_with("string values must be quoted") || message.starts_with("invalid boolean") {
        return no_value(file, span, written);
    }
    if message == DUPLICATE {
        return Diagnostic::new(file, span, format!("`{written}` is given twice")).with_label("given before");
    }
    if let Some(said) = reworded(message) {
        return Diagnostic::new(file, span, said);
    }
    Diagnostic::new(file, span, message.replace("expected nothing", "expected a new line"))
}

fn reworded(message: &str) -> Option<&'static str> {
    let sentences = [
        (OPEN_HEADER[0], "`]` is missing: this header is not closed"),
        (OPEN_HEADER[1], "`]]` is missing: this header is not closed"),
        (KEY_ALONE, "`=` is missing: a key is one word followed by `=` and a value"),
        ("unquoted keys cannot be empty", "a key is missing here"),
        ("recursion limit", "tables or arrays are nested too deeply"),
    ];
    let found = sentences.iter().find(|(start, _)| message.starts_with(start));
    found.map(|(_, sentence)| *sentence)
}

fn no_value(file: FileId, span: Range<usize>, written: &str) -> Diagnostic {
    if written.is_empty() {
        return Diagnostic::new(file, span, "a value is missing after `=`");
    }
    let problem = Diagnostic::new(file, span, format!("`{written}` is no value"));
    let word = written.to_lowercase();
    if word == "true" || word == "false" {
        return problem.with_help(format!("write {word} in small letters"));
    }
    let number = written.starts_with(|c: char| c.is_ascii_digit());
    let number = if number { "a number is written without spaces and units, as in 1000 or 0.5; " } else { "" };
    problem.with_help(format!("{number}text must be in quotes: \"{written}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<(usize, String)> {
        let mut files = Files::new();
        let file = files.add("a.toml", text);
        let mut problems = explain(&files, file);
        problems.sort();
        let line = |d: &Diagnostic| files.position(file, d.span.start).line;
        problems.iter().map(|d| (line(d), d.message.clone())).collect()
    }

    #[test]
    fn every_broken_line_is_reported_once() {
        let found = errors("a = \nb = 3\nc = tit\nb = 4\n[h\nx = 1\n");
        let lines: Vec<_> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 4, 5]);
        assert!(found[0].1.contains("value is missing"));
        assert!(found[1].1.contains("`tit` is no value"));
        assert!(found[2].1.contains("`b` is given twice"));
    }

    #[test]
    fn an_open_array_does_not_hide_what_follows() {
        let found = errors("a = [1,\n  2\nb = 3\nc = 4\nd = tit\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], (1, "this array is not closed".to_owned()));
        assert_eq!(found[1].0, 5);
    }
}
