//! Tables that grow as Parquet, column by column with their units; it does not know what made them.
//!
//! Missing numbers are nulls. Nothing of clock or machine enters the bytes.

use super::write::{Stream, WriteError};
use crate::table::{Column, Data, Table};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// Rows that are gathered before they are written: bounds memory, and gives readers groups worth skipping.
const GROUP: usize = 65_536;

/// Why a table cannot be written as Parquet.
#[derive(Debug, Error)]
pub enum ParquetTableError {
    /// The writer failed.
    #[error(transparent)]
    Writer(#[from] ParquetError),
    /// The file system refused.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A Parquet file that grows by tables with the same columns.
pub struct ParquetStream {
    writer: SerializedFileWriter<Stream>,
    waiting: Vec<Table>,
    rows: usize,
}

impl std::fmt::Debug for ParquetStream {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ParquetStream").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl ParquetStream {
    /// Begins a file with the columns of `table`, whose rows are not yet written, and metadata by name.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn new(stream: Stream, table: &Table, metadata: &[(&str, String)]) -> Result<Self, ParquetTableError> {
        let fields = table.columns().iter().map(|column| field(column).map(Arc::new)).collect::<Result<_, _>>()?;
        let schema = Type::group_type_builder(table.name()).with_fields(fields).build()?;
        let named = metadata.iter().map(|(name, value)| KeyValue::new((*name).to_owned(), value.clone()));
        let units = table.columns().iter().map(|column| {
            KeyValue::new(format!("column.{}", column.name), format!("{} [{}]", column.doc, column.unit.name()))
        });
        let properties = WriterProperties::builder()
            .set_created_by(concat!("longgame version ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(2 * GROUP))
            .set_key_value_metadata(Some(named.chain(units).collect()))
            .build();
        let writer = SerializedFileWriter::new(stream, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer, waiting: Vec::new(), rows: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn append(&mut self, table: &Table) -> Result<(), ParquetTableError> {
        self.rows += table.rows();
        self.waiting.push(table.clone());
        if self.rows >= GROUP { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), ParquetTableError> {
        let Some(first) = self.waiting.first() else { return Ok(()) };
        let mut group = self.writer.next_row_group()?;
        for place in 0..first.columns().len() {
            let parts = self.waiting.iter().filter_map(|table| Some(&table.columns().get(place)?.data));
            let Some(mut column) = group.next_column()? else { break };
            fill(column.untyped(), parts)?;
            column.close()?;
        }
        group.close()?;
        self.waiting.clear();
        self.rows = 0;
        Ok(())
    }

    /// Writes what waits, and puts the file in its place.
    ///
    /// # Errors
    /// If the writer or the file system refuses.
    pub fn finish(mut self, path: &Path) -> Result<(), ParquetTableError> {
        self.write()?;
        Ok(self.writer.into_inner()?.finish(path)?)
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical, repetition) = match &column.data {
        Data::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
        Data::Number(_) => (Physical::DOUBLE, None, Repetition::OPTIONAL),
        Data::Integer(_) => (Physical::INT64, None, Repetition::REQUIRED),
        Data::Flag(_) => (Physical::BOOLEAN, None, Repetition::REQUIRED),
    };
    Type::primitive_type_builder(&column.name, physical).with_logical_type(logical).with_repetition(repetition).build()
}

/// Writes one column's values, gathered from tables in order.
fn fill<'a>(writer: &mut ColumnWriter<'_>, parts: impl Iterator<Item = &'a Data>) -> Result<(), ParquetError> {
    match writer {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let words = parts.flat_map(|data| if let Data::Text(words) = data { words.as_slice() } else { &[] });
            let words: Vec<ByteArray> = words.map(|word| ByteArray::from(word.as_str())).collect();
            writer.write_batch(&words, None, None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let all = parts.flat_map(|data| if let Data::Number(all) = data { all.as_slice() } else { &[] });
            let all: Vec<f64> = all.copied().collect();
            let levels: Vec<i16> = all.iter().map(|number| i16::from(!number.is_nan())).collect();
            let known: Vec<f64> = all.into_iter().filter(|number| !number.is_nan()).collect();
            writer.write_batch(&known, Some(&levels), None)?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let all = parts.flat_map(|data| if let Data::Integer(all) = data { all.as_slice() } else { &[] });
            writer.write_batch(&all.copied().collect::<Vec<i64>>(), None, None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let all = parts.flat_map(|data| if let Data::Flag(all) = data { all.as_slice() } else { &[] });
            writer.write_batch(&all.copied().collect::<Vec<bool>>(), None, None)?;
        }
        _ => return Err(ParquetError::General("a column of a kind that no table has".to_owned())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Unit;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};

    fn table(first: i64) -> Table {
        let columns = vec![
            Column::integer("point", Unit::Count, "Number.", vec![first, first + 1]),
            Column::number("mean", Unit::Money, "Mean.", vec![0.1, f64::NAN]),
            Column::text("failure", "Why.", ["", "never ends"]),
            Column::flag("done", "Whether.", vec![true, false]),
        ];
        Table::new("points", "Points", columns).unwrap()
    }

    #[test]
    fn rows_read_back_with_nulls_and_metadata() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("points.parquet");
        let stream = Stream::new(folder.path(), "points.parquet").unwrap();
        let mut parquet = ParquetStream::new(stream, &table(0), &[("seed", "7".to_owned())]).unwrap();
        (0..3).for_each(|part| parquet.append(&table(2 * part)).unwrap());
        parquet.finish(&path).unwrap();
        let reader = SerializedFileReader::try_from(path.as_path()).unwrap();
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[4], "{point: 4, mean: 0.1, failure: \"\", done: true}");
        assert_eq!(rows[5], "{point: 5, mean: null, failure: \"never ends\", done: false}");
        let file = reader.metadata().file_metadata();
        let found = file.key_value_metadata().unwrap();
        assert!(found.iter().any(|pair| pair.key == "seed" && pair.value.as_deref() == Some("7")));
        assert!(found.iter().any(|pair| pair.key == "column.mean" && pair.value.as_deref() == Some("Mean. [money]")));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
