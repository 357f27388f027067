//! Everything that can be typed, as typed; it does not resolve or check what the words stand for.

mod design;
mod sweep;

pub use design::{Design, DesignIndices, DesignSample, DesignStep, IndexMethod, SampleKind};
pub use sweep::{Engine, Sweep, SweepDesign, SweepMerge, SweepPlan, SweepRun, SweepStatus, SweepStep, SweepSubmit};

use crate::base::side::Side;
use crate::experiment::replay::{Pair, USUAL_ROUNDS};
use crate::experiment::stress::Families;
use crate::scenario::read;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Simulates negotiated contracts that are lived with: bargaining, execution, trust and the shadow of the future.
#[derive(Debug, Parser)]
#[command(name = "longgame", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play every matchup of a scenario's line-up; write tables, charts and a report.
    Run(Run),
    /// Replay one relationship of a scenario and tell it round by round.
    #[command(after_long_help = REPLAY_JSON)]
    Replay(Replay),
    /// Check scenarios and report every mistake with line and hint; run nothing.
    Check(Check),
    /// List what there is: scenarios, strategies, clauses, measures and other parts.
    List(List),
    /// Negotiate once on a domain file, and show frontier, solution points and the way of the offers.
    ///
    /// DOMAIN is our JSON, a GENIUS XML or NegMAS domain file followed by its two profiles, or a folder that holds all
    /// three. The first party proposes first; each turn is one proposal. Utilities are those of the domain; amounts of
    /// a strategy count in hundredths of the range of its party's utilities. Up to 65,536 packages are bargained over;
    /// up to 1,000,000 are solved.
    Negotiate(Negotiate),
    /// Sweep a design over a scenario's keys: plan it, run it in parts on one machine or many, merge what was found.
    ///
    /// `longgame sweep SCENARIO` does all of it, and goes on where it was stopped. `plan`, `run`, `status` and `merge` are
    /// its steps: `plan` freezes the design, `run --shard k/n` does every n-th part, on any machine that sees the folder.
    Sweep(Box<Sweep>),
    /// Let the strategies of a line-up, or of a payoff matrix, spread from generation to generation.
    ///
    /// SCENARIO is a scenario, whose `evolution` table says how, or a CSV payoff matrix: a header `strategy,A,B` and a
    /// line for each of A and B with its name and its payoffs against A and B. `--set evolution.process=birth_death`,
    /// `--set evolution.population=50` and so on change what is assumed; `longgame schema` describes every key.
    Evolve(Evolve),
    /// Reproduce theory and published numbers by simulation.
    Validate(Validate),
    /// Write a design for a model outside, or tell what drives that model's results.
    ///
    /// `design sample` writes the points, the model fills a column for them, `design indices` reads both.
    Design(Design),
    /// Find the worst that a hostile counterpart can do within a contract's rules, and tell it.
    ///
    /// The contract is signed as the scenario gives it; the counterpart then plays anything, against a victim that keeps to a
    /// fixed conduct. Its gain is counted against the best that it could do in good faith.
    Stress(Stress),
    /// Print the JSON Schema of scenario or strategy files, for editors.
    Schema(Schema),
    /// Print a completion script for a shell.
    Completions(Completions),
    /// Print the manual page.
    Man(Man),
}

/// Which design point is meant.
#[derive(Debug, Args)]
#[expect(clippy::struct_field_names, reason = "the names are those of the arguments")]
pub struct Scenario {
    /// A scenario file, or the name of a built-in one.
    pub scenario: String,
    /// A contract file, or the name of a built-in contract, that is laid over the scenario's own.
    #[arg(long, value_name = "FILE")]
    pub contract: Option<String>,
    /// Override a key, for example `--set horizon.continuation=0.9`; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

impl Scenario {
    /// The design point that is meant.
    ///
    /// # Errors
    /// What is wrong with names, keys or values.
    pub fn read(&self) -> Result<read::Scenario, read::ReadError> {
        read::read_under(&self.scenario, self.contract.as_deref(), &self.set)
    }

