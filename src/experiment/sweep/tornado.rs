//! One-at-a-time designs as tornados: how far each key alone moves a measure from where the scenario has it; it reads no file.

use super::frozen::Frozen;
use super::measure::column;
use super::told::Told;
use crate::experiment::number::number;
use crate::experiment::sensitivity::short;
use crate::report::{Axis, Figure, Hue, Mark};
use crate::table::{Column, Table, TableError, Unit};

/// Keys in a chart.
const SHOWN: usize = 16;

/// What a key alone does to a measure.
struct Swing {
    measure: String,
    key: String,
    base: f64,
    /// Lowest value, and the setting where it is.
    low: (f64, String),
    /// Highest value, and the setting where it is.
    high: (f64, String),
}

impl Swing {
    fn width(&self) -> f64 {
        self.high.0 - self.low.0
    }
}

/// A sentence, the rows of the table and a chart for every measure.
///
/// # Errors
/// If the table cannot be made.
pub(super) fn all(frozen: &Frozen, means: &[Vec<f64>]) -> Result<Told, TableError> {
    let mut drivers = Told::default();
    let mut rows = Vec::new();
    for (measure, means) in frozen.measures.iter().zip(means) {
        let swings = swings(frozen, measure, means);
        let Some(first) = swings.first() else {
            drivers
                .sentences
                .push(format!("{measure}: no key has a point that did not fail, or the scenario as given failed."));
            continue;
        };
        drivers.sentences.push(format!(
            "Alone, {} moves {measure} most: from {} (at {}) to {} (at {}), where the scenario has {}.",
            first.key,
            number(first.low.0),
            first.low.1,
            number(first.high.0),
            first.high.1,
            number(first.base)
        ));
        drivers.figures.push(figure(measure, &swings));
        rows.extend(swings);
    }
    if !rows.is_empty() {
        drivers.tables.push(table(&rows)?);
    }
    Ok(drivers)
}

/// Every key's swing, the widest first. Point 0 is the scenario as given, then come the levels key by key.
fn swings(frozen: &Frozen, measure: &str, means: &[f64]) -> Vec<Swing> {
    let Some(base) = means.first().copied().filter(|base| base.is_finite()) else { return Vec::new() };
    let mut next = 1;
    let mut swings = Vec::new();
    for axis in &frozen.axes {
        let given = || (base, "as given".to_owned());
        let (mut low, mut high, mut known) = (given(), given(), false);
        for level in 0..axis.count() {
            let value = means.get(next).copied().unwrap_or(f64::NAN);
            next += 1;
            known |= value.is_finite();
            if value < low.0 {
                low = (value, axis.level(level).to_string());
            }
            if value > high.0 {
                high = (value, axis.level(level).to_string());
            }
        }
        if known {
            swings.push(Swing { measure: measure.to_owned(), key: axis.key.clone(), base, low, high });
        }
    }
    swings.sort_by(|one, other| other.width().total_cmp(&one.width()));
    swings
}

fn figure(measure: &str, swings: &[Swing]) -> Figure {
    let shown = &swings[..swings.len().min(SHOWN)];
    let mut figure = Figure::new(
        &format!("tornado_{}", column(measure)),
        &format!("What each key alone does to {measure}"),
        "From its lowest to its highest over the levels of one key, all others as the scenario has them",
        Axis::linear(measure),
        Axis::categories(
            "",
            shown.iter().map(|swing| format!("{}: {} to {}", short(&swing.key), swing.low.1, swing.high.1)),
        ),
    );
    for (place, swing) in shown.iter().enumerate() {
        let ends = [(&swing.low, Hue::Vermillion), (&swing.high, Hue::Blue)];
        for ((value, _), hue) in ends.into_iter().filter(|((value, _), _)| (value - swing.base).abs() > 0.0) {
            let (at, label) = (place as f64, String::new());
            figure.marks.push(Mark::Bar { at, from: swing.base, to: *value, hue, label });
        }
    }
    if let Some(first) = swings.first() {
        figure.marks.push(Mark::RuleX { x: first.base, label: "as given".to_owned() });
    }
    figure.note =
        Some("Beside each key its settings at the left and the right end. Luck is common to all points.".to_owned());
    figure.table = Some("tornado".to_owned());
    figure
}

fn table(rows: &[Swing]) -> Result<Table, TableError> {
    let number = |read: fn(&Swing) -> f64| rows.iter().map(read).collect::<Vec<f64>>();
    let unit = Unit::Other("that of the measure".to_owned());
    Table::new(
        "tornado",
        "What each key alone does",
        vec![
            Column::text("measure", "Name of the measure.", rows.iter().map(|row| row.measure.as_str())),
            Column::text("key", "The key that moves, all others as given.", rows.iter().map(|row| row.key.as_str())),
            Column::number("as_given", unit.clone(), "Mean in the scenario as given.", number(|row| row.base)),
            Column::number("lowest", unit.clone(), "Lowest mean over the key's levels.", number(|row| row.low.0)),
            Column::text("lowest_at", "Where that is.", rows.iter().map(|row| row.low.1.as_str())),
            Column::number("highest", unit, "Highest mean over the key's levels.", number(|row| row.high.0)),
            Column::text("highest_at", "Where that is.", rows.iter().map(|row| row.high.1.as_str())),
        ],
    )
}
