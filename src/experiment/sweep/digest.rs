//! What a sweep's report keeps of its points while they stream by: per measure where it is lowest and highest; it reads no file.

use super::SweepError;
use super::boxes::{self, Condition};
use super::drivers;
use super::frozen::Frozen;
use super::merge::Merged;
use super::told::Told;
use crate::report::{Provenance, Report};
use crate::scenario::file::ScenarioFile;
use crate::scenario::read::Scenario;
use crate::statistics::Moments;
use crate::table::{Cell, Column, Table, TableError, Unit};

/// Failed points that are named in the report.
const NAMED: usize = 20;

/// What is kept of all points.
#[derive(Debug)]
pub struct Digest {
    measures: Vec<Extremes>,
    points: u64,
    failures: Vec<(u64, String)>,
    failed: u64,
    /// Means of all points, `[measure][point]`, where the design tells what drives them.
    means: Option<Vec<Vec<f64>>>,
    /// Conditions whose boxes are looked for, with the place of the measure and its mean at every point.
    conditions: Vec<(usize, Condition, Vec<f64>)>,
}

/// Where a measure is lowest and highest.
#[derive(Debug, Clone, Default)]
struct Extremes {
    over_points: Moments,
    lowest: Option<(f64, String)>,
    highest: Option<(f64, String)>,
    /// Points that did not fail and where the measure applied to no replication, and the first of them.
    without: u64,
    first_without: Option<u64>,
}

impl Digest {
    /// Nothing yet. `asked` are conditions whose boxes are wanted.
    ///
    /// # Errors
    /// If the sweep does not have the measure of a condition.
    pub fn new(frozen: &Frozen, file: &ScenarioFile, asked: &[Condition]) -> Result<Self, SweepError> {
        let conditions = boxes::conditions(frozen, file, asked)?;
        let conditions = conditions.into_iter().map(|(place, condition)| (place, condition, Vec::new())).collect();
        let measures = vec![Extremes::default(); frozen.measures.len()];
        let means = drivers::are_told(&frozen.design).then(|| vec![Vec::new(); frozen.measures.len()]);
        Ok(Self { measures, points: 0, failures: Vec::new(), failed: 0, means, conditions })
    }

    /// Adds the points of a part.
    pub fn absorb(&mut self, merged: &Merged) {
        for row in 0..merged.points.rows() {
            self.points += 1;
            for (all, mean) in self.means.iter_mut().flatten().zip(&merged.means[row]) {
                all.push(*mean);
            }
            for (place, _, means) in &mut self.conditions {
                means.push(merged.means[row][*place]);
            }
            if let Some(Cell::Text(reason)) =
                merged.points.column("failure").map(|column| column.cell(row)).filter(said)
            {
                self.failed += 1;
                if self.failures.len() < NAMED {
                    self.failures.push((self.points - 1, reason.to_owned()));
                }
                continue;
            }
            for (extremes, mean) in self.measures.iter_mut().zip(&merged.means[row]) {
                if mean.is_nan() {
                    extremes.without += 1;
                    extremes.first_without.get_or_insert(self.points - 1);
                } else {
                    extremes.absorb(*mean, || place(&merged.points, row));
                }
            }
        }
    }

    /// The report, in which the points themselves are a file of their own.
    ///
    /// # Errors
    /// If a table cannot be made.
    pub fn report(&self, frozen: &Frozen, scenario: &Scenario, command: &str) -> Result<Report, SweepError> {
        let Told { mut sentences, mut tables, figures } = match &self.means {
            Some(means) => drivers::of(frozen, means)?,
            None => Told::default(),
        };
        let found = self.conditions.iter().map(|(_, condition, means)| boxes::find(frozen, condition, means));
        let found: Vec<boxes::Found> = found.collect::<Result<_, _>>()?;
        sentences.extend(found.iter().map(|found| found.sentence(frozen)));
        tables.extend(boxes::table(frozen, &found)?);
        Ok(Report {
            title: format!("Sweep: {}", scenario.file.title),
            question: scenario.file.question.clone(),
            expectation: scenario.file.expect.clone(),
            sentences: self.sentences(frozen).into_iter().chain(sentences).collect(),
            tables: std::iter::once(self.table(frozen)?).chain(tables).collect(),
            figures,
            assumptions: Vec::new(),
            provenance: Provenance {
                version: frozen.version.clone(),
                scenario_name: scenario.name.clone(),
                scenario_text: scenario.canonical(),
                scenario_hash: frozen.hash.clone(),
                contract: None,
                seed: frozen.seed,
                replications: frozen.replications,
                command: command.to_owned(),
            },
        })
    }

