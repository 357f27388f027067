//! A first-order autoregressive index around a mean.

use super::IndexProcess;
use crate::base::catalogue::Row;
use crate::base::numeric::normal_deviate;
use crate::base::random::Draws;
use multiversion::multiversion;
use schemars::JsonSchema;
use serde::Deserialize;

/// The process's row.
pub const ROW: Row =
    Row { name: "ar1", summary: "index that reverts to its mean; rho = 0 is independent, rho = 1 a random walk" };

/// `I_t = mean + rho (I_{t-1} - mean) + sd z`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ar1 {
    /// Mean level, index points.
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub mean: f64,
    /// Autocorrelation per round.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub rho: f64,
    /// Standard deviation of the innovation, index points.
    #[schemars(range(min = 0.0, max = 1e12))]
    pub sd: f64,
}

impl Default for Ar1 {
    fn default() -> Self {
        Self { mean: 1.0, rho: 0.9, sd: 0.035 }
    }
}

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn revert(index: &mut [f64], words: &[u32], process: Ar1) {
    let Ar1 { mean, rho, sd } = process;
    for (level, word) in index.iter_mut().zip(words) {
        *level = mean + rho * (*level - mean) + sd * normal_deviate(*word);
    }
}

impl IndexProcess for Ar1 {
    /// A stationary start where the process has one, else its mean.
    fn start(&self, draws: &mut Draws) -> (f64, f64) {
        let shrink = 1.0 - self.rho * self.rho;
        if shrink > 0.0 { (self.mean + self.sd / shrink.sqrt() * draws.normal(), 0.0) } else { (self.mean, 0.0) }
    }

    fn step(&self, index: &mut [f64], _: &mut [f64], words: &[u32], _: &[u32]) {
        revert(index, words, *self);
    }

    fn relative_sd(&self) -> f64 {
        self.sd / self.mean
    }

    fn base(&self) -> f64 {
        self.mean
    }
}
