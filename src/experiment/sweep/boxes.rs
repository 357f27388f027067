//! Where among the points of a sweep a condition mostly holds, as a sentence and a table; the method is elsewhere.

use super::axis::{Axis, Levels};
use super::frozen::Frozen;
use super::{SweepError, measure::Measure};
use crate::experiment::number::fixed;
use crate::experiment::sensitivity::prim::{self, Bound, Hyperbox};
use crate::scenario::file::ScenarioFile;
use crate::scenario::sweep::{DesignFile, Setting};
use crate::table::{Column, Table, TableError, Unit};

/// Points from which and up to which boxes are looked for unasked.
const UNASKED: std::ops::RangeInclusive<u64> = 50..=20_000;

/// A measure below or above a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The measure.
    pub measure: String,
    /// Whether it is to lie below.
    pub below: bool,
    /// The value.
    pub value: f64,
}

impl std::str::FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is no condition: write measure < number or measure > number");
        let place = text.find(['<', '>']).ok_or_else(fault)?;
        let (measure, rest) = text.split_at(place);
        let value: f64 = rest[1..].trim().parse().map_err(|_| fault())?;
        if measure.trim().is_empty() || !value.is_finite() {
            return Err(fault());
        }
        Ok(Self { measure: measure.trim().to_owned(), below: rest.starts_with('<'), value })
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {} {}", self.measure, if self.below { '<' } else { '>' }, self.value)
    }
}

impl Condition {
    fn holds(&self, mean: f64) -> bool {
        if self.below { mean < self.value } else { mean > self.value }
    }
}

/// The conditions that are asked, or, where none is and the design spreads over its keys, that a compared strategy loses; each
/// with the place of its measure.
///
/// # Errors
/// If the sweep does not have the measure.
pub(super) fn conditions(
    frozen: &Frozen,
    file: &ScenarioFile,
    asked: &[Condition],
) -> Result<Vec<(usize, Condition)>, SweepError> {
    let spread = matches!(frozen.design, DesignFile::Grid | DesignFile::LatinHypercube(_) | DesignFile::Sobol(_));
    let losses: Vec<Condition> = if asked.is_empty() && spread && UNASKED.contains(&frozen.points) {
        let compared = frozen.measures.iter().filter(|name| name.starts_with("comparisons."));
        compared.map(|name| Condition { measure: name.clone(), below: true, value: 0.0 }).collect()
    } else {
        Vec::new()
    };
    let placed = |condition: &Condition| {
        if let Some(place) = frozen.measures.iter().position(|name| *name == condition.measure) {
            return Ok((place, condition.clone()));
        }
        Measure::find(&condition.measure, file)?;
        let all = frozen.measures.join(", ");
        Err(SweepError::Design(format!("the sweep did not measure `{}`; it has {all}", condition.measure)))
    };
    asked.iter().chain(&losses).map(placed).collect()
}

/// What was found for a condition.
pub(super) struct Found {
    condition: Condition,
    hyperbox: Option<Hyperbox>,
    /// Share of points where it holds.
    share: f64,
}

/// Looks for the box of a condition among the points, whose means of its measure are given, NaN where they failed.
pub(super) fn find(frozen: &Frozen, condition: &Condition, means: &[f64]) -> Result<Found, SweepError> {
    let points = frozen.rows()?;
    let known: Vec<usize> = (0..means.len()).filter(|&place| means[place].is_finite()).collect();
    let row = |place: &usize| {
        let mut row = vec![f64::NAN; frozen.axes.len()];
        for (axis, setting) in points.point(*place as u64) {
            row[axis] = coordinate(&frozen.axes[axis], &setting);
        }
        row
    };
    let rows: Vec<Vec<f64>> = known.iter().map(row).collect();
    let holds: Vec<bool> = known.iter().map(|&place| condition.holds(means[place])).collect();
    let share = holds.iter().filter(|holds| **holds).count() as f64 / holds.len() as f64;
    let hyperbox = prim::find(&rows, &holds, frozen.seed);
    Ok(Found { condition: condition.clone(), hyperbox, share })
}

/// A setting as a number; names by their place.
fn coordinate(axis: &Axis, setting: &Setting) -> f64 {
    match (&axis.levels, setting) {
        (Levels::Options(options), Setting::Name(_)) => {
            options.iter().position(|option| option == setting).map_or(f64::NAN, |place| place as f64)
        }
        _ => setting.number(),
    }
}

