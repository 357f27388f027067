//! What can be typed after `design`, as typed; it does not resolve or check what the words stand for.

use super::Format;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Options of `design`.
#[derive(Debug, Args)]
pub struct Design {
    /// What to do.
    #[command(subcommand)]
    pub step: DesignStep,
}

/// The two halves of a design.
#[derive(Debug, Subcommand)]
pub enum DesignStep {
    /// Write the points of a design as CSV, a column for each input.
    Sample(DesignSample),
    /// Tell from the points and the results which inputs drive the results.
    Indices(DesignIndices),
}

/// Options of `design sample`.
#[derive(Debug, Args)]
pub struct DesignSample {
    /// How points are chosen.
    #[arg(long, value_enum)]
    pub kind: SampleKind,
    /// CSV file with a line `name,low,high` for each input.
    #[arg(long)]
    pub bounds: PathBuf,
    /// Blocks of sobol (a power of two is best), trajectories of morris, points of lhs and sequence, levels of grid.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub n: u64,
    /// Seed of the design.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Levels of each input's grid in a morris design; even.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(2..=64))]
    pub levels: u32,
    /// Shift the points of a sequence by the seed; it begins at the low end of every input otherwise.
    #[arg(long)]
    pub scramble: bool,
    /// Of so many Latin hypercubes, take the one whose nearest points are furthest apart.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub maximin_of: u32,
    /// File to write; standard output if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Mean it, however many points there are.
    #[arg(long)]
    pub yes: bool,
}

/// How points are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SampleKind {
    /// Blocks for Sobol indices: n (inputs + 2) points.
    #[value(alias = "saltelli")]
    Sobol,
    /// Trajectories for elementary effects: n (inputs + 1) points.
    Morris,
    /// A Latin hypercube of n points.
    #[value(alias = "latin-hypercube")]
    Lhs,
    /// The first n points of the Sobol sequence.
    #[value(alias = "sobol-sequence")]
    Sequence,
    /// Every combination of n levels.
    Grid,
}

/// Options of `design indices`.
#[derive(Debug, Args)]
pub struct DesignIndices {
    /// Which indices: those of the design that the points are.
    #[arg(long, value_enum)]
    pub method: IndexMethod,
    /// The points: CSV with a column for each input, with or without names; or numbers apart by blanks.
    #[arg(long)]
    pub inputs: PathBuf,
    /// The results: a line for each point and a column for each result, with or without names.
    #[arg(long)]
    pub outputs: PathBuf,
    /// The bounds of the inputs; the lowest and highest value of each if left out. Sobol indices do not need them.
    #[arg(long)]
    pub bounds: Option<PathBuf>,
    /// Seed of the resamples from which intervals come.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Folder for tables, charts and report; nothing is written if left out.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Overwrite other results in that folder.
    #[arg(long)]
    pub force: bool,
}

/// Which indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum IndexMethod {
    /// First and total order Sobol indices.
    #[value(alias = "saltelli")]
    Sobol,
    /// Elementary effects: mu, mu* and sigma.
    Morris,
}