    fn sentences(&self, frozen: &Frozen) -> Vec<String> {
        let mut sentences = Vec::new();
        for (name, extremes) in frozen.measures.iter().zip(&self.measures) {
            if let (Some((low, low_at)), Some((high, high_at))) = (&extremes.lowest, &extremes.highest) {
                sentences.push(format!("{name} lies between {low:.4} (at {low_at}) and {high:.4} (at {high_at})."));
            }
        }
        for (name, extremes) in frozen.measures.iter().zip(&self.measures) {
            if let Some(first) = extremes.first_without {
                let count = extremes.without;
                sentences.push(format!("{name} applies to no replication at {count} points, the first is {first}."));
            }
        }
        if self.failed > 0 {
            let named: Vec<String> =
                self.failures.iter().map(|(point, reason)| format!("{point} ({reason})")).collect();
            let more = self.failed - self.failures.len() as u64;
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            sentences.push(format!("{} of {} points failed: {}{rest}.", self.failed, self.points, named.join("; ")));
        }
        sentences
    }

    fn table(&self, frozen: &Frozen) -> Result<Table, TableError> {
        let end = |read: fn(&Extremes) -> &Option<(f64, String)>| {
            let values =
                self.measures.iter().map(|extremes| read(extremes).as_ref().map_or(f64::NAN, |(value, _)| *value));
            let places = self.measures.iter().map(|extremes| read(extremes).as_ref().map_or("", |(_, at)| at.as_str()));
            (values.collect::<Vec<f64>>(), places.map(str::to_owned).collect::<Vec<String>>())
        };
        let ((low, low_at), (high, high_at)) = (end(|extremes| &extremes.lowest), end(|extremes| &extremes.highest));
        let mean = self.measures.iter().map(|extremes| extremes.over_points.mean()).collect();
        let sd = self.measures.iter().map(|extremes| extremes.over_points.standard_deviation()).collect();
        Table::new(
            "measures",
            "What was measured, over all points",
            vec![
                Column::text("measure", "Name of the measure.", frozen.measures.iter().map(String::as_str)),
                Column::number("mean", Unit::Money, "Mean over points.", mean),
                Column::number("sd", Unit::Money, "Standard deviation between points.", sd),
                Column::number("lowest", Unit::Money, "Lowest mean of a point.", low),
                Column::text("lowest_at", "Where that is.", low_at),
                Column::number("highest", Unit::Money, "Highest mean of a point.", high),
                Column::text("highest_at", "Where that is.", high_at),
            ],
        )
    }
}

fn said(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(reason) if !reason.is_empty())
}

/// The keys of a point in words.
fn place(points: &Table, row: usize) -> String {
    let keys = points.columns().iter().skip(1).take_while(|column| column.name != "replications");
    let told = keys.filter_map(|column| match column.cell(row) {
        Cell::Missing | Cell::Text("") => None,
        Cell::Text(word) => Some(format!("{} = {word}", column.name)),
        Cell::Number(value) => Some(format!("{} = {value}", column.name)),
        Cell::Integer(value) => Some(format!("{} = {value}", column.name)),
        Cell::Flag(value) => Some(format!("{} = {value}", column.name)),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "the scenario as given".to_owned() } else { told.join(", ") }
}

impl Extremes {
    fn absorb(&mut self, mean: f64, place: impl Fn() -> String) {
        self.over_points.push(mean);
        if self.lowest.as_ref().is_none_or(|(low, _)| mean < *low) {
            self.lowest = Some((mean, place()));
        }
        if self.highest.as_ref().is_none_or(|(high, _)| mean > *high) {
            self.highest = Some((mean, place()));
        }
    }
}
