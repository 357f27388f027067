//! The give-get log: every proposal of the sessions replayed, one row each; it does not know what else is written down.

use super::Held;
use crate::bargaining::concession_log::Entry;
use crate::experiment::replay::words::{occasion, session_ending, side};
use crate::experiment::run::Results;
use crate::relationship::menu::Menu;
use crate::table::{Column, Table, TableError, Unit};

struct Row<'a> {
    held: &'a Held,
    entry: &'a Entry,
}

/// The table.
pub fn table(results: &Results<'_>, menu: &Menu, held: &[Held]) -> Result<Table, TableError> {
    let rows: Vec<Row<'_>> = held.iter().flat_map(rows).collect();
    let text = |read: &dyn Fn(&Row<'_>) -> String| -> Vec<String> { rows.iter().map(read).collect() };
    let whole = |read: &dyn Fn(&Row<'_>) -> i64| -> Vec<i64> { rows.iter().map(read).collect() };
    let money = |name: &str, doc: &str, read: &dyn Fn(&Entry) -> f64| {
        Column::number(name, Unit::Money, doc, rows.iter().map(|row| read(row.entry)).collect())
    };
    let packages = |row: &Row<'_>| {
        let described: Vec<String> =
            row.entry.packages.packages().iter().map(|outcome| menu.space.describe(*outcome)).collect();
        described.join(" | ")
    };
    let ending =
        |row: &Row<'_>| row.held.session.log.close().map_or_else(String::new, |close| session_ending(&close.ending));
    let (turn, round) =
        (|row: &Row<'_>| i64::from(row.entry.turn) + 1, |row: &Row<'_>| i64::from(row.held.session.round));
    Table::new(
        "concessions",
        "Give and get at the table, first replications",
        vec![
            Column::text("seller", "Seller's strategy.", text(&|row| results.name(row.held.cell.seller).to_owned())),
            Column::text("buyer", "Buyer's strategy.", text(&|row| results.name(row.held.cell.buyer).to_owned())),
            Column::integer(
                "replication",
                Unit::Count,
                "Replication, from 0.",
                whole(&|row| row.held.replication as i64),
            ),
            Column::integer("round", Unit::Round, "Calendar round of the session.", whole(&round)),
            Column::text("session", "Why the session is held.", text(&|row| occasion(row.held.session.due).to_owned())),
            Column::integer("turn", Unit::Count, "Turn of the session, from 1.", whole(&turn)),
            Column::text("by", "Side that proposes.", text(&|row| side(row.entry.by).to_owned())),
            Column::text("move_type", "Kind of move.", text(&|row| row.entry.move_type.name().to_owned())),
            money("give", "Own value given up since the own last proposal, per round.", &|entry| entry.give),
            money("get", "Value received by the other's last move, per round.", &|entry| entry.get),
            money("value_to_self", "Value of the lead package to the proposer, per round.", &|entry| {
                entry.value_to_self
            }),
            money("value_to_other", "Value of the best package to the other, per round.", &|entry| {
                entry.value_to_other
            }),
            money("balance", "All got less all given so far, per round.", &|entry| entry.balance),
            Column::text("trigger", "What brought the move about.", text(&|row| row.entry.trigger.clone())),
            Column::text("packages", "What is proposed; several packages stand side by side.", text(&packages)),
            Column::text("ending", "How the session ended.", text(&ending)),
        ],
    )
}

fn rows(held: &Held) -> Vec<Row<'_>> {
    held.session.log.entries().iter().map(|entry| Row { held, entry }).collect()
}
