//! What an analysis of a sweep tells: sentences, tables and figures together; it makes none of them.

use crate::report::Figure;
use crate::table::Table;

/// What is told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) sentences: Vec<String>,
    pub(super) tables: Vec<Table>,
    pub(super) figures: Vec<Figure>,
}
