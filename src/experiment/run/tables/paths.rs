//! Tables along rounds, shadows of the future and levels of misreading.

use super::matchups::{seat_columns, seats};
use super::{BANDS, estimates, mean, quantiles};
use crate::base::side::Side;
use crate::experiment::run::Results;
use crate::relationship::trajectory::Path;
use crate::statistics::{Estimate, Histogram, Moments};
use crate::table::{Column, Table, TableError, Unit};

pub(super) fn rounds(results: &Results<'_>) -> Result<Table, TableError> {
    let strategies = &results.summary.strategies;
    let count = strategies.first().map_or(0, |strategy| strategy.path.len());
    let rows: Vec<(usize, usize)> =
        (0..strategies.len()).flat_map(|place| (0..count).map(move |round| (place, round))).collect();
    let mut columns = vec![
        Column::text(
            "strategy",
            "Strategy, over the line-up and both roles.",
            rows.iter().map(|row| results.name(row.0).to_owned()),
        ),
        Column::integer("round", Unit::Round, "Calendar round.", rows.iter().map(|row| row.1 as i64 + 1).collect()),
    ];
    let values: Vec<Estimate> = rows.iter().map(|row| strategies[row.0].path[row.1].0.estimate()).collect();
    columns.extend(estimates("value", &Unit::Money, "Cumulative discounted value.", &values));
    let spread: Vec<&Histogram> = rows.iter().map(|row| &strategies[row.0].path[row.1].1).collect();
    columns.extend(quantiles("value", &Unit::Money, &BANDS, &spread));
    let trust = rows.iter().map(|row| mean(Some(&strategies[row.0].trust[row.1].0))).collect();
    columns.push(Column::number("trust_mean", Unit::Ratio, "Mean trust in the other, while under contract.", trust));
    let spread: Vec<&Histogram> = rows.iter().map(|row| &strategies[row.0].trust[row.1].1).collect();
    columns.extend(quantiles("trust", &Unit::Ratio, &BANDS, &spread));
    let effort = rows.iter().map(|row| effort(results, row.0, row.1)).collect();
    columns.push(Column::number("effort_mean", Unit::Ratio, "Mean realised effort, while under contract.", effort));
    Table::new("rounds", "Round by round, over the line-up", columns)
}

/// Mean effort of a strategy in a round over all seats that it takes.
fn effort(results: &Results<'_>, strategy: usize, round: usize) -> f64 {
    let mut all = Moments::default();
    for cell in &results.summary.cells {
        for side in Side::ALL.into_iter().filter(|side| cell.cell.on(*side) == strategy) {
            all.merge(&cell.paths[Path::Effort as usize][side.index()][round]);
        }
    }
    mean(Some(&all))
}

/// Mean paths of every side of every matchup.
pub(super) fn matchup_rounds(results: &Results<'_>) -> Result<Table, TableError> {
    let rounds = results.summary.strategies.first().map_or(0, |strategy| strategy.path.len());
    let rows: Vec<((usize, Side), usize)> =
        seats(results).into_iter().flat_map(|seat| (0..rounds).map(move |round| (seat, round))).collect();
    let seat_rows: Vec<(usize, Side)> = rows.iter().map(|row| row.0).collect();
    let mut columns = seat_columns(results, &seat_rows);
    let calendar = rows.iter().map(|row| row.1 as i64 + 1).collect();
    columns.push(Column::integer("round", Unit::Round, "Calendar round.", calendar));
    let docs = [
        (Path::Value, Unit::Money, "Cumulative discounted value."),
        (Path::Trust, Unit::Ratio, "Trust in the other, while under contract."),
        (Path::Effort, Unit::Ratio, "Realised effort, while under contract."),
    ];
    for (path, unit, doc) in docs {
        let values: Vec<Estimate> = rows
            .iter()
            .map(|((cell, side), round)| {
                results.summary.cells[*cell].paths[path as usize][side.index()][*round].estimate()
            })
            .collect();
        columns.extend(estimates(path.name(), &unit, doc, &values));
    }
    Table::new("matchup_rounds", "Round by round, every matchup", columns)
}

pub(super) fn continuation(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let Some(curves) = &results.curves else { return Ok(None) };
    let points = curves.profile.len();
    let count = curves.strategies.len();
    let rows: Vec<(usize, Option<usize>, usize)> = (0..curves.comparisons.len())
        .flat_map(|place| {
            let opponents = std::iter::once(None).chain((0..count).map(Some));
            opponents.flat_map(move |against| (0..points).map(move |point| (place, against, point)))
        })
        .collect();
    let name = |place: usize, which: usize| results.name(curves.comparisons[place].pair[which]).to_owned();
    let mut columns = vec![
        Column::text("strategy", "First strategy.", rows.iter().map(|row| name(row.0, 0))),
        Column::text("other", "Second strategy.", rows.iter().map(|row| name(row.0, 1))),
        Column::text("against", "Opponent of both, or the line-up.", rows.iter().map(|row| results.against(row.1))),
        Column::number(
            "continuation",
            Unit::Probability,
            "Probability that the need goes on after a round.",
            rows.iter().map(|row| curves.profile[row.2]).collect(),
        ),
    ];
    let values: Vec<Estimate> = rows
        .iter()
        .map(|(place, against, point)| {
            let comparison = &curves.comparisons[*place];
            against.map_or(&comparison.profile, |against| &comparison.profile_against[against])[*point].estimate()
        })
        .collect();
    let doc = "Value of the first less value of the second, paired by replication.";
    columns.extend(estimates("difference", &Unit::Money, doc, &values));
    Table::new("continuation", "Differences by the shadow of the future", columns).map(Some)
}

pub(super) fn phase(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let Some(map) = &results.phase else { return Ok(None) };
    let rows: Vec<(usize, usize)> = (0..map.perception.len())
        .flat_map(|row| (0..map.continuation.len()).map(move |column| (row, column)))
        .collect();
    let mut columns = vec![
        Column::number(
            "perception",
            Unit::Probability,
            "Probability of misreading the other.",
            rows.iter().map(|(row, _)| map.perception[*row]).collect(),
        ),
        Column::number(
            "continuation",
            Unit::Probability,
            "Probability that the need goes on after a round.",
            rows.iter().map(|(_, column)| map.continuation[*column]).collect(),
        ),
    ];
    let values: Vec<Estimate> = rows.iter().map(|(row, column)| map.difference[*row][*column]).collect();
    let doc = "Value over the line-up of the first compared strategy less that of the second.";
    columns.extend(estimates("difference", &Unit::Money, doc, &values));
    let undecided = rows.iter().map(|(row, column)| map.undecided(*row, *column)).collect();
    columns.push(Column::flag("undecided", "Whether the 95% interval spans zero.", undecided));
    Table::new("phase", "Difference by misreading and shadow of the future", columns).map(Some)
}
