//! The tables of a market: kinds of party, rounds, names, variants; they do not know how they are written.

use super::{Case, Played};
use crate::engine::market::measure;
use crate::engine::market::summary::{GroupSummary, Path};
use crate::experiment::run::bounds;
use crate::statistics::{Estimate, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// All tables.
pub fn all(played: &Played<'_>) -> Result<Vec<Table>, TableError> {
    let mut tables = vec![population(played)?, market(played)?];
    if played.cases.iter().any(Case::has_names) {
        tables.push(reputation(played)?);
    }
    tables.push(differences(played)?);
    tables.extend(shadow(played)?);
    tables.push(flows(played)?);
    Ok(tables)
}

/// Mean, standard error and 95% interval as columns.
fn estimates(name: &str, unit: &Unit, doc: &str, values: &[Estimate]) -> Vec<Column> {
    let rows: Vec<[f64; 4]> = values.iter().map(bounds).collect();
    let endings = [
        ("mean", doc),
        ("se", "Standard error of the mean."),
        ("lo95", "Lower bound of its 95% interval."),
        ("hi95", "Upper bound of its 95% interval."),
    ];
    endings
        .iter()
        .enumerate()
        .map(|(place, (ending, doc))| {
            let column = rows.iter().map(|row| row[place]).collect();
            Column::number(&format!("{name}_{ending}"), unit.clone(), doc, column)
        })
        .collect()
}

type Row<'a> = (&'a Case<'a>, &'a GroupSummary);

fn rows<'a>(played: &'a Played<'_>, keep: impl Fn(&GroupSummary) -> bool) -> Vec<Row<'a>> {
    let of = |case: &'a Case<'a>| case.summary.groups.iter().map(move |group| (case, group));
    played.cases.iter().flat_map(of).filter(|(_, group)| keep(group)).collect()
}

/// Columns that say what a row is about.
fn keys(played: &Played<'_>, rows: &[Row<'_>]) -> Vec<Column> {
    let strategy = |group: &GroupSummary| group.key.strategy.map_or("all", |place| played.name(place)).to_owned();
    let side = |group: &GroupSummary| group.key.side.map_or("both", |side| side.name()).to_owned();
    vec![
        Column::text(
            "case",
            "The scenario as given, or a variant.",
            rows.iter().map(|(case, _)| case.title().to_owned()),
        ),
        Column::text("strategy", "Strategy, or all parties.", rows.iter().map(|(_, group)| strategy(group))),
        Column::text("side", "Role, or both.", rows.iter().map(|(_, group)| side(group))),
    ]
}

fn population(played: &Played<'_>) -> Result<Table, TableError> {
    let rows = rows(played, |_| true);
    let mut columns = keys(played, &rows);
    for (place, measure) in measure::ALL.iter().enumerate() {
        let values: Vec<Estimate> = rows.iter().map(|(_, group)| group.measures[place].estimate()).collect();
        if values.iter().any(|value| value.n > 0) {
            columns.extend(estimates(measure.name, &measure.unit, measure.doc, &values));
        }
    }
    Table::new("population", "What every kind of party earns and does", columns)
}

/// Rows of a group by round.
fn by_round<'a>(rows: &[Row<'a>]) -> Vec<(Row<'a>, usize)> {
    let rounds = |row: &Row<'a>| row.1.path(Path::Matched).len();
    rows.iter().flat_map(|row| (0..rounds(row)).map(move |round| (*row, round))).collect()
}

fn path(rows: &[(Row<'_>, usize)], path: Path) -> Vec<Estimate> {
    rows.iter().map(|((_, group), round)| group.path(path)[*round].estimate()).collect()
}

fn rounds(played: &Played<'_>, rows: &[(Row<'_>, usize)]) -> Vec<Column> {
    let plain: Vec<Row<'_>> = rows.iter().map(|(row, _)| *row).collect();
    let mut columns = keys(played, &plain);
    columns.truncate(2);
    let numbers = rows.iter().map(|(_, round)| *round as i64 + 1).collect();
    columns.push(Column::integer("round", Unit::Round, "Calendar round.", numbers));
    columns
}

fn market(played: &Played<'_>) -> Result<Table, TableError> {
    let rows = by_round(&rows(played, |group| group.key.side.is_none()));
    let mut columns = rounds(played, &rows);
    let paths = [
        ("matched", Path::Matched, Unit::Probability, "Share of parties under a served contract."),
        ("cooperation", Path::Cooperation, Unit::Probability, "Realised effort of those."),
        ("flow", Path::Flow, Unit::Money, "Net flow of a party."),
        ("price", Path::Price, Unit::Money, "Price of those under contract."),
        ("parted", Path::Parted, Unit::Probability, "Share of parties whose relationship was ended."),
    ];
    for (name, which, unit, doc) in paths {
        columns.extend(estimates(name, &unit, doc, &path(&rows, which)));
    }
    Table::new("market", "The market by round", columns)
}

