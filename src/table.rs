//! Named, typed columns with units: the only numbers an export reads; it does not know what computed them.

use serde::Serialize;

/// What the values of a column are measured in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Words.
    Text,
    /// A number of things.
    Count,
    /// The scenario's money.
    Money,
    /// Between 0 and 1.
    Probability,
    /// Rounds of a relationship.
    Round,
    /// A number without dimension.
    Ratio,
    /// Any other, by its name.
    Other(String),
}

impl Unit {
    /// The unit's name as the schema prints it.
    pub fn name(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::Count => "count",
            Self::Money => "money",
            Self::Probability => "probability",
            Self::Round => "round",
            Self::Ratio => "ratio",
            Self::Other(name) => name,
        }
    }
}

/// The values of one column, one per row.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Words.
    Text(Vec<String>),
    /// Real numbers; NaN stands for a missing value.
    Number(Vec<f64>),
    /// Whole numbers.
    Integer(Vec<i64>),
    /// True or false.
    Flag(Vec<bool>),
}

/// One value, borrowed from its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A word.
    Text(&'a str),
    /// A real number that is not NaN.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Flag(bool),
    /// No value: a NaN in the data, or a row past the end.
    Missing,
}

/// One named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name in `snake_case`.
    pub name: String,
    /// What the values are measured in.
    pub unit: Unit,
    /// One sentence on what the values mean.
    pub doc: String,
    /// The values.
    pub data: Data,
}

impl Column {
    /// A column of words.
    pub fn text<S: Into<String>>(name: &str, doc: &str, values: impl IntoIterator<Item = S>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self::new(name, Unit::Text, doc, Data::Text(values))
    }

    /// A column of real numbers; NaN stands for a missing value.
    pub fn number(name: &str, unit: Unit, doc: &str, values: Vec<f64>) -> Self {
        Self::new(name, unit, doc, Data::Number(values))
    }

    /// A column of whole numbers.
    pub fn integer(name: &str, unit: Unit, doc: &str, values: Vec<i64>) -> Self {
        Self::new(name, unit, doc, Data::Integer(values))
    }

    /// A column of true or false; its unit is called `flag`.
    pub fn flag(name: &str, doc: &str, values: Vec<bool>) -> Self {
        let unit = Unit::Other("flag".to_owned());
        Self::new(name, unit, doc, Data::Flag(values))
    }

    fn new(name: &str, unit: Unit, doc: &str, data: Data) -> Self {
        Self { name: name.to_owned(), unit, doc: doc.to_owned(), data }
    }

    /// How many values it holds.
    pub fn len(&self) -> usize {
        match &self.data {
            Data::Text(values) => values.len(),
            Data::Number(values) => values.len(),
            Data::Integer(values) => values.len(),
            Data::Flag(values) => values.len(),
        }
    }

    /// Whether it holds no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row.
    pub fn cell(&self, row: usize) -> Cell<'_> {
        let cell = match &self.data {
            Data::Text(values) => values.get(row).map(|word| Cell::Text(word)),
            Data::Number(values) => values.get(row).filter(|v| !v.is_nan()).map(|v| Cell::Number(*v)),
            Data::Integer(values) => values.get(row).map(|v| Cell::Integer(*v)),
            Data::Flag(values) => values.get(row).map(|v| Cell::Flag(*v)),
        };
        cell.unwrap_or(Cell::Missing)
    }
}

/// Why columns do not make a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Columns differ in length.
    #[error("table `{table}`: column `{column}` has {found} rows, the first column has {expected}")]
    Length {
        /// The table's name.
        table: String,
        /// The column that differs.
        column: String,
        /// Its number of rows.
        found: usize,
        /// The first column's number of rows.
        expected: usize,
    },
    /// Two columns share a name.
    #[error("table `{table}`: two columns are called `{column}`")]
    Duplicate {
        /// The table's name.
        table: String,
        /// The name they share.
        column: String,
    },
    /// A name is not `snake_case`.
    #[error("`{0}` is not a snake_case name (a to z, 0 to 9 and _, beginning with a letter)")]
    Name(String),
}

/// Columns of equal length under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    name: String,
    title: String,
    columns: Vec<Column>,
}

impl Table {
    /// Checks the columns and makes the table. The name becomes the file's name, the title is for people.
    ///
    /// # Errors
    /// If a name is not `snake_case`, two columns share one, or the columns differ in length.
    pub fn new(name: &str, title: &str, columns: Vec<Column>) -> Result<Self, TableError> {
        check_name(name)?;
        let expected = columns.first().map_or(0, Column::len);
        for (index, column) in columns.iter().enumerate() {
            check_name(&column.name)?;
            if columns[..index].iter().any(|c| c.name == column.name) {
                return Err(TableError::Duplicate { table: name.to_owned(), column: column.name.clone() });
            }
            if column.len() != expected {
                return Err(TableError::Length {
                    table: name.to_owned(),
                    column: column.name.clone(),
                    found: column.len(),
                    expected,
                });
            }
        }
        Ok(Self { name: name.to_owned(), title: title.to_owned(), columns })
    }

    /// The name, also the stem of the file it is written to.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The title for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The same rows with only these columns, in this order; names that it does not have are left out.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let columns = names.iter().filter_map(|name| self.column(name).cloned()).collect();
        Self { name: self.name.clone(), title: self.title.clone(), columns }
    }

    /// The real numbers of the column of that name, if it holds real numbers.
    pub fn numbers(&self, name: &str) -> Option<&[f64]> {
        match &self.column(name)?.data {
            Data::Number(values) => Some(values),
            _ => None,
        }
    }
}

fn check_name(name: &str) -> Result<(), TableError> {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if starts && name.chars().all(rest) { Ok(()) } else { Err(TableError::Name(name.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unequal_columns_are_refused() {
        let columns =
            vec![Column::text("strategy", "", ["a", "b"]), Column::number("value", Unit::Money, "", vec![1.0])];
        assert!(matches!(Table::new("summary", "", columns), Err(TableError::Length { found: 1, expected: 2, .. })));
    }

    #[test]
    fn names_are_snake_case_and_unique() {
        let column = |name| Column::integer(name, Unit::Count, "", vec![1]);
        assert!(Table::new("Summary", "", vec![]).is_err());
        assert!(Table::new("summary", "", vec![column("n"), column("n")]).is_err());
        assert!(Table::new("summary", "", vec![column("n"), column("n_2")]).is_ok());
    }

    #[test]
    fn only_picks_columns_in_the_order_given() {
        let column = |name| Column::integer(name, Unit::Count, "", vec![1]);
        let table = Table::new("summary", "", vec![column("a"), column("b"), column("c")]).unwrap();
        let names: Vec<String> =
            table.only(&["c", "none", "a"]).columns().iter().map(|column| column.name.clone()).collect();
        assert_eq!(names, ["c", "a"]);
    }

    #[test]
    fn nan_reads_as_missing() {
        let column = Column::number("value", Unit::Money, "", vec![f64::NAN, 2.0]);
        assert_eq!(column.cell(0), Cell::Missing);
        assert_eq!(column.cell(1), Cell::Number(2.0));
        assert_eq!(column.cell(2), Cell::Missing);
    }
}
