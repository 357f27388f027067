//! Tables as tidy CSV and a schema that says what the columns mean; it does not know which tables exist.

use serde::Serialize;

use crate::report::Report;
use crate::table::{Cell, Data, Table};

use super::{ExportError, File};

/// One CSV file per table and `schema.json`.
///
/// # Errors
/// If the CSV or JSON writer fails.
pub fn files(report: &Report) -> Result<Vec<File>, ExportError> {
    let mut files = Vec::new();
    for table in &report.tables {
        let bytes = table_csv(table).map_err(|source| ExportError::Csv { table: table.name().to_owned(), source })?;
        let path = format!("{}.csv", table.name());
        files.push(File { path, bytes });
    }
    files.push(File::text("schema.json", schema(&report.tables)?));
    Ok(files)
}

/// A table as CSV (RFC 4180 with line feeds): a header and one record per row. Numbers are written in the shortest
/// form that reads back as the same number; a missing value is an empty field.
///
/// # Errors
/// If the CSV writer fails.
pub fn table_csv(table: &Table) -> Result<Vec<u8>, ::csv::Error> {
    rows_csv(table, true)
}

/// The rows of a table as CSV, below a header or below other rows of the same table.
///
/// # Errors
/// If the CSV writer fails.
pub fn rows_csv(table: &Table, header: bool) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    if header {
        writer.write_record(table.columns().iter().map(|column| &column.name))?;
    }
    for row in 0..table.rows() {
        writer.write_record(table.columns().iter().map(|column| field(column.cell(row))))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn field(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(word) => word.to_owned(),
        Cell::Number(value) => value.to_string(),
        Cell::Integer(value) => value.to_string(),
        Cell::Flag(value) => value.to_string(),
        Cell::Missing => String::new(),
    }
}

#[derive(Serialize)]
struct TableSchema<'a> {
    file: String,
    title: &'a str,
    rows: usize,
    columns: Vec<ColumnSchema<'a>>,
}

#[derive(Serialize)]
struct ColumnSchema<'a> {
    name: &'a str,
    kind: &'static str,
    unit: &'a str,
    doc: &'a str,
}

/// What every column of every table means, as JSON.
///
/// # Errors
/// If the JSON writer fails.
pub fn schema(tables: &[Table]) -> Result<String, serde_json::Error> {
    let described: Vec<TableSchema<'_>> = tables
        .iter()
        .map(|table| TableSchema {
            file: format!("{}.csv", table.name()),
            title: table.title(),
            rows: table.rows(),
            columns: columns(table),
        })
        .collect();
    Ok(serde_json::to_string_pretty(&described)? + "\n")
}

fn columns(table: &Table) -> Vec<ColumnSchema<'_>> {
    let described = table.columns().iter().map(|column| ColumnSchema {
        name: &column.name,
        kind: match column.data {
            Data::Text(_) => "text",
            Data::Number(_) => "number",
            Data::Integer(_) => "integer",
            Data::Flag(_) => "flag",
        },
        unit: column.unit.name(),
        doc: &column.doc,
    });
    described.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Unit};

    #[test]
    fn numbers_read_back_and_words_are_quoted() {
        let third = 1.0 / 3.0;
        let columns = vec![
            Column::text("strategy", "", ["a, \"b\"", "c"]),
            Column::number("value", Unit::Money, "", vec![third, f64::NAN]),
            Column::flag("wins", "", vec![true, false]),
        ];
        let table = Table::new("summary", "", columns).unwrap();
        let text = String::from_utf8(table_csv(&table).unwrap()).unwrap();
        let expected = "strategy,value,wins\n\"a, \"\"b\"\"\",0.3333333333333333,true\nc,,false\n";
        assert_eq!(text, expected);
        assert_eq!("0.3333333333333333".parse::<f64>().unwrap().to_bits(), third.to_bits());
    }
}
