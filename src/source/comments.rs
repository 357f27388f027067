//! Which leaf keys of a text say in a comment where their value comes from; knows not which of them must.

use std::ops::Range;

use super::diagnostic::Diagnostics;
use super::document::{Node, Value};
use super::file::Files;
use super::parse::parse;
use super::path::KeyPath;

/// What a comment starts with that names a source.
const MARK: &str = "source:";

/// A key with a value other than a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Path of the key.
    pub path: String,
    /// Line of the key, from 1.
    pub line: usize,
    /// What its `# source:` comment says.
    pub source: Option<String>,
}

/// All leaf keys of a text, in the order of lines, each with its source.
///
/// A source is the text after `# source:` in a comment that stands, the nearest first,
/// - on the line of the value,
/// - in the comment lines directly above the key, for this key alone,
/// - the same two places of the array or inline table that holds the key,
/// - in the comment lines directly above or below the header of the table, for all its keys.
///
/// # Errors
/// The syntax errors of the text.
pub fn leaves(text: &str) -> Result<Vec<Leaf>, Diagnostics> {
    let mut files = Files::new();
    let file = files.add("", text);
    let root = parse(&files, file)?;
    let mut reader = Reader { lines: Lines::of(text, &root), leaves: Vec::new() };
    reader.table(&root, &KeyPath::root(), None, None);
    reader.leaves.sort_by_key(|leaf| leaf.line);
    Ok(reader.leaves)
}

/// The leaf keys without a source, other than the top-level keys in `exempt`.
///
/// # Errors
/// The syntax errors of the text.
pub fn unsourced(text: &str, exempt: &[&str]) -> Result<Vec<Leaf>, Diagnostics> {
    let mut leaves = leaves(text)?;
    leaves.retain(|leaf| leaf.source.is_none() && !exempt.contains(&leaf.path.as_str()));
    Ok(leaves)
}

struct Reader<'t> {
    lines: Lines<'t>,
    leaves: Vec<Leaf>,
}

impl Reader<'_> {
    /// `inline` is the source of the inline value around, `header` that of the table with a header.
    fn table(&mut self, node: &Node, path: &KeyPath, inline: Option<&str>, header: Option<&str>) {
        let own = self.lines.is_header(node).then(|| self.lines.header_source(node));
        let header = own.as_ref().map_or(header, |own| own.as_deref());
        for (key, value) in node.as_table().unwrap_or_default() {
            self.value(value, &path.key(key), inline, header);
        }
    }

    fn value(&mut self, node: &Node, path: &KeyPath, inline: Option<&str>, header: Option<&str>) {
        if node.as_table().is_some() && !self.lines.is_inline(node) {
            return self.table(node, path, inline, header);
        }
        let own = self.lines.own_source(node);
        let inline = own.as_deref().or(inline);
        match &node.value {
            Value::Table(_) => self.table(node, path, inline, header),
            Value::Array(items) if items.iter().any(|item| item.as_table().is_some()) => {
                // The first header of an array of tables stands for its own item only.
                let inline = if self.lines.is_header(&items[0]) { None } else { inline };
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &path.item(index), inline, header);
                }
            }
            _ => self.leaves.push(Leaf {
                path: path.to_string(),
                line: self.lines.number(node.key_or_value_span().start) + 1,
                source: inline.or(header).map(str::to_owned),
            }),
        }
    }
}

/// The comments of a text by line, counted from 0.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    comments: Vec<Option<Comment<'t>>>,
}