fn reputation(played: &Played<'_>) -> Result<Table, TableError> {
    let rows = by_round(&rows(played, |group| group.key.side.is_none()));
    let mut columns = rounds(played, &rows);
    let doc = "Score in the public record, or the mean of all opinions held, at the round's end.";
    columns.extend(estimates("standing", &Unit::Probability, doc, &path(&rows, Path::Standing)));
    Table::new("reputation", "Standing by round", columns)
}

/// Flow of one strategy less that of another, paired by replication.
fn differences(played: &Played<'_>) -> Result<Table, TableError> {
    let rows: Vec<(&Case<'_>, &([usize; 2], Moments))> =
        played.cases.iter().flat_map(|case| case.summary.differences.iter().map(move |pair| (case, pair))).collect();
    let name = |which: usize| rows.iter().map(move |(_, (pair, _))| played.name(pair[which]).to_owned());
    let mut columns = vec![
        Column::text(
            "case",
            "The scenario as given, or a variant.",
            rows.iter().map(|(case, _)| case.title().to_owned()),
        ),
        Column::text("strategy", "First strategy.", name(0)),
        Column::text("other", "Second strategy.", name(1)),
    ];
    let values: Vec<Estimate> = rows.iter().map(|(_, (_, moments))| moments.estimate()).collect();
    let doc = "Net flow of a party of the first in a round less that of the second, paired by replication.";
    columns.extend(estimates("difference", &Unit::Money, doc, &values));
    Table::new("comparisons", "Paired differences between strategies in the same market", columns)
}

/// The difference along the shadow of the future, if it was searched.
fn shadow(played: &Played<'_>) -> Result<Vec<Table>, TableError> {
    let searched: Vec<_> = played.cases.iter().filter_map(|case| Some((case, case.shadow.as_ref()?))).collect();
    if searched.is_empty() {
        return Ok(Vec::new());
    }
    let case = "The scenario as given, or a variant.";
    let number = |read: &dyn Fn((f64, crate::statistics::Interval, bool)) -> f64| -> Vec<f64> {
        searched.iter().map(|(_, shadow)| shadow.crossing.map_or(f64::NAN, read)).collect()
    };
    let verdict = searched.iter().map(|(_, shadow)| match shadow.crossing {
        Some((.., true)) => "above",
        Some((.., false)) => "below",
        None if shadow.points.iter().all(|(_, gap)| gap.interval(super::super::LEVEL).low > 0.0) => "always",
        None if shadow.points.iter().all(|(_, gap)| gap.interval(super::super::LEVEL).high < 0.0) => "never",
        None => "undecided",
    });
    let points: Vec<_> =
        searched.iter().flat_map(|(case, shadow)| shadow.points.iter().map(move |point| (case, point))).collect();
    let gaps: Vec<Estimate> = points.iter().map(|(_, (_, gap))| *gap).collect();
    let mut along = vec![
        Column::text("case", case, points.iter().map(|(case, _)| case.title().to_owned())),
        Column::number(
            "continuation",
            Unit::Probability,
            "Probability that partners go on needing each other.",
            points.iter().map(|(_, (continuation, _))| *continuation).collect(),
        ),
    ];
    along.extend(estimates("difference", &Unit::Money, "Flow of the first compared strategy less the second.", &gaps));
    Ok(vec![
        Table::new(
            "break_even",
            "From which shadow of the future on the first compared strategy earns more",
            vec![
                Column::text("case", case, searched.iter().map(|(case, _)| case.title().to_owned())),
                Column::text(
                    "verdict",
                    "Where the first earns more: above, below, always, never, or undecided.",
                    verdict,
                ),
                Column::number("estimate", Unit::Probability, "Break-even continuation.", number(&|found| found.0)),
                Column::number("lo95", Unit::Probability, "Lower bound of its interval.", number(&|found| found.1.low)),
                Column::number(
                    "hi95",
                    Unit::Probability,
                    "Upper bound of its interval.",
                    number(&|found| found.1.high),
                ),
            ],
        )?,
        Table::new("continuation", "The difference along the shadow of the future", along)?,
    ])
}

fn flows(played: &Played<'_>) -> Result<Table, TableError> {
    use crate::domain::flow::Account;
    let rows = rows(played, |group| group.key.strategy.is_some());
    let rows: Vec<(Row<'_>, Account)> = rows
        .iter()
        .flat_map(|row| Account::ALL.into_iter().map(move |account| (*row, account)))
        .filter(|((_, group), account)| moves(&group.flows[account.index()]))
        .collect();
    let plain: Vec<Row<'_>> = rows.iter().map(|(row, _)| *row).collect();
    let mut columns = keys(played, &plain);
    columns.push(Column::text("account", "Named flow.", rows.iter().map(|(_, account)| account.name())));
    let values: Vec<Estimate> =
        rows.iter().map(|((_, group), account)| group.flows[account.index()].estimate()).collect();
    columns.extend(estimates("flow", &Unit::Money, "Discounted flow of a party over the whole market.", &values));
    Table::new("flows", "Where the money of every kind of party comes from and goes", columns)
}

/// Whether anything was ever booked: a sum of zeros has neither mean nor spread.
fn moves(moments: &Moments) -> bool {
    moments.count() > 0 && (moments.mean().abs() > 0.0 || moments.variance() > 0.0)
}
