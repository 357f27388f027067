//! Figures of where one strategy begins to pay: by the shadow of the future, and by misreading too.

use super::money;
use crate::experiment::run::phase::{PhaseMap, REPLICATIONS};
use crate::experiment::run::{BreakEven, LEVEL, Results, Verdict, sentences};
use crate::report::{Axis, Figure, Hue, Mark, Palette, Shade};
use crate::statistics::{Estimate, Moments};

/// The difference between the compared strategies by the shadow of the future.
pub fn break_even(results: &Results<'_>) -> Option<Figure> {
    let [one, other] = results.compare?;
    let curves = results.curves.as_ref()?;
    let (comparison, sign) = curves.difference([one, other])?;
    let point = sentences::point(results, "continuation", None);
    let (one_name, other_name) = (results.name(one), results.name(other));
    let mut figure = Figure::new(
        "break_even",
        &finding(one_name, other_name, point),
        &format!("{one_name} less {other_name} over the line-up by the shadow of the future, with 95% band"),
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
    figure.marks.push(Mark::Band { x: curves.profile.clone(), low, high, hue, strength: 0.25 });
    let means = points.iter().map(|estimate| sign * estimate.mean).collect();
    figure.marks.push(Mark::line(curves.profile.clone(), means, hue, ""));
    figure.marks.push(Mark::RuleY { y: 0.0, label: String::new() });
    if let Some((point, _)) = point.filter(|(_, verdict)| verdict.is_found()) {
        let (low, high) = (point.interval.low, point.interval.high);
        let label = format!("break-even {:.3} ({low:.3} to {high:.3})", point.estimate);
        figure.marks.push(Mark::RuleX { x: point.estimate, label });
    }
    figure.note = note(results, points.first().map_or(0, |estimate| estimate.n));
    figure.table = Some("continuation".to_owned());
    Some(figure)
}

fn note(results: &Results<'_>, replications: u64) -> Option<String> {
    let replications = sentences::grouped(replications as f64);
    Some(format!("{}. {replications} replications, seed {}.", results.scenario.file.title, results.seed))
}

fn finding(one: &str, other: &str, point: Option<(&BreakEven, Verdict)>) -> String {
    let at = point.map_or(f64::NAN, |(point, _)| point.estimate);
    match point.map(|(_, verdict)| verdict) {
        Some(Verdict::Above) => format!("{one} earns more than {other} above delta {at:.2}"),
        Some(Verdict::Below) => format!("{one} earns more than {other} below delta {at:.2}"),
        Some(Verdict::Several) => format!("{one} and {other} overtake each other several times"),
        Some(Verdict::Always) => format!("{one} earns more than {other} at every delta"),
        Some(Verdict::Never) => format!("{one} earns less than {other} at every delta"),
        Some(Verdict::Ahead) => format!("{one} earns more than {other} wherever they can be told apart"),
        Some(Verdict::Behind) => format!("{one} earns less than {other} wherever they can be told apart"),
        Some(Verdict::Undecided) | None => format!("{one} and {other} are not distinguishable"),
    }
}

/// The difference by misreading and by the shadow of the future.
pub fn phase(results: &Results<'_>) -> Option<Figure> {
    let map = results.phase.as_ref()?;
    let [one, other] = results.compare?;
    let label = |value: &f64| format!("{value}");
    let counts = map.counts();
    let (one, other) = (results.name(one), results.name(other));
    let title = format!("{one} earns more than {other} in {} of {} combinations", counts.more, counts.all());
    let mut figure = Figure::new(
        "phase_map",
        &title,
        "Difference over the line-up; black: break-even, hatched: undecided at 95%",
        Axis::categories("Continuation probability (delta)", map.continuation.iter().map(label)),
        Axis::categories("Probability of misreading the other", map.perception.iter().rev().map(label)),
    );
    // Rows are drawn from the top; misreading grows upwards.
    let row = |level: usize| map.perception.len() - 1 - level;
    for (level, differences) in map.difference.iter().enumerate() {
        for (column, difference) in differences.iter().enumerate() {
            figure.marks.push(Mark::cell(column, row(level), difference.mean, ""));
            if map.undecided(level, column) {
                let spot = |place: usize| (place as f64 - 0.5, place as f64 + 0.5);
                figure.marks.push(Mark::hatch(spot(column), spot(row(level)), "undecided"));
            }
        }
    }
    figure.marks.extend(contours(map, row));
    figure.shade = Shade { palette: Palette::Diverging, label: money(results, "Difference"), range: None };
    figure.note = note(results, REPLICATIONS);
    figure.table = Some("phase".to_owned());
    Some(figure)
}

/// The break-even contour: where the difference changes sign along the columns, joined over neighbouring levels.
fn contours(map: &PhaseMap, row: impl Fn(usize) -> usize) -> Vec<Mark> {
    let mut lines: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (level, differences) in map.difference.iter().enumerate() {
        let changes: Vec<usize> = differences
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| (pair[0].mean < 0.0) != (pair[1].mean < 0.0))
            .map(|(column, _)| column)
            .collect();
        // With several changes along a level there is no telling which of them a neighbour's belongs to.
        if let ([column], Some(line)) = (changes.as_slice(), lines.last_mut()) {
            let (before, after) = (differences[*column].mean, differences[column + 1].mean);
            line.push((*column as f64 + before / (before - after), row(level) as f64));
        } else {
            lines.push(Vec::new());
        }
    }
    let drawn = lines.into_iter().filter(|line| line.len() > 1);
    drawn
        .map(|line| {
            let (xs, ys) = line.into_iter().unzip();
            Mark::line(xs, ys, Hue::Black, "")
        })
        .collect()
}
