//! Share of time with each strategy when mutations are rare, as bars with the noise of the payoffs.

use super::foot;
use crate::experiment::evolve::Results;
use crate::experiment::number::fixed;
use crate::report::{Axis, Figure, Hue, Mark};

/// The figure.
pub fn figure(results: &Results<'_>) -> Figure {
    let order = results.ranking();
    let noise = if results.resampled.is_empty() { "" } else { "; whiskers: 95% interval by the noise of the payoffs" };
    let names = order.iter().map(|kind| results.name(*kind).to_owned());
    let mut figure = Figure::new(
        "stationary",
        &title(results, &order),
        &format!("Share of time in which all are of one strategy, in the limit of rare mutations{noise}"),
        Axis::within("Share of time", 0.0, 1.0),
        Axis::categories("", names),
    );
    for (row, kind) in order.iter().enumerate() {
        let share = results.stationary[*kind];
        let hue = Hue::of(*kind);
        let label = format!("{}%", fixed(100.0 * share, 1));
        let at = row as f64;
        match results.resampled.share(*kind) {
            Some(interval) => {
                figure.marks.push(Mark::Bar { at, from: 0.0, to: share, hue, label: String::new() });
                let (low, high) = (interval.low, interval.high);
                figure.marks.push(Mark::Interval { at, low, mid: share, high, hue: Hue::Black, label });
            }
            None => figure.marks.push(Mark::Bar { at, from: 0.0, to: share, hue, label }),
        }
    }
    figure.note = Some(foot(results));
    figure.table = Some("stationary".to_owned());
    figure
}

fn title(results: &Results<'_>, order: &[usize]) -> String {
    let Some(leader) = order.first() else { return String::new() };
    let sure = results.resampled.leads(*leader).is_none_or(|leads| leads >= 0.95);
    let name = results.name(*leader);
    if sure { format!("{name} has the long run") } else { format!("{name} leads in the long run, within noise") }
}
