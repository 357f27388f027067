//! A table for a terminal: at most 100 columns wide, numbers aligned and rounded for reading; it does not know where it
//! is printed.

use crate::table::{Cell, Column, Data, Table};

use super::number::{decimals, grouped};

/// No line is wider.
pub const WIDTH: usize = 100;
const WIDEST_WORD: usize = 44;
const BETWEEN: usize = 2;

struct Block {
    header: Vec<String>,
    cells: Vec<String>,
    width: usize,
    right: bool,
}

/// The table in lines that end in a line feed. Headers are broken at underscores; columns that do not fit are left out
/// from the right, and a last line names them.
pub fn table_text(table: &Table) -> String {
    let blocks: Vec<Block> = table.columns().iter().map(block).collect();
    let shown = fitting(&blocks);
    let side_by_side: Vec<&Block> = blocks[..shown].iter().collect();
    let mut lines = panel(&side_by_side, table.rows());
    let dropped: Vec<&str> = table.columns()[shown..].iter().map(|column| column.name.as_str()).collect();
    if !dropped.is_empty() {
        lines.extend(note(&dropped));
    }
    lines.join("\n") + "\n"
}

/// The whole table in lines that end in a line feed: columns that do not fit follow in further panels, separated by an
/// empty line, each of which begins with the `keys` columns that say what a row is about.
pub fn panels_text(table: &Table, keys: usize) -> String {
    let blocks: Vec<Block> = table.columns().iter().map(block).collect();
    let (keys, mut rest) = blocks.split_at(keys.min(blocks.len()));
    let mut panels = Vec::new();
    while !rest.is_empty() || panels.is_empty() {
        let count = (1..=rest.len()).rev().find(|count| fits(keys.iter().chain(&rest[..*count]))).unwrap_or(1);
        let (shown, later) = rest.split_at(count.min(rest.len()));
        let side_by_side: Vec<&Block> = keys.iter().chain(shown).collect();
        panels.push(panel(&side_by_side, table.rows()).join("\n") + "\n");
        rest = later;
    }
    panels.join("\n")
}

fn fits<'a>(blocks: impl Iterator<Item = &'a Block>) -> bool {
    let widths: Vec<usize> = blocks.map(|block| block.width).collect();
    widths.iter().sum::<usize>() + BETWEEN * widths.len().saturating_sub(1) <= WIDTH
}

/// Header, rule and rows of columns side by side.
fn panel(blocks: &[&Block], rows: usize) -> Vec<String> {
    let mut lines = header(blocks);
    let rule: Vec<String> = blocks.iter().map(|block| "─".repeat(block.width)).collect();
    lines.push(rule.join(&" ".repeat(BETWEEN)));
    lines.extend((0..rows).map(|row| joined(blocks.iter().map(|block| padded(&block.cells[row], block)))));
    lines
}

/// How many columns fit side by side; always at least one.
fn fitting(blocks: &[Block]) -> usize {
    let mut used = 0;
    for (index, block) in blocks.iter().enumerate() {
        used += block.width + if index > 0 { BETWEEN } else { 0 };
        if used > WIDTH && index > 0 {
            return index;
        }
    }
    blocks.len()
}

fn block(column: &Column) -> Block {
    let decimals = decimals(column);
    let cells: Vec<String> = (0..column.len()).map(|row| written(column.cell(row), decimals)).collect();
    let widest = cells.iter().map(|cell| length(cell)).max().unwrap_or(0);
    let header = broken(&column.name, widest.max(12));
    let named = header.iter().map(|line| length(line)).max().unwrap_or(0);
    Block { header, width: widest.max(named), cells, right: matches!(column.data, Data::Number(_) | Data::Integer(_)) }
}

