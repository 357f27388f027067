//! How a line-up's strategies spread: payoffs by the engine or as given, invasion, the long run, and populations over generations.
//!
//! Generations know no history: every party meets every other at their mean payoff. What a market does instead, where parties
//! choose partners and remember, is not asked here.

mod basins;
pub mod census;
mod figures;
pub mod fixation;
pub mod flow;
mod invasion;
pub mod matrix;
mod noise;
pub mod payoffs;
pub mod population;
pub mod process;
pub mod race;
mod rest_points;
pub mod selection;
mod sentences;
pub mod stationary;
mod subject;
mod tables;

pub use subject::Subject;

use crate::base::random::Key;
use crate::engine::parallel::{Stopped, Watch};
use crate::report::{Provenance, Report};
use crate::scenario::evolution::{Evolution, Process};
use crate::scenario::read::ReadError;
use crate::scenario::resolve::resolve;
use crate::table::TableError;
use basins::Basins;
use flow::Flow;
use invasion::Invasion;
use matrix::Matrix;
use noise::Resampled;
use payoffs::Payoffs;
use population::{Trails, World, numbers};
use rest_points::RestPoint;
use stationary::LogFixation;
use thiserror::Error;

/// Most generations at which shares are written down.
const RECORDS: u32 = 200;

/// What is asked beyond scenario or matrix.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Replications of every matchup, instead of the scenario's.
    pub replications: Option<u64>,
    /// Seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// Draw figures.
    pub figures: bool,
    /// The command that gives the same result.
    pub command: String,
}

/// Why nothing could evolve.
#[derive(Debug, Error)]
pub enum EvolveError {
    /// The scenario is at fault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is nothing to choose from.
    #[error("{0} has one strategy, and evolution needs at least two: give more under lineup.strategies")]
    Single(String),
    /// The payoffs that were found make linear fitness negative.
    #[error("evolution.selection: {0}")]
    Negative(String),
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// All that was found.
pub(crate) struct Results<'a> {
    subject: &'a Subject,
    evolution: &'a Evolution,
    /// Replications of every matchup; none where payoffs are given.
    replications: Option<u64>,
    seed: u64,
    payoffs: Payoffs,
    invasions: Vec<Invasion>,
    /// Share of time with each strategy when mutations are rare.
    stationary: Vec<f64>,
    resampled: Resampled,
    basins: Basins,
    rest_points: Vec<RestPoint>,
    /// Shares at the start.
    start: Vec<f64>,
    trails: Trails,
}

impl Results<'_> {
    fn name(&self, kind: usize) -> &str {
        &self.payoffs.names[kind]
    }

    fn kinds(&self) -> usize {
        self.payoffs.names.len()
    }

    /// Strategies by their share in the long run, the largest first.
    fn ranking(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.kinds()).collect();
        places.sort_by(|one, other| self.stationary[*other].total_cmp(&self.stationary[*one]));
        places
    }

    /// Whether the population is followed as an infinite one.
    fn infinite(&self) -> bool {
        self.evolution.process == Process::Replicator
    }
}

/// Lets a line-up evolve.
///
/// # Errors
/// [`EvolveError`]; nothing is written in any case.
pub fn run(subject: &Subject, settings: &Settings, watch: Watch<'_>) -> Result<Report, EvolveError> {
    let evolution = &subject.evolution;
    let seed = settings.seed.unwrap_or(subject.seed);
    let (payoffs, replications) = payoffs(subject, settings, seed, watch)?;
    if let Some(message) = negative(evolution, &payoffs) {
        return Err(EvolveError::Negative(message));
    }
    let (rule, selection) = process::rule(evolution);
    let fixation = LogFixation::new(rule, selection, &payoffs.mean, evolution.population);
    let resampled = Resampled::new(&payoffs, rule, selection, evolution.population, evolution.resamples, seed);
    let results = Results {
        subject,
        evolution,
        replications,
        seed,
        invasions: invasion::all(evolution, &payoffs.mean, &fixation, &resampled, seed),
        stationary: fixation.stationary(),
        resampled,
        basins: basins::basins(&payoffs.mean, evolution.starts, seed),
        rest_points: rest_points::rest_points(&payoffs.mean),
        start: start(evolution, payoffs.names.len()),
        trails: trails(evolution, &payoffs.mean, seed),
        payoffs,
    };
    let figures = if settings.figures { figures::all(&results) } else { Vec::new() };
    Ok(report(&results, settings, tables::all(&results)?, figures))
}

