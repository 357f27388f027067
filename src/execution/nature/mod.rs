//! Nature: what happens to both parties whatever they do, drawn from fixed slots per round; it does not know conduct.
//!
//! Adding an index process is one new file, its `mod` line, its variant in [`Index`] and its row in [`ALL`].

pub mod ar1;
pub mod bootstrap;
pub mod fixed;
pub mod geometric;
pub mod incidents;
pub mod walk;

use crate::base::catalogue::Row;
use crate::base::random::Draws;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt::Debug;

/// A cost index, stepped once per round for every lane of a block.
pub trait IndexProcess: Debug + Send + Sync {
    /// Level before the first round of a replication, and the process's own state column.
    fn start(&self, draws: &mut Draws) -> (f64, f64);

    /// Moves every lane's index one round on. `words` and `spare` are nature's two slots for the index.
    fn step(&self, index: &mut [f64], state: &mut [f64], words: &[u32], spare: &[u32]);

    /// Standard deviation of one round's relative change, for appraisal.
    fn relative_sd(&self) -> f64;

    /// Level around which the process is described (its start or mean), in index points.
    fn base(&self) -> f64;
}

/// The cost index of a scenario. Exactly one is given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// Never moves.
    Fixed(fixed::Fixed),
    /// Reverts to a mean.
    Ar1(ar1::Ar1),
    /// Adds a step.
    Walk(walk::Walk),
    /// Multiplies by a lognormal step.
    Geometric(geometric::Geometric),
    /// Resamples blocks of a real series.
    Bootstrap(bootstrap::Bootstrap),
}

impl Default for Index {
    fn default() -> Self {
        Self::Fixed(fixed::Fixed::default())
    }
}

/// Every index process by its key.
pub const ALL: [Row; 5] = [fixed::ROW, ar1::ROW, walk::ROW, geometric::ROW, bootstrap::ROW];
