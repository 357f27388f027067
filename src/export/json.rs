//! A report as one JSON document for other programs; marks of figures are left out, since tables hold their numbers.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::report::{Figure, Provenance, Report};
use crate::table::{Cell, Table};

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    question: &'a str,
    expectation: &'a str,
    sentences: &'a [String],
    tables: Vec<TableDocument<'a>>,
    figures: Vec<FigureDocument<'a>>,
    assumptions: Vec<Assumption<'a>>,
    provenance: &'a Provenance,
}

#[derive(Serialize)]
struct Assumption<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct FigureDocument<'a> {
    name: &'a str,
    title: &'a str,
    subtitle: &'a str,
    table: Option<&'a str>,
}

#[derive(Serialize)]
struct TableDocument<'a> {
    name: &'a str,
    title: &'a str,
    rows: Vec<Record<'a>>,
}

/// One row as an object; keys in the order of the columns.
struct Record<'a> {
    table: &'a Table,
    row: usize,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.table.columns();
        let mut map = serializer.serialize_map(Some(columns.len()))?;
        for column in columns {
            match column.cell(self.row) {
                Cell::Text(word) => map.serialize_entry(&column.name, word)?,
                Cell::Number(value) => map.serialize_entry(&column.name, &value)?,
                Cell::Integer(value) => map.serialize_entry(&column.name, &value)?,
                Cell::Flag(value) => map.serialize_entry(&column.name, &value)?,
                Cell::Missing => map.serialize_entry(&column.name, &())?,
            }
        }
        map.end()
    }
}

/// The report as indented JSON that ends in a line feed. Missing and infinite numbers are null.
///
/// # Errors
/// If the JSON writer fails.
pub fn report_json(report: &Report) -> Result<String, serde_json::Error> {
    let assumptions = report.assumptions.iter();
    let document = Document {
        title: &report.title,
        question: &report.question,
        expectation: &report.expectation,
        sentences: &report.sentences,
        tables: report.tables.iter().map(table_document).collect(),
        figures: report.figures.iter().map(figure_document).collect(),
        assumptions: assumptions.map(|(name, value)| Assumption { name, value }).collect(),
        provenance: &report.provenance,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// One table as indented JSON that ends in a line feed: name, title and a list of rows.
///
/// # Errors
/// If the JSON writer fails.
pub fn table_json(table: &Table) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&table_document(table))? + "\n")
}

fn table_document(table: &Table) -> TableDocument<'_> {
    TableDocument {
        name: table.name(),
        title: table.title(),
        rows: (0..table.rows()).map(|row| Record { table, row }).collect(),
    }
}

fn figure_document(figure: &Figure) -> FigureDocument<'_> {
    FigureDocument {
        name: &figure.name,
        title: &figure.title,
        subtitle: &figure.subtitle,
        table: figure.table.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Unit};

    #[test]
    fn missing_is_null_and_columns_keep_their_order() {
        let columns = vec![
            Column::number("value", Unit::Money, "", vec![f64::NAN]),
            Column::integer("count", Unit::Count, "", vec![3]),
        ];
        let table = Table::new("summary", "", columns).unwrap();
        let text: String = table_json(&table).unwrap().split_whitespace().collect();
        assert!(text.contains(r#"[{"value":null,"count":3}]"#), "{text}");
    }
}
