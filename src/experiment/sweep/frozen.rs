//! A sweep frozen: scenario, design, replications and measures, with a hash over all of them; it does nothing of it.

use super::SweepError;
use super::axis::{Axis, Levels};
use super::measure::Measure;
use super::rows::{MANY, Rows};
use crate::base::random::Key;
use crate::engine::plan::Cell;
use crate::scenario::read::{ReadError, Scenario, read_under};
use crate::scenario::sweep::{DesignFile, Setting, SweepFile, Until};
use crate::source::Diagnostics;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Form of the plan file; another form is refused.
const FORM: u32 = 1;

/// Work of one part, in replications of a matchup: a second or so, which is what a crash can lose.
const PART_WORK: u64 = 200_000;

/// Work of a point besides its replications, in as many of those.
const POINT_WORK: u64 = 64;

/// Most points of a part.
const PART_MOST: u64 = 4_096;

/// Options of one key that are checked before anything runs; of more, the first and the last.
const OPTIONS_CHECKED: usize = 1_000;

/// What is asked on the command line beyond the scenario's `[sweep]`.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Keys that vary, as typed; in place of the scenario's.
    pub vary: Vec<String>,
    /// The design, in place of the scenario's.
    pub design: Option<DesignFile>,
    /// Seed, in place of the scenario's.
    pub seed: Option<u64>,
    /// Replications, in place of the scenario's.
    pub replications: Option<u64>,
    /// Measures, in place of the scenario's.
    pub measures: Vec<String>,
    /// Keep the value of every replication.
    pub keep_replications: bool,
    /// Points of a part, in place of as many as take a second or so.
    pub part_points: Option<u64>,
    /// More points than most would mean are meant.
    pub yes: bool,
}

/// How a scenario was called.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its path or its name among the built-in ones.
    pub scenario: &'a str,
    /// The contract given apart from it.
    pub contract: Option<&'a str>,
}

/// A sweep, frozen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Form of this file.
    form: u32,
    /// Hash over everything below.
    pub hash: String,
    /// Version of the program that froze it.
    pub version: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// The contract given apart from it, as it was named.
    pub contract: Option<String>,
    /// Overrides of all points.
    pub set: Vec<String>,
    /// Hash of the scenario with everything it extends, the overrides and its data.
    pub scenario_hash: String,
    /// The design.
    pub design: DesignFile,
    /// The keys that vary.
    pub axes: Vec<Axis>,
    /// The points of a list.
    #[serde(default)]
    pub list: Vec<Vec<Setting>>,
    /// Seed of design and luck.
    pub seed: u64,
    /// Replications of every matchup at each point.
    pub replications: u64,
    /// Goes on at a point until a measure is known well enough.
    pub until: Option<Until>,
    /// Names of the measures.
    pub measures: Vec<String>,
    /// Keep the value of every replication.
    pub keep_replications: bool,
    /// Number of points.
    pub points: u64,
    /// Points of a part.
    pub part_points: u64,
}

