//! Reads columns of numbers as other programs write them: CSV or blanks, with or without names; it does not know what they mean.

use super::OutsideError;

/// Columns of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Names of the columns.
    pub names: Vec<String>,
    /// The rows; a cell that is no number is NaN.
    pub rows: Vec<Vec<f64>>,
}

/// The cells of a line, apart by commas, semicolons, tabs or blanks.
pub(super) fn cells(line: &str) -> Vec<&str> {
    match [',', ';', '\t'].into_iter().find(|mark| line.contains(*mark)) {
        Some(mark) => line.split(mark).map(|cell| cell.trim().trim_matches('"')).collect(),
        None => line.split_whitespace().collect(),
    }
}

/// The lines that hold something, with their numbers from 1; lines that begin with `#` are remarks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(place, line)| (place + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// A cell's number; words such as `nan` and empty cells are none.
fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or(f64::NAN)
}

impl Numbers {
    /// Reads a text. The first line holds names unless one of its cells is a number; columns are then called `head1`, `head2`
    /// and so on.
    ///
    /// # Errors
    /// If lines differ in length, or there are none.
    pub fn read(file: &str, text: &str, head: &str) -> Result<Self, OutsideError> {
        let content = |reason: String| OutsideError::Content { file: file.to_owned(), reason };
        let mut lines = lines(text).peekable();
        let first = lines.peek().map(|(_, line)| cells(line)).ok_or_else(|| content("it is empty".to_owned()))?;
        let named = first.iter().all(|cell| cell.parse::<f64>().is_err());
        let names: Vec<String> = if named {
            lines.next();
            first.iter().map(|name| (*name).to_owned()).collect()
        } else {
            (1..=first.len()).map(|place| format!("{head}{place}")).collect()
        };
        let mut rows = Vec::new();
        for (place, line) in lines {
            let cells = cells(line);
            if cells.len() != names.len() {
                let (found, expected) = (cells.len(), names.len());
                return Err(content(format!("line {place} has {found} cells, and the first line has {expected}")));
            }
            rows.push(cells.into_iter().map(number).collect());
        }
        if rows.is_empty() { Err(content("it holds no numbers".to_owned())) } else { Ok(Self { names, rows }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_several_programs_read_alike() {
        let named = Numbers::read("x", "a,b\n1,2\n3,4\n", "x").unwrap();
        assert_eq!(named.names, ["a", "b"]);
        for text in ["1 2\n3 4", "# saved\n1.0e0 2.0\n 3 4\n", "1;2\n3;4", "1\t2\n3\t4"] {
            let bare = Numbers::read("x", text, "x").unwrap();
            assert_eq!((bare.names[1].as_str(), &bare.rows), ("x2", &named.rows), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_marked_and_ragged_lines_are_refused() {
        let numbers = Numbers::read("y", "y\n1\nnan\nfailed\n", "y").unwrap();
        assert!(numbers.rows[1][0].is_nan() && numbers.rows[2][0].is_nan());
        assert!(Numbers::read("y", "1,2\n3\n", "y").unwrap_err().to_string().contains("line 2"));
        assert!(Numbers::read("y", "\n", "y").is_err() && Numbers::read("y", "y\n", "y").is_err());
    }
}
