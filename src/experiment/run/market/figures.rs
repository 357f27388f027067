//! The figures of a market, as data; they do not know how they are drawn.

use super::{Case, Played};
use crate::engine::market::summary::{GroupSummary, Path};
use crate::experiment::number::{fixed, grouped};
use crate::experiment::run::LEVEL;
use crate::market::settings::Along;
use crate::report::{Axis, Figure, Hue, Mark};
use crate::statistics::Moments;

/// Strategies or variants that get a line each.
const LINES: usize = 6;

/// Opacity of a 95% interval of the mean.
const BAND: f64 = 0.25;

/// All figures.
pub fn all(played: &Played<'_>) -> Vec<Figure> {
    let Some(base) = played.base() else { return Vec::new() };
    let mut figures = vec![flows(played, base)];
    if base.design.economy().is_some_and(|economy| economy.rounds() > 1) {
        figures.push(by_strategy(played, base, Path::Cooperation, "cooperation", "Effort of those under contract"));
        figures.push(by_strategy(played, base, Path::Matched, "matched", "Share of parties under contract"));
        if base.has_names() {
            figures.push(by_strategy(played, base, Path::Standing, "standing", "Standing"));
        }
        if played.cases.len() > 1 {
            figures.push(by_case(played));
        }
    }
    figures.extend(
        [Along::Continuation, Along::Visibility, Along::Share].into_iter().filter_map(|one| along(played, one)),
    );
    figures
}

fn note(played: &Played<'_>) -> Option<String> {
    let file = &played.scenario.file;
    Some(format!("{}. {} replications.", file.title, grouped(played.replications as f64)))
}

/// The note of a figure that shows only the first so many of its kind.
fn note_of(played: &Played<'_>, kinds: usize) -> Option<String> {
    let note = note(played)?;
    Some(if kinds > LINES { format!("{note} The first {LINES} of {kinds} are shown.") } else { note })
}

fn round_axis(played: &Played<'_>) -> Axis {
    Axis::linear(&format!("Calendar {}", played.scenario.file.units.round))
}

/// A mean by round with its interval.
fn curve(figure: &mut Figure, path: &[Moments], hue: Hue, label: &str) {
    let known: Vec<(f64, &Moments)> =
        (1..).map(f64::from).zip(path).filter(|(_, moments)| moments.count() > 0).collect();
    let bounds: Vec<_> = known
        .iter()
        .map(|(_, moments)| if moments.count() > 1 { Some(moments.estimate().interval(LEVEL)) } else { None })
        .collect();
    let x: Vec<f64> = known.iter().map(|(round, _)| *round).collect();
    let y: Vec<f64> = known.iter().map(|(_, moments)| moments.mean()).collect();
    let end = |read: fn(&crate::statistics::Interval) -> f64| -> Vec<f64> {
        bounds.iter().map(|bound| bound.as_ref().map_or(f64::NAN, read)).collect()
    };
    figure.marks.push(Mark::Band {
        x: x.clone(),
        low: end(|bound| bound.low),
        high: end(|bound| bound.high),
        hue,
        strength: BAND,
    });
    figure.marks.push(Mark::line(x, y, hue, label));
}

fn strategies<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (usize, &'a GroupSummary)> {
    let of = |group: &'a GroupSummary| Some((group.key.strategy.filter(|_| group.key.side.is_none())?, group));
    case.summary.groups.iter().filter_map(of)
}

fn by_strategy(played: &Played<'_>, case: &Case<'_>, path: Path, name: &str, what: &str) -> Figure {
    let mut figure = Figure::new(
        name,
        &title(played, case, path, what),
        "Mean over replications by strategy, with its 95% interval",
        round_axis(played),
        Axis::within(what, 0.0, 1.0),
    );
    for (place, group) in strategies(case).take(LINES) {
        curve(&mut figure, group.path(path), Hue::of(place), played.name(place));
    }
    figure.note = note_of(played, strategies(case).count());
    figure.table = Some(if path == Path::Standing { "reputation" } else { "market" }.to_owned());
    figure
}

/// How it ends, for the strategies that end highest and lowest.
fn title(played: &Played<'_>, case: &Case<'_>, path: Path, what: &str) -> String {
    let last =
        |group: &GroupSummary| group.path(path).iter().rev().find(|moments| moments.count() > 0).map(Moments::mean);
    let mut ends: Vec<(f64, usize)> =
        strategies(case).filter_map(|(place, group)| Some((last(group)?, place))).collect();
    ends.sort_by(|a, b| b.0.total_cmp(&a.0));
    match (ends.first(), ends.last()) {
        (Some((high, best)), Some((low, worst))) if best != worst => format!(
            "{what} ends at {} for {} and {} for {}",
            fixed(*high, 2),
            played.name(*best),
            fixed(*low, 2),
            played.name(*worst)
        ),
        (Some((end, _)), _) => format!("{what} ends at {}", fixed(*end, 2)),
        _ => what.to_owned(),
    }
}