    /// The beginning of the command that means it, for a verb.
    pub fn command(&self, verb: &str) -> Vec<String> {
        let named = [format!("longgame {verb}"), self.scenario.clone()].into_iter();
        let contract = self.contract.iter().map(|contract| format!("--contract {contract}"));
        named.chain(contract).chain(self.set.iter().map(|set| format!("--set {set:?}"))).collect()
    }
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// What to run.
    #[command(flatten)]
    pub scenario: Scenario,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Replications of every matchup, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=1_000_000_000))]
    pub replications: Option<u64>,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Folder for results; `output/<scenario>` or `output/<scenario>-<contract>` if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Overwrite results of another scenario.
    #[arg(long)]
    pub force: bool,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Cross all bargaining, conduct and review parts of the line-up: which part earns what.
    #[arg(long)]
    pub factorial: bool,
    /// Show whether the model is alive: impasses, exits, cornered trust, gaming, bounds.
    #[arg(long)]
    pub diagnostics: bool,
    /// Also write one row per replication.
    #[arg(long)]
    pub relationships: bool,
    /// Draw no charts; the report then holds sentences and tables only.
    #[arg(long)]
    pub no_charts: bool,
    /// Print no progress and no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How a transcript is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Telling {
    /// For people, at most 100 columns wide.
    Table,
    /// For programs; `longgame replay --help` explains the keys.
    Json,
}

/// What `longgame replay --format json` prints.
const REPLAY_JSON: &str = include_str!("../replay_json.txt");

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// What to replay.
    #[command(flatten)]
    pub scenario: Scenario,
    /// Strategies of seller and buyer, from the line-up or not: presets, the scenario's own, or crosses of three parts.
    #[arg(long, value_name = "SELLER:BUYER")]
    pub pair: Pair,
    /// Replication, counted from 0 as in `run --relationships`.
    #[arg(long, default_value_t = 0)]
    pub replication: u64,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Rounds to tell, for example `3..9` (both ends included), `7`, `12..` or `..8`; the first 1,000 if left out.
    #[arg(long, value_name = "FROM..TO", value_parser = rounds)]
    pub rounds: Option<RangeInclusive<u32>>,
    /// How it is told.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Telling,
    /// File to write to; printed if left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Overwrite an existing file.
    #[arg(long)]
    pub force: bool,
}

/// A range of rounds as typed, both ends included.
fn rounds(text: &str) -> Result<RangeInclusive<u32>, String> {
    let number = |part: &str, left_out: u32| match part.trim() {
        "" => Ok(left_out),
        part => part.parse().map_err(|_| format!("`{part}` is no round; write for example 3..9, 7, 12.. or ..8")),
    };
    let (from, to) = match text.split_once("..") {
        Some((from, to)) => {
            let from = number(from, 1)?;
            (from, number(to.trim_start_matches('='), from.saturating_add(USUAL_ROUNDS - 1))?)
        }
        None if text.trim().is_empty() => return Err("no round is given; write for example 3..9".to_owned()),
        None => (number(text, 1)?, number(text, 1)?),
    };
    match (from, to) {
        (0, _) => Err("rounds are counted from 1".to_owned()),
        (from, to) if from > to => Err(format!("round {from} comes after round {to}; write {to}..{from}")),
        (from, to) => Ok(from..=to),
    }
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenario files or built-in names; all built-in ones if left out.
    pub scenarios: Vec<String>,
    /// A contract file, or the name of a built-in contract, that is laid over that of each of them.
    #[arg(long, value_name = "FILE", requires = "scenarios")]
    pub contract: Option<String>,
    /// Override a key in each of them; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// How mistakes are printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Built-in scenarios.
    Scenarios,
    /// Built-in contracts that can be laid over a scenario's own.
    Contracts,
    /// Strategy presets.
    Strategies,
    /// Clauses of a contract.
    Clauses,
    /// Terms that can be negotiated.
    Terms,
    /// Ready conditional trades between terms.
    Tradeables,
    /// Offering rules.
    Offering,
    /// Acceptance rules.
    Acceptance,
    /// Opponent models.
    OpponentModels,
    /// Solution concepts of bargaining theory.
    Concepts,
    /// Effort rules of conduct.
    Conduct,
    /// Index processes.
    Indexes,
    /// Measures.
    Measures,
}

