//! A geometric random walk: every round multiplies the index by a lognormal step.

use super::IndexProcess;
use crate::base::catalogue::Row;
use crate::base::numeric::{exp, normal_deviate};
use crate::base::random::Draws;
use multiversion::multiversion;
use schemars::JsonSchema;
use serde::Deserialize;

/// The process's row.
pub const ROW: Row = Row { name: "geometric", summary: "index multiplied by a lognormal step every round" };

/// `I_t = I_{t-1} exp(drift - sd^2 / 2 + sd z)`: the expected relative change is `exp(drift) - 1`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Geometric {
    /// Level before the first round, index points.
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub start: f64,
    /// Expected logarithmic growth per round.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub drift: f64,
    /// Standard deviation of the logarithmic step.
    #[schemars(range(min = 0.0, max = 2.0))]
    pub sd: f64,
}

impl Default for Geometric {
    fn default() -> Self {
        Self { start: 1.0, drift: 0.0, sd: 0.035 }
    }
}

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn grow(index: &mut [f64], words: &[u32], mean: f64, sd: f64) {
    for (level, word) in index.iter_mut().zip(words) {
        *level *= exp(mean + sd * normal_deviate(*word));
    }
}

impl IndexProcess for Geometric {
    fn start(&self, _: &mut Draws) -> (f64, f64) {
        (self.start, 0.0)
    }

    fn step(&self, index: &mut [f64], _: &mut [f64], words: &[u32], _: &[u32]) {
        grow(index, words, self.drift - self.sd * self.sd / 2.0, self.sd);
    }

    fn relative_sd(&self) -> f64 {
        self.sd
    }

    fn base(&self) -> f64 {
        self.start
    }
}
