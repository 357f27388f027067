//! What a scenario says about the evolution of its line-up, key by key, and payoff matrices from CSV; it lets nothing evolve.

use crate::source::{Diagnostic, Diagnostics, Files, Shape, Value, check, decode, parse, set_from_command_line};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use thiserror::Error;

/// How strategies spread. Payoffs are what the engine finds, or those given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Evolution {
    /// What happens in one event: who copies whom, or who is born and who dies.
    pub process: Process,
    /// How payoffs become fitness where parties reproduce (`birth_death`, `death_birth`).
    pub fitness: Fitness,
    /// Parties in the population; `replicator` has infinitely many and takes this number for fixation only.
    #[schemars(range(min = 2, max = 10_000))]
    pub population: u32,
    /// Strength of selection w per unit of payoff: of fitness `1 - w + w payoff` (at most 1) or `exp(w payoff)`, of imitation
    /// `1 / (1 + exp(-w difference))`, or the speed of the replicator equation.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub selection: f64,
    /// Probability that an event is a change to another strategy, all equally likely, instead of a faithful copy; in the
    /// replicator equation the rate of leaving a strategy per generation.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub mutation: f64,
    /// Generations followed: as many events each as there are parties.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub generations: u32,
    /// Share of each strategy at the start, in the order of the line-up; they sum to 1. Equal if left out.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub shares: Vec<f64>,
    /// Payoff of the row's strategy against the column's, instead of what the engine finds.
    #[schemars(length(max = 64))]
    pub payoffs: Vec<Vec<f64>>,
    /// What each strategy costs its bearer in every relationship, such as its complexity; subtracted from its payoffs.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub costs: Vec<f64>,
    /// Populations followed from the start, each with luck of its own.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub replications: u32,
    /// Mutants of each pair of strategies followed until all are of one kind; 0 none, then fixation is computed only.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub mutants: u32,
    /// Payoff matrices drawn from the noise of the engine's, to show what that noise does to the answer.
    #[schemars(range(min = 0, max = 100_000))]
    pub resamples: u32,
    /// Starts, evenly spread over all mixes, from which infinite populations are followed to rest.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub starts: u32,
}

impl Default for Evolution {
    fn default() -> Self {
        Self {
            process: Process::Fermi,
            fitness: Fitness::Exponential,
            population: 100,
            selection: 1.0,
            mutation: 0.001,
            generations: 400,
            shares: Vec::new(),
            payoffs: Vec::new(),
            costs: Vec::new(),
            replications: 200,
            mutants: 2_000,
            resamples: 1_000,
            starts: 1_000,
        }
    }
}

/// What happens in one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Process {
    /// An infinite population: shares grow by their payoff over the average (Taylor and Jonker 1978).
    Replicator,
    /// One is born in proportion to fitness and replaces one of all, its parent included (Moran 1958).
    BirthDeath,
    /// One dies, all equally likely, and the others compete for its place in proportion to fitness.
    DeathBirth,
    /// One looks at another and copies it with the Fermi probability of their difference (Traulsen, Nowak and Pacheco 2006).
    #[default]
    Fermi,
}

/// How payoffs become fitness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fitness {
    /// `1 - w + w payoff`: never negative only for small w where payoffs can be.
    Linear,
    /// `exp(w payoff)`.
    #[default]
    Exponential,
}

/// What is wrong with `[evolution]`, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Key below `evolution`.
    pub key: String,
    /// What is wrong with it.
    pub message: String,
}

/// Furthest from 1 that start shares may sum to, for thirds written in decimals.
const SLACK: f64 = 1e-6;

impl Evolution {
    /// What no single key's range can say, for a population of these strategies.
    pub fn contradictions(&self, names: &[String]) -> Vec<Contradiction> {
        let count = names.len();
        let mut found = Vec::new();
        let mut wrong = |key: &str, message: String| found.push(Contradiction { key: key.to_owned(), message });
        if !self.shares.is_empty() && self.shares.len() != count {
            wrong("shares", format!("{} shares for {count} strategies: give one each", self.shares.len()));
        }
        let sum: f64 = self.shares.iter().sum();
        if !self.shares.is_empty() && (sum - 1.0).abs() > SLACK {
            wrong("shares", format!("the shares sum to {sum}; they must sum to 1"));
        }
        if !self.costs.is_empty() && self.costs.len() != count {
            wrong("costs", format!("{} costs for {count} strategies: give one each", self.costs.len()));
        }
        if self.fitness == Fitness::Linear && self.reproduces() && self.selection > 1.0 {
            let message =
                format!("linear fitness 1 - w + w payoff takes a selection from 0 to 1, not {}", self.selection);
            wrong("selection", message);
        }
        if let Some(message) = self.misshapen(count) {
            wrong("payoffs", message);
        } else if let Some(message) = self.negative(&self.payoffs, names) {
            wrong("selection", message);
        }
        found
    }