/// How many cell-replications of the engine it will take, for a progress bar.
pub fn work(subject: &Subject, settings: &Settings) -> u64 {
    let count = subject.names().len() as u64;
    subject
        .scenario
        .as_ref()
        .filter(|_| subject.evolution.payoffs.is_empty())
        .map_or(0, |scenario| count * count * settings.replications.unwrap_or(scenario.file.run.replications))
}

fn payoffs(
    subject: &Subject,
    settings: &Settings,
    seed: u64,
    watch: Watch<'_>,
) -> Result<(Payoffs, Option<u64>), EvolveError> {
    let evolution = &subject.evolution;
    let names = subject.names();
    if names.len() < 2 {
        return Err(EvolveError::Single(subject.name.clone()));
    }
    match &subject.scenario {
        Some(scenario) if evolution.payoffs.is_empty() => {
            let design = resolve(scenario)?;
            let replications = settings.replications.unwrap_or(scenario.file.run.replications);
            let payoffs = Payoffs::found(&design, &evolution.costs, replications, seed, watch)?;
            Ok((payoffs, Some(replications)))
        }
        Some(scenario) => {
            resolve(scenario)?;
            Ok((Payoffs::given(names, &evolution.payoffs, &evolution.costs), None))
        }
        None => Ok((Payoffs::given(names, &evolution.payoffs, &evolution.costs), None)),
    }
}

/// Why linear fitness does not go with these payoffs, which have their costs taken off.
fn negative(evolution: &Evolution, payoffs: &Payoffs) -> Option<String> {
    let rows: Vec<Vec<f64>> = (0..payoffs.mean.size()).map(|own| payoffs.mean.row(own).to_vec()).collect();
    Evolution { costs: Vec::new(), ..evolution.clone() }.negative(&rows, &payoffs.names)
}

fn start(evolution: &Evolution, kinds: usize) -> Vec<f64> {
    if evolution.shares.is_empty() { vec![1.0 / kinds as f64; kinds] } else { evolution.shares.clone() }
}

/// Generations at which shares are written down: the first and the last, and evenly between.
fn records(generations: u32) -> Vec<u32> {
    let count = if generations < RECORDS { generations } else { RECORDS };
    (0..=count).map(|place| (u64::from(generations) * u64::from(place) / u64::from(count)) as u32).collect()
}

fn trails(evolution: &Evolution, payoffs: &Matrix, seed: u64) -> Trails {
    let generations = records(evolution.generations);
    let shares = start(evolution, payoffs.size());
    if evolution.process == Process::Replicator {
        return infinite(evolution, payoffs, generations, shares);
    }
    let (rule, selection) = process::rule(evolution);
    let world = World {
        payoffs,
        rule,
        selection,
        reproduces: evolution.reproduces(),
        mutation: evolution.mutation,
        start: numbers(&shares, evolution.population),
    };
    population::follow(&world, &generations, evolution.replications, seed)
}

/// The one way of an infinite population.
fn infinite(evolution: &Evolution, payoffs: &Matrix, generations: Vec<u32>, mut shares: Vec<f64>) -> Trails {
    let flow = Flow::new(payoffs, evolution.selection, evolution.mutation);
    let mut stepper = flow.stepper();
    let mut way = Vec::new();
    let mut before = 0;
    for generation in &generations {
        stepper.follow(&mut shares, f64::from(generation - before));
        before = *generation;
        way.push(shares.iter().map(|share| vec![*share]).collect());
    }
    Trails { generations, shares: way }
}

fn report(
    results: &Results<'_>,
    settings: &Settings,
    tables: Vec<crate::table::Table>,
    figures: Vec<crate::report::Figure>,
) -> Report {
    let subject = results.subject;
    let text = subject.canonical();
    Report {
        title: subject.title.clone(),
        question: subject.question.clone(),
        expectation: subject.expect.clone(),
        sentences: sentences::all(results),
        tables,
        figures,
        assumptions: subject.assumptions(),
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario_name: subject.name.clone(),
            scenario_hash: Key::digest(text.as_bytes()),
            scenario_text: text,
            contract: None,
            seed: results.seed,
            replications: results.replications.unwrap_or(0),
            command: settings.command.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn records_hold_the_first_and_the_last_generation() {
        assert_eq!(records(3), [0, 1, 2, 3]);
        let many = records(1_000_000);
        assert_eq!((many.len(), many[0], many[200]), (201, 0, 1_000_000));
        assert!(records(401).windows(2).all(|pair| pair[0] < pair[1]));
    }
}
