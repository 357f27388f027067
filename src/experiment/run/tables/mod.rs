//! The tables of a run, one function each; it does not know how they are written.

mod by_term;
mod costs;
mod matchups;
mod paths;
mod strategies;

pub use matchups::relationships;
pub(super) use strategies::flow_over_lineup;

use super::{Results, bounds};
use crate::statistics::{Estimate, Histogram, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// Quantiles given for distributions, and how their columns end.
const QUANTILES: [(f64, &str); 5] = [(0.05, "q05"), (0.25, "q25"), (0.5, "q50"), (0.75, "q75"), (0.95, "q95")];

/// Quantiles that bound the 95, 80 and 50 percent bands of paths.
pub(super) const BANDS: [(f64, &str); 7] =
    [(0.025, "q025"), (0.10, "q10"), (0.25, "q25"), (0.5, "q50"), (0.75, "q75"), (0.90, "q90"), (0.975, "q975")];

/// Levels at which distributions are drawn: every quarter of a percent.
pub(super) fn levels() -> Vec<f64> {
    (1..400).map(|step| f64::from(step) / 400.0).collect()
}

/// Share of the lower tail that the expected shortfall averages.
const TAIL: f64 = 0.05;

/// Every table that a run always has.
pub fn all(results: &Results<'_>) -> Result<Vec<Table>, TableError> {
    let mut tables =
        vec![strategies::strategies(results)?, strategies::comparisons(results)?, strategies::break_even(results)?];
    if !results.variants.is_empty() {
        tables.push(strategies::variants(results)?);
    }
    tables.extend(by_term::variants_by_term(results)?);
    tables.extend([
        matchups::summary(results)?,
        matchups::payoffs(results)?,
        matchups::flows(results)?,
        matchups::endings(results)?,
        strategies::distribution(results)?,
        paths::rounds(results)?,
        paths::matchup_rounds(results)?,
    ]);
    tables.extend(costs::price_costs(results)?);
    tables.extend(strategies::flow_differences(results)?);
    tables.extend(paths::continuation(results)?);
    tables.extend(paths::phase(results)?);
    Ok(tables)
}

/// Four columns for an estimate: mean, standard error and the bounds of its 95% interval.
pub(super) fn estimates(name: &str, unit: &Unit, doc: &str, values: &[Estimate]) -> Vec<Column> {
    let rows: Vec<[f64; 4]> = values.iter().map(bounds).collect();
    let endings = [
        ("mean", doc.to_owned()),
        ("se", format!("Standard error of {name}_mean.")),
        ("lo95", format!("Lower bound of the 95% interval of {name}_mean.")),
        ("hi95", format!("Upper bound of the 95% interval of {name}_mean.")),
    ];
    endings
        .iter()
        .enumerate()
        .map(|(place, (ending, doc))| {
            let values = rows.iter().map(|row| row[place]).collect();
            Column::number(&format!("{name}_{ending}"), unit.clone(), doc, values)
        })
        .collect()
}

fn quantiles(name: &str, unit: &Unit, levels: &[(f64, &str)], values: &[&Histogram]) -> Vec<Column> {
    levels
        .iter()
        .map(|(level, ending)| {
            let column = values.iter().map(|values| values.quantile(*level).unwrap_or(f64::NAN)).collect();
            let doc = format!("Quantile {level} of {name} over replications.");
            Column::number(&format!("{name}_{ending}"), unit.clone(), &doc, column)
        })
        .collect()
}

fn shortfall(name: &str, values: &[&Histogram]) -> Column {
    let column =
        values.iter().map(|values| values.expected_shortfall(TAIL).map_or(f64::NAN, |tail| tail.mean)).collect();
    Column::number(&format!("{name}_cvar05"), Unit::Money, "Mean of the worst 5% of replications.", column)
}

/// Mean of a sample, NaN if it is empty.
pub(super) fn mean(moments: Option<&Moments>) -> f64 {
    moments.filter(|moments| moments.count() > 0).map_or(f64::NAN, Moments::mean)
}

impl Results<'_> {
    /// Name of a strategy by its place in the line-up.
    pub(super) fn name(&self, place: usize) -> &str {
        &self.design.strategies[place].name
    }

    /// Name of an opponent, or of the line-up.
    pub(super) fn against(&self, opponent: Option<usize>) -> String {
        opponent.map_or_else(|| "line-up".to_owned(), |place| self.name(place).to_owned())
    }
}
