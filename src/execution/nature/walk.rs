//! An additive random walk with normal or two-point steps.

use super::IndexProcess;
use crate::base::catalogue::Row;
use crate::base::numeric::{normal_deviate, unit};
use crate::base::random::Draws;
use multiversion::multiversion;
use schemars::JsonSchema;
use serde::Deserialize;

/// The process's row.
pub const ROW: Row = Row { name: "walk", summary: "index that adds a normal or a two-point step every round" };

/// How a step is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// `drift + sd z`.
    Normal {
        /// Mean step, index points.
        drift: f64,
        /// Standard deviation, index points.
        #[schemars(range(min = 0.0, max = 1e12))]
        sd: f64,
    },
    /// `+size` with probability `up`, else `-size`.
    TwoPoint {
        /// Size of a step, index points.
        #[schemars(range(min = 0.0, max = 1e12))]
        size: f64,
        /// Probability of a step up.
        #[schemars(range(min = 0.0, max = 1.0))]
        up: f64,
    },
}

/// `I_t = I_{t-1} + step`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// Level before the first round, index points.
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub start: f64,
    /// How a step is drawn.
    pub step: Step,
}

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn wander(index: &mut [f64], words: &[u32], drift: f64, sd: f64) {
    for (level, word) in index.iter_mut().zip(words) {
        *level += drift + sd * normal_deviate(*word);
    }
}

impl IndexProcess for Walk {
    fn start(&self, _: &mut Draws) -> (f64, f64) {
        (self.start, 0.0)
    }

    fn step(&self, index: &mut [f64], _: &mut [f64], words: &[u32], _: &[u32]) {
        match self.step {
            Step::Normal { drift, sd } => {
                wander(index, words, drift, sd);
            }
            Step::TwoPoint { size, up } => {
                for (level, word) in index.iter_mut().zip(words) {
                    *level += if unit(*word) < up { size } else { -size };
                }
            }
        }
    }

    fn relative_sd(&self) -> f64 {
        match self.step {
            Step::Normal { sd, .. } => sd / self.start,
            Step::TwoPoint { size, up } => 2.0 * size * (up * (1.0 - up)).sqrt() / self.start,
        }
    }

    fn base(&self) -> f64 {
        self.start
    }
}
