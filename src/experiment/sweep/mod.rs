//! Sweeps: a design over keys of a scenario, frozen, cut into parts that any machine can do, and merged; it draws no conclusions.
//!
//! [`Frozen`] says what is to be done and has a hash. Its points are cut into parts at fixed places; a shard does some of
//! the parts, in any order, once or more often, and each part's file is the same bytes whoever made it. [`merge`] reads
//! them in order. So shards, threads, crashes and resumption change no byte of the result.

mod axis;
mod boxes;
mod digest;
mod drivers;
mod find;
mod frozen;
mod measure;
mod merge;
mod part;
mod point;
mod rows;
mod shard;
mod told;
mod tornado;

pub use axis::{Axis, Levels};
pub use boxes::Condition;
pub use digest::Digest;
pub use find::{Boundary, Target, find};
pub use frozen::{Frozen, Named, Request};
pub use measure::{Measure, column};
pub use merge::{Merged, merge};
pub use part::{PartError, PartFile};
pub use point::{Evaluator, Row};
pub use rows::{MANY, Rows};
pub use shard::{Shard, Status, run, status};

use crate::engine::parallel::Stopped;
use crate::scenario::read::ReadError;
use crate::table::TableError;
use std::path::PathBuf;
use thiserror::Error;

/// Why a sweep failed.
#[derive(Debug, Error)]
pub enum SweepError {
    /// A `--vary` that cannot be read.
    #[error("--vary {text}: {reason}")]
    Vary {
        /// What was typed.
        text: String,
        /// What is wrong.
        reason: String,
    },
    /// The design cannot be made.
    #[error("{0}")]
    Design(String),
    /// Nothing varies.
    #[error("nothing varies: give --vary key=from..to:steps or --vary key=a,b,c, or [sweep] in the scenario")]
    NothingVaries,
    /// A measure that there is none of.
    #[error("there is no measure `{name}`{}", hint(near.as_deref(), *count))]
    Measure {
        /// What was asked for.
        name: String,
        /// The nearest name.
        near: Option<String>,
        /// How many there are.
        count: usize,
    },
    /// Too many points to begin without being asked twice.
    #[error("the design has {0} points, more than {MANY}: use fewer levels, or --yes if you mean it")]
    Many(u64),
    /// The scenario or an override is at fault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was stopped; finished parts are kept.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The scenario is no longer what was frozen.
    #[error("{path}: the scenario `{scenario}` has changed since the plan was made; plan again, or restore it")]
    Changed {
        /// The plan's path.
        path: String,
        /// Name of the scenario.
        scenario: String,
    },
    /// A plan that is none.
    #[error("{path} is no plan of a sweep: {reason}")]
    NoPlan {
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A part is missing or not to be trusted.
    #[error(transparent)]
    Part(#[from] PartError),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Parts are missing.
    #[error(
        "{missing} of {parts} parts are missing, the first is part {first}: run the shards that hold them, then merge"
    )]
    Missing {
        /// How many.
        missing: u64,
        /// Of how many.
        parts: u64,
        /// The first.
        first: u64,
    },
    /// The file system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
}

fn hint(near: Option<&str>, count: usize) -> String {
    near.map_or_else(
        || format!("; there are {count}: `--measure list` shows them"),
        |near| format!("; did you mean `{near}`?"),
    )
}

/// An error of the file system at a path.
fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> SweepError {
    let path = path.to_owned();
    move |source| SweepError::Io { action, path, source }
}
