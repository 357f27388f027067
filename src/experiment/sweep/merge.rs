//! Reads the parts of a sweep in order and hands out their rows as tables, part by part, so that memory stays flat; it draws no conclusions.

use super::frozen::Frozen;
use super::measure::column;
use super::part::PartFile;
use super::point::Row;
use super::rows::Rows;
use super::{SweepError, status};
use crate::scenario::sweep::Setting;
use crate::table::{Column, Data, Table, TableError, Unit};
use std::path::Path;

/// One part's rows as tables.
#[derive(Debug)]
pub struct Merged {
    /// One row per point.
    pub points: Table,
    /// One row per point and replication, if kept.
    pub replications: Option<Table>,
    /// Means of the measures, `[point][measure]`, for what is drawn from them.
    pub means: Vec<Vec<f64>>,
    /// Standard errors, likewise.
    pub errors: Vec<Vec<f64>>,
}

/// Reads all parts in order; `take` gets each as tables.
///
/// # Errors
/// If a part is missing, damaged or of another plan: before anything is handed out. If `take` fails.
pub fn merge<E: From<SweepError> + From<TableError>>(
    frozen: &Frozen,
    folder: &Path,
    mut take: impl FnMut(Merged) -> Result<(), E>,
) -> Result<(), E> {
    check(frozen, folder)?;
    let rows = frozen.rows()?;
    for part in 0..frozen.parts() {
        let found = PartFile::new(folder, part).read(&frozen.hash, frozen.part(part))?;
        let found = found.ok_or(SweepError::Missing { missing: 1, parts: frozen.parts(), first: part })?;
        take(tables(frozen, &rows, &found)?)?;
    }
    Ok(())
}

/// Every part must be there and whole.
fn check(frozen: &Frozen, folder: &Path) -> Result<(), SweepError> {
    for part in 0..frozen.parts() {
        PartFile::new(folder, part).read(&frozen.hash, frozen.part(part))?;
    }
    let status = status(frozen, folder)?;
    match status.missing {
        None => Ok(()),
        Some(first) => Err(SweepError::Missing { missing: status.parts - status.done, parts: status.parts, first }),
    }
}

fn tables(frozen: &Frozen, rows: &Rows, found: &[Row]) -> Result<Merged, TableError> {
    let settings: Vec<Vec<Option<Setting>>> = found.iter().map(|row| settings(rows, row.point)).collect();
    let number = |read: &dyn Fn(&Row) -> f64| found.iter().map(read).collect::<Vec<f64>>();
    let mut columns =
        vec![Column::integer("point", Unit::Count, "Number of the point, from 0.", ints(found, |row| row.point))];
    columns.extend(keys(frozen, &settings, &|row| row..row + 1));
    columns.push(Column::integer(
        "replications",
        Unit::Count,
        "Replications simulated.",
        ints(found, |row| row.replications),
    ));
    for (place, name) in frozen.measures.iter().enumerate() {
        let (mean, se) = (number(&|row| row.estimates[place].mean), number(&|row| row.estimates[place].se));
        let stem = column(name);
        columns.push(Column::number(&format!("{stem}_mean"), Unit::Money, &format!("Mean of {name}."), mean));
        columns.push(Column::number(
            &format!("{stem}_se"),
            Unit::Money,
            &format!("Standard error of {stem}_mean."),
            se,
        ));
    }
    let reasons = found.iter().map(|row| row.failure.clone().unwrap_or_default());
    columns.push(Column::text("failure", "Why the point failed; empty if it did not.", reasons));
    let of = |read: fn(&crate::statistics::Estimate) -> f64| {
        found.iter().map(|row| row.estimates.iter().map(read).collect()).collect::<Vec<Vec<f64>>>()
    };
    Ok(Merged {
        points: Table::new("points", "What was found at every point", columns)?,
        replications: if frozen.keep_replications { Some(replications(frozen, &settings, found)?) } else { None },
        means: of(|estimate| estimate.mean),
        errors: of(|estimate| estimate.se),
    })
}

fn ints(found: &[Row], read: impl Fn(&Row) -> u64) -> Vec<i64> {
    found.iter().map(|row| read(row) as i64).collect()
}

/// The keys of a point; nothing where it leaves the scenario as given.
fn settings(rows: &Rows, point: u64) -> Vec<Option<Setting>> {
    let mut settings = vec![None; rows.axes().len()];
    for (place, value) in rows.point(point) {
        settings[place] = Some(value);
    }
    settings
}

/// One column per key; `repeat` tells which rows of the table a point fills.
fn keys(
    frozen: &Frozen,
    settings: &[Vec<Option<Setting>>],
    repeat: &dyn Fn(usize) -> std::ops::Range<usize>,
) -> Vec<Column> {
    let key = |(place, axis): (usize, &super::axis::Axis)| {
        let (first, last) = axis.ends().into();
        let named = [&first, &last].into_iter().any(|end| matches!(end, Setting::Name(_)));
        let values = settings
            .iter()
            .enumerate()
            .flat_map(|(point, settings)| repeat(point).map(move |_| settings[place].clone()));
        let (name, doc) = (column(&axis.key), format!("Value of {}; empty where the scenario's own holds.", axis.key));
        let unit = Unit::Other("key".to_owned());
        if named {
            let words: Vec<String> =
                values.map(|value| value.map_or_else(String::new, |value| value.to_string())).collect();
            Column { name, unit: Unit::Text, doc, data: Data::Text(words) }
        } else {
            let numbers = values.map(|value| value.map_or(f64::NAN, |value| value.number())).collect();
            Column { name, unit, doc, data: Data::Number(numbers) }
        }
    };
    frozen.axes.iter().enumerate().map(key).collect()
}

fn replications(frozen: &Frozen, settings: &[Vec<Option<Setting>>], found: &[Row]) -> Result<Table, TableError> {
    let count = |row: &Row| row.values.first().map_or(0, Vec::len);
    let point = found.iter().flat_map(|row| std::iter::repeat_n(row.point as i64, count(row))).collect();
    let number = found.iter().flat_map(|row| 0..count(row) as i64).collect();
    let mut columns = vec![
        Column::integer("point", Unit::Count, "Number of the point, from 0.", point),
        Column::integer(
            "replication",
            Unit::Count,
            "Number of the replication, from 0; equal numbers share their luck.",
            number,
        ),
    ];
    columns.extend(keys(frozen, settings, &|point| 0..count(&found[point])));
    for (place, name) in frozen.measures.iter().enumerate() {
        let values = found.iter().flat_map(|row| row.values.get(place).cloned().unwrap_or_default()).collect();
        columns.push(Column::number(&column(name), Unit::Money, name, values));
    }
    Table::new("replications", "Every replication of every point", columns)
}
