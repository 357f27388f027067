//! What is wrong with a source, where, and what helps; knows neither how it is shown nor any key.

use std::fmt;
use std::ops::Range;

use super::document::Node;
use super::file::FileId;
use super::path::KeyPath;

/// A further place that belongs to a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// File of the place.
    pub file: FileId,
    /// Bytes of the place.
    pub span: Range<usize>,
    /// What is there.
    pub label: String,
}

/// One mistake in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// One sentence that says what is wrong.
    pub message: String,
    /// A few words under the place; may be empty.
    pub label: String,
    /// File of the place.
    pub file: FileId,
    /// Bytes of the place.
    pub span: Range<usize>,
    /// Path of the key, where one is concerned.
    pub key: Option<String>,
    /// What would put it right.
    pub help: Option<String>,
    /// Further places.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A mistake at a place of a file.
    pub fn new(file: FileId, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), label: String::new(), file, span, key: None, help: None, related: Vec::new() }
    }

    /// A mistake in the value of a node.
    pub fn at(node: &Node, message: impl Into<String>) -> Self {
        Self::new(node.file, node.span.clone(), message)
    }

    /// A mistake concerning a key, by its path from the root.
    ///
    /// Points at the value of the key or, when the sources leave the key to its default, at the
    /// nearest enclosing table that they do have.
    pub fn at_key(root: &Node, path: &str, message: impl Into<String>) -> Self {
        let steps = path.parse::<KeyPath>().unwrap_or_default();
        let mut node = root;
        for step in steps.steps() {
            match node.step(step) {
                Some(next) => node = next,
                None => break,
            }
        }
        Self::at(node, message).with_key(path)
    }

    /// Words under the place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Path of the key concerned.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// What would put it right.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A further place.
    #[must_use]
    pub fn with_related(mut self, file: FileId, span: Range<usize>, label: impl Into<String>) -> Self {
        let label = label.into();
        self.related.push(Related { file, span, label });
        self
    }

    /// A node of the tree as a further place.
    #[must_use]
    pub fn with_related_node(self, node: &Node, label: impl Into<String>) -> Self {
        self.with_related(node.file, node.key_or_value_span(), label)
    }
}

/// All mistakes found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Puts them in the order of files and places, each only once.
    pub fn sort(&mut self) {
        self.found.sort_by(|a, b| place(a).cmp(&place(b)));
        self.found.dedup();
        self.found.dedup_by(|later, kept| {
            let same = is_same_mistake(later, kept);
            // The longer path says where the key stands in the whole file.
            if same && later.key.as_ref().map(String::len) > kept.key.as_ref().map(String::len) {
                std::mem::swap(later, kept);
            }
            same
        });
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// `value` if there are none.
    ///
    /// # Errors
    /// The diagnostics in order, if there are any.
    pub fn into_result<T>(mut self, value: T) -> Result<T, Self> {
        self.sort();
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// Whether a part of a file that was checked twice, on its own and as part of the whole, was found wrong both times.
fn is_same_mistake(one: &Diagnostic, other: &Diagnostic) -> bool {
    let part = |whole: &str, part: &str| whole.strip_suffix(part).is_some_and(|before| before.ends_with('.'));
    let keys = one.key.as_deref().zip(other.key.as_deref());
    let nested = keys.is_some_and(|(one, other)| part(one, other) || part(other, one));
    nested && one.file == other.file && one.span == other.span && one.label == other.label
}

fn place(diagnostic: &Diagnostic) -> (FileId, usize, usize, &str) {
    let span = &diagnostic.span;
    (diagnostic.file, span.start, span.end, &diagnostic.message)
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { found: vec![diagnostic] }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, more: I) {
        self.found.extend(more);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    /// The messages alone, one a line; `render` shows them with their sources.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.found.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(out, "{separator}{}", diagnostic.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
