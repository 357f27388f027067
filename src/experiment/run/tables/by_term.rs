//! What a changed contract gains in its first term and costs later; it does not know which clauses changed.

use super::estimates;
use crate::base::side::Side;
use crate::experiment::run::Results;
use crate::experiment::run::terms::{CHANGES, Changes};
use crate::statistics::{Estimate, Moments};
use crate::table::{Column, Table, TableError};

/// One row: the variant's place, the strategies on both sides of the row's side, and what changes for it.
struct Row<'a> {
    variant: &'a str,
    side: Side,
    own: &'a str,
    other: &'a str,
    changes: &'a Changes,
}

/// None where no variant changes the contract, or its first term is as long as what is reported.
pub(super) fn variants_by_term(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let rows = rows(results);
    if rows.is_empty() {
        return Ok(None);
    }
    let mut columns = vec![
        Column::text("variant", "The contract with some terms changed.", rows.iter().map(|row| row.variant)),
        Column::text("role", "Side of the contract that the row is about.", rows.iter().map(|row| row.side.name())),
        Column::text("strategy", "Strategy on that side.", rows.iter().map(|row| row.own)),
        Column::text("opponent", "Strategy on the other side.", rows.iter().map(|row| row.other)),
    ];
    for (place, change) in CHANGES.iter().enumerate() {
        let values: Vec<Estimate> = rows.iter().map(|row| Moments::estimate(&row.changes[place])).collect();
        columns.extend(estimates(change.name, &change.unit, change.doc, &values));
    }
    let title = "What each changed contract gains in the first term and later, less the contract as given";
    Table::new("variants_by_term", title, columns).map(Some)
}

fn rows<'a>(results: &'a Results<'_>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for variant in &results.variants {
        let Some(by_term) = &variant.by_term else { continue };
        for side in Side::ALL {
            let changes = &by_term.lineup[side.index()];
            rows.push(Row { variant: &variant.name, side, own: "line-up", other: "line-up", changes });
        }
        for (cell, changes) in results.summary.cells.iter().zip(&by_term.cells) {
            for side in Side::ALL {
                let name = |side: Side| results.name(cell.cell.on(side));
                let (own, other, changes) = (name(side), name(side.other()), &changes[side.index()]);
                rows.push(Row { variant: &variant.name, side, own, other, changes });
            }
        }
    }
    rows
}
