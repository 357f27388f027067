//! `longgame design`: a design for a model outside, and what drives that model's results; it never runs that model.

use crate::cli::answer::sentences;
use crate::cli::arguments::{Design, DesignIndices, DesignSample, DesignStep, Format, IndexMethod, SampleKind};
use crate::cli::deliver::deliver;
use crate::cli::outcome::{Failure, print};
use crate::experiment::outside::{self, File, Kind, MANY, Method, OutsideError, Question, Sample};
use crate::export::write::Stream;
use crate::export::{csv, json, text};
use crate::report::Report;
use anyhow::Context;
use std::path::Path;

/// Lines that are written at once.
const CHUNK: u64 = 10_000;

/// Runs the command.
pub fn run(arguments: &Design) -> Result<(), Failure> {
    match &arguments.step {
        DesignStep::Sample(arguments) => sample(arguments),
        DesignStep::Indices(arguments) => indices(arguments),
    }
}

impl From<OutsideError> for Failure {
    fn from(error: OutsideError) -> Self {
        match error {
            OutsideError::Table(error) => Self::failed(error),
            error => Self::input(error),
        }
    }
}

fn contents(path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}")).map_err(Failure::Input)?;
    Ok((name, text))
}

fn sample(arguments: &DesignSample) -> Result<(), Failure> {
    let (name, text) = contents(&arguments.bounds)?;
    let kind = match arguments.kind {
        SampleKind::Sobol => Kind::Sobol,
        SampleKind::Morris => Kind::Morris(arguments.levels),
        SampleKind::Lhs => Kind::LatinHypercube(arguments.maximin_of),
        SampleKind::Sequence => Kind::Sequence(arguments.scramble),
        SampleKind::Grid => Kind::Grid,
    };
    let sample = Sample::new(kind, &name, &text, arguments.n, arguments.seed)?;
    if sample.count() > MANY && !arguments.yes {
        return Err(OutsideError::Many(sample.count()).into());
    }
    match &arguments.out {
        None => lines(&sample, print),
        Some(path) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let mut stream = Stream::new(folder, &file).map_err(Failure::input)?;
            lines(&sample, |text| stream.append(text.as_bytes()).map_err(Failure::failed))?;
            stream.finish(path).map_err(Failure::failed)
        }
    }
}

/// Header and points, some at a time.
fn lines(sample: &Sample, mut take: impl FnMut(&str) -> Result<(), Failure>) -> Result<(), Failure> {
    take(&sample.header())?;
    let mut next = 0;
    while next < sample.count() {
        let end = (next + CHUNK).min(sample.count());
        take(&(next..end).map(|number| sample.line(number)).collect::<String>())?;
        next = end;
    }
    Ok(())
}

fn indices(arguments: &DesignIndices) -> Result<(), Failure> {
    let (inputs, outputs) = (contents(&arguments.inputs)?, contents(&arguments.outputs)?);
    let bounds = arguments.bounds.as_deref().map(contents).transpose()?;
    let question = Question {
        method: match arguments.method {
            IndexMethod::Sobol => Method::Sobol,
            IndexMethod::Morris => Method::Morris,
        },
        inputs: File { name: &inputs.0, text: &inputs.1 },
        outputs: File { name: &outputs.0, text: &outputs.1 },
        bounds: bounds.as_ref().map(|(name, text)| File { name, text }),
        seed: arguments.seed,
        command: &command(arguments),
    };
    let report = outside::indices(&question)?;
    if let Some(out) = &arguments.out {
        deliver(&report, out, arguments.force)?;
    }
    answer(&report, arguments)
}

/// The command that gives the same result; options that change no result are left out.
fn command(arguments: &DesignIndices) -> String {
    let method = match arguments.method {
        IndexMethod::Sobol => "sobol",
        IndexMethod::Morris => "morris",
    };
    let (inputs, outputs) = (arguments.inputs.display(), arguments.outputs.display());
    let bounds = arguments.bounds.as_ref().map_or_else(String::new, |path| format!(" --bounds {}", path.display()));
    format!(
        "longgame design indices --method {method} --inputs {inputs} --outputs {outputs}{bounds} --seed {}",
        arguments.seed
    )
}

fn answer(report: &Report, arguments: &DesignIndices) -> Result<(), Failure> {
    let Some(table) = report.tables.first() else { return Ok(()) };
    match arguments.format {
        Format::Json => print(&json::report_json(report).map_err(Failure::failed)?),
        Format::Csv => print(&String::from_utf8_lossy(&csv::table_csv(table).map_err(Failure::failed)?)),
        Format::Table => {
            let left: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
            let shown: Vec<&str> = left.into_iter().filter(|name| !name.ends_with("_se")).collect();
            print(&(sentences(report) + "\n" + &text::panels_text(&table.only(&shown), 2)))
        }
    }
}
