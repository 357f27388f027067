//! Lines of at most 100 columns: wrapped sentences and aligned columns; it does not know what they say.

/// No line is wider.
pub const WIDTH: usize = 100;

const BETWEEN: usize = 2;

/// Narrowest that a wrapped last column gets.
const NARROWEST: usize = 16;

/// A sentence in lines, the first after `first`, the others after `rest`, broken at spaces.
pub fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let mut lines = vec![first.to_owned()];
    let mut vacant = true;
    for word in text.split(' ') {
        let line = lines.last().map_or(0, |line| length(line));
        if !vacant && line + 1 + length(word) > WIDTH {
            lines.push(rest.to_owned());
            vacant = true;
        }
        if let Some(line) = lines.last_mut() {
            if !vacant {
                line.push(' ');
            }
            line.push_str(word);
            vacant = false;
        }
    }
    lines
}

/// A sentence as a bullet of an indented list.
pub fn bullet(text: &str) -> Vec<String> {
    wrapped(text, "  - ", "    ")
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Columns side by side under their heads, indented; the last one is wrapped where it does not fit.
///
/// Words of a left column are the row's first cells; a row has as many cells as there are heads.
pub fn columns(heads: &[(&str, Align)], rows: &[Vec<String>], indent: usize) -> Vec<String> {
    let width = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.get(place)).map(|cell| length(cell));
        cells.chain([length(heads[place].0)]).fold(0, usize::max)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let head: Vec<String> = heads.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut lines = line(heads, &widths, &head, indent);
    for row in rows {
        lines.extend(line(heads, &widths, row, indent));
    }
    lines
}

fn line(heads: &[(&str, Align)], widths: &[usize], row: &[String], indent: usize) -> Vec<String> {
    let mut text = " ".repeat(indent);
    let last = row.len().saturating_sub(1);
    for (place, cell) in row.iter().enumerate() {
        if place > 0 {
            text.push_str(&" ".repeat(BETWEEN));
        }
        let start = length(&text);
        if place == last && heads[place].1 == Align::Left && start + length(cell) > WIDTH && start + NARROWEST < WIDTH {
            return wrapped(cell, &text, &" ".repeat(start)).iter().map(|line| trimmed(line)).collect();
        }
        let gap = " ".repeat(widths[place].saturating_sub(length(cell)));
        text = match heads[place].1 {
            Align::Left => text + cell + &gap,
            Align::Right => text + &gap + cell,
        };
    }
    vec![trimmed(&text)]
}

fn trimmed(line: &str) -> String {
    line.trim_end().to_owned()
}

/// Characters of a text.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::{Align, WIDTH, columns, wrapped};

    #[test]
    fn nothing_is_wider_than_the_page() {
        let text = "word ".repeat(60);
        let lines = wrapped(text.trim_end(), "  - ", "    ");
        assert!(lines.len() > 1 && lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[0].starts_with("  - word") && lines[1].starts_with("    word"));
        let heads = [("turn", Align::Right), ("why", Align::Left)];
        let rows = vec![vec!["1".to_owned(), text.clone()], vec!["12".to_owned(), "x".to_owned()]];
        let lines = columns(&heads, &rows, 2);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.last().unwrap(), "    12  x");
    }
}