    /// Whether fitness plays a part: parties are born, instead of looking at each other.
    pub const fn reproduces(&self) -> bool {
        matches!(self.process, Process::BirthDeath | Process::DeathBirth)
    }

    fn misshapen(&self, count: usize) -> Option<String> {
        if self.payoffs.is_empty() {
            return None;
        }
        if self.payoffs.len() != count {
            return Some(format!("{} rows for {count} strategies: give one row each", self.payoffs.len()));
        }
        let (place, row) = self.payoffs.iter().enumerate().find(|(_, row)| row.len() != count)?;
        Some(format!("not square: row {} holds {} payoffs, and there are {count} strategies", place + 1, row.len()))
    }

    /// Why linear fitness is impossible with these payoffs, and which selection is possible.
    pub fn negative(&self, payoffs: &[Vec<f64>], names: &[String]) -> Option<String> {
        if self.fitness != Fitness::Linear || !self.reproduces() {
            return None;
        }
        let cost = |own: usize| self.costs.get(own).copied().unwrap_or(0.0);
        let entries = payoffs
            .iter()
            .enumerate()
            .flat_map(|(own, row)| row.iter().enumerate().map(move |(other, payoff)| (payoff - cost(own), own, other)));
        let (least, own, other) = entries.reduce(|least, next| if next.0 < least.0 { next } else { least })?;
        let fitness = 1.0 - self.selection + self.selection * least;
        (fitness < 0.0).then(|| {
            format!(
                "{} earns {least} against {}: with selection {} its fitness would be {fitness}. Linear fitness allows \
                 selection from 0 to {} here; fitness = \"exponential\" allows any",
                names[own],
                names[other],
                self.selection,
                (1.0 / (1.0 - least) * 1e6).floor() / 1e6
            )
        })
    }
}

/// Why a payoff matrix could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MatrixError {
    /// The table is not square, or its names disagree.
    #[error(
        "{0}; the form is `strategy,A,B` and one line for each of A and B: name, payoff against A, payoff against B"
    )]
    Shape(String),
    /// An entry is no number.
    #[error("line {line}: `{value}` is no finite number")]
    Number {
        /// Line of the file.
        line: u64,
        /// What stands there.
        value: String,
    },
}

/// A payoff matrix with the names of its strategies.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedMatrix {
    /// The strategies.
    pub names: Vec<String>,
    /// Payoff of the row's strategy against the column's.
    pub payoffs: Vec<Vec<f64>>,
}

/// Reads a square CSV table of payoffs: a header of names, and a row for each of them in the same order.
///
/// # Errors
/// [`MatrixError`], naming line or strategy.
pub fn matrix(text: &str) -> Result<NamedMatrix, MatrixError> {
    let shape = |reason: String| MatrixError::Shape(reason);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| shape(error.to_string()))?;
    let names: Vec<String> = header.iter().skip(1).map(str::to_owned).collect();
    if !(2..=64).contains(&names.len()) {
        return Err(shape(format!("the header names {} strategies, and there must be 2 to 64", names.len())));
    }
    let mut payoffs = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| shape(format!("not square: {error}")))?;
        let line = record.position().map_or(0, csv::Position::line);
        let expected = names.get(payoffs.len());
        if record.get(0) != expected.map(String::as_str) {
            let found = record.get(0).unwrap_or_default();
            let wanted = expected.map_or_else(|| "nothing".to_owned(), |name| format!("`{name}`"));
            return Err(shape(format!("line {line} begins with `{found}` where {wanted} should stand")));
        }
        let number = |value: &str| {
            let wrong = || MatrixError::Number { line, value: value.to_owned() };
            value.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(wrong)
        };
        payoffs.push(record.iter().skip(1).map(number).collect::<Result<Vec<f64>, _>>()?);
    }
    if payoffs.len() != names.len() {
        return Err(shape(format!("not square: {} rows for {} columns", payoffs.len(), names.len())));
    }
    Ok(NamedMatrix { names, payoffs })
}

/// The one table that evolution of a bare payoff matrix knows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Bare {
    #[serde(default)]
    evolution: Evolution,
}