/// Options of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// What to list; an overview if left out.
    #[arg(value_enum)]
    pub kind: Option<Kind>,
    /// How it is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// Options of `negotiate`.
#[derive(Debug, Args)]
pub struct Negotiate {
    /// A domain file, or a folder that holds a domain and its profiles.
    pub domain: PathBuf,
    /// The two profiles of a GENIUS or NegMAS domain file, the first party's first.
    #[arg(value_name = "PROFILE")]
    pub profiles: Vec<PathBuf>,
    /// Which domain of a JSON file that holds several.
    #[arg(long = "domain", value_name = "NAME")]
    pub name: Option<String>,
    /// Strategy of the party that proposes first: a preset or a TOML file.
    #[arg(long, value_name = "STRATEGY", default_value = "boulware")]
    pub first: String,
    /// Strategy of the other party: a preset or a TOML file.
    #[arg(long, value_name = "STRATEGY", default_value = "conceder")]
    pub second: String,
    /// Proposals after which the session ends without agreement, of both parties together.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub turns: u32,
    /// Probability that talks break down after a refused proposal.
    #[arg(long, default_value_t = 0.0, value_parser = probability)]
    pub breakdown: f64,
    /// Seed of all random numbers.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Folder for results; `output/<domain>/<first>-<second>` if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Overwrite results of another session.
    #[arg(long)]
    pub force: bool,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Show every offer.
    #[arg(long)]
    pub trace: bool,
    /// Print no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `evolve`.
#[derive(Debug, Args)]
pub struct Evolve {
    /// What evolves.
    #[command(flatten)]
    pub scenario: Scenario,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Replications of every matchup from which payoffs are taken, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=1_000_000_000))]
    pub replications: Option<u64>,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Folder for results; `output/<scenario>-evolve` if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Overwrite results of another scenario.
    #[arg(long)]
    pub force: bool,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Draw no charts; the report then holds sentences and tables only.
    #[arg(long)]
    pub no_charts: bool,
    /// Print no progress and no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

fn probability(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("a probability lies between 0 and 1".to_owned()) }
}

/// Options of `validate`.
#[derive(Debug, Args)]
pub struct Validate {
    /// Files of the suite's form; the built-in suite if left out.
    pub files: Vec<PathBuf>,
    /// Only these items, for example `V01,V03`.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Seed of all random numbers.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Print no progress.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `stress`.
#[derive(Debug, Args)]
pub struct Stress {
    /// What to stress.
    #[command(flatten)]
    pub scenario: Scenario,
    /// The hostile side.
    #[arg(long, value_parser = side, default_value = "seller")]
    pub against: Side,
    /// Strategy of the other side: a preset, or one of the scenario's own.
    #[arg(long, default_value = "vigilant")]
    pub victim: String,
    /// Clauses whose rules may be exploited, with commas between them; all if left out.
    #[arg(long, value_name = "RULES", default_value = ALL_RULES, hide_default_value = true)]
    pub rules: Families,
    /// Most plays that the search tries.
    #[arg(long, default_value_t = 16_000, value_parser = clap::value_parser!(u64).range(400..=10_000_000))]
    pub budget: u64,
    /// Weigh repairs of the rules against each other: worst-case loss against what they cost an honest pair.
    #[arg(long)]
    pub harden: bool,
    /// Seed of all random numbers, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Histories by which the worst play is confirmed, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=1_000_000_000))]
    pub replications: Option<u64>,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Folder for results; `output/stress/<scenario>-<side>` if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Overwrite results of another question.
    #[arg(long)]
    pub force: bool,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Print no progress and no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Every family of rules.
const ALL_RULES: &str = "credits,band,bonus,term,ramp,pilot,governance,volume";

/// A side as typed.
fn side(text: &str) -> Result<Side, String> {
    let found = Side::ALL.into_iter().find(|side| side.name() == text);
    found.ok_or_else(|| "a side is `seller` or `buyer`".to_owned())
}

/// Which schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// Of scenario files.
    Scenario,
    /// Of strategy files.
    Strategy,
}

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which one.
    #[arg(value_enum, default_value = "scenario")]
    pub kind: SchemaKind,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The verb whose page is wanted; the main page if left out.
    pub verb: Option<String>,
}
