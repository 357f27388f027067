//! What evolution found, as tables; numbers that do not exist are missing.

use super::Results;
use super::invasion::Invasion;
use super::noise::{LEVEL, quantile};
use crate::statistics::{Estimate, Interval, Moments};
use crate::table::{Column, Table, TableError, Unit};

/// All tables, the answer first.
pub fn all(results: &Results<'_>) -> Result<Vec<Table>, TableError> {
    Ok(vec![
        stationary(results)?,
        fixation(results)?,
        payoffs(results)?,
        population(results)?,
        basins(results)?,
        rest_points(results)?,
    ])
}

fn bounds(intervals: &[Option<Interval>]) -> [Vec<f64>; 2] {
    let read = |end: fn(&Interval) -> f64| intervals.iter().map(|i| i.as_ref().map_or(f64::NAN, end)).collect();
    [read(|interval| interval.low), read(|interval| interval.high)]
}

fn share(name: &str, doc: &str, values: Vec<f64>) -> Column {
    Column::number(name, Unit::Probability, doc, values)
}

fn stationary(results: &Results<'_>) -> Result<Table, TableError> {
    let order = results.ranking();
    let intervals: Vec<Option<Interval>> = order.iter().map(|kind| results.resampled.share(*kind)).collect();
    let [low, high] = bounds(&intervals);
    Table::new(
        "stationary",
        "Share of time with each strategy when mutations are rare",
        vec![
            Column::text("strategy", "Strategy.", order.iter().map(|kind| results.name(*kind).to_owned())),
            share(
                "share",
                "Share of time in which the whole population is of this strategy, in the limit of rare mutations.",
                order.iter().map(|kind| results.stationary[*kind]).collect(),
            ),
            share("share_lo95", "Lower end of its 95% interval by resampling the payoffs.", low),
            share("share_hi95", "Upper end of that interval.", high),
            share(
                "leads",
                "Part of the resampled payoff matrices by which this strategy has the largest share.",
                order.iter().map(|kind| results.resampled.leads(*kind).unwrap_or(f64::NAN)).collect(),
            ),
        ],
    )
}

fn fixation(results: &Results<'_>) -> Result<Table, TableError> {
    let rows = &results.invasions;
    let n = f64::from(results.evolution.population);
    let number = |read: &dyn Fn(&Invasion) -> f64| -> Vec<f64> { rows.iter().map(read).collect() };
    let [low, high] = bounds(&rows.iter().map(|row| row.interval).collect::<Vec<_>>());
    let simulated = |row: &Invasion| row.runs.map_or(f64::NAN, |runs| runs.fixed.rate());
    let interval = |row: &Invasion| row.runs.map(|runs| runs.fixed.interval(LEVEL));
    let [simulated_low, simulated_high] = bounds(&rows.iter().map(interval).collect::<Vec<_>>());
    let generations = Unit::Other("generations".to_owned());
    Table::new(
        "fixation",
        "One mutant among residents",
        vec![
            Column::text("mutant", "Strategy of the one.", rows.iter().map(|row| results.name(row.mutant).to_owned())),
            Column::text(
                "resident",
                "Strategy of all others.",
                rows.iter().map(|row| results.name(row.resident).to_owned()),
            ),
            share("fixation", "Probability that all come to be of the mutant's strategy.", number(&|row| row.fixation)),
            share("fixation_lo95", "Lower end of its 95% interval by resampling the payoffs.", low),
            share("fixation_hi95", "Upper end of that interval.", high),
            Column::number(
                "over_neutral",
                Unit::Ratio,
                "Fixation probability over that without selection, 1 / population.",
                number(&|row| row.fixation * n),
            ),
            Column::text("relation", "In an infinite population of both.", rows.iter().map(|row| row.relation.name())),
            share(
                "barrier",
                "Share that the mutant must exceed to grow in an infinite population; missing where it never does.",
                number(&|row| row.relation.barrier().unwrap_or(f64::NAN)),
            ),
            Column::number(
                "generations",
                generations.clone(),
                "Mean time until the mutant has taken over or is gone.",
                number(&|row| row.events / n),
            ),
            share("simulated", "Part of the simulated mutants that took over.", number(&simulated)),
            share("simulated_lo95", "Lower end of its 95% score interval.", simulated_low),
            share("simulated_hi95", "Upper end of that interval.", simulated_high),
            Column::number(
                "simulated_generations",
                generations,
                "Mean time of the simulated mutants.",
                number(&|row| row.runs.map_or(f64::NAN, |runs| runs.events.mean() / n)),
            ),
        ],
    )
}