impl Frozen {
    /// Freezes what scenario and request ask for.
    ///
    /// # Errors
    /// If keys, design or measures do not fit the scenario.
    pub fn new(scenario: &Scenario, named: Named<'_>, request: &Request) -> Result<Self, SweepError> {
        let file = scenario.file.sweep.clone().unwrap_or_default();
        let design = request.design.clone().unwrap_or_else(|| file.design.clone());
        let (axes, list) = axes(scenario, &file, &design, request)?;
        check_keys(scenario, &axes)?;
        let seed = request.seed.unwrap_or(scenario.file.run.seed);
        let rows = Rows::new(&design, axes.clone(), list.clone(), seed)?;
        let points = rows.count();
        if points > MANY && !request.yes {
            return Err(SweepError::Many(points));
        }
        let measures = measures(scenario, &file, request)?;
        let replications = request.replications.or(file.replications).unwrap_or(scenario.file.run.replications);
        let cells = cells(scenario, &measures, file.until.as_ref())?;
        let mut frozen = Self {
            form: FORM,
            hash: String::new(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: named.scenario.to_owned(),
            contract: named.contract.map(str::to_owned),
            set: scenario.overrides.clone(),
            scenario_hash: scenario.fingerprint(),
            design,
            axes,
            list,
            seed,
            replications,
            until: file.until,
            measures,
            keep_replications: request.keep_replications || file.keep_replications,
            points,
            part_points: request.part_points.unwrap_or_else(|| part_points(replications, cells)),
        };
        frozen.hash = frozen.digest()?;
        Ok(frozen)
    }

    fn digest(&self) -> Result<String, SweepError> {
        let unnamed = Self { hash: String::new(), ..self.clone() };
        let text = serde_json::to_string(&unnamed).map_err(|error| SweepError::Design(error.to_string()))?;
        Ok(Key::digest(text.as_bytes()))
    }

    /// As a file.
    ///
    /// # Errors
    /// If JSON cannot be written.
    pub fn text(&self) -> Result<String, SweepError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| SweepError::Design(error.to_string()))?;
        Ok(text + "\n")
    }

    /// Reads a plan file, and checks that it is whole.
    ///
    /// # Errors
    /// [`SweepError::NoPlan`] if it is none, or was changed.
    pub fn read(path: &Path) -> Result<Self, SweepError> {
        let fault = |reason: String| SweepError::NoPlan { path: path.display().to_string(), reason };
        let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
        let frozen: Self = serde_json::from_str(&text).map_err(|error| fault(error.to_string()))?;
        if frozen.form != FORM {
            return Err(fault(format!("its form is {}, and this version reads form {FORM}", frozen.form)));
        }
        if frozen.digest()? != frozen.hash {
            return Err(fault("its hash does not fit its contents: it was changed after it was made".to_owned()));
        }
        Ok(frozen)
    }

    /// The frozen scenario, read again.
    ///
    /// # Errors
    /// If it is not what was frozen. `path` is the plan's, for the message.
    pub fn reread(&self, path: &Path) -> Result<Scenario, SweepError> {
        let scenario = read_under(&self.scenario, self.contract.as_deref(), &self.set)?;
        if scenario.fingerprint() == self.scenario_hash {
            return Ok(scenario);
        }
        Err(SweepError::Changed { path: path.display().to_string(), scenario: self.scenario.clone() })
    }

    /// The command that gives the same plan.
    pub fn command(&self) -> String {
        let mut words = vec![format!("longgame sweep {}", self.scenario)];
        words.extend(self.contract.iter().map(|contract| format!("--contract {contract}")));
        words.extend(self.set.iter().map(|set| format!("--set {set:?}")));
        if !matches!(self.design, DesignFile::List(_)) {
            words.extend(self.axes.iter().map(|axis| format!("--vary {axis}")));
        }
        words.push(match &self.design {
            DesignFile::Grid => "--design grid".to_owned(),
            DesignFile::OneAtATime => "--design one-at-a-time".to_owned(),
            DesignFile::LatinHypercube(file) => format!("--design latin-hypercube --points {}", file.points),
            DesignFile::Sobol(file) => format!("--design sobol --points {}", file.points),
            DesignFile::Saltelli(file) => format!("--design saltelli --points {}", file.points),
            DesignFile::Morris(file) => format!("--design morris --points {}", file.trajectories),
            DesignFile::List(file) => format!("--set 'sweep.design={{ list = {{ file = {:?} }} }}'", file.file),
        });
        words.extend(self.measures.iter().map(|measure| format!("--measure {measure}")));
        words.extend(self.keep_replications.then(|| "--keep-replications".to_owned()));
        words.push(format!("--seed {} --replications {}", self.seed, self.replications));
        words.join(" ")
    }

    /// The points.
    ///
    /// # Errors
    /// If the design cannot be made.
    pub fn rows(&self) -> Result<Rows, SweepError> {
        Rows::new(&self.design, self.axes.clone(), self.list.clone(), self.seed)
    }

    /// Whether every value of every key was checked alone when the plan was made; what keys say together was not.
    pub fn checked_all(&self) -> bool {
        let few = |axis: &Axis| match &axis.levels {
            Levels::Range { .. } => true,
            Levels::Options(options) => options.len() <= OPTIONS_CHECKED,
        };
        self.axes.iter().all(few)
    }

    /// Number of parts.
    pub const fn parts(&self) -> u64 {
        self.points.div_ceil(self.part_points)
    }

    /// Numbers of the points of a part.
    pub fn part(&self, part: u64) -> std::ops::Range<u64> {
        let first = part * self.part_points;
        let end = first + self.part_points;
        first..if end < self.points { end } else { self.points }
    }
}

fn part_points(replications: u64, cells: u64) -> u64 {
    (PART_WORK / (replications.saturating_mul(cells).saturating_add(POINT_WORK))).clamp(1, PART_MOST)
}

