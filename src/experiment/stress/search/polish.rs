//! Steps along one number of a point at a time, shorter and shorter (Hooke and Jeeves 1961); it does not know what points mean.

use super::{Run, Value};
use rayon::prelude::*;

/// Lengths of the steps, longest first.
const STEPS: [f64; 5] = [0.4, 0.2, 0.1, 0.05, 0.02];

/// Improves a point by at most so many plays.
pub(super) fn run(value: &Value<'_>, mut point: Vec<f64>, mut most: f64, plays: u64) -> Run {
    let mut tried = 0;
    let per_round = 2 * point.len() as u64;
    for step in STEPS {
        while tried + per_round <= plays {
            tried += per_round;
            match best_step(value, &point, step) {
                Some((moved, better)) if better > most => (point, most) = (moved, better),
                _ => break,
            }
        }
    }
    Run { point, value: most, tried }
}

/// The best of all steps of one length; the first of equals.
fn best_step(value: &Value<'_>, point: &[f64], step: f64) -> Option<(Vec<f64>, f64)> {
    let moves: Vec<(usize, f64)> = (0..point.len()).flat_map(|place| [(place, step), (place, -step)]).collect();
    let moved: Vec<(Vec<f64>, f64)> = moves
        .into_par_iter()
        .map(|(place, by)| {
            let mut point = point.to_vec();
            point[place] = (point[place] + by).clamp(0.0, 1.0);
            let worth = value.of(&point);
            (point, worth)
        })
        .collect();
    moved.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })
}
