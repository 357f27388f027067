//! The texts that a tree was read from, by name; knows no syntax and opens no file.

use std::ops::Range;

/// Name of the pseudo file that holds one `--set key=value` override.
pub const COMMAND_LINE: &str = "<command line>";

/// A text within [`Files`], in the order in which the texts were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A place in a text as editors count it: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

#[derive(Debug, Clone)]
struct File {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// Name and text of every source that took part in a tree.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name that diagnostics shall show.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts = line_starts(&text);
        self.files.push(File { name: name.into(), text, line_starts });
        FileId(self.files.len() - 1)
    }

    /// Name of a file.
    pub fn name(&self, file: FileId) -> &str {
        &self.files[file.0].name
    }

    /// Text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0].text
    }

    /// Line and column of a byte offset; offsets past the end count as the end.
    pub fn position(&self, file: FileId, offset: usize) -> Position {
        let text = self.text(file);
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.line_of(file, offset);
        let start = self.files[file.0].line_starts[line];
        Position { line: line + 1, column: text[start..offset].chars().count() + 1 }
    }

    /// Byte range, without its line break, of the line that holds `offset`.
    pub fn line_range(&self, file: FileId, offset: usize) -> Range<usize> {
        let text = self.text(file);
        let line = self.line_of(file, offset.min(text.len()));
        let starts = &self.files[file.0].line_starts;
        let start = starts[line];
        let end = starts.get(line + 1).copied().unwrap_or(text.len());
        start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    fn line_of(&self, file: FileId, offset: usize) -> usize {
        self.files[file.0].line_starts.partition_point(|start| *start <= offset) - 1
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_clamp() {
        let mut files = Files::new();
        let file = files.add("a.toml", "x = 'é' # é\r\ny = 2\n");
        let at = |offset| {
            let position = files.position(file, offset);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(7), (1, 7));
        assert_eq!(at(15), (2, 1));
        assert_eq!(at(999), (3, 1));
        assert_eq!(files.line_range(file, 3), 0..13);
    }
}
