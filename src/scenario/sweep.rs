//! What `[sweep]` may say: which keys vary, in which design, how often each point is simulated and what is measured; it runs nothing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A design over keys of the scenario.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SweepFile {
    /// How points are chosen.
    pub design: DesignFile,
    /// The keys that vary.
    #[schemars(length(max = 64))]
    pub vary: Vec<VaryFile>,
    /// Replications of every matchup at each point, instead of `run.replications`.
    #[schemars(range(min = 2, max = 100_000_000))]
    pub replications: Option<u64>,
    /// Goes on at a point until a measure is known well enough.
    pub until: Option<Until>,
    /// What is measured, such as `strategies.tit_for_tat.value`; every strategy's value and the scenario's comparison if left out.
    pub measures: Vec<String>,
    /// Keep the value of every replication as well.
    pub keep_replications: bool,
}

/// How points are chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DesignFile {
    /// Every combination of levels.
    #[default]
    Grid,
    /// The scenario as given, then each level of each key alone.
    OneAtATime,
    /// One point in each of `points` equal slices of every key.
    LatinHypercube(LatinHypercubeFile),
    /// Points of the Sobol sequence: more points go on where fewer end.
    Sobol(PointsFile),
    /// Blocks of points from which first and total order Sobol indices are estimated: `points (keys + 2)` in all.
    Saltelli(SaltelliFile),
    /// Trajectories that move one key at a time, for Morris' elementary effects: `trajectories (keys + 1)` points.
    Morris(MorrisFile),
    /// The rows of a CSV file whose columns are named after the keys.
    List(ListFile),
}

/// A Latin hypercube.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LatinHypercubeFile {
    /// Number of points.
    #[schemars(range(min = 1, max = 10_000_000))]
    pub points: u64,
    /// Of so many random hypercubes, the one whose nearest points are furthest apart; 1 takes the first.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 10_000))]
    pub maximin_of: u32,
}

const fn one() -> u32 {
    1
}

/// A number of points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsFile {
    /// Number of points; a power of two balances the sequence.
    #[schemars(range(min = 1, max = 10_000_000))]
    pub points: u64,
    /// Shift the sequence by the seed, so that several seeds tell how far the design itself matters.
    #[serde(default)]
    pub scramble: bool,
}

/// Blocks for Sobol indices.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaltelliFile {
    /// Number of blocks; a power of two balances the sequence that they are made of.
    #[schemars(range(min = 2, max = 10_000_000))]
    pub points: u64,
}

/// Trajectories of Morris' design.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MorrisFile {
    /// Number of trajectories.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub trajectories: u64,
    /// Levels of each key's grid; even.
    #[serde(default = "four")]
    #[schemars(range(min = 2, max = 64))]
    pub levels: u32,
}

const fn four() -> u32 {
    4
}

/// A file of points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListFile {
    /// CSV file.
    pub file: String,
}

/// One key that varies: a range, or options.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VaryFile {
    /// The key, such as `horizon.continuation`.
    pub key: String,
    /// Low end of its range.
    #[serde(default)]
    pub from: Option<f64>,
    /// High end of its range.
    #[serde(default)]
    pub to: Option<f64>,
    /// Evenly spaced levels of the range in a grid, both ends included; 5 if left out.
    #[serde(default)]
    #[schemars(range(min = 2, max = 1_000_000))]
    pub steps: Option<u32>,
    /// Values to choose from, in place of a range.
    #[serde(default)]
    pub options: Vec<Setting>,
}

/// A value of a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Setting {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A name.
    Name(String),
}

impl Setting {
    /// As it stands right of `=` in an override.
    pub fn written(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => format!("{number:?}"),
            Self::Name(name) => format!("{name:?}"),
        }
    }

    /// The value as a number; NaN for a name.
    pub fn number(&self) -> f64 {
        match self {
            Self::Flag(flag) => f64::from(u8::from(*flag)),
            Self::Whole(number) => *number as f64,
            Self::Number(number) => *number,
            Self::Name(_) => f64::NAN,
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(out),
            Self::Whole(number) => number.fmt(out),
            Self::Number(number) => number.fmt(out),
            Self::Name(name) => out.write_str(name),
        }
    }
}

impl From<&str> for Setting {
    /// A number or a flag where it reads as one, else a name.
    fn from(text: &str) -> Self {
        let text = text.trim();
        if let Ok(flag) = text.parse() {
            return Self::Flag(flag);
        }
        if let Ok(number) = text.parse() {
            return Self::Whole(number);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Number(number),
            _ => Self::Name(text.trim_matches('"').to_owned()),
        }
    }
}

/// When a point is known well enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Until {
    /// The measure.
    pub measure: String,
    /// Half the width of its 95% interval, in its own unit.
    #[schemars(range(min = 1e-12, max = 1e12))]
    pub half_width: f64,
    /// Most replications, known well enough or not.
    #[schemars(range(min = 2, max = 100_000_000))]
    pub most: u64,
}
