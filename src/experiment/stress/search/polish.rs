//! Steps along one number of a point after the other, shorter and shorter (Hooke and Jeeves 1961); it does not know what points mean.

use super::{Run, Value};

/// Lengths of the steps, longest first.
const STEPS: [f64; 5] = [0.4, 0.2, 0.1, 0.05, 0.02];

/// Improves a point by at most so many plays.
pub(super) fn run(value: &Value<'_>, point: Vec<f64>, most: f64, plays: u64) -> Run {
    let mut best = Run { point, value: most, tried: 0 };
    for step in STEPS {
        while best.tried + 2 * best.point.len() as u64 <= plays && sweep(value, &mut best, step) {}
    }
    best
}

/// Steps along every number in turn, each from where the last one led; whether any step was for the better.
fn sweep(value: &Value<'_>, best: &mut Run, step: f64) -> bool {
    let before = best.value;
    for place in 0..best.point.len() {
        let worth = |by: f64| {
            let mut point = best.point.clone();
            point[place] = (point[place] + by).clamp(0.0, 1.0);
            (value.of(&point), point)
        };
        let (up, down) = rayon::join(|| worth(step), || worth(-step));
        let (better, point) = if down.0 > up.0 { down } else { up };
        best.tried += 2;
        if better > best.value {
            (best.value, best.point) = (better, point);
        }
    }
    best.value > before
}
