//! Tables with one row per matchup or side of one; they do not know what is compared over the line-up.

use super::{QUANTILES, estimates, mean, quantiles, shortfall};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::batch::Batch;
use crate::engine::measures::{self, Measure, Read};
use crate::engine::plan::Cell;
use crate::engine::summary::ending_name;
use crate::experiment::run::Results;
use crate::statistics::{Estimate, Histogram};
use crate::table::{Column, Table, TableError, Unit};

/// The rows of tables that have one per matchup and side.
pub(super) fn seats(results: &Results<'_>) -> Vec<(usize, Side)> {
    (0..results.summary.cells.len()).flat_map(|cell| Side::ALL.map(|side| (cell, side))).collect()
}

/// Columns that say which matchup and side a row is about.
pub(super) fn seat_columns(results: &Results<'_>, rows: &[(usize, Side)]) -> Vec<Column> {
    let cell = |row: &(usize, Side)| results.summary.cells[row.0].cell;
    let role = rows.iter().map(|(_, side)| role(*side));
    let own = rows.iter().map(|row| results.name(cell(row).on(row.1)).to_owned());
    let other = rows.iter().map(|row| results.name(cell(row).on(row.1.other())).to_owned());
    vec![
        Column::text("role", "Side of the contract that the row is about.", role),
        Column::text("strategy", "Strategy on that side.", own),
        Column::text("opponent", "Strategy on the other side.", other),
    ]
}

const fn role(side: Side) -> &'static str {
    match side {
        Side::Seller => "seller",
        Side::Buyer => "buyer",
    }
}

pub(super) fn summary(results: &Results<'_>) -> Result<Table, TableError> {
    let rows = seats(results);
    let count = rows.len();
    let mut columns = vec![Column::text("scenario", "Scenario.", vec![results.scenario.name.clone(); count])];
    columns.extend(seat_columns(results, &rows));
    let replications = vec![results.replications as i64; count];
    columns.push(Column::integer("replications", Unit::Count, "Replications of the matchup.", replications));
    for (place, measure) in measures::all().enumerate() {
        let values: Vec<Estimate> = rows
            .iter()
            .map(|(cell, side)| results.summary.cells[*cell].measures[place][side.index()].estimate())
            .collect();
        columns.extend(estimates(measure.row.name, &measure.unit, measure.row.summary, &values));
    }
    let values: Vec<&Histogram> =
        rows.iter().map(|(cell, side)| &results.summary.cells[*cell].values[side.index()]).collect();
    columns.extend(quantiles("value", &Unit::Money, &QUANTILES, &values));
    columns.push(shortfall("value", &values));
    let efficiency: Vec<Estimate> =
        rows.iter().map(|(cell, _)| results.summary.cells[*cell].efficiency.ratio()).collect();
    let doc = "Joint value as a share of what both could make together at best.";
    columns.extend(estimates("efficiency", &Unit::Ratio, doc, &efficiency));
    Table::new("summary", "Every matchup, from both sides", columns)
}

pub(super) fn payoffs(results: &Results<'_>) -> Result<Table, TableError> {
    let cells = &results.summary.cells;
    let value = |side: Side| -> Vec<f64> { cells.iter().map(|cell| mean(cell.measure("value", side))).collect() };
    Table::new(
        "payoffs",
        "Payoff matrix: mean value of both sides",
        vec![
            Column::text(
                "seller",
                "Seller's strategy.",
                cells.iter().map(|cell| results.name(cell.cell.seller).to_owned()),
            ),
            Column::text(
                "buyer",
                "Buyer's strategy.",
                cells.iter().map(|cell| results.name(cell.cell.buyer).to_owned()),
            ),
            Column::number("seller_value", Unit::Money, "Seller's mean value.", value(Side::Seller)),
            Column::number("buyer_value", Unit::Money, "Buyer's mean value.", value(Side::Buyer)),
        ],
    )
}

pub(super) fn flows(results: &Results<'_>) -> Result<Table, TableError> {
    let seats = seats(results);
    let rows: Vec<((usize, Side), Account)> = seats
        .iter()
        .flat_map(|seat| results.design.rules.accounts.iter().map(move |account| (*seat, *account)))
        .collect();
    let seat_rows: Vec<(usize, Side)> = rows.iter().map(|(seat, _)| *seat).collect();
    let mut columns = seat_columns(results, &seat_rows);
    columns.push(Column::text("account", "Named flow of money.", rows.iter().map(|(_, account)| account.name())));
    let transfers = rows.iter().map(|(_, account)| account.is_transfer()).collect();
    columns.push(Column::flag("transfer", "Whether the other side books the opposite.", transfers));
    let values: Vec<Estimate> = rows
        .iter()
        .map(|((cell, side), account)| results.summary.cells[*cell].flows[account.index()][side.index()].estimate())
        .collect();
    columns.extend(estimates("flow", &Unit::Money, "Discounted sum of the flow until the need ends.", &values));
    Table::new("flows", "Where the value comes from", columns)
}

pub(super) fn endings(results: &Results<'_>) -> Result<Table, TableError> {
    let rows: Vec<(Cell, &str, f64)> = results
        .summary
        .cells
        .iter()
        .flat_map(|cell| {
            let share = |count: &u64| *count as f64 / results.replications as f64;
            cell.endings.iter().map(move |(name, count)| (cell.cell, *name, share(count)))
        })
        .collect();
    Table::new(
        "endings",
        "How relationships end",
        vec![
            Column::text("seller", "Seller's strategy.", rows.iter().map(|row| results.name(row.0.seller).to_owned())),
            Column::text("buyer", "Buyer's strategy.", rows.iter().map(|row| results.name(row.0.buyer).to_owned())),
            Column::text("ending", "How the relationship ended.", rows.iter().map(|row| row.1)),
            Column::number(
                "share",
                Unit::Probability,
                "Share of replications.",
                rows.iter().map(|row| row.2).collect(),
            ),
        ],
    )
}

/// One row per replication and matchup.
pub fn relationships(results: &Results<'_>, batches: &[Batch]) -> Result<Table, TableError> {
    let histories = || {
        batches.iter().flat_map(|batch| {
            batch.cells.iter().flat_map(move |cell| {
                cell.histories
                    .iter()
                    .enumerate()
                    .map(move |(place, history)| (batch.first + place as u64, cell.cell, history))
            })
        })
    };
    let mut columns = vec![
        Column::integer(
            "replication",
            Unit::Count,
            "Replication, from 0.",
            histories().map(|row| row.0 as i64).collect(),
        ),
        Column::text("seller", "Seller's strategy.", histories().map(|row| results.name(row.1.seller).to_owned())),
        Column::text("buyer", "Buyer's strategy.", histories().map(|row| results.name(row.1.buyer).to_owned())),
        Column::text("ending", "How the relationship ended.", histories().map(|row| ending_name(row.2.ending))),
    ];
    for measure in measures::all() {
        for (side, name) in seen_from(measure) {
            let values = histories().map(|row| measure.of(row.2, side)).collect();
            columns.push(Column::number(&name, measure.unit.clone(), measure.row.summary, values));
        }
    }
    Table::new("relationships", "Every replication", columns)
}

fn seen_from(measure: &Measure) -> Vec<(Side, String)> {
    match measure.read {
        Read::Party(_) => Side::ALL.map(|side| (side, format!("{}_{}", role(side), measure.row.name))).to_vec(),
        Read::Relationship(_) => vec![(Side::Seller, measure.row.name.to_owned())],
    }
}