fn payoffs(results: &Results<'_>) -> Result<Table, TableError> {
    let kinds = results.kinds();
    let pairs: Vec<(usize, usize)> = (0..kinds).flat_map(|own| (0..kinds).map(move |other| (own, other))).collect();
    let payoffs = &results.payoffs;
    let estimate = |&(own, other): &(usize, usize)| {
        let (mean, n) = (payoffs.mean.at(own, other), results.replications.unwrap_or(0));
        payoffs.se.as_ref().map(|se| Estimate { mean, se: se.at(own, other), n })
    };
    let intervals: Vec<Option<Interval>> =
        pairs.iter().map(|p| estimate(p).map(|found| found.interval(LEVEL))).collect();
    let [low, high] = bounds(&intervals);
    let number = |name: &str, doc: &str, values: Vec<f64>| Column::number(name, Unit::Money, doc, values);
    Table::new(
        "payoffs",
        "Payoff matrix: both roles averaged, less the strategy's cost",
        vec![
            Column::text(
                "strategy",
                "Strategy that earns.",
                pairs.iter().map(|(own, _)| results.name(*own).to_owned()),
            ),
            Column::text("opponent", "Strategy that it meets.", pairs.iter().map(|(_, o)| results.name(*o).to_owned())),
            number(
                "payoff",
                "Mean value of a relationship, both roles averaged, less the strategy's cost.",
                pairs.iter().map(|(own, other)| payoffs.mean.at(*own, *other)).collect(),
            ),
            number(
                "payoff_se",
                "Its standard error; missing where payoffs are given.",
                pairs.iter().map(|pair| estimate(pair).map_or(f64::NAN, |found| found.se)).collect(),
            ),
            number("payoff_lo95", "Lower end of its 95% interval.", low),
            number("payoff_hi95", "Upper end of that interval.", high),
        ],
    )
}

/// Columns of bands: names' ends and quantiles.
pub const BANDS: [(&str, f64); 5] = [("q025", 0.025), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q975", 0.975)];

fn population(results: &Results<'_>) -> Result<Table, TableError> {
    let trails = &results.trails;
    let kinds = results.kinds();
    let rows: Vec<(usize, usize)> =
        (0..trails.generations.len()).flat_map(|place| (0..kinds).map(move |kind| (place, kind))).collect();
    let moments: Vec<Moments> =
        rows.iter().map(|(place, kind)| Moments::from_slice(&trails.shares[*place][*kind])).collect();
    let mut columns = vec![
        Column::integer(
            "generation",
            Unit::Count,
            "Generations since the start: as many events each as there are parties.",
            rows.iter().map(|(place, _)| i64::from(trails.generations[*place])).collect(),
        ),
        Column::text("strategy", "Strategy.", rows.iter().map(|(_, kind)| results.name(*kind).to_owned())),
        share("share_mean", "Mean share over replications.", moments.iter().map(Moments::mean).collect()),
        share(
            "share_se",
            "Its standard error; missing for an infinite population, which has no luck.",
            moments.iter().map(|m| if m.count() > 1 { m.standard_error() } else { f64::NAN }).collect(),
        ),
    ];
    for (name, level) in BANDS {
        let values = rows.iter().map(|(place, kind)| band(&trails.shares[*place][*kind], level)).collect();
        columns.push(share(&format!("share_{name}"), "Quantile over replications.", values));
    }
    Table::new("population", "Share of each strategy over generations", columns)
}

/// A quantile over replications; missing where there is one only.
pub fn band(shares: &[f64], level: f64) -> f64 {
    if shares.len() < 2 {
        return f64::NAN;
    }
    let mut sorted = shares.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile(&sorted, level).unwrap_or(f64::NAN)
}

/// The strategies that are left at an end of infinite populations.
pub fn ending(results: &Results<'_>, kinds: &[usize]) -> String {
    match kinds {
        [] => "no rest".to_owned(),
        kinds => kinds.iter().map(|kind| results.name(*kind)).collect::<Vec<_>>().join(" + "),
    }
}

fn basins(results: &Results<'_>) -> Result<Table, TableError> {
    let basins = &results.basins;
    let proportion =
        |count: u32| crate::statistics::Proportion { successes: f64::from(count), trials: u64::from(basins.starts) };
    let intervals: Vec<Option<Interval>> =
        basins.ends.iter().map(|(_, count)| Some(proportion(*count).interval(LEVEL))).collect();
    let [low, high] = bounds(&intervals);
    Table::new(
        "basins",
        "Where infinite populations come to rest",
        vec![
            Column::text(
                "left",
                "Strategies that are left; `no rest` where shares go round.",
                basins.ends.iter().map(|(end, _)| ending(results, end)),
            ),
            share(
                "basin",
                "Part of all mixes from which the replicator equation, without mutation, leads there.",
                basins.ends.iter().map(|(_, count)| proportion(*count).rate()).collect(),
            ),
            share("basin_lo95", "Lower end of its 95% interval, by the number of starts alone.", low),
            share("basin_hi95", "Upper end of that interval.", high),
        ],
    )
}

fn rest_points(results: &Results<'_>) -> Result<Table, TableError> {
    let points = &results.rest_points;
    let mut columns = vec![
        Column::integer("point", Unit::Count, "Number of the rest point.", (1..=points.len() as i64).collect()),
        Column::text("stability", "What becomes of small changes.", points.iter().map(|p| p.stability.name())),
    ];
    for kind in 0..results.kinds() {
        let values = points.iter().map(|point| point.shares[kind]).collect();
        let doc = format!("Share of {} there.", results.name(kind));
        columns.push(share(&format!("share_{}", kind + 1), &doc, values));
    }
    Table::new("rest_points", "Rest points of the replicator equation: one, two, or all of three strategies", columns)
}