type Axes = (Vec<Axis>, Vec<Vec<Setting>>);

fn axes(scenario: &Scenario, file: &SweepFile, design: &DesignFile, request: &Request) -> Result<Axes, SweepError> {
    if let DesignFile::List(list) = design {
        let text = scenario.data(&list.file).map_err(|reason| mistake(scenario, "sweep.design.list.file", reason))?;
        return listed(&text).map_err(|reason| SweepError::Design(format!("{}: {reason}", list.file)));
    }
    let axes: Vec<Axis> = if request.vary.is_empty() {
        let read =
            |(place, vary)| Axis::of(vary).map_err(|reason| mistake(scenario, &format!("sweep.vary[{place}]"), reason));
        file.vary.iter().enumerate().map(read).collect::<Result<_, _>>()?
    } else {
        request.vary.iter().map(|text| Axis::parse(text)).collect::<Result<_, _>>()?
    };
    if axes.is_empty() {
        return Err(SweepError::NothingVaries);
    }
    for (place, axis) in axes.iter().enumerate() {
        if axes[..place].iter().any(|before| before.key == axis.key) {
            return Err(SweepError::Design(format!("`{}` varies twice: give it once", axis.key)));
        }
    }
    Ok((axes, Vec::new()))
}

/// The points of a CSV file: its columns are keys, its cells values.
fn listed(text: &str) -> Result<Axes, String> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let keys: Vec<String> = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<Setting>> = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(|error| error.to_string())?.iter().map(Setting::from).collect());
    }
    if keys.is_empty() || rows.is_empty() {
        return Err("it has no points: the first line names keys, every further line is a point".to_owned());
    }
    let axis = |(place, key): (usize, &String)| {
        let mut options: Vec<Setting> = Vec::new();
        for row in &rows {
            if !options.contains(&row[place]) {
                options.push(row[place].clone());
            }
        }
        Axis { key: key.clone(), levels: Levels::Options(options) }
    };
    Ok((keys.iter().enumerate().map(axis).collect(), rows))
}

/// Every key must be one, and all its options or both its ends be allowed.
fn check_keys(scenario: &Scenario, axes: &[Axis]) -> Result<(), SweepError> {
    for axis in axes {
        for value in axis.samples(OPTIONS_CHECKED) {
            scenario.with(&axis.set(&value))?;
        }
    }
    Ok(())
}

fn measures(scenario: &Scenario, file: &SweepFile, request: &Request) -> Result<Vec<String>, SweepError> {
    let asked = if request.measures.is_empty() { &file.measures } else { &request.measures };
    let mut names: Vec<String> = asked.clone();
    if names.is_empty() {
        let lineup = &scenario.file.lineup.strategies;
        let own = if scenario.file.market.is_some() { "flow" } else { "value" };
        names.extend(lineup.iter().map(|name| format!("strategies.{name}.{own}")));
        if let [one, other, ..] = compared(scenario).as_slice() {
            names.push(format!("comparisons.{one}_minus_{other}"));
        }
    }
    for name in &names {
        Measure::find(name, &scenario.file)?;
    }
    Ok(names)
}

/// The two strategies whose difference is the scenario's question.
fn compared(scenario: &Scenario) -> Vec<&String> {
    let file = &scenario.file;
    if file.run.compare.is_empty() {
        file.lineup.strategies.iter().collect()
    } else {
        file.run.compare.iter().collect()
    }
}

/// Matchups to be simulated at a point; in a market its parties count as that.
fn cells(scenario: &Scenario, names: &[String], until: Option<&Until>) -> Result<u64, SweepError> {
    let file = &scenario.file;
    let all: Result<Vec<Measure>, SweepError> =
        names.iter().chain(until.map(|until| &until.measure)).map(|name| Measure::find(name, file)).collect();
    let measures = all?;
    if let Some(market) = &file.market {
        return Ok(u64::from(market.parties));
    }
    let count = file.lineup.strategies.len();
    let pairs = (0..count).flat_map(|seller| (0..count).map(move |buyer| Cell { seller, buyer }));
    Ok(pairs.filter(|cell| measures.iter().any(|measure| measure.needs(*cell))).count() as u64)
}

fn mistake(scenario: &Scenario, key: &str, reason: String) -> SweepError {
    let diagnostics = Diagnostics::from(scenario.mistake(key, reason));
    SweepError::Read(ReadError::Mistakes { files: Box::new(scenario.files.clone()), diagnostics })
}
