//! The tables of a market: kinds of party, rounds, names, variants; they do not know how they are written.

use super::along::Searched;
use super::{Case, Change, Played};
use crate::engine::market::measure;
use crate::engine::market::summary::{GroupKey, GroupSummary, Path};
use crate::experiment::run::bounds;
use crate::experiment::threshold::Crossing;
use crate::statistics::{Estimate, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// What a case is.
const CASE: &str = "The scenario as given, or a variant.";

/// All tables.
pub fn all(played: &Played<'_>) -> Result<Vec<Table>, TableError> {
    let mut tables = vec![population(played)?, market(played)?];
    if played.cases.iter().any(Case::has_names) {
        tables.push(reputation(played)?);
    }
    tables.push(differences(played)?);
    tables.extend(changes(played)?);
    tables.extend(along(played)?);
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
    vec![
        Column::text("case", CASE, rows.iter().map(|(case, _)| case.title().to_owned())),
        Column::text(
            "strategy",
            "Strategy, or all parties.",
            rows.iter().map(|(_, group)| played.kind(&group.key).to_owned()),
        ),
        Column::text("side", "Role, or both.", rows.iter().map(|(_, group)| side(&group.key))),
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
        Column::text("case", CASE, rows.iter().map(|(case, _)| case.title().to_owned())),
        Column::text("strategy", "First strategy.", name(0)),
        Column::text("other", "Second strategy.", name(1)),
    ];
    let values: Vec<Estimate> = rows.iter().map(|(_, (_, moments))| moments.estimate()).collect();
    let doc = "Net flow of a party of the first in a round less that of the second, paired by replication.";
    columns.extend(estimates("difference", &Unit::Money, doc, &values));
    Table::new("comparisons", "Paired differences between strategies in the same market", columns)
}

/// Every search, with the case that it belongs to.
fn searches<'a>(played: &'a Played<'_>) -> Vec<(&'a Case<'a>, &'a Searched)> {
    played.cases.iter().flat_map(|case| case.searched.iter().map(move |one| (case, one))).collect()
}

/// Columns that say which search a row is about.
fn search_keys<'a>(rows: impl Iterator<Item = (&'a Case<'a>, &'a Searched)> + Clone) -> Vec<Column> {
    vec![
        Column::text("case", CASE, rows.clone().map(|(case, _)| case.title().to_owned())),
        Column::text("along", "The number that is moved.", rows.map(|(_, searched)| searched.along.name())),
    ]
}

/// Where the compared strategies earn the same, and the differences behind that, if it was searched for.
fn along(played: &Played<'_>) -> Result<Vec<Table>, TableError> {
    let searched = searches(played);
    if searched.is_empty() {
        return Ok(Vec::new());
    }
    let crossing = |read: &dyn Fn(Crossing) -> f64| -> Vec<f64> {
        searched.iter().map(|(_, one)| one.verdict().crossing().map_or(f64::NAN, read)).collect()
    };
    let mut columns = search_keys(searched.iter().copied());
    columns.extend([
        Column::text(
            "verdict",
            "Where the first compared strategy earns more: above, below, always, never, or undecided.",
            searched.iter().map(|(_, one)| one.verdict().name()),
        ),
        Column::number("estimate", Unit::Probability, "Where both earn the same.", crossing(&|one| one.estimate)),
        Column::number("lo95", Unit::Probability, "Lower bound of its interval.", crossing(&|one| one.interval.low)),
        Column::number("hi95", Unit::Probability, "Upper bound of its interval.", crossing(&|one| one.interval.high)),
    ]);
    let break_even = Table::new("break_even", "Where the compared strategies earn the same", columns)?;
    let points = searched.iter().flat_map(|(case, one)| one.points.iter().map(move |point| ((*case, *one), point)));
    let gaps: Vec<Estimate> = points.clone().map(|(_, (_, gap))| *gap).collect();
    let mut columns = search_keys(points.clone().map(|(search, _)| search));
    let at = points.map(|(_, (at, _))| *at).collect();
    columns.push(Column::number("at", Unit::Probability, "Value of that number.", at));
    columns.extend(estimates(
        "difference",
        &Unit::Money,
        "Flow of the first compared strategy less the second.",
        &gaps,
    ));
    Ok(vec![break_even, Table::new("along", "The difference along what was searched", columns)?])
}

/// What every variant changes for every kind of party, under the same luck, over all rounds and in each part of them.
fn changes(played: &Played<'_>) -> Result<Option<Table>, TableError> {
    let rows = played.changes();
    if rows.is_empty() {
        return Ok(None);
    }
    let text = |read: &dyn Fn(&Change<'_>) -> String| -> Vec<String> { rows.iter().map(read).collect() };
    let round = |end: usize| rows.iter().map(|change| change.rounds[end] as i64 + 1 - end as i64).collect();
    let mut columns = vec![
        Column::text("case", "The variant.", text(&|change| change.case.title().to_owned())),
        Column::text("strategy", "Strategy, or all parties.", text(&|change| played.kind(change.key).to_owned())),
        Column::text("side", "Role, or both.", text(&|change| side(change.key).to_owned())),
        Column::integer("from", Unit::Round, "First calendar round.", round(0)),
        Column::integer("to", Unit::Round, "Last calendar round.", round(1)),
    ];
    let values: Vec<Estimate> = rows.iter().map(|change| change.more).collect();
    let doc = "Net flow of a party in a round, less that in the scenario as given, paired by replication.";
    columns.extend(estimates("difference", &Unit::Money, doc, &values));
    Table::new("changes", "What every variant changes", columns).map(Some)
}

fn side(key: &GroupKey) -> &'static str {
    key.side.map_or("both", |side| side.name())
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
