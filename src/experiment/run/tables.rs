//! The tables of a run, one function each; it does not know how they are written.

use super::{BreakEven, Results, bounds};
use crate::base::numeric::ln;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::batch::Batch;
use crate::engine::measures::{self, Measure, Read};
use crate::engine::plan::Cell;
use crate::engine::summary::{StrategySummary, ending_name};
use crate::relationship::trajectory::Path;
use crate::statistics::{Estimate, Histogram, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// Quantiles given for distributions, and how their columns end.
const QUANTILES: [(f64, &str); 5] = [(0.05, "q05"), (0.25, "q25"), (0.5, "q50"), (0.75, "q75"), (0.95, "q95")];

/// Quantiles that bound the 95, 80 and 50 percent bands of paths.
pub(super) const BANDS: [(f64, &str); 7] =
    [(0.025, "q025"), (0.10, "q10"), (0.25, "q25"), (0.5, "q50"), (0.75, "q75"), (0.90, "q90"), (0.975, "q975")];

/// Share of the lower tail that the expected shortfall averages.
const TAIL: f64 = 0.05;

/// Every table that a run always has.
pub fn all(results: &Results<'_>) -> Result<Vec<Table>, TableError> {
    let mut tables = vec![
        strategies(results)?,
        comparisons(results)?,
        break_even(results)?,
        summary(results)?,
        payoffs(results)?,
        flows(results)?,
        endings(results)?,
        rounds(results)?,
    ];
    if !results.variants.is_empty() {
        tables.insert(3, variants(results)?);
    }
    if let Some(curves) = continuation(results)? {
        tables.push(curves);
    }
    if let Some(map) = phase(results)? {
        tables.push(map);
    }
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

fn summary(results: &Results<'_>) -> Result<Table, TableError> {
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

/// Certainty equivalent of the values under exponential utility: `-ln E[exp(-a V)] / a` (Arrow 1971, CARA).
fn certainty_equivalent(strategy: &StrategySummary, aversion: f64) -> f64 {
    if aversion > 0.0 { -ln(strategy.utility.mean()) / aversion } else { strategy.value.mean() }
}

fn strategies(results: &Results<'_>) -> Result<Table, TableError> {
    let strategies = &results.summary.strategies;
    let of = |read: &dyn Fn(&StrategySummary) -> Estimate| -> Vec<Estimate> { strategies.iter().map(read).collect() };
    let names = (0..strategies.len()).map(|place| results.name(place).to_owned());
    let mut columns = vec![Column::text("strategy", "Strategy, over the line-up and both roles.", names)];
    let doc = "Value captured over the line-up.";
    columns.extend(estimates("value", &Unit::Money, doc, &of(&|strategy| strategy.value.estimate())));
    let values: Vec<&Histogram> = strategies.iter().map(|strategy| &strategy.values).collect();
    columns.extend(quantiles("value", &Unit::Money, &QUANTILES, &values));
    columns.push(shortfall("value", &values));
    let aversion = results.scenario.file.run.risk_aversion;
    let equivalents = strategies.iter().map(|strategy| certainty_equivalent(strategy, aversion)).collect();
    let doc = "Sure value worth as much to a party of the scenario's absolute risk aversion.";
    columns.push(Column::number("certainty_equivalent", Unit::Money, doc, equivalents));
    let doc = "Value less that of the outside option held throughout, under the same luck.";
    columns.extend(estimates("over_outside", &Unit::Money, doc, &of(&|strategy| strategy.over_outside.estimate())));
    let beats = strategies.iter().map(|strategy| strategy.over_outside.beating().rate()).collect();
    columns.push(Column::number(
        "beats_outside",
        Unit::Probability,
        "Probability of earning more than outside.",
        beats,
    ));
    Table::new("strategies", "What each strategy captures over the line-up", columns)
}

fn comparisons(results: &Results<'_>) -> Result<Table, TableError> {
    let rows: Vec<(usize, Option<usize>)> = (0..results.summary.comparisons.len())
        .flat_map(|place| {
            let opponents = (0..results.summary.strategies.len()).map(Some);
            std::iter::once(None).chain(opponents).map(move |against| (place, against))
        })
        .collect();
    let paired = |row: &(usize, Option<usize>)| {
        let comparison = &results.summary.comparisons[row.0];
        row.1.map_or(&comparison.lineup, |against| &comparison.against[against])
    };
    let name = |row: &(usize, Option<usize>), which: usize| {
        results.name(results.summary.comparisons[row.0].pair[which]).to_owned()
    };
    let mut columns = vec![
        Column::text("strategy", "First strategy.", rows.iter().map(|row| name(row, 0))),
        Column::text("other", "Second strategy.", rows.iter().map(|row| name(row, 1))),
        Column::text("against", "Opponent of both, or the line-up.", rows.iter().map(|row| results.against(row.1))),
    ];
    let differences: Vec<Estimate> = rows.iter().map(|row| paired(row).estimate()).collect();
    let doc = "Value of the first less value of the second, paired by replication.";
    columns.extend(estimates("difference", &Unit::Money, doc, &differences));
    let beating = |bound: fn(f64, f64, f64) -> f64| -> Vec<f64> {
        rows.iter()
            .map(|row| {
                let beating = paired(row).beating();
                let interval = beating.interval(super::LEVEL);
                bound(beating.rate(), interval.low, interval.high)
            })
            .collect()
    };
    let doc = "Probability that the first earns more, ties counting half.";
    columns.push(Column::number("beating", Unit::Probability, doc, beating(|rate, _, _| rate)));
    columns.push(Column::number(
        "beating_lo95",
        Unit::Probability,
        "Lower bound of beating.",
        beating(|_, low, _| low),
    ));
    columns.push(Column::number(
        "beating_hi95",
        Unit::Probability,
        "Upper bound of beating.",
        beating(|_, _, high| high),
    ));
    Table::new("comparisons", "Paired differences between strategies", columns)
}

fn break_even(results: &Results<'_>) -> Result<Table, TableError> {
    let points = &results.break_even;
    let text = |read: &dyn Fn(&BreakEven) -> String| -> Vec<String> { points.iter().map(read).collect() };
    let number = |read: &dyn Fn(&BreakEven) -> f64| -> Vec<f64> { points.iter().map(read).collect() };
    let measure = |point: &BreakEven| match (point.along, point.against) {
        ("round", _) => "break_even_round".to_owned(),
        (_, Some(_)) => "break_even_delta_vs".to_owned(),
        (_, None) => "break_even_delta_lineup".to_owned(),
    };
    let unit = Unit::Other("see along".to_owned());
    Table::new(
        "break_even",
        "Where one strategy begins to earn more than another",
        vec![
            Column::text("measure", "Which break-even point.", text(&measure)),
            Column::text("strategy", "First strategy.", text(&|point| results.name(point.pair[0]).to_owned())),
            Column::text("other", "Second strategy.", text(&|point| results.name(point.pair[1]).to_owned())),
            Column::text("against", "Opponent of both, or the line-up.", text(&|point| results.against(point.against))),
            Column::text(
                "along",
                "continuation: shadow of the future; round: calendar round.",
                text(&|point| point.along.to_owned()),
            ),
            Column::text(
                "verdict",
                "above or below: side of the point on which the first earns more; always, never, several, undecided.",
                text(&|point| point.verdict.name().to_owned()),
            ),
            Column::number("estimate", unit.clone(), "The break-even point.", number(&|point| point.estimate)),
            Column::number(
                "lo95",
                unit.clone(),
                "Lower bound of its 95% interval.",
                number(&|point| point.interval.low),
            ),
            Column::number("hi95", unit, "Upper bound of its 95% interval.", number(&|point| point.interval.high)),
        ],
    )
}

fn variants(results: &Results<'_>) -> Result<Table, TableError> {
    let rows: Vec<(usize, usize)> = (0..results.variants.len())
        .flat_map(|variant| (0..results.summary.strategies.len()).map(move |strategy| (variant, strategy)))
        .collect();
    let of = |read: &dyn Fn(usize, usize) -> Estimate| -> Vec<Estimate> {
        rows.iter().map(|row| read(row.0, row.1)).collect()
    };
    let summary = |variant: usize, strategy: usize| &results.variants[variant].summary.strategies[strategy];
    let mut columns = vec![
        Column::text(
            "variant",
            "The scenario with some keys changed.",
            rows.iter().map(|row| results.variants[row.0].name.clone()),
        ),
        Column::text(
            "strategy",
            "Strategy, over the line-up and both roles.",
            rows.iter().map(|row| results.name(row.1).to_owned()),
        ),
    ];
    columns.extend(estimates(
        "value",
        &Unit::Money,
        "Value in the variant.",
        &of(&|v, s| summary(v, s).value.estimate()),
    ));
    let doc = "Value in the variant less that of the outside option.";
    columns.extend(estimates("over_outside", &Unit::Money, doc, &of(&|v, s| summary(v, s).over_outside.estimate())));
    let doc = "Value in the variant less value in the scenario as given, paired by replication.";
    columns.extend(estimates(
        "against_base",
        &Unit::Money,
        doc,
        &of(&|v, s| results.variants[v].against_base[s].estimate()),
    ));
    Table::new("variants", "What each variant changes, under the same luck", columns)
}

fn payoffs(results: &Results<'_>) -> Result<Table, TableError> {
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

pub(super) fn mean(moments: Option<&Moments>) -> f64 {
    moments.filter(|moments| moments.count() > 0).map_or(f64::NAN, Moments::mean)
}

fn flows(results: &Results<'_>) -> Result<Table, TableError> {
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

fn endings(results: &Results<'_>) -> Result<Table, TableError> {
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

fn rounds(results: &Results<'_>) -> Result<Table, TableError> {
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
    let trust: Vec<Estimate> = rows.iter().map(|row| strategies[row.0].trust[row.1].0.estimate()).collect();
    columns.extend(estimates("trust", &Unit::Ratio, "Trust in the other, while under contract.", &trust));
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

fn continuation(results: &Results<'_>) -> Result<Option<Table>, TableError> {
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

fn phase(results: &Results<'_>) -> Result<Option<Table>, TableError> {
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