#[derive(Clone, Copy)]
struct Comment<'t> {
    text: &'t str,
    alone: bool,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str, root: &Node) -> Self {
        let mut quoted = Vec::new();
        collect_quoted(root, &mut quoted);
        quoted.sort_by_key(|span| span.start);
        let mut starts = Vec::new();
        let mut comments = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            starts.push(start);
            let mut marks = line.match_indices('#').map(|(at, _)| at);
            let comment = marks.find(|at| !is_inside(&quoted, start + at)).map(|at| Comment {
                text: line[at..].trim_start_matches('#').trim(),
                alone: line[..at].trim().is_empty(),
            });
            comments.push(comment);
            start += line.len();
        }
        Self { text, starts, comments }
    }

    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn starts_with(&self, node: &Node, bracket: char) -> bool {
        node.as_table().is_some() && self.text[node.span.start..].starts_with(bracket)
    }

    fn is_header(&self, node: &Node) -> bool {
        node.key_span.as_ref() != Some(&node.span) && self.starts_with(node, '[') && node.span.start != node.span.end
    }

    fn is_inline(&self, node: &Node) -> bool {
        self.starts_with(node, '{')
    }

    fn own_source(&self, node: &Node) -> Option<String> {
        let first = self.number(node.key_or_value_span().start);
        let last = self.number(node.span.end.saturating_sub(1).max(node.span.start));
        source(self.beside(last)).or_else(|| source(self.beside(first))).or_else(|| source(self.above(first)))
    }

    fn header_source(&self, node: &Node) -> Option<String> {
        let line = self.number(node.span.start);
        source(self.beside(line)).or_else(|| source(self.above(line))).or_else(|| source(self.below(line)))
    }

    fn beside(&self, line: usize) -> impl Iterator<Item = &'t str> {
        self.comments.get(line).copied().flatten().map(|comment| comment.text).into_iter()
    }

    fn alone(&self, line: usize) -> Option<&'t str> {
        let comment = self.comments.get(line).copied().flatten()?;
        comment.alone.then_some(comment.text)
    }

    fn above(&self, line: usize) -> impl Iterator<Item = &'t str> {
        let first = (0..line).rev().take_while(|line| self.alone(*line).is_some()).last();
        (first.unwrap_or(line)..line).filter_map(|line| self.alone(line))
    }

    fn below(&self, line: usize) -> impl Iterator<Item = &'t str> {
        (line + 1..self.starts.len()).map_while(|line| self.alone(line))
    }
}

/// What the lines of a comment say from the mark on.
fn source<'c>(lines: impl Iterator<Item = &'c str>) -> Option<String> {
    let marked = |line: &str| line.get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK));
    let said: Vec<_> = lines.skip_while(|line| !marked(line)).collect();
    let said = said.join(" ").get(MARK.len()..)?.trim().to_owned();
    (!said.is_empty()).then_some(said)
}

/// Keys and texts: a `#` within them starts no comment.
fn collect_quoted(node: &Node, quoted: &mut Vec<Range<usize>>) {
    quoted.extend(node.key_span.clone());
    match &node.value {
        Value::Table(entries) => entries.iter().for_each(|(_, node)| collect_quoted(node, quoted)),
        Value::Array(items) => items.iter().for_each(|item| collect_quoted(item, quoted)),
        Value::Text(_) => quoted.push(node.span.clone()),
        _ => {}
    }
}

fn is_inside(sorted: &[Range<usize>], offset: usize) -> bool {
    let after = sorted.partition_point(|span| span.start <= offset);
    after > 0 && sorted[after - 1].contains(&offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Vec<(String, usize, Option<String>)> {
        let leaves = leaves(text).unwrap();
        leaves.into_iter().map(|leaf| (leaf.path, leaf.line, leaf.source)).collect()
    }

    fn row(path: &str, line: usize, source: &str) -> (String, usize, Option<String>) {
        (path.to_owned(), line, Some(source.to_owned()).filter(|source| !source.is_empty()))
    }

    #[test]
    fn comments_beside_and_above_belong_to_one_key() {
        let text = "# source: A, \n# p. 3\na = 'x # y' # no source\nb = 2\n\n# source: far\n\nc = [ # Source: C\n 1,\n 2]\nd = \"\"\"\n# source: no\n\"\"\"\ne = {f = 1, g = 2} # source: E\nh.i = 1 # source:\n";
        let expected = [
            row("a", 3, "A, p. 3"),
            row("b", 4, ""),
            row("c", 8, "C"),
            row("d", 11, ""),
            row("e.f", 14, "E"),
            row("e.g", 14, "E"),
            row("h.i", 15, ""),
        ];
        assert_eq!(sources(text), expected);
    }

    #[test]
    fn comments_at_a_header_belong_to_its_own_keys() {
        let text = "# source: T\n[t]\na = 1\nb = 2 # source: B\nc.d = 3\n[t.u]\n# source: U\ne = 1\n\nf = 2\n[[v]] # source: V\ng = 1\n[[v]]\ng = 2\n[w]\nk = 1\n# source: L\nl = 2\n";
        let expected = [
            row("t.a", 3, "T"),
            row("t.b", 4, "B"),
            row("t.c.d", 5, "T"),
            row("t.u.e", 8, "U"),
            row("t.u.f", 10, "U"),
            row("v[0].g", 12, "V"),
            row("v[1].g", 14, ""),
            row("w.k", 16, ""),
            row("w.l", 18, "L"),
        ];
        assert_eq!(sources(text), expected);
        let bare: Vec<_> = unsourced(text, &["w"]).unwrap().into_iter().map(|leaf| leaf.path).collect();
        assert_eq!(bare, ["v[1].g", "w.k"]);
    }
}
