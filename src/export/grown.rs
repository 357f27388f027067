//! One table that grows part by part, as CSV and as Parquet beside it; neither is seen before both are whole.

use super::csv::rows_csv;
use super::parquet::{ParquetStream, ParquetTableError};
use super::write::{Stream, WriteError};
use crate::table::Table;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a table cannot grow.
#[derive(Debug, Error)]
pub enum GrownError {
    /// The CSV writer failed.
    #[error(transparent)]
    Csv(#[from] ::csv::Error),
    /// The Parquet writer failed.
    #[error(transparent)]
    Parquet(#[from] ParquetTableError),
    /// The file system refused.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A growing table.
#[derive(Debug)]
pub struct Grown {
    folder: PathBuf,
    name: String,
    metadata: Vec<(&'static str, String)>,
    csv: Stream,
    /// Begun with the first rows, which say what the columns are.
    parquet: Option<ParquetStream>,
}

impl Grown {
    /// Begins `name`.csv and `name`.parquet, aside in `folder`, with metadata for the latter.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn new(folder: &Path, name: &str, metadata: Vec<(&'static str, String)>) -> Result<Self, GrownError> {
        let csv = Stream::new(folder, &format!("{name}.csv"))?;
        Ok(Self { folder: folder.to_owned(), name: name.to_owned(), metadata, csv, parquet: None })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// If a writer fails.
    pub fn append(&mut self, table: &Table) -> Result<(), GrownError> {
        self.csv.append(&rows_csv(table, self.parquet.is_none())?)?;
        let parquet = if let Some(parquet) = self.parquet.take() {
            parquet
        } else {
            let stream = Stream::new(&self.folder, &format!("{}.parquet", self.name))?;
            ParquetStream::new(stream, table, &self.metadata)?
        };
        Ok(self.parquet.insert(parquet).append(table)?)
    }

    /// Puts both files into `folder`.
    ///
    /// # Errors
    /// If a writer or the file system refuses.
    pub fn finish(self, folder: &Path) -> Result<(), GrownError> {
        if let Some(parquet) = self.parquet {
            parquet.finish(&folder.join(format!("{}.parquet", self.name)))?;
        }
        Ok(self.csv.finish(&folder.join(format!("{}.csv", self.name)))?)
    }
}
