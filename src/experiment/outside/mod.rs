//! Designs for a model that runs elsewhere, and what its results say of its inputs; it never runs that model.

mod bounds;
mod numbers;

pub use bounds::Bound;

use crate::base::random::Key;
use crate::experiment::design::{Units, latin_hypercube, morris as trajectories, saltelli, sequence};
use crate::experiment::sensitivity::sobol::Layout;
use crate::experiment::sensitivity::{Answer, Found, SensitivityError, morris, sobol};
use crate::report::{Provenance, Report};
use crate::table::TableError;
use numbers::Numbers;
use thiserror::Error;

/// Most points that need no confirmation.
pub const MANY: u64 = 10_000_000;

/// Why a design or its indices cannot be had.
#[derive(Debug, Error)]
pub enum OutsideError {
    /// A file says something that cannot be.
    #[error("{file}: {reason}")]
    Content {
        /// Its name.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// The design cannot be made.
    #[error("{0}")]
    Design(String),
    /// Too many points to begin without being asked twice.
    #[error("the design has {0} points, more than {MANY}: use a smaller --n, or --yes if you mean it")]
    Many(u64),
    /// The values give no indices.
    #[error("{output}: {reason}")]
    Sensitivity {
        /// Which column.
        output: String,
        /// Why not.
        reason: SensitivityError,
    },
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// How points are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Blocks for Sobol indices.
    Sobol,
    /// Trajectories with so many levels.
    Morris(u32),
    /// The best of so many Latin hypercubes.
    LatinHypercube(u32),
    /// The Sobol sequence, shifted by the seed or not.
    Sequence(bool),
    /// Every combination of levels.
    Grid,
}

/// A design over bounded inputs.
pub struct Sample {
    bounds: Vec<Bound>,
    units: Box<dyn Units>,
}

impl std::fmt::Debug for Sample {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sample").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

impl Sample {
    /// A design of size `n` over the inputs that `text`, the contents of `file`, bounds.
    ///
    /// # Errors
    /// If the bounds are none, or the design cannot be made.
    pub fn new(kind: Kind, file: &str, text: &str, n: u64, seed: u64) -> Result<Self, OutsideError> {
        let bounds = bounds::read(file, text)?;
        let units = units(kind, n, bounds.len(), seed).map_err(OutsideError::Design)?;
        Ok(Self { bounds, units })
    }

    /// Number of points.
    pub fn count(&self) -> u64 {
        self.units.count()
    }

    /// Names of the inputs as a line.
    pub fn header(&self) -> String {
        self.bounds.iter().map(|bound| bound.name.as_str()).collect::<Vec<_>>().join(",") + "\n"
    }

    /// A point as a line, every number to its last bit.
    pub fn line(&self, number: u64) -> String {
        let values = self.bounds.iter().zip(self.units.point(number)).map(|(bound, unit)| bound.at(unit).to_string());
        values.collect::<Vec<_>>().join(",") + "\n"
    }
}

fn units(kind: Kind, n: u64, inputs: usize, seed: u64) -> Result<Box<dyn Units>, String> {
    Ok(match kind {
        Kind::Sobol => Box::new(saltelli::Blocks::new(n, inputs, seed)?),
        Kind::Morris(levels) => Box::new(trajectories::Trajectories::new(n, inputs, levels, seed)?),
        Kind::LatinHypercube(of) => Box::new(latin_hypercube::LatinHypercube::maximin(n, inputs, seed, of)?),
        Kind::Sequence(shifted) => Box::new(sequence::Sequence::new(n, inputs, shifted.then_some(seed))?),
        Kind::Grid => Box::new(Lattice { levels: n, inputs }),
    })
}

/// Every combination of evenly spaced levels, the last input fastest.
struct Lattice {
    levels: u64,
    inputs: usize,
}

impl Units for Lattice {
    fn count(&self) -> u64 {
        (0..self.inputs).fold(1, |count: u64, _| count.saturating_mul(self.levels))
    }

    fn point(&self, mut number: u64) -> Vec<f64> {
        let last = if self.levels > 1 { self.levels - 1 } else { 1 };
        let mut point: Vec<f64> = Vec::with_capacity(self.inputs);
        for _ in 0..self.inputs {
            point.push((number % self.levels) as f64 / last as f64);
            number /= self.levels;
        }
        point.reverse();
        point
    }
}

/// Which indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// First and total order Sobol indices.
    Sobol,
    /// Elementary effects.
    Morris,
}

/// A file that was read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What is asked of a model's results.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Which indices.
    pub method: Method,
    /// The points.
    pub inputs: File<'a>,
    /// The results.
    pub outputs: File<'a>,
    /// The inputs' bounds, if given.
    pub bounds: Option<File<'a>>,
    /// Seed of the resamples.
    pub seed: u64,
    /// The command that asks it.
    pub command: &'a str,
}

