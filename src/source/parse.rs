//! From TOML text to the tree, with every number that does not fit and every date refused; knows no meaning of any key.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeFloat, DeInteger, DeTable, DeValue};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::document::{Node, Value};
use super::file::{FileId, Files};
use super::syntax;

/// Parses the text of a file.
///
/// # Errors
/// All syntax errors of the text, at most one for each line.
pub fn parse(files: &Files, file: FileId) -> Result<Node, Diagnostics> {
    let text = files.text(file);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(file);
    let mut root = reader.table(table.get_ref(), 0..text.len());
    root.key_span = None;
    let mut problems = reader.problems;
    if !errors.is_empty() {
        problems.extend(syntax::explain(files, file));
    }
    problems.into_result(root)
}

/// Parses a single value, for overrides; `None` when the text is no TOML value.
pub(super) fn parse_value(text: &str, file: FileId, offset: usize) -> Option<Result<Node, Diagnostics>> {
    let value = DeValue::parse(text).ok()?;
    let mut reader = Reader { offset, ..Reader::new(file) };
    let node = reader.node(&value);
    Some(reader.problems.into_result(node))
}

struct Reader {
    file: FileId,
    offset: usize,
    problems: Diagnostics,
}

impl Reader {
    fn new(file: FileId) -> Self {
        Self { file, offset: 0, problems: Diagnostics::new() }
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>) -> Node {
        let span = value.span();
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, span),
            DeValue::Array(items) => self.array(items, span),
            DeValue::String(text) => self.leaf(Value::Text(text.to_string()), span),
            DeValue::Boolean(flag) => self.leaf(Value::Boolean(*flag), span),
            DeValue::Integer(integer) => self.integer(integer, span),
            DeValue::Float(float) => self.float(float, span),
            DeValue::Datetime(date) => {
                let node = self.leaf(Value::Text(date.to_string()), span);
                self.refuse(&node, "dates are not used here", "put it in quotes if it is meant as text");
                node
            }
        }
    }

    fn integer(&mut self, integer: &DeInteger<'_>, span: Range<usize>) -> Node {
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let node = self.leaf(Value::Integer(number.unwrap_or_default()), span);
        if number.is_none() {
            self.refuse(&node, "this is no whole number, or one too large", "at most 9223372036854775807");
        }
        node
    }

    fn float(&mut self, float: &DeFloat<'_>, span: Range<usize>) -> Node {
        let number: f64 = float.as_str().parse().unwrap_or(f64::NAN);
        let node = self.leaf(Value::Float(number), span);
        if number.is_infinite() && !float.as_str().contains("inf") {
            self.refuse(&node, "this number is too large", "at most about 1.8e308");
        }
        node
    }

    fn table(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Node {
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        let mut entries = Vec::with_capacity(keys.len());
        for (key, value) in keys {
            let mut node = self.node(value);
            node.key_span = Some(self.moved(key.span()));
            entries.push((key.get_ref().to_string(), node));
        }
        self.leaf(Value::Table(entries), span)
    }

    fn array(&mut self, items: &DeArray<'_>, span: Range<usize>) -> Node {
        let items = items.iter().map(|item| self.node(item)).collect();
        self.leaf(Value::Array(items), span)
    }

    fn leaf(&self, value: Value, span: Range<usize>) -> Node {
        Node { value, span: self.moved(span), key_span: None, file: self.file }
    }

    fn moved(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    fn refuse(&mut self, node: &Node, message: &str, help: &str) {
        self.problems.push(Diagnostic::at(node, message).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Files, Result<Node, Diagnostics>) {
        let mut files = Files::new();
        let file = files.add("a.toml", text);
        let parsed = parse(&files, file);
        (files, parsed)
    }

    #[test]
    fn keys_keep_the_order_of_the_file() {
        let (_, root) = read("z = 1\na = 2\n[m]\nk = 0.5\nb = [1, 'x']\n[c]\n");
        let root = root.unwrap();
        let keys: Vec<_> = root.as_table().unwrap().iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["z", "a", "m", "c"]);
        assert_eq!(root.at("m.b[1]").unwrap().value, Value::Text("x".into()));
        assert!(root.at("m.b[2]").is_none());
        assert_eq!(root.at("m.k").unwrap().span, 20..23);
    }

    #[test]
    fn numbers_beyond_range_and_dates_are_reported_together() {
        let (_, parsed) = read("a = 99999999999999999999\nb = 1e999\nc = 1979-05-27\nd = inf\n");
        let messages: Vec<_> = parsed.unwrap_err().iter().map(|d| d.message.clone()).collect();
        assert_eq!(messages.len(), 3);
        assert!(messages[2].contains("dates"));
    }
}
