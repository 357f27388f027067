//! A TOML text as a tree in which every node knows its file and place; knows no meaning of any key.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeFloat, DeInteger, DeTable, DeValue};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::file::{FileId, Files};
use super::path::{KeyPath, Step};
use super::syntax;

/// A key of a table with its value.
pub type Entry = (String, Node);

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What is written.
    pub value: Value,
    /// Bytes of the value in its file; of the header for a table that has one.
    pub span: Range<usize>,
    /// Bytes of the key, unless the node is a root or an item of an array.
    pub key_span: Option<Range<usize>>,
    /// The file that the value comes from.
    pub file: FileId,
}

/// What a node holds. Dates are not among them: no key takes one.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Keys with their values, in the order of the file.
    Table(Vec<Entry>),
    /// Items in order.
    Array(Vec<Node>),
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number; `nan` and `inf` are possible here and refused by the check.
    Float(f64),
    /// True or false.
    Boolean(bool),
}

impl Value {
    /// The kind of value in words, as in "is text".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::Array(_) => "an array",
            Self::Text(_) => "text",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Boolean(_) => "a truth value",
        }
    }
}

impl Node {
    /// The entries of a table.
    pub fn as_table(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entries = self.as_table()?;
        entries.iter().find(|(k, _)| k == key).map(|(_, node)| node)
    }

    /// The node at a path such as `contract.term.rounds` or `parties[2].share`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        let path: KeyPath = path.parse().ok()?;
        let mut node = self;
        for step in path.steps() {
            node = node.step(step)?;
        }
        Some(node)
    }

    pub(super) fn step(&self, step: &Step) -> Option<&Self> {
        match (step, &self.value) {
            (Step::Key(key), _) => self.get(key),
            (Step::Item(item), Value::Array(items)) => items.get(*item),
            (Step::Item(_), _) => None,
        }
    }

    /// Bytes to point at when the key rather than its value is meant.
    pub fn key_or_value_span(&self) -> Range<usize> {
        self.key_span.clone().unwrap_or_else(|| self.span.clone())
    }
}

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
