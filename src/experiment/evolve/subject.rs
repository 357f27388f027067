//! What evolves: a scenario's line-up or a bare payoff matrix, with its words and settings; it lets nothing evolve.

use crate::scenario::evolution::{Evolution, NamedMatrix};
use crate::scenario::read::Scenario;

/// A scenario's line-up, or a matrix.
#[derive(Debug)]
pub struct Subject {
    /// Name for output folders.
    pub name: String,
    /// One line on what evolves.
    pub title: String,
    /// The question.
    pub question: String,
    /// What its source expects.
    pub expect: String,
    /// Unit of payoffs.
    pub unit: String,
    /// How it evolves; with payoffs, if these are given.
    pub evolution: Evolution,
    /// Seed, unless another is asked for.
    pub seed: u64,
    /// The scenario, if there is one.
    pub scenario: Option<Scenario>,
    /// Strategies of a bare matrix.
    names: Vec<String>,
    /// Overrides of a bare matrix.
    overrides: Vec<String>,
}

impl Subject {
    /// A scenario's line-up; where it says nothing about evolution, defaults hold.
    pub fn of_scenario(scenario: Scenario) -> Self {
        let file = &scenario.file;
        Self {
            name: scenario.name.clone(),
            title: file.title.clone(),
            question: file.question.clone(),
            expect: file.expect.clone(),
            unit: file.units.money.clone(),
            evolution: file.evolution.clone().unwrap_or_default(),
            seed: file.run.seed,
            names: Vec::new(),
            overrides: Vec::new(),
            scenario: Some(scenario),
        }
    }

    /// A bare payoff matrix.
    pub fn of_matrix(name: &str, matrix: NamedMatrix, evolution: Evolution, overrides: &[String]) -> Self {
        Self {
            name: name.to_owned(),
            title: format!("Payoff matrix {name}: {}", matrix.names.join(", ")),
            question: "Which strategy spreads?".to_owned(),
            expect: String::new(),
            unit: "payoff".to_owned(),
            evolution: Evolution { payoffs: matrix.payoffs, ..evolution },
            seed: 1,
            scenario: None,
            names: matrix.names,
            overrides: overrides.to_vec(),
        }
    }

    /// The strategies.
    pub fn names(&self) -> &[String] {
        self.scenario.as_ref().map_or(&self.names, |scenario| &scenario.file.lineup.strategies)
    }

    /// What determines the result besides version, seed and replications, as one text.
    pub fn canonical(&self) -> String {
        let line = |text: String, (key, value): (String, String)| text + &key + " = " + &value + "\n";
        self.scenario.as_ref().map_or_else(|| self.bare().into_iter().fold(String::new(), line), Scenario::canonical)
    }

    fn bare(&self) -> Vec<(String, String)> {
        let rows = self.names.iter().zip(&self.evolution.payoffs);
        let rows = rows.map(|(name, row)| (format!("payoffs.{name}"), format!("{row:?}")));
        let set = self.overrides.iter().filter_map(|set| set.split_once('='));
        rows.chain(set.map(|(key, value)| (key.to_owned(), value.to_owned()))).collect()
    }

    /// What is assumed: every key given, and how evolution is set where its keys are not.
    pub fn assumptions(&self) -> Vec<(String, String)> {
        let mut all = self.scenario.as_ref().map_or_else(|| self.bare(), Scenario::leaves);
        let evolution = &self.evolution;
        let settings = [
            ("process", format!("{:?}", process_name(evolution))),
            ("fitness", format!("{:?}", format!("{:?}", evolution.fitness).to_lowercase())),
            ("population", evolution.population.to_string()),
            ("selection", evolution.selection.to_string()),
            ("mutation", evolution.mutation.to_string()),
            ("generations", evolution.generations.to_string()),
            ("replications", evolution.replications.to_string()),
            ("mutants", evolution.mutants.to_string()),
            ("resamples", evolution.resamples.to_string()),
            ("starts", evolution.starts.to_string()),
        ];
        for (key, value) in settings {
            let key = format!("evolution.{key}");
            if !all.iter().any(|(known, _)| *known == key) {
                all.push((key, value));
            }
        }
        all
    }
}

/// The process as the key says it.
pub fn process_name(evolution: &Evolution) -> &'static str {
    let found = super::process::ALL.iter().find(|entry| entry.process == evolution.process);
    found.map_or("replicator", |entry| entry.row.name)
}
