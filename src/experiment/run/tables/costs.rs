//! What the buyer pays under the price band, and would pay at the spot price or at a fixed price; it does not know the band.

use super::estimates;
use crate::engine::cost::{Cost, Pricing};
use crate::experiment::run::Results;
use crate::statistics::{Estimate, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// One row: seller and buyer, their costs, and the pricing. None where the price never moved.
pub(super) fn price_costs(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let costs = &results.summary.costs;
    if !costs.lineup.moved() {
        return Ok(None);
    }
    let matchups = results.summary.cells.iter().zip(&costs.cells).map(|(cell, cost)| {
        let cell = cell.cell;
        ([results.name(cell.seller), results.name(cell.buyer)], cost)
    });
    let parts: Vec<([&str; 2], &Cost)> = std::iter::once((["line-up"; 2], &costs.lineup)).chain(matchups).collect();
    let rows: Vec<([&str; 2], &Cost, Pricing)> =
        parts.iter().flat_map(|(names, cost)| Pricing::ALL.map(|pricing| (*names, *cost, pricing))).collect();
    let of = |read: &dyn Fn(&Cost) -> &[Moments; 3]| -> Vec<&Moments> {
        rows.iter().map(|(_, cost, pricing)| &read(cost)[*pricing as usize]).collect()
    };
    let means = |moments: Vec<&Moments>| -> Vec<Estimate> { moments.into_iter().map(Moments::estimate).collect() };
    let mut columns = vec![
        Column::text("seller", "Seller's strategy.", rows.iter().map(|row| row.0[0])),
        Column::text("buyer", "Buyer's strategy.", rows.iter().map(|row| row.0[1])),
        Column::text("pricing", "Price at which the same volume is bought.", rows.iter().map(|row| row.2.name())),
    ];
    let doc = "Buyer's discounted cost until the need ends.";
    columns.extend(estimates("cost", &Unit::Money, doc, &means(of(&|cost| &cost.total))));
    let doc = "Cost under the band less cost at this pricing, paired by replication.";
    columns.extend(estimates("band_less", &Unit::Money, doc, &means(of(&|cost| &cost.band_over))));
    let strays = of(&|cost| &cost.strays).into_iter().map(Moments::standard_deviation).collect();
    let doc = "Standard deviation of the cost at this pricing less that at the price agreed.";
    columns.push(Column::number("strays_sd", Unit::Money, doc, strays));
    Table::new("price_costs", "What the buyer pays under the band, at spot and at a fixed price", columns).map(Some)
}
