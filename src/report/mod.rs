//! What an experiment has to tell: sentences, tables and figures as plain data; it does not know how any of it is written or drawn.

use crate::table::Table;

mod color;
mod figure;
mod provenance;

pub use color::{Dash, Hue, Marker, Palette, Shade};
pub use figure::{Axis, Figure, Mark};
pub use provenance::{GivenContract, Provenance};

/// The result of an experiment, ready to be exported in any format.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The scenario's title.
    pub title: String,
    /// The question it asks.
    pub question: String,
    /// What the scenario's author expected to see.
    pub expectation: String,
    /// The verdict, a sentence each.
    pub sentences: Vec<String>,
    /// The numbers.
    pub tables: Vec<Table>,
    /// The pictures of those numbers.
    pub figures: Vec<Figure>,
    /// What was assumed: name and value.
    pub assumptions: Vec<(String, String)>,
    /// All that is needed to get the same report again.
    pub provenance: Provenance,
}

impl Report {
    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name() == name)
    }
}
