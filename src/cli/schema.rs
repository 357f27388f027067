//! `longgame schema`: the JSON Schema of scenario or strategy files.

use crate::cli::arguments::{Schema, SchemaKind};
use crate::cli::outcome::{Failure, print};
use crate::scenario::schema;

/// Runs the command.
pub fn run(arguments: &Schema) -> Result<(), Failure> {
    let schema = match arguments.kind {
        SchemaKind::Scenario => schema::scenario(),
        SchemaKind::Strategy => schema::strategy(),
    };
    print(&format!("{schema:#}\n"))
}
