//! What the keys of a sweep do to its measures: indices, effects or a tornado, whichever the design allows; it reads no file.

use super::frozen::Frozen;
use super::told::Told;
use super::tornado;
use crate::experiment::design;
use crate::experiment::sensitivity::sobol::Layout;
use crate::experiment::sensitivity::{Answer, Found, SensitivityError, morris, sobol};
use crate::scenario::sweep::DesignFile;
use crate::table::TableError;

/// Whether a design tells what drives a measure, so that the means of all points must be kept.
pub(super) fn are_told(design: &DesignFile) -> bool {
    matches!(design, DesignFile::Saltelli(_) | DesignFile::Morris(_) | DesignFile::OneAtATime)
}

/// From the means of all points, `[measure][point]`, NaN where a point failed.
///
/// # Errors
/// If a table cannot be made.
pub(super) fn of(frozen: &Frozen, means: &[Vec<f64>]) -> Result<Told, TableError> {
    let found: fn(&Frozen, &[f64]) -> Result<Found, SensitivityError> = match &frozen.design {
        DesignFile::Saltelli(_) => indices,
        DesignFile::Morris(_) => effects,
        DesignFile::OneAtATime => return tornado::all(frozen, means),
        _ => return Ok(Told::default()),
    };
    let mut drivers = Told::default();
    let inputs = frozen.axes.iter().map(|axis| axis.key.clone()).collect();
    let mut answer = Answer { inputs, outputs: Vec::new() };
    for (name, means) in frozen.measures.iter().zip(means) {
        match found(frozen, means) {
            Ok(found) => answer.outputs.push((name.clone(), found)),
            Err(error) => drivers.sentences.push(format!("{name}: {error}.")),
        }
    }
    if !answer.outputs.is_empty() {
        drivers.sentences.extend(answer.sentences());
        drivers.tables.push(answer.table()?);
        drivers.figures = answer.figures();
    }
    Ok(drivers)
}

fn indices(frozen: &Frozen, means: &[f64]) -> Result<Found, SensitivityError> {
    sobol::indices(means, frozen.axes.len(), Layout::FirstAndTotal, frozen.seed).map(Found::Sobol)
}

fn effects(frozen: &Frozen, means: &[f64]) -> Result<Found, SensitivityError> {
    let units = design::units(&frozen.design, frozen.axes.len(), frozen.seed).map_err(SensitivityError::Inputs)?;
    let rows: Vec<Vec<f64>> = (0..units.count()).map(|number| units.point(number)).collect();
    morris::effects(&rows, means).map(Found::Morris)
}