/// What drives a model's results.
///
/// # Errors
/// If files, points or results do not fit each other.
pub fn indices(question: &Question<'_>) -> Result<Report, OutsideError> {
    let inputs = Numbers::read(question.inputs.name, question.inputs.text, "x")?;
    let outputs = Numbers::read(question.outputs.name, question.outputs.text, "y")?;
    check(question, &inputs, &outputs)?;
    let column = |place: usize| outputs.rows.iter().map(|row| row[place]).collect::<Vec<f64>>();
    let fault = |output: &str| {
        let output = output.to_owned();
        move |reason| OutsideError::Sensitivity { output, reason }
    };
    let found: Vec<(String, Found)> = match question.method {
        Method::Sobol => {
            let layout = Layout::of(&inputs.rows).map_err(fault(question.inputs.name))?;
            let found = |(place, output): (usize, &String)| {
                let found = sobol::indices(&column(place), inputs.names.len(), layout, question.seed);
                Ok((output.clone(), Found::Sobol(found.map_err(fault(output))?)))
            };
            outputs.names.iter().enumerate().map(found).collect::<Result<_, OutsideError>>()?
        }
        Method::Morris => {
            let units = in_units(question, &inputs)?;
            let found = |(place, output): (usize, &String)| {
                let found = morris::effects(&units, &column(place)).map_err(fault(output))?;
                Ok((output.clone(), Found::Morris(found)))
            };
            outputs.names.iter().enumerate().map(found).collect::<Result<_, OutsideError>>()?
        }
    };
    report(question, &Answer { inputs: inputs.names, outputs: found })
}

fn check(question: &Question<'_>, inputs: &Numbers, outputs: &Numbers) -> Result<(), OutsideError> {
    if inputs.rows.len() != outputs.rows.len() {
        return Err(OutsideError::Content {
            file: question.outputs.name.to_owned(),
            reason: format!(
                "it has {} rows, and {} has {}: give a row for each point, with `nan` where the model failed",
                outputs.rows.len(),
                question.inputs.name,
                inputs.rows.len()
            ),
        });
    }
    match inputs.rows.iter().position(|row| row.iter().any(|value| !value.is_finite())) {
        None => Ok(()),
        Some(row) => Err(OutsideError::Content {
            file: question.inputs.name.to_owned(),
            reason: format!("row {row} (from 0) has a cell that is no number: every coordinate of a point is one"),
        }),
    }
}

/// The inputs as points of the unit cube.
fn in_units(question: &Question<'_>, inputs: &Numbers) -> Result<Vec<Vec<f64>>, OutsideError> {
    let bounds = match question.bounds {
        Some(file) => in_order(file, &bounds::read(file.name, file.text)?, inputs)?,
        None => visited(inputs),
    };
    let unit = |(value, bound): (&f64, &Bound)| bound.unit(*value);
    Ok(inputs.rows.iter().map(|row| row.iter().zip(&bounds).map(unit).collect()).collect())
}

/// The bounds in the order of the columns; by place where the columns have no names of their own.
fn in_order(file: File<'_>, bounds: &[Bound], inputs: &Numbers) -> Result<Vec<Bound>, OutsideError> {
    let content = |reason: String| OutsideError::Content { file: file.name.to_owned(), reason };
    if bounds.len() != inputs.names.len() {
        return Err(content(format!("it bounds {} inputs, and there are {}", bounds.len(), inputs.names.len())));
    }
    let named = |name: &String| bounds.iter().find(|bound| bound.name == *name).cloned();
    let found: Vec<Bound> = inputs.names.iter().filter_map(named).collect();
    let bare = inputs.names.iter().enumerate().all(|(place, name)| *name == format!("x{}", place + 1));
    match found.len() {
        count if count == bounds.len() => Ok(found),
        0 if bare => Ok(bounds.to_vec()),
        _ => Err(content(format!("its names are not those of the inputs: {}", inputs.names.join(", ")))),
    }
}

/// The lowest and highest value of every column.
fn visited(inputs: &Numbers) -> Vec<Bound> {
    let bound = |(place, name): (usize, &String)| {
        let column = inputs.rows.iter().map(|row| row[place]);
        let (low, high) = column.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (if value < low { value } else { low }, if value > high { value } else { high })
        });
        Bound { name: name.clone(), low, high: if high > low { high } else { low + 1.0 } }
    };
    inputs.names.iter().enumerate().map(bound).collect()
}

fn report(question: &Question<'_>, answer: &Answer) -> Result<Report, OutsideError> {
    let digest = |file: File<'_>| format!("{} {}\n", file.name, Key::digest(file.text.as_bytes()));
    let files = [Some(question.inputs), Some(question.outputs), question.bounds];
    let text: String = files.into_iter().flatten().map(digest).collect();
    let mut sentences = answer.sentences();
    if question.method == Method::Morris && question.bounds.is_none() {
        sentences.push("Bounds are the lowest and highest value of each input; --bounds gives others.".to_owned());
    }
    Ok(Report {
        title: format!("What drives {}", question.outputs.name),
        question: "Which inputs drive the results of a model that ran elsewhere?".to_owned(),
        expectation: String::new(),
        sentences,
        tables: vec![answer.table()?],
        figures: answer.figures(),
        assumptions: Vec::new(),
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario_name: question.outputs.name.to_owned(),
            scenario_hash: Key::digest(text.as_bytes()),
            scenario_text: text,
            contract: None,
            seed: question.seed,
            replications: 1,
            command: question.command.to_owned(),
        },
    })
}
