//! Tables with one row per strategy or pair of strategies; they do not know matchups.

use super::{QUANTILES, estimates, quantiles, shortfall};
use crate::base::numeric::ln;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::summary::StrategySummary;
use crate::experiment::run::{BreakEven, LEVEL, Results};
use crate::statistics::{Estimate, Histogram};
use crate::table::{Column, Table, TableError, Unit};

/// Certainty equivalent of the values under exponential utility: `-ln E[exp(-a V)] / a` (Arrow 1971, CARA).
fn certainty_equivalent(strategy: &StrategySummary, aversion: f64) -> f64 {
    if aversion > 0.0 { -ln(strategy.utility.mean()) / aversion } else { strategy.value.mean() }
}

pub(super) fn strategies(results: &Results<'_>) -> Result<Table, TableError> {
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

pub(super) fn comparisons(results: &Results<'_>) -> Result<Table, TableError> {
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
                let interval = beating.interval(LEVEL);
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

pub(super) fn break_even(results: &Results<'_>) -> Result<Table, TableError> {
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
                "above or below: side of the point on which the first earns more; always, never; several (last one given); \
                 ahead, behind: first earns more, less wherever the noise lets tell; undecided.",
                text(&|point| point.verdict.name().to_owned()),
            ),
            Column::number("estimate", unit.clone(), "The break-even point.", number(&|point| point.estimate)),
            Column::number(
                "lo95",
                unit.clone(),
                "Lower bound of its 95% interval; of the part within noise where nothing is found.",
                number(&|point| point.interval.low),
            ),
            Column::number("hi95", unit, "Upper bound, likewise.", number(&|point| point.interval.high)),
        ],
    )
}

pub(super) fn variants(results: &Results<'_>) -> Result<Table, TableError> {
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
    let beats: Vec<f64> = rows.iter().map(|(v, s)| results.variants[*v].against_base[*s].beating().rate()).collect();
    let doc = "Probability of earning more in the variant than in the scenario as given, ties counting half.";
    columns.push(Column::number("beats_base", Unit::Probability, doc, beats));
    Table::new("variants", "What each variant changes, under the same luck", columns)
}

/// The distribution function of value, as drawn.
pub(super) fn distribution(results: &Results<'_>) -> Result<Table, TableError> {
    let levels = super::levels();
    let strategies = &results.summary.strategies;
    let rows: Vec<(usize, f64)> =
        (0..strategies.len()).flat_map(|place| levels.iter().map(move |level| (place, *level))).collect();
    let values = rows.iter().map(|(place, level)| strategies[*place].values.quantile(*level).unwrap_or(f64::NAN));
    Table::new(
        "distribution",
        "How value is distributed over replications",
        vec![
            Column::text(
                "strategy",
                "Strategy, over the line-up and both roles.",
                rows.iter().map(|row| results.name(row.0).to_owned()),
            ),
            Column::number(
                "share",
                Unit::Probability,
                "Share of replications with at most this value.",
                rows.iter().map(|row| row.1).collect(),
            ),
            Column::number("value", Unit::Money, "Value captured over the line-up.", values.collect()),
        ],
    )
}

/// Mean discounted flow of a strategy in one account, over the line-up and both roles.
pub fn flow_over_lineup(results: &Results<'_>, strategy: usize, account: Account) -> f64 {
    let cells = &results.summary.cells;
    let flow = |seller: usize, buyer: usize, side: Side| {
        let cell = cells.iter().find(|cell| cell.cell.seller == seller && cell.cell.buyer == buyer);
        cell.map_or(0.0, |cell| cell.flows[account.index()][side.index()].mean())
    };
    let shares = results.design.shares.iter().enumerate();
    shares
        .map(|(other, share)| share * (flow(strategy, other, Side::Seller) + flow(other, strategy, Side::Buyer)) / 2.0)
        .sum()
}

/// Where the difference between the compared strategies comes from.
pub(super) fn flow_differences(results: &Results<'_>) -> Result<Option<Table>, TableError> {
    let Some([one, other]) = results.compare else { return Ok(None) };
    let accounts = &results.design.rules.accounts;
    let of = |strategy: usize| -> Vec<f64> {
        accounts.iter().map(|account| flow_over_lineup(results, strategy, *account)).collect()
    };
    let (first, second) = (of(one), of(other));
    let difference = first.iter().zip(&second).map(|(first, second)| first - second).collect();
    let named = |place: usize| vec![results.name(place).to_owned(); accounts.len()];
    Table::new(
        "flow_differences",
        "Where the difference between the compared strategies comes from",
        vec![
            Column::text("strategy", "First strategy.", named(one)),
            Column::text("other", "Second strategy.", named(other)),
            Column::text("account", "Named flow of money.", accounts.iter().map(|account| account.name())),
            Column::number("strategy_flow", Unit::Money, "Mean flow of the first over the line-up.", first),
            Column::number("other_flow", Unit::Money, "Mean flow of the second over the line-up.", second),
            Column::number(
                "difference",
                Unit::Money,
                "First less second; sums to the difference in value.",
                difference,
            ),
        ],
    )
    .map(Some)
}