/// Effort of all parties in every variant.
fn by_case(played: &Played<'_>) -> Figure {
    let mut figure = Figure::new(
        "variants",
        "How effort goes in every variant",
        "Effort of all parties under contract: mean over replications, with its 95% interval",
        round_axis(played),
        Axis::within("Effort of those under contract", 0.0, 1.0),
    );
    for (place, case) in played.cases.iter().enumerate().take(LINES) {
        if let Some(group) = case.summary.group(None, None) {
            curve(&mut figure, group.path(Path::Cooperation), Hue::of(place), case.title());
        }
    }
    figure.note = note_of(played, played.cases.len());
    figure.table = Some("market".to_owned());
    figure
}

/// What a party earns in a round, by strategy and variant.
fn flows(played: &Played<'_>, base: &Case<'_>) -> Figure {
    let rows: Vec<(&Case<'_>, usize, &GroupSummary)> = played
        .cases
        .iter()
        .flat_map(|case| strategies(case).map(move |(place, group)| (case, place, group)))
        .filter(|(_, _, group)| group.measure("flow").is_some_and(|moments| moments.count() > 1))
        .collect();
    let several = played.cases.len() > 1;
    let names = rows.iter().map(|(case, place, _)| {
        if several { format!("{}, {}", played.name(*place), case.title()) } else { played.name(*place).to_owned() }
    });
    let money = &played.scenario.file.units.money;
    let mut figure = Figure::new(
        "flow",
        &super::sentences::all(played)
            .first()
            .map_or_else(|| "What a party earns".to_owned(), |_| heading(played, base)),
        "Net flow of a party in a round, with or without a partner: mean and 95% interval",
        Axis::linear(&format!("Net flow per round ({money})")),
        Axis::categories("", names),
    );
    for (row, (_, place, group)) in rows.iter().enumerate() {
        let Some(moments) = group.measure("flow") else { continue };
        let estimate = moments.estimate();
        let interval = estimate.interval(LEVEL);
        figure.marks.push(Mark::Interval {
            at: row as f64,
            low: interval.low,
            mid: estimate.mean,
            high: interval.high,
            hue: Hue::of(*place),
            label: fixed(estimate.mean, 2),
        });
    }
    figure.note = note(played);
    figure.table = Some("population".to_owned());
    figure
}

fn heading(played: &Played<'_>, case: &Case<'_>) -> String {
    let best = strategies(case)
        .filter_map(|(place, group)| Some((group.measure("flow")?.mean(), place)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(|| "What a party earns".to_owned(), |(_, place)| format!("{} earns most", played.name(place)))
}

/// The difference along one number that was searched, a line for every case in which it was.
fn along(played: &Played<'_>, along: Along) -> Option<Figure> {
    let [one, other] = played.compare?;
    let of = |case: &'_ Case<'_>| case.searched.iter().position(|searched| searched.along == along);
    let searched: Vec<_> = played.cases.iter().filter_map(|case| Some((case, &case.searched[of(case)?]))).collect();
    if searched.is_empty() {
        return None;
    }
    let (one, other) = (played.name(one), played.name(other));
    let (heading, axis) = match along {
        Along::Continuation => (
            "along the shadow of the future".to_owned(),
            "Probability that partners go on needing each other".to_owned(),
        ),
        Along::Visibility => {
            ("along visibility".to_owned(), "Probability that a party sees the standing of one it meets".to_owned())
        }
        Along::Share => (format!("along the share of {other}"), format!("Share of {other}")),
    };
    let mut figure = Figure::new(
        along.name(),
        &format!("{one} less {other} {heading}"),
        "Net flow per party and round, first less second, with its 95% interval",
        Axis::linear(&axis),
        Axis::linear(&format!("Difference per round ({})", played.scenario.file.units.money)),
    );
    for (place, (case, searched)) in searched.iter().enumerate().take(LINES) {
        let x: Vec<f64> = searched.points.iter().map(|(x, _)| *x).collect();
        let bound = |read: fn(&crate::statistics::Interval) -> f64| -> Vec<f64> {
            searched.points.iter().map(|(_, gap)| read(&gap.interval(LEVEL))).collect()
        };
        let (low, high) = (bound(|bound| bound.low), bound(|bound| bound.high));
        let y = searched.points.iter().map(|(_, gap)| gap.mean).collect();
        let hue = Hue::of(place);
        figure.marks.push(Mark::Band { x: x.clone(), low, high, hue, strength: BAND });
        figure.marks.push(Mark::line(x, y, hue, case.title()));
    }
    figure.marks.push(Mark::RuleY { y: 0.0, label: String::new() });
    figure.note = note_of(played, searched.len());
    figure.table = Some("along".to_owned());
    Some(figure)
}
