//! The figures of a run, as data; it does not know how they are drawn.

use super::tables::{BANDS, mean};
use super::{LEVEL, Results, sentences};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::summary::{CellSummary, Summary};
use crate::report::{Axis, Figure, Hue, Mark, Palette, Shade};
use crate::statistics::{Estimate, Histogram, Moments};

/// All figures that the results allow.
pub fn all(results: &Results<'_>) -> Vec<Figure> {
    let several = results.summary.strategies.first().is_some_and(|strategy| strategy.path.len() > 1);
    let mut figures = vec![captured(results), payoffs(results), distribution(results), waterfall(results)];
    if several {
        figures.insert(0, fan(results));
        figures.push(trust(results));
    }
    figures.extend(break_even(results));
    figures.extend(phase(results));
    figures
}

fn money(results: &Results<'_>, what: &str) -> String {
    format!("{what} ({})", results.scenario.file.units.money)
}

fn rounds(results: &Results<'_>) -> Axis {
    let unit = &results.scenario.file.units.round;
    Axis::linear(&capital(unit))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sized(results: &Results<'_>) -> String {
    format!("{}, {} replications", results.scenario.file.title, results.replications)
}

/// Strengths of the 95, 80 and 50 percent bands.
const STRENGTHS: [f64; 3] = [0.10, 0.13, 0.20];

fn bands(path: &[(Moments, Histogram)], hue: Hue) -> Vec<Mark> {
    let xs: Vec<f64> = (1..=path.len()).map(|round| round as f64).collect();
    let quantile = |level: f64| -> Vec<f64> {
        path.iter().map(|(_, histogram)| histogram.quantile(level).unwrap_or(f64::NAN)).collect()
    };
    STRENGTHS
        .iter()
        .enumerate()
        .map(|(place, strength)| Mark::Band {
            x: xs.clone(),
            low: quantile(BANDS[place].0),
            high: quantile(BANDS[BANDS.len() - 1 - place].0),
            hue,
            strength: *strength,
        })
        .collect()
}

fn mean_line(path: &[(Moments, Histogram)], hue: Hue, label: &str) -> Mark {
    let known: Vec<(f64, f64)> = path
        .iter()
        .enumerate()
        .filter(|(_, (moments, _))| moments.count() > 0)
        .map(|(round, (moments, _))| (round as f64 + 1.0, moments.mean()))
        .collect();
    let (xs, ys) = known.into_iter().unzip();
    Mark::line(xs, ys, hue, label)
}

fn fan(results: &Results<'_>) -> Figure {
    let mut figure = Figure::new(
        "cumulative_value",
        "Cumulative value over the line-up",
        &format!("{}; mean and 50, 80, 95% bands", sized(results)),
        rounds(results),
        Axis::linear(&money(results, "Discounted value so far")),
    );
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        figure.marks.extend(bands(&strategy.path, Hue::of(place)));
    }
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        figure.marks.push(mean_line(&strategy.path, Hue::of(place), results.name(place)));
    }
    figure.table = Some("rounds".to_owned());
    figure
}

fn trust(results: &Results<'_>) -> Figure {
    let mut figure = Figure::new(
        "trust",
        "Trust in the other, while under contract",
        &format!("{}; mean over the line-up and both roles", sized(results)),
        rounds(results),
        Axis::within("Trust", 0.0, 1.0),
    );
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        let filled: Vec<(Moments, Histogram)> =
            strategy.trust.iter().filter(|(moments, _)| moments.count() > 0).cloned().collect();
        figure.marks.extend(bands(&filled, Hue::of(place)).into_iter().skip(2));
        figure.marks.push(mean_line(&filled, Hue::of(place), results.name(place)));
    }
    figure.note = Some("Shaded: the middle half of relationships still under contract.".to_owned());
    figure.table = Some("rounds".to_owned());
    figure
}

