//! Figures of value: captured, by matchup, and its distribution.

use super::{is_ahead, money, ranking, sample};
use crate::base::side::Side;
use crate::experiment::run::tables::{levels, mean};
use crate::experiment::run::{LEVEL, Results, sentences};
use crate::report::{Axis, Figure, Hue, Mark, Palette, Shade};

/// Value captured, ranked.
pub fn captured(results: &Results<'_>) -> Figure {
    let strategies = &results.summary.strategies;
    let ranked = ranking(strategies.iter().map(|strategy| strategy.value.mean()));
    let title = match ranked.as_slice() {
        [first, second, ..] => {
            let (one, other) = (results.name(*first), results.name(*second));
            if is_ahead(results, [*first, *second], |comparison| comparison.lineup.estimate()) {
                format!("{one} captures the most value over the line-up")
            } else {
                format!("{one} and {other} capture about the same over the line-up")
            }
        }
        _ => "Value captured".to_owned(),
    };
    let names = ranked.iter().map(|place| results.name(*place).to_owned());
    let mut figure = Figure::new(
        "value_captured",
        &title,
        "Mean and its 95% interval; differences are paired and surer than these intervals show",
        Axis::linear(&money(results, "Discounted value")),
        Axis::categories("", names),
    );
    for (row, place) in ranked.iter().enumerate() {
        let estimate = strategies[*place].value.estimate();
        let interval = estimate.interval(LEVEL);
        figure.marks.push(Mark::Interval {
            at: row as f64,
            low: interval.low,
            mid: estimate.mean,
            high: interval.high,
            hue: Hue::of(*place),
            label: sentences::number(estimate.mean),
        });
    }
    figure.note = sample(results);
    figure.table = Some("strategies".to_owned());
    figure
}

/// The payoff matrix.
pub fn payoffs(results: &Results<'_>) -> Figure {
    let count = results.summary.strategies.len();
    let names = || (0..count).map(|place| results.name(place).to_owned());
    let mut figure = Figure::new(
        "payoffs",
        "Joint value of every matchup",
        "Joint value = seller's + buyer's value, means",
        Axis::categories("Buyer", names()),
        Axis::categories("Seller", names()),
    );
    for cell in &results.summary.cells {
        let value = |side| mean(cell.measure("value", side));
        let (seller, buyer) = (value(Side::Seller), value(Side::Buyer));
        let [joint, sold, bought] = [seller + buyer, seller, buyer].map(sentences::number);
        let text = format!("{joint} = {sold} + {bought}");
        figure.marks.push(Mark::cell(cell.cell.buyer, cell.cell.seller, seller + buyer, &text));
    }
    figure.shade = Shade { palette: Palette::Sequential, label: money(results, "Joint value"), range: None };
    figure.note = sample(results);
    figure.table = Some("payoffs".to_owned());
    figure
}

/// The distribution function of value.
pub fn distribution(results: &Results<'_>) -> Figure {
    let mut figure = Figure::new(
        "distribution",
        "How value is distributed",
        "Share of replications with at most this value",
        Axis::linear(&money(results, "Discounted value over the line-up")),
        Axis::within("Share of replications", 0.0, 1.0),
    );
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        let values = levels().iter().map(|level| strategy.values.quantile(*level).unwrap_or(f64::NAN)).collect();
        figure.marks.push(Mark::step(values, levels(), Hue::of(place), results.name(place)));
    }
    figure.note = sample(results);
    figure.table = Some("distribution".to_owned());
    figure
}
