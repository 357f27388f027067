//! Whether the model is alive: how often each mechanism acts, so that no corner takes over unseen.

use super::Results;
use super::tables::mean;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::summary::CellSummary;
use crate::table::{Column, Table, TableError, Unit};

type Read = fn(&CellSummary) -> f64;

fn both(cell: &CellSummary, name: &str) -> f64 {
    f64::midpoint(mean(cell.measure(name, Side::Seller)), mean(cell.measure(name, Side::Buyer)))
}

fn one(cell: &CellSummary, name: &str) -> f64 {
    mean(cell.measure(name, Side::Seller))
}

fn ended(cell: &CellSummary, names: &[&str]) -> f64 {
    let total: u64 = cell.endings.values().sum();
    let count: u64 = cell
        .endings
        .iter()
        .filter(|(name, _)| names.iter().any(|part| name.starts_with(part)))
        .map(|(_, count)| count)
        .sum();
    count as f64 / total as f64
}

const READINGS: [(&str, &str, Read); 15] = [
    ("impasses", "Share of negotiations without agreement.", |cell| one(cell, "impasses")),
    ("need_ended", "Share that lasted as long as the need.", |cell| ended(cell, &["need_ended"])),
    ("no_agreement", "Share that never found a contract.", |cell| ended(cell, &["no_agreement"])),
    ("not_renewed", "Share that ended at a renewal.", |cell| ended(cell, &["not_renewed", "renewal_failed"])),
    ("ramp", "Share that ended by the exit ramp, fault included.", |cell| ended(cell, &["ramp", "fault"])),
    ("broken", "Share broken, by mutual wish or hold-up.", |cell| ended(cell, &["broken", "mutual", "hold_up"])),
    ("stop_loss", "Share ended by a stop-loss.", |cell| ended(cell, &["stop_loss"])),
    ("trust_below_05", "Share of contracted rounds with trust below .05.", |cell| both(cell, "low_trust")),
    ("trust_above_95", "Share of contracted rounds with trust above .95.", |cell| both(cell, "high_trust")),
    ("missed_seller", "Share of contracted rounds in which the seller missed its target.", |cell| one(cell, "missed")),
    ("credited", "Share of contracted rounds in which the seller paid a credit.", |cell| one(cell, "credited")),
    ("gamed", "Share of contracted rounds in which the seller's gaming hid a miss.", |cell| one(cell, "gamed")),
    ("credits_paid", "Discounted credits paid by the seller.", |cell| {
        0.0 - cell.flows[Account::Credit.index()][0].mean()
    }),
    ("at_bound", "Share of contracted rounds with the price at a bound.", |cell| one(cell, "at_bound")),
    ("effort_seller", "Seller's mean effort under contract.", |cell| one(cell, "effort")),
];

/// The table: one row per matchup, and one for the mean over matchups.
pub fn table(results: &Results<'_>) -> Result<Table, TableError> {
    let cells = &results.summary.cells;
    let label =
        |cell: &CellSummary| format!("{} with {}", results.name(cell.cell.seller), results.name(cell.cell.buyer));
    let names = cells.iter().map(label).chain(["mean over matchups".to_owned()]);
    let mut columns = vec![Column::text("matchup", "Seller with buyer.", names)];
    for (name, doc, read) in READINGS {
        let mut values: Vec<f64> = cells.iter().map(read).collect();
        let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        values.push(known.iter().sum::<f64>() / known.len() as f64);
        let unit = if name == "credits_paid" { Unit::Money } else { Unit::Probability };
        columns.push(Column::number(name, unit, doc, values));
    }
    Table::new("diagnostics", "Is the model alive?", columns)
}
