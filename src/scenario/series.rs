//! Reads a column of a CSV file into a series of levels; it does not know what the levels mean.

use thiserror::Error;

/// Why a series could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SeriesError {
    /// The text is no CSV.
    #[error("line {line}: {reason}")]
    Malformed {
        /// Line of the file.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// There is no such column.
    #[error("there is no column `{column}`; columns are {}", known.join(", "))]
    NoColumn {
        /// What was asked for.
        column: String,
        /// What there is.
        known: Vec<String>,
    },
    /// An entry is no positive number.
    #[error("line {line}: `{value}` is no positive number")]
    NotPositive {
        /// Line of the file.
        line: u64,
        /// What stands there.
        value: String,
    },
    /// Too few rows for the blocks.
    #[error("{rows} levels are too few: blocks of {block} rounds need at least {}", block + 1)]
    TooShort {
        /// Levels taken.
        rows: usize,
        /// Rounds in a block.
        block: u32,
    },
}

/// Every `every`-th level of a column.
///
/// # Errors
/// [`SeriesError`], naming the line or the columns that there are.
pub fn levels(text: &str, column: &str, every: u32, block: u32) -> Result<Vec<f64>, SeriesError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let malformed = |error: &csv::Error| SeriesError::Malformed {
        line: error.position().map_or(1, csv::Position::line),
        reason: "not a row of this table".to_owned(),
    };
    let header = reader.headers().map_err(|error| malformed(&error))?.clone();
    let Some(place) = header.iter().position(|name| name == column) else {
        return Err(SeriesError::NoColumn {
            column: column.to_owned(),
            known: header.iter().map(str::to_owned).collect(),
        });
    };
    let mut levels = Vec::new();
    for record in reader.records().step_by(every as usize) {
        let record = record.map_err(|error| malformed(&error))?;
        let value = record.get(place).unwrap_or_default();
        match value.trim().parse::<f64>() {
            Ok(level) if level > 0.0 && level.is_finite() => levels.push(level),
            _ => {
                let line = record.position().map_or(0, csv::Position::line);
                return Err(SeriesError::NotPositive { line, value: value.to_owned() });
            }
        }
    }
    if levels.len() <= block as usize {
        return Err(SeriesError::TooShort { rows: levels.len(), block });
    }
    Ok(levels)
}

#[cfg(test)]
mod tests {
    use super::{SeriesError, levels};

    #[test]
    fn takes_every_nth_row_of_the_column() {
        let text = "month,a\n1,10\n2,11\n3,12\n4,13\n5,14\n";
        assert_eq!(levels(text, "a", 2, 1), Ok(vec![10.0, 12.0, 14.0]));
        assert!(matches!(levels(text, "b", 1, 1), Err(SeriesError::NoColumn { .. })));
        assert!(matches!(levels("a\n1\nx\n", "a", 1, 1), Err(SeriesError::NotPositive { line: 3, .. })));
    }
}