fn captured(results: &Results<'_>) -> Figure {
    let mut ranked: Vec<(usize, Estimate)> = results
        .summary
        .strategies
        .iter()
        .enumerate()
        .map(|(place, strategy)| (place, strategy.value.estimate()))
        .collect();
    ranked.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let names = ranked.iter().map(|(place, _)| results.name(*place).to_owned());
    let mut figure = Figure::new(
        "value_captured",
        "Value captured over the line-up",
        &format!("{}; mean and 95% interval", sized(results)),
        Axis::linear(&money(results, "Discounted value")),
        Axis::categories("", names),
    );
    for (row, (place, estimate)) in ranked.iter().enumerate() {
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
    figure.table = Some("strategies".to_owned());
    figure
}

fn payoffs(results: &Results<'_>) -> Figure {
    let count = results.summary.strategies.len();
    let names = || (0..count).map(|place| results.name(place).to_owned());
    let mut figure = Figure::new(
        "payoffs",
        "Joint value of every matchup",
        &format!("{}; joint = seller's + buyer's value", sized(results)),
        Axis::categories("Buyer", names()),
        Axis::categories("Seller", names()),
    );
    for cell in &results.summary.cells {
        let value = |side| mean(cell.measure("value", side));
        let (seller, buyer) = (value(Side::Seller), value(Side::Buyer));
        let text = format!(
            "{} = {} + {}",
            sentences::number(seller + buyer),
            sentences::number(seller),
            sentences::number(buyer)
        );
        figure.marks.push(Mark::cell(cell.cell.buyer, cell.cell.seller, seller + buyer, &text));
    }
    figure.shade = Shade { palette: Palette::Sequential, label: money(results, "Joint value"), range: None };
    figure.table = Some("payoffs".to_owned());
    figure
}

/// Points of a distribution function.
const POINTS: u32 = 200;

fn distribution(results: &Results<'_>) -> Figure {
    let mut figure = Figure::new(
        "distribution",
        "How value is distributed",
        &format!("{}; share of replications with at most this value", sized(results)),
        Axis::linear(&money(results, "Discounted value over the line-up")),
        Axis::within("Share of replications", 0.0, 1.0),
    );
    for (place, strategy) in results.summary.strategies.iter().enumerate() {
        let levels: Vec<f64> = (1..POINTS).map(|point| f64::from(point) / f64::from(POINTS)).collect();
        let values = levels.iter().map(|level| strategy.values.quantile(*level).unwrap_or(f64::NAN)).collect();
        figure.marks.push(Mark::step(values, levels, Hue::of(place), results.name(place)));
    }
    figure.table = Some("strategies".to_owned());
    figure
}

/// The matchup of most joint value, seller's side: where its value comes from.
fn waterfall(results: &Results<'_>) -> Figure {
    let joint = |cell: &CellSummary| mean(cell.measure("joint_value", Side::Seller));
    let cells = &results.summary.cells;
    let best =
        (0..cells.len()).fold(0, |best, next| if joint(&cells[next]) > joint(&cells[best]) { next } else { best });
    let cell = &cells[best];
    let flow = |account: Account| cell.flows[account.index()][0].mean() + cell.flows[account.index()][1].mean();
    let moved: Vec<(Account, f64)> = results
        .design
        .rules
        .accounts
        .iter()
        .filter(|account| !account.is_transfer())
        .map(|account| (*account, flow(*account)))
        .filter(|(_, value)| value.abs() > 0.0)
        .collect();
    let names = moved.iter().map(|(account, _)| account.name().replace('_', " ")).chain(["joint value".to_owned()]);
    let mut figure = Figure::new(
        "waterfall",
        &format!(
            "Where the joint value of {} and {} comes from",
            results.name(cell.cell.seller),
            results.name(cell.cell.buyer)
        ),
        &format!("{}; discounted flows of both sides, transfers cancel", sized(results)),
        Axis::categories("", names),
        Axis::linear(&money(results, "Discounted value")),
    );
    let mut level = 0.0;
    for (place, (_, value)) in moved.iter().enumerate() {
        let hue = if *value < 0.0 { Hue::Vermillion } else { Hue::Blue };
        figure.marks.push(Mark::Bar {
            at: place as f64,
            from: level,
            to: level + value,
            hue,
            label: sentences::number(*value),
        });
        level += value;
    }
    let total =
        Mark::Bar { at: moved.len() as f64, from: 0.0, to: level, hue: Hue::Grey, label: sentences::number(level) };
    figure.marks.push(total);
    figure.table = Some("flows".to_owned());
    figure
}

fn break_even(results: &Results<'_>) -> Option<Figure> {
    let [one, other] = results.compare?;
    let curves: &Summary = results.curves.as_ref()?;
    let (comparison, sign) = curves.difference([one, other])?;
    let mut figure = Figure::new(
        "break_even",
        &format!("{} less {} by the shadow of the future", results.name(one), results.name(other)),
        &format!("{}; mean over the line-up with 95% band", results.scenario.file.title),
        Axis::linear("Continuation probability (delta)"),
        Axis::linear(&money(results, "Difference in value")),
    );
    let points: Vec<Estimate> = comparison.profile.iter().map(Moments::estimate).collect();
    let ends = |estimate: &Estimate| {
        let interval = estimate.interval(LEVEL);
        if sign > 0.0 { (interval.low, interval.high) } else { (-interval.high, -interval.low) }
    };
    let (low, high) = points.iter().map(ends).unzip();
    let hue = Hue::of(one);
    figure.marks.push(Mark::Band { x: curves.profile.clone(), low, high, hue, strength: 0.2 });
    let means = points.iter().map(|estimate| sign * estimate.mean).collect();
    figure.marks.push(Mark::line(curves.profile.clone(), means, hue, "line-up"));
    figure.marks.push(Mark::RuleY { y: 0.0, label: String::new() });
    let point = results.break_even.iter().find(|point| {
        point.along == "continuation"
            && point.against.is_none()
            && (point.pair == [one, other] || point.pair == [other, one])
    });
    if let Some(point) = point.filter(|point| !point.estimate.is_nan()) {
        figure.marks.push(Mark::RuleX { x: point.estimate, label: format!("break-even {:.3}", point.estimate) });
    }
    figure.table = Some("continuation".to_owned());
    Some(figure)
}

fn phase(results: &Results<'_>) -> Option<Figure> {
    let map = results.phase.as_ref()?;
    let [one, other] = results.compare?;
    let label = |value: &f64| format!("{value}");
    let mut figure = Figure::new(
        "phase_map",
        &format!("Where {} earns more than {}", results.name(one), results.name(other)),
        &format!("{}; over the line-up, hatched: undecided at 95%", results.scenario.file.title),
        Axis::categories("Continuation probability (delta)", map.continuation.iter().map(label)),
        Axis::categories("Probability of misreading the other", map.perception.iter().map(label)),
    );
    for (row, differences) in map.difference.iter().enumerate() {
        for (column, difference) in differences.iter().enumerate() {
            figure.marks.push(Mark::cell(column, row, difference.mean, ""));
        }
    }
    let spot = |place: usize| (place as f64 - 0.5, place as f64 + 0.5);
    for row in 0..map.perception.len() {
        for column in (0..map.continuation.len()).filter(|column| map.undecided(row, *column)) {
            figure.marks.push(Mark::hatch(spot(column), spot(row), "undecided"));
        }
    }
    figure.marks.extend(contour(map));
    figure.shade = Shade { palette: Palette::Diverging, label: money(results, "Difference"), range: None };
    figure.table = Some("phase".to_owned());
    Some(figure)
}

/// The break-even contour: per level of misreading, where the difference changes sign along the columns.
fn contour(map: &super::PhaseMap) -> Option<Mark> {
    let mut points = Vec::new();
    for (row, differences) in map.difference.iter().enumerate() {
        let change = differences.windows(2).position(|pair| (pair[0].mean < 0.0) != (pair[1].mean < 0.0));
        if let Some(column) = change {
            let (before, after) = (differences[column].mean, differences[column + 1].mean);
            points.push((column as f64 + before / (before - after), row as f64));
        }
    }
    let (xs, ys): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
    (xs.len() > 1).then(|| Mark::line(xs, ys, Hue::Black, "break-even"))
}
