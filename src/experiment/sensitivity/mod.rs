//! What drives a result: Sobol indices, elementary effects and boxes, from values at the points of a design; it simulates nothing.
//!
//! A value that is not a number marks a point that failed. What touches it is left out and the point is named.

mod answer;
mod figures;
mod found;
pub mod morris;
pub mod prim;
mod sentences;
pub mod sobol;

pub use answer::Answer;
pub(crate) use figures::short;
pub use found::Found;

use crate::statistics::{Estimate, Interval, normal_quantile};

/// Level of all intervals here.
pub const LEVEL: f64 = 0.95;

/// An estimate with its bootstrap standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

impl Index {
    /// A mean and its standard error.
    pub fn of(estimate: Estimate) -> Self {
        Self { value: estimate.mean, se: estimate.se }
    }

    /// Interval at [`LEVEL`] by the normal distribution.
    pub fn interval(&self) -> Interval {
        let half = normal_quantile(0.5 + 0.5 * LEVEL) * self.se;
        Interval { low: self.value - half, high: self.value + half }
    }
}

/// Why values give no indices.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SensitivityError {
    /// The values are not those of the design.
    #[error("{found} values do not make whole {what} of {size} points")]
    Count {
        /// How many there are.
        found: usize,
        /// Blocks or trajectories.
        what: &'static str,
        /// Points of each.
        size: usize,
    },
    /// Too little is left.
    #[error("{left} whole {what} are left of {of}, and 2 are the least; {failed}")]
    Few {
        /// How many are left.
        left: usize,
        /// Blocks or trajectories.
        what: &'static str,
        /// Of how many.
        of: usize,
        /// Which points failed.
        failed: String,
    },
    /// The inputs are not those of the design.
    #[error("{0}")]
    Inputs(String),
}

/// Names of the points that failed, the first ten of them; empty if none did.
pub fn failed(points: &[usize]) -> String {
    let named: Vec<String> = points.iter().take(10).map(usize::to_string).collect();
    match points.len() {
        0 => String::new(),
        1 => format!("point {} failed", named[0]),
        count if count <= 10 => format!("points {} failed", named.join(", ")),
        count => format!("points {} and {} more failed", named.join(", "), count - 10),
    }
}
