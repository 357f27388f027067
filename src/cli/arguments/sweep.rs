//! What can be typed after `sweep`, as typed; it does not resolve or check what the words stand for.

use super::Scenario;
use crate::experiment::sweep::{Condition, Shard, Target};
use clap::{ArgMatches, Args, FromArgMatches, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Options of `sweep`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Sweep {
    /// One step of a sweep.
    #[command(subcommand)]
    pub step: Option<SweepStep>,
    /// All of it.
    #[command(flatten)]
    pub whole: Whole,
    /// Search instead of a design: where along --over does a measure cross a value, such as `comparisons.a_minus_b = 0`?
    #[arg(long, value_name = "MEASURE = VALUE", requires = "over", conflicts_with_all = ["vary", "design", "points"])]
    pub find: Option<Target>,
    /// The key to search along, `key=from..to`; a second one, `key=from..to:steps`, makes a boundary of it.
    #[arg(long, value_name = "KEY=RANGE", requires = "find")]
    pub over: Vec<String>,
    /// Where does a condition mostly hold, such as `comparisons.a_minus_b < 0`? May be repeated.
    #[arg(long = "box", value_name = "MEASURE < VALUE")]
    pub boxes: Vec<Condition>,
}

/// All of a sweep, if a scenario is named; a step names none.
///
/// Written by hand, since a derived optional group does not see what is flattened into it.
#[derive(Debug)]
pub struct Whole(pub Option<SweepPlan>);

impl FromArgMatches for Whole {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        matches.contains_id("scenario").then(|| SweepPlan::from_arg_matches(matches)).transpose().map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Whole {
    fn augment_args(command: clap::Command) -> clap::Command {
        SweepPlan::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        SweepPlan::augment_args_for_update(command)
    }
}

/// The steps of a sweep.
#[derive(Debug, Subcommand)]
pub enum SweepStep {
    /// Freeze the design into a folder; run nothing.
    Plan(SweepPlan),
    /// Do the parts of a shard that are not done.
    Run(SweepRun),
    /// Tell what is done, what is missing, what failed and what is damaged.
    Status(SweepStatus),
    /// Put all parts together: tables, charts and report.
    Merge(SweepMerge),
    /// Hand the parts to a cluster's own scheduler, as an array of jobs.
    Submit(SweepSubmit),
}

/// What is to be swept.
#[derive(Debug, Args)]
pub struct SweepPlan {
    /// What to sweep.
    #[command(flatten)]
    pub scenario: Scenario,
    /// A key that varies: `key=from..to:steps` or `key=a,b,c`; may be repeated. In place of the scenario's `[sweep]`.
    #[arg(long, value_name = "KEY=VALUES")]
    pub vary: Vec<String>,
    /// How points are chosen, in place of the scenario's.
    #[arg(long, value_enum)]
    pub design: Option<SweepDesign>,
    /// Points of a sampled design: of a Latin hypercube or Sobol sequence, base points of saltelli, trajectories of morris.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub points: Option<u64>,
    /// A measure, such as `strategies.relationship.value`; may be repeated. `--measure list` shows all.
    #[arg(long = "measure", value_name = "NAME")]
    pub measures: Vec<String>,
    /// Seed of design and luck, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Replications of every matchup at each point, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=100_000_000))]
    pub replications: Option<u64>,
    /// Keep the value of every replication as well.
    #[arg(long)]
    pub keep_replications: bool,
    /// Folder of the sweep; `output/<scenario>-sweep` if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Plan anew over another plan in that folder; its parts are deleted.
    #[arg(long)]
    pub force: bool,
    /// Points of a part, the least that a crash can lose; as many as take a second or so if left out.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub part_points: Option<u64>,
    /// Mean it, however many points there are.
    #[arg(long)]
    pub yes: bool,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Print no progress and no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How points are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SweepDesign {
    /// Every combination of levels.
    Grid,
    /// The scenario as given, then each level of each key alone.
    OneAtATime,
    /// One point in each of so many equal slices of every key.
    LatinHypercube,
    /// Points of the Sobol sequence.
    Sobol,
    /// Blocks for first and total order Sobol indices.
    Saltelli,
    /// Trajectories for Morris' elementary effects.
    Morris,
}

/// Options of `sweep run`.
#[derive(Debug, Args)]
pub struct SweepRun {
    /// Folder of the sweep.
    pub folder: PathBuf,
    /// Which share of the parts, the k-th of n.
    #[arg(long, value_name = "K/N", default_value = "1/1")]
    pub shard: Shard,
    /// Threads; results do not depend on them.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: Option<u64>,
    /// Print no progress and no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `sweep status`.
#[derive(Debug, Args)]
pub struct SweepStatus {
    /// Folder of the sweep.
    pub folder: PathBuf,
}

/// Options of `sweep merge`.
#[derive(Debug, Args)]
pub struct SweepMerge {
    /// Folder of the sweep.
    pub folder: PathBuf,
    /// Where does a condition mostly hold, such as `comparisons.a_minus_b < 0`? May be repeated.
    #[arg(long = "box", value_name = "MEASURE < VALUE")]
    pub boxes: Vec<Condition>,
    /// Print no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Options of `sweep submit`.
#[derive(Debug, Args)]
pub struct SweepSubmit {
    /// Folder of the sweep; every node must see it under the same path.
    pub folder: PathBuf,
    /// The scheduler.
    #[arg(long, value_enum)]
    pub engine: Engine,
    /// Jobs of the array: each does its share of the parts.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub shards: u64,
    /// Partition to run in; the scheduler's own choice if left out.
    #[arg(long)]
    pub partition: Option<String>,
    /// Time limit of a job, as the scheduler writes it, such as 2:00:00.
    #[arg(long)]
    pub time: Option<String>,
    /// Memory of a job, such as 2G.
    #[arg(long)]
    pub memory: Option<String>,
    /// Account to charge.
    #[arg(long)]
    pub account: Option<String>,
    /// Threads of a job.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub threads: u64,
    /// Write the script and submit nothing.
    #[arg(long)]
    pub script_only: bool,
}

/// A cluster's scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Slurm.
    Slurm,
}
