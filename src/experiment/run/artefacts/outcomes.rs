//! What the replayed sessions came to: value, distance from the solutions of bargaining theory, and how well each read the other.

use super::Held;
use crate::base::side::Side;
use crate::domain::solution::appraisal::Appraisal;
use crate::domain::solution::concept::CONCEPTS;
use crate::experiment::replay::words::{occasion, session_ending};
use crate::experiment::run::Results;
use crate::table::{Column, Table, TableError, Unit};

/// The table.
pub fn table(results: &Results<'_>, held: &[Held]) -> Result<Table, TableError> {
    let mut columns = what(results, held);
    let number = |name: &str, unit: Unit, doc: &str, read: &dyn Fn(&Held) -> f64| {
        Column::number(name, unit, doc, held.iter().map(read).collect())
    };
    for side in Side::ALL {
        let name = side.name();
        let value = |held: &Held| held.session.values.as_ref().map_or(f64::NAN, |values| values[side]);
        columns.push(number(
            &format!("value_{name}"),
            Unit::Money,
            &format!("What the agreement is worth to the {name}, per round."),
            &value,
        ));
    }
    let appraised = |read: &dyn Fn(&Appraisal) -> Option<f64>, held: &Held| {
        held.session.appraisal.as_ref().and_then(read).unwrap_or(f64::NAN)
    };
    columns.push(number("efficiency", Unit::Ratio, "Share of the largest joint gain that is realised.", &|held| {
        appraised(&|appraisal| appraisal.efficiency, held)
    }));
    columns.push(number("claimed_seller", Unit::Ratio, "Share of the joint gain that the seller claims.", &|held| {
        appraised(&|appraisal| appraisal.claimed.map(|claimed| claimed[0]), held)
    }));
    columns.push(number("from_frontier", Unit::Money, "Shortest distance to the Pareto set, per round.", &|held| {
        appraised(&|appraisal| appraisal.from_frontier, held)
    }));
    for (place, concept) in CONCEPTS.into_iter().enumerate() {
        let doc = format!("Shortest distance to the outcome with the {}, per round.", concept.row().summary);
        columns.push(number(&format!("from_{}", concept.name()), Unit::Money, &doc, &|held| {
            appraised(&|appraisal| appraisal.distances[place], held)
        }));
    }
    for side in Side::ALL {
        let doc = format!(
            "Correlation of what the {} believes the other wants with what it wants, over all packages.",
            side.name()
        );
        columns.push(number(&format!("accuracy_{}", side.name()), Unit::Ratio, &doc, &|held| {
            held.session.log.accuracy(side).unwrap_or(f64::NAN)
        }));
    }
    Table::new("sessions", "What negotiations came to, first replications", columns)
}

/// Which session a row is about and how it ended.
fn what(results: &Results<'_>, held: &[Held]) -> Vec<Column> {
    let text = |read: &dyn Fn(&Held) -> String| -> Vec<String> { held.iter().map(read).collect() };
    let whole = |read: &dyn Fn(&Held) -> i64| -> Vec<i64> { held.iter().map(read).collect() };
    let close = |held: &Held| held.session.log.close().copied();
    let ending = |held: &Held| close(held).map_or_else(String::new, |close| session_ending(&close.ending));
    let turns = |held: &Held| close(held).map_or(0, |close| i64::from(close.turns));
    vec![
        Column::text("seller", "Seller's strategy.", text(&|held| results.name(held.cell.seller).to_owned())),
        Column::text("buyer", "Buyer's strategy.", text(&|held| results.name(held.cell.buyer).to_owned())),
        Column::integer("replication", Unit::Count, "Replication, from 0.", whole(&|held| held.replication as i64)),
        Column::integer(
            "round",
            Unit::Round,
            "Calendar round of the session.",
            whole(&|held| i64::from(held.session.round)),
        ),
        Column::text("session", "Why the session is held.", text(&|held| occasion(held.session.due).to_owned())),
        Column::text("ending", "How it ended.", text(&ending)),
        Column::integer("turns", Unit::Count, "Proposals made.", whole(&turns)),
    ]
}