/// A cell for reading; also what the report page shows.
pub fn written(cell: Cell<'_>, decimals: usize) -> String {
    match cell {
        Cell::Text(word) => shortened(word),
        Cell::Number(value) => grouped(value, decimals),
        Cell::Integer(value) => grouped(value as f64, 0),
        Cell::Flag(true) => "yes".to_owned(),
        Cell::Flag(false) => "no".to_owned(),
        Cell::Missing => "–".to_owned(),
    }
}

fn shortened(word: &str) -> String {
    let clean = word.replace(char::is_control, " ");
    if length(&clean) <= WIDEST_WORD {
        return clean;
    }
    let kept: String = clean.chars().take(WIDEST_WORD - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A name in lines of at most about `width`, broken after underscores.
fn broken(name: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in name.split_inclusive('_') {
        match lines.last_mut() {
            Some(line) if length(line) + length(part) <= width => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

fn header(blocks: &[&Block]) -> Vec<String> {
    let tallest = blocks.iter().map(|block| block.header.len()).max().unwrap_or(0);
    let line = |index: usize| {
        joined(blocks.iter().map(|block| {
            let above = tallest - block.header.len();
            let words = index.checked_sub(above).map_or("", |own| block.header[own].as_str());
            padded(words, block)
        }))
    };
    (0..tallest).map(line).collect()
}

fn padded(words: &str, block: &Block) -> String {
    let gap = " ".repeat(block.width.saturating_sub(length(words)));
    if block.right { gap + words } else { words.to_owned() + &gap }
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    cells.join(&" ".repeat(BETWEEN)).trim_end().to_owned()
}

fn note(dropped: &[&str]) -> Vec<String> {
    let noun = if dropped.len() == 1 { "column" } else { "columns" };
    let text = format!("{} more {noun} in CSV: {}", dropped.len(), dropped.join(", "));
    paragraph("", &text).lines().map(str::to_owned).collect()
}

/// Words in lines of at most [`WIDTH`], the first after a mark such as `- `, the others below its text.
pub fn paragraph(mark: &str, words: &str) -> String {
    let mut text = mark.to_owned();
    let mut column = length(mark);
    for (place, word) in words.split(' ').enumerate() {
        if place > 0 && column + 1 + length(word) > WIDTH {
            text.push('\n');
            text.push_str(&" ".repeat(length(mark)));
            column = length(mark);
        } else if place > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length(word);
    }
    text.push('\n');
    text
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Unit;

    #[test]
    fn numbers_are_right_aligned_under_their_broken_header() {
        let columns = vec![
            Column::text("strategy", "", ["relationship", "opportunist"]),
            Column::number("cumulative_value_mean", Unit::Money, "", vec![12_345.678, -910.2]),
            Column::number("beats", Unit::Probability, "", vec![0.5, f64::NAN]),
        ];
        let text = table_text(&Table::new("summary", "", columns).unwrap());
        let expected = [
            "              cumulative_",
            "strategy       value_mean  beats",
            "────────────  ───────────  ─────",
            "relationship       12,346  0.500",
            "opportunist          −910      –",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn wide_tables_drop_columns_from_the_right_and_say_so() {
        let column = |index: usize| Column::number(&format!("metric_number_{index}"), Unit::Money, "", vec![1.5]);
        let table = Table::new("wide", "", (0..30).map(column).collect()).unwrap();
        let text = table_text(&table);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(text.contains("more columns in CSV: ") && text.contains("metric_number_29"));
    }

    #[test]
    fn panels_show_every_column_once_beside_the_keys() {
        let key = Column::text("strategy", "", ["relationship"]);
        let column = |index: usize| Column::number(&format!("m{index}"), Unit::Money, "", vec![1_000.5 + index as f64]);
        let table = Table::new("wide", "", std::iter::once(key).chain((0..30).map(column)).collect()).unwrap();
        let text = panels_text(&table, 1);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        let panels = text.split("\n\n").count();
        assert!(panels > 1 && text.matches("relationship").count() == panels);
        assert!((0..30).all(|index| text.split_whitespace().filter(|word| **word == format!("m{index}")).count() == 1));
    }
}
