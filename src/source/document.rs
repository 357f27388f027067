//! A TOML text as a tree in which every node knows its file and place; knows no meaning of any key.

use std::ops::Range;

use super::file::FileId;
use super::path::{KeyPath, Step};

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