/// `[evolution]` from overrides alone, for a payoff matrix without a scenario.
///
/// # Errors
/// Every mistake of the overrides, with their texts.
pub fn from_overrides(names: &[String], overrides: &[String]) -> Result<Evolution, (Files, Diagnostics)> {
    let mut files = Files::new();
    read(&mut files, names, overrides).map_err(|diagnostics| (files, diagnostics))
}

fn read(files: &mut Files, names: &[String], overrides: &[String]) -> Result<Evolution, Diagnostics> {
    let schema = schema_for!(Bare).to_value();
    let shape = Shape::of(&schema);
    let id = files.add("evolution", "[evolution]\n");
    let mut root = parse(files, id)?;
    set_from_command_line(&mut root, files, overrides, shape)?;
    check(&root, shape).into_result(())?;
    let Bare { evolution } = decode(&root)?;
    let mut problems = Diagnostics::new();
    if let Some(payoffs) = root.at("evolution.payoffs").filter(|node| matches!(node.value, Value::Array(_))) {
        problems.push(Diagnostic::at(payoffs, "payoffs are given by the file"));
    }
    for Contradiction { key, message } in evolution.contradictions(names) {
        problems.push(Diagnostic::at_key(&root, &format!("evolution.{key}"), message));
    }
    problems.into_result(evolution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_are_square_and_name_their_rows() {
        let read = matrix("strategy,A,B\nA,3,0\nB, 5 ,1\n").unwrap();
        assert_eq!(
            (read.names, read.payoffs),
            (vec!["A".to_owned(), "B".to_owned()], vec![vec![3.0, 0.0], vec![5.0, 1.0]])
        );
        let error = |text: &str| matrix(text).unwrap_err().to_string();
        assert!(error("strategy,A,B\nA,3,0\n").starts_with("not square: 1 rows for 2 columns"));
        assert!(error("strategy,A,B\nA,3\nB,5,1\n").starts_with("not square"));
        assert!(error("strategy,A,B\nB,3,0\nA,5,1\n").starts_with("line 2 begins with `B` where `A` should stand"));
        assert_eq!(error("strategy,A,B\nA,3,inf\nB,5,1\n"), "line 2: `inf` is no finite number");
        assert!(error("strategy,A\nA,3\n").contains("2 to 64"));
        assert!(error("strategy,A,B\nA,1,2\nB,1,2\nC,1,2\n").contains("nothing"));
    }

    #[test]
    fn contradictions_say_what_is_possible() {
        let names = ["a".to_owned(), "b".to_owned()];
        let linear = |payoffs: Vec<Vec<f64>>, selection| Evolution {
            process: Process::BirthDeath,
            fitness: Fitness::Linear,
            selection,
            payoffs,
            ..Evolution::default()
        };
        let messages = |evolution: &Evolution| -> Vec<String> {
            evolution
                .contradictions(&names)
                .into_iter()
                .map(|wrong| format!("{}: {}", wrong.key, wrong.message))
                .collect()
        };
        let negative = messages(&linear(vec![vec![1.0, -3.0], vec![1.0, 1.0]], 0.5));
        assert!(negative[0].contains("a earns -3 against b") && negative[0].contains("from 0 to 0.25"), "{negative:?}");
        assert!(messages(&linear(vec![vec![1.0, -3.0], vec![1.0, 1.0]], 0.25)).is_empty());
        assert!(messages(&linear(vec![vec![1.0, 3.0], vec![1.0]], 0.5))[0].starts_with("payoffs: not square: row 2"));
        assert!(messages(&linear(Vec::new(), 2.0))[0].starts_with("selection: linear"));
        let shares = Evolution { shares: vec![0.5, 0.4], ..Evolution::default() };
        assert_eq!(messages(&shares), ["shares: the shares sum to 0.9; they must sum to 1"]);
        let thirds = Evolution { shares: vec![0.333_333_3, 0.666_666_6], ..Evolution::default() };
        assert!(messages(&thirds).is_empty());
    }

    #[test]
    fn overrides_alone_are_checked_like_a_scenario() {
        let names = ["a".to_owned(), "b".to_owned()];
        let read = |set: &[&str]| from_overrides(&names, &set.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(read(&["evolution.process=birth_death"]).unwrap().process, Process::BirthDeath);
        assert_eq!(read(&[]).unwrap(), Evolution::default());
        for bad in
            ["evolution.process=moran", "evolution.population=1", "horizon.rounds=3", "evolution.shares=[1.0, 1.0]"]
        {
            assert!(read(&[bad]).is_err(), "{bad}");
        }
    }
}