/// A bound in words.
fn told(axis: &Axis, bound: &Bound) -> String {
    let named = |place: f64| match &axis.levels {
        Levels::Options(options) => match options.get(place as usize) {
            Some(Setting::Name(name)) => Some(name.clone()),
            _ => None,
        },
        Levels::Range { .. } => None,
    };
    let number = |value: f64| named(value).unwrap_or_else(|| fixed(value, 3));
    match (bound.low.is_finite(), bound.high.is_finite()) {
        (true, true) => format!("{} from {} to {}", axis.key, number(bound.low), number(bound.high)),
        (true, false) => format!("{} \u{2265} {}", axis.key, number(bound.low)),
        _ => format!("{} \u{2264} {}", axis.key, number(bound.high)),
    }
}

impl Found {
    /// The answer as a sentence.
    pub(super) fn sentence(&self, frozen: &Frozen) -> String {
        let percent = |share: f64| format!("{}%", (100.0 * share).round());
        let Some(found) = &self.hyperbox else {
            let share = percent(self.share);
            return format!("{} at {share} of the points, and no box tells where.", self.condition);
        };
        let bounds: Vec<String> = found.bounds.iter().map(|bound| told(&frozen.axes[bound.input], bound)).collect();
        let sure: Vec<String> = found.bounds.iter().map(|bound| probability(bound.quasi_p)).collect();
        format!(
            "{} when {}: so at {} of the {} points there (density), against {} of all; {} of all such points lie there \
             (coverage); quasi-p {} for the box, {} for its bounds.",
            self.condition,
            bounds.join(" and "),
            percent(found.density),
            found.points,
            percent(found.base),
            percent(found.coverage),
            probability(found.quasi_p),
            sure.join(" and ")
        )
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { fixed(p, 3) }
}

/// One row for each bound of each box; none if there are no boxes.
///
/// # Errors
/// If the columns make no table.
pub(super) fn table(frozen: &Frozen, all: &[Found]) -> Result<Option<Table>, TableError> {
    let rows: Vec<(&Found, &Hyperbox, &Bound)> = all
        .iter()
        .filter_map(|found| Some((found, found.hyperbox.as_ref()?)))
        .flat_map(|(found, hyperbox)| hyperbox.bounds.iter().map(move |bound| (found, hyperbox, bound)))
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let bound = |read: fn(&Bound) -> f64| rows.iter().map(|(_, _, bound)| read(bound)).collect::<Vec<f64>>();
    let of_box = |read: fn(&Hyperbox) -> f64| rows.iter().map(|(_, found, _)| read(found)).collect::<Vec<f64>>();
    let finite = |value: f64| if value.is_finite() { value } else { f64::NAN };
    let key = || Unit::Other("key".to_owned());
    Ok(Some(Table::new(
        "boxes",
        "Where a condition mostly holds",
        vec![
            Column::text(
                "condition",
                "What holds there.",
                rows.iter().map(|(found, _, _)| found.condition.to_string()),
            ),
            Column::text(
                "key",
                "The key that is bounded.",
                rows.iter().map(|(_, _, b)| frozen.axes[b.input].key.clone()),
            ),
            Column::number("low", key(), "Low end, itself inside.", bound(|b| b.low).into_iter().map(finite).collect()),
            Column::number(
                "high",
                key(),
                "High end, itself inside.",
                bound(|b| b.high).into_iter().map(finite).collect(),
            ),
            Column::number("quasi_p", Unit::Probability, "How likely without this bound.", bound(|b| b.quasi_p)),
            Column::number("coverage", Unit::Probability, "Share of such points in the box.", of_box(|b| b.coverage)),
            Column::number("density", Unit::Probability, "Share of the box's points.", of_box(|b| b.density)),
            Column::number("base", Unit::Probability, "Share of all points.", of_box(|b| b.base)),
            Column::integer(
                "points",
                Unit::Count,
                "Points in the box.",
                rows.iter().map(|(_, f, _)| f.points as i64).collect(),
            ),
            Column::number(
                "box_quasi_p",
                Unit::Probability,
                "Share of random choices as dense.",
                of_box(|b| b.quasi_p),
            ),
        ],
    )?))
}
