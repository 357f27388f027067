//! The give-get log: every proposal of the first replications of each matchup, from replays.

use super::Results;
use crate::base::side::Side;
use crate::engine::plan::{Cell, Plan};
use crate::relationship::game::Keys;
use crate::relationship::occasion::Due;
use crate::relationship::replay::sessions;
use crate::table::{Column, Table, TableError, Unit};

/// Replications of each matchup that are replayed.
const REPLAYED: u64 = 2;

struct Row {
    cell: Cell,
    replication: u64,
    round: u32,
    due: Due,
    entry: crate::bargaining::concession_log::Entry,
    ending: String,
}

/// The table, or none where nothing is negotiated.
pub fn table(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let Some(menu) = &results.design.rules.menu else { return Ok(None) };
    let rows = rows(results);
    let text = |read: &dyn Fn(&Row) -> String| -> Vec<String> { rows.iter().map(read).collect() };
    let number = |read: &dyn Fn(&Row) -> f64| -> Vec<f64> { rows.iter().map(read).collect() };
    let whole = |read: &dyn Fn(&Row) -> i64| -> Vec<i64> { rows.iter().map(read).collect() };
    let money =
        |name: &str, doc: &str, read: &dyn Fn(&Row) -> f64| Column::number(name, Unit::Money, doc, number(read));
    let packages = |row: &Row| {
        let described: Vec<String> =
            row.entry.packages.packages().iter().map(|outcome| menu.space.describe(*outcome)).collect();
        described.join(" | ")
    };
    Table::new(
        "concessions",
        "Give and get at the table, first replications",
        vec![
            Column::text("seller", "Seller's strategy.", text(&|row| results.name(row.cell.seller).to_owned())),
            Column::text("buyer", "Buyer's strategy.", text(&|row| results.name(row.cell.buyer).to_owned())),
            Column::integer("replication", Unit::Count, "Replication, from 0.", whole(&|row| row.replication as i64)),
            Column::integer("round", Unit::Round, "Calendar round of the session.", whole(&|row| i64::from(row.round))),
            Column::text("session", "Why the session is held.", text(&|row| reason(row.due).to_owned())),
            Column::integer(
                "turn",
                Unit::Count,
                "Turn of the session, from 1.",
                whole(&|row| i64::from(row.entry.turn) + 1),
            ),
            Column::text("by", "Side that proposes.", text(&|row| side(row.entry.by).to_owned())),
            Column::text("move_type", "Kind of move.", text(&|row| row.entry.move_type.name().to_owned())),
            money("give", "Own value given up since the own last proposal, per round.", &|row| row.entry.give),
            money("get", "Value received by the other's last move, per round.", &|row| row.entry.get),
            money("value_to_self", "Value of the lead package to the proposer, per round.", &|row| {
                row.entry.value_to_self
            }),
            money("value_to_other", "Value of the best package to the other, per round.", &|row| {
                row.entry.value_to_other
            }),
            money("balance", "All got less all given so far, per round.", &|row| row.entry.balance),
            Column::text("trigger", "What brought the move about.", text(&|row| row.entry.trigger.clone())),
            Column::text("packages", "What is proposed; several packages stand side by side.", text(&packages)),
            Column::text("ending", "How the session ended.", text(&|row| row.ending.clone())),
        ],
    )
    .map(Some)
}

fn rows(results: &Results<'_>) -> Vec<Row> {
    let plan = Plan::round_robin(results.design, results.replications, results.seed);
    let keys = Keys::new(results.seed);
    let mut rows = Vec::new();
    for cell in &plan.cells {
        for replication in 0..REPLAYED.min(results.replications) {
            for record in sessions(plan.matchup(*cell), keys, plan.continuation(), replication) {
                let ending = record.log.close().map_or_else(String::new, |close| ending(&close.ending));
                rows.extend(record.log.entries().iter().map(|entry| Row {
                    cell: *cell,
                    replication,
                    round: record.round,
                    due: record.due,
                    entry: entry.clone(),
                    ending: ending.clone(),
                }));
            }
        }
    }
    rows
}

fn ending(ending: &crate::bargaining::close::Ending) -> String {
    use crate::bargaining::close::Ending;
    match ending {
        Ending::Agreement(agreement) => format!("agreement, accepted by the {}", side(agreement.accepted_by)),
        Ending::Breakdown => "breakdown".to_owned(),
        Ending::Deadline => "deadline".to_owned(),
        Ending::WalkAway { by } => format!("walk-away by the {}", side(*by)),
    }
}

const fn reason(due: Due) -> &'static str {
    match due {
        Due::First => "first contract",
        Due::Renewal => "renewal",
        Due::StopLoss { .. } => "stop-loss",
        Due::HoldUp(Side::Seller) => "hold-up by the seller",
        Due::HoldUp(Side::Buyer) => "hold-up by the buyer",
    }
}

const fn side(side: Side) -> &'static str {
    match side {
        Side::Seller => "seller",
        Side::Buyer => "buyer",
    }
}
