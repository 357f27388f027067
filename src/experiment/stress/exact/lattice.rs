//! The KPI's running sum on a lattice, and how a round's reading moves along it; it does not know what a sum is worth.

use super::action::{Action, REACH};
use crate::base::numeric::{larger, smaller};

/// The nodes of a running sum: whole multiples of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// The first node, in steps.
    pub first: i32,
    /// How many nodes there are.
    pub len: usize,
    /// The step.
    pub step: f64,
}

impl Axis {
    /// Where there is no sum yet.
    pub const fn origin(step: f64) -> Self {
        Self { first: 0, len: 1, step }
    }

    /// Nodes that cover `low..=high`.
    pub fn covering(low: f64, high: f64, step: f64) -> Self {
        let first = (low / step).floor() as i32;
        let last = larger((high / step).ceil(), f64::from(first)) as i32;
        Self { first, len: (last - first) as usize + 1, step }
    }

    /// The sum at a node.
    pub fn at(&self, node: usize) -> f64 {
        f64::from(self.first + node as i32) * self.step
    }

    /// The node nearest to a sum.
    pub fn nearest(&self, sum: f64) -> usize {
        let steps = (sum / self.step).round() as i32 - self.first;
        (larger(f64::from(steps), 0.0) as usize).min(self.len - 1)
    }
}

/// Weights with which a reading leads to the nodes ahead, between which values are interpolated linearly.
///
/// `weight[i] = E[hat_i(y); y in the zone]` with the hat function of node `first + i`: exact for values that are linear
/// between nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    /// Steps from the present node to the first weight.
    pub first: i32,
    /// Weights.
    pub weights: Vec<f64>,
}

impl Kernel {
    /// Readings of `action` from `low` to `high` on the scale of the KPI without gaming; `lift` is added to them.
    pub fn new(action: &Action, (low, high): (f64, f64), lift: f64, sd: f64, step: f64) -> Self {
        let least = action.means.iter().map(|mean| mean.0).fold(f64::INFINITY, smaller);
        let most = action.means.iter().map(|mean| mean.0).fold(f64::NEG_INFINITY, larger);
        let from = larger(least - REACH * sd, low);
        let to = smaller(most + REACH * sd, high);
        if from >= to {
            return Self { first: 0, weights: Vec::new() };
        }
        let first = ((from + lift) / step).floor() as i32;
        let last = ((to + lift) / step).ceil() as i32;
        let mut weights = vec![0.0; (last - first) as usize + 1];
        for cell in 0..(last - first) as usize {
            let start = f64::from(first + cell as i32) * step - lift;
            let end = start + step;
            // The outermost cells take the tails.
            let left = if cell == 0 { low } else { larger(start, low) };
            let right = if cell + 2 == weights.len() { high } else { smaller(end, high) };
            if left >= right {
                continue;
            }
            let (mass, mean) = action.moments(left, right, sd);
            let ahead = (mean - start * mass) / step;
            weights[cell] += mass - ahead;
            weights[cell + 1] += ahead;
        }
        Self { first, weights }
    }

    /// Adds the expectation of `values` from each of `sums`: `values` begin `offset` steps from the first sum.
    pub fn add(&self, values: &[f64], offset: i32, sums: &mut [f64]) {
        let start = (self.first - offset) as usize;
        for (place, weight) in self.weights.iter().enumerate() {
            let ahead = &values[start + place..];
            for (sum, value) in sums.iter_mut().zip(ahead) {
                *sum += weight * value;
            }
        }
    }

    /// As [`Kernel::add`], from one sum.
    pub fn at(&self, values: &[f64], offset: i32, node: usize) -> f64 {
        let start = (self.first - offset) as usize + node;
        self.weights.iter().zip(&values[start..]).map(|(weight, value)| weight * value).sum()
    }
}
