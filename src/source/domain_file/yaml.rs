//! From YAML text to the tree with places; it knows no meaning of any key.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::document::{Entry, Node, Value};
use super::super::file::{FileId, Files};
use super::label;

/// What stands between the items of a key that is a list.
pub(super) const BETWEEN: char = '\u{1f}';

/// Levels of nesting that any file needs, and more.
const DEEPEST: usize = 64;

/// Parses the first document of a file. `null` counts as left out; a list as a key becomes its items, joined by
/// [`BETWEEN`].
///
/// # Errors
/// The first syntax error, or an alias, which no writer of domains uses.
pub(super) fn parse(files: &Files, file: FileId) -> Result<Node, Diagnostics> {
    let text = files.text(file);
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut tree = Tree { file, text, places, open: Vec::new(), done: false, root: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| tree.scan_error(&error))?;
        tree.take(event, span)?;
        if tree.done {
            break;
        }
    }
    let empty = || Node { value: Value::Table(Vec::new()), span: 0..0, key_span: None, file };
    Ok(tree.root.unwrap_or_else(empty))
}

/// A list or table whose end has not come yet.
struct Open {
    start: usize,
    entries: Vec<Entry>,
    items: Vec<Node>,
    /// For a table: the key whose value comes next, if it has come.
    key: Option<(String, std::ops::Range<usize>)>,
    is_table: bool,
}

struct Tree<'t> {
    file: FileId,
    text: &'t str,
    /// Byte offset of every character.
    places: Vec<usize>,
    open: Vec<Open>,
    /// Whether the whole is complete.
    done: bool,
    /// The whole, unless it is `null`.
    root: Option<Node>,
}

impl Tree<'_> {
    fn place(&self, index: usize) -> usize {
        self.places.get(index).or(self.places.last()).copied().unwrap_or(0)
    }

    fn scan_error(&self, error: &ScanError) -> Diagnostics {
        let at = self.place(error.marker().index());
        Diagnostic::new(self.file, at..at, format!("this is no YAML: {}", error.info())).into()
    }

    fn refuse(&self, span: Span, message: &str) -> Diagnostics {
        Diagnostic::new(self.file, self.place(span.start.index())..self.place(span.end.index()), message).into()
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostics> {
        let bytes = self.place(span.start.index())..self.place(span.end.index());
        match event {
            Event::Scalar(text, style, _, tag) => {
                // A tag other than the core's, such as `!!binary`, marks something that is text to us.
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let is_key = self.open.last().is_some_and(|open| open.is_table && open.key.is_none());
                let value = if plain && !is_key { scalar(&text) } else { Some(Value::Text(text.into_owned())) };
                self.add(value.map(|value| Node { value, span: bytes, key_span: None, file: self.file }), span)
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() == DEEPEST => {
                Err(self.refuse(span, "this is nested deeper than any domain"))
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let is_table = matches!(event, Event::MappingStart(..));
                let (entries, items) = (Vec::new(), Vec::new());
                self.open.push(Open { start: bytes.start, entries, items, key: None, is_table });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span, bytes.end),
            Event::Alias(_) => Err(self.refuse(span, "aliases are not used here; write the value out")),
            _ => Ok(()),
        }
    }

    fn close(&mut self, span: Span, end: usize) -> Result<(), Diagnostics> {
        let Some(Open { start, entries, items, is_table, .. }) = self.open.pop() else {
            return Ok(());
        };
        let value = if is_table { Value::Table(entries) } else { Value::Array(items) };
        self.add(Some(Node { value, span: start..end, key_span: None, file: self.file }), span)
    }

    fn add(&mut self, node: Option<Node>, span: Span) -> Result<(), Diagnostics> {
        let Some(open) = self.open.last_mut() else {
            (self.done, self.root) = (true, node);
            return Ok(());
        };
        if !open.is_table {
            open.items.extend(node);
        } else if let Some((key, place)) = open.key.take() {
            open.entries.extend(node.map(|node| (key, Node { key_span: Some(place), ..node })));
        } else {
            open.key = node.as_ref().and_then(|node| key(node, self.text)).zip(node.map(|node| node.span));
            if open.key.is_none() {
                return Err(self.refuse(span, "a key must be a word, a number or a list of them"));
            }
        }
        Ok(())
    }
}

/// What a plain scalar means by the core schema; `None` for null.
fn scalar(text: &str) -> Option<Value> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|_| text.bytes().any(|byte| byte.is_ascii_digit()));
    match text {
        "" | "~" | "null" | "Null" | "NULL" => None,
        "true" | "True" | "TRUE" => Some(Value::Boolean(true)),
        "false" | "False" | "FALSE" => Some(Value::Boolean(false)),
        ".inf" | "+.inf" => Some(Value::Float(f64::INFINITY)),
        "-.inf" => Some(Value::Float(f64::NEG_INFINITY)),
        ".nan" => Some(Value::Float(f64::NAN)),
        _ => text
            .parse()
            .map(Value::Integer)
            .ok()
            .or_else(|| number(text).map(Value::Float))
            .or_else(|| Some(Value::Text(text.to_owned()))),
    }
}

/// The words of a key as they are written.
fn key(node: &Node, text: &str) -> Option<String> {
    match &node.value {
        Value::Array(items) => {
            let words: Option<Vec<&str>> = items.iter().map(|item| label(item, text)).collect();
            words.map(|words| words.join(&BETWEEN.to_string()))
        }
        _ => label(node, text).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Diagnostics> {
        let mut files = Files::new();
        let file = files.add("a.yml", text);
        parse(&files, file)
    }

    #[test]
    fn every_kind_of_value_with_its_place() {
        let root = read("é: [1, -2.5e1, true, ~, 'x', 60 Gb]\nb:\n  1: .inf\n  2.0: y\nc:\n? [low, 1]\n: 3\n").unwrap();
        let Value::Array(items) = &root.get("é").unwrap().value else { panic!("no array") };
        let values: Vec<&Value> = items.iter().map(|item| &item.value).collect();
        let texts = ["x", "60 Gb"].map(|text| Value::Text(text.to_owned()));
        assert_eq!(values, [&Value::Integer(1), &Value::Float(-25.0), &Value::Boolean(true), &texts[0], &texts[1]]);
        assert_eq!(items[0].span, 5..6);
        assert_eq!(root.get("b").unwrap().get("1").unwrap().value, Value::Float(f64::INFINITY));
        assert!(root.get("b").unwrap().get("2.0").is_some());
        assert!(root.get("c").is_none());
        assert_eq!(root.get("low\u{1f}1").unwrap().value, Value::Integer(3));
    }

    #[test]
    fn mistakes_have_a_place_and_deep_nesting_is_refused() {
        for text in ["a: [1", "a: b: c", "a: &x 1\nb: *x", &"[".repeat(100_000), &"- ".repeat(10_000)] {
            assert!(read(text).is_err(), "{}", &text[..text.len().min(20)]);
        }
        assert!(read("").unwrap().as_table().unwrap().is_empty());
    }
}
