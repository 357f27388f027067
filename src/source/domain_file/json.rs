//! From JSON text to the tree with places; it knows no meaning of any key.

use std::ops::Range;

use super::super::diagnostic::{Diagnostic, Diagnostics};
use super::super::document::{Entry, Node, Value};
use super::super::file::{FileId, Files};

/// Parses the text of a file. `null` counts as left out.
///
/// # Errors
/// The first syntax error: JSON has no place from which to go on.
pub(super) fn parse(files: &Files, file: FileId) -> Result<Node, Diagnostics> {
    let text = files.text(file);
    // The strict parser finds every error and bounds the nesting; the walk below relies on that.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let at = offset(files, file, error.line(), error.column());
        let message = format!("this is no JSON: {error}");
        return Err(Diagnostic::new(file, at..at, message).into());
    }
    let mut walk = Walk { text, at: 0, file };
    Ok(walk.value().unwrap_or(Node { value: Value::Table(Vec::new()), span: 0..0, key_span: None, file }))
}

/// Byte offset of a line and column counted from 1, columns in bytes.
fn offset(files: &Files, file: FileId, line: usize, column: usize) -> usize {
    let text = files.text(file);
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// A walk through text that is known to be JSON.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    file: FileId,
}

impl Walk<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(b' ')
    }

    fn skip_space(&mut self) {
        while self.at < self.text.len() && self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// The value that starts here; `None` for `null`.
    fn value(&mut self) -> Option<Node> {
        self.skip_space();
        let start = self.at;
        let value = match self.peek() {
            b'{' => Some(Value::Table(self.table())),
            b'[' => Some(Value::Array(self.items())),
            b'"' => Some(Value::Text(self.string().0)),
            _ => self.word(),
        };
        Some(Node { value: value?, span: start..self.at, key_span: None, file: self.file })
    }

    fn table(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                b'}' => break,
                b',' => self.at += 1,
                _ => {
                    let (key, span) = self.string();
                    self.skip_space();
                    self.at += 1;
                    entries.extend(self.value().map(|node| (key, Node { key_span: Some(span), ..node })));
                }
            }
        }
        self.at += 1;
        entries
    }

    fn items(&mut self) -> Vec<Node> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                b']' => break,
                b',' => self.at += 1,
                _ => items.extend(self.value()),
            }
        }
        self.at += 1;
        items
    }

    fn string(&mut self) -> (String, Range<usize>) {
        let start = self.at;
        self.at += 1;
        while self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let span = start..self.at;
        (serde_json::from_str(&self.text[span.clone()]).unwrap_or_default(), span)
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        while self.at < self.text.len()
            && !matches!(self.peek(), b',' | b']' | b'}')
            && !self.peek().is_ascii_whitespace()
        {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        match word {
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            "null" => None,
            _ => word.parse().map(Value::Integer).ok().or_else(|| serde_json::from_str(word).map(Value::Float).ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Diagnostics> {
        let mut files = Files::new();
        let file = files.add("a.json", text);
        parse(&files, file)
    }

    #[test]
    fn every_kind_of_value_with_its_place() {
        let root = read(r#" {"a": [1, -2.5e1, true, null, "x\"\u00e9"], "b" : {}, "c": null} "#).unwrap();
        let Value::Array(items) = &root.get("a").unwrap().value else { panic!("no array") };
        let values: Vec<&Value> = items.iter().map(|item| &item.value).collect();
        let text = Value::Text("x\"é".to_owned());
        assert_eq!(values, [&Value::Integer(1), &Value::Float(-25.0), &Value::Boolean(true), &text]);
        assert_eq!(items[1].span, 11..17);
        assert_eq!(root.get("b").unwrap().key_span, Some(45..48));
        assert!(root.get("c").is_none());
    }

    #[test]
    fn mistakes_have_a_place_and_deep_nesting_is_refused() {
        for text in ["", "{", "{\"a\": 1,}", "[1, NaN]", "{\"a\": 1e999}", &"[".repeat(100_000)] {
            let found = read(text).unwrap_err();
            assert!(found.to_string().contains("no JSON"), "{found}");
        }
        assert_eq!(read("{\n \"a\": x}").unwrap_err().iter().next().unwrap().span, 8..8);
    }
}
