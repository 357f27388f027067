//! Where a simulated difference changes sign along a key, at the cost of few replications where it is large; it knows no game.

use super::ValidationError;
use crate::base::numeric::{clamp, larger};
use crate::statistics::Estimate;

/// Standard errors off zero from which a sign counts.
const SURE: f64 = 4.0;

/// Most halvings of a range.
const HALVINGS: u32 = 12;

/// Half the distance over which a slope is taken, as a share of the range.
const REACH: f64 = 0.025;

/// Between how many and how many replications a difference may be looked at.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// So few that nothing is decided by a handful of rare events.
    pub few: u64,
    /// Most that a figure is worth.
    pub most: u64,
}

/// The sign of a difference; `None` if the most replications do not bring it out of the noise.
///
/// # Errors
/// If the simulation fails.
pub fn sign(
    effort: Effort,
    mut gap: impl FnMut(u64) -> Result<Estimate, ValidationError>,
) -> Result<Option<bool>, ValidationError> {
    let mut replications = effort.few.min(effort.most);
    loop {
        let seen = gap(replications)?;
        if seen.mean.abs() > SURE * seen.se {
            return Ok(Some(seen.mean > 0.0));
        }
        if replications >= effort.most {
            return Ok(None);
        }
        let wanting = SURE * seen.se / seen.mean.abs();
        let more = clamp(1.5 * wanting * wanting, 2.0, 4.0);
        replications = ((more * replications as f64) as u64).min(effort.most);
    }
}

/// Where a difference is zero between `below`, at which it is negative, and `above`, at which it is positive.
///
/// Halves the range as long as few replications tell the sign, then takes two Newton steps, the last of them from all
/// replications. Luck is common to all places, so the standard error is that of the difference over its slope.
///
/// # Errors
/// If the simulation fails.
pub fn root(
    [below, above]: [f64; 2],
    effort: Effort,
    mut gap: impl FnMut(f64, u64) -> Result<Estimate, ValidationError>,
) -> Result<Estimate, ValidationError> {
    let rough = Effort { few: effort.few, most: (effort.most / 8).max(effort.few) };
    let (mut low, mut high) = (below, above);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        match sign(rough, |replications| gap(middle, replications))? {
            Some(true) => high = middle,
            Some(false) => low = middle,
            None => break,
        }
    }
    let near = 0.5 * (low + high);
    let (least, greatest) = if below < above { (below, above) } else { (above, below) };
    let within = |place: f64| clamp(place, least, greatest);
    // Both ends have a sign that is sure, unless they are the range's: the slope between them is no noise.
    let reach = larger(REACH * (greatest - least), 0.5 * (high - low).abs());
    let ends = [near - reach, near + reach].map(within);
    let slope = (gap(ends[1], rough.most)?.mean - gap(ends[0], rough.most)?.mean) / (ends[1] - ends[0]);
    let nearer = within(near - gap(near, rough.most)?.mean / slope);
    let here = gap(nearer, effort.most)?;
    Ok(Estimate { mean: nearer - here.mean / slope, se: (here.se / slope).abs(), n: here.n })
}

#[cfg(test)]
mod tests {
    use super::{Effort, root, sign};
    use crate::statistics::Estimate;

    const EFFORT: Effort = Effort { few: 100, most: 1_000_000 };

    /// A rising parabola with a zero at .3, seen with an error that no halving can remove.
    fn gap(x: f64, replications: u64) -> Estimate {
        let se = 1.0 / (replications as f64).sqrt();
        Estimate { mean: (x - 0.3) * (x + 1.0) + 2.0 * se, se, n: replications }
    }

    #[test]
    fn a_sign_takes_as_many_replications_as_it_needs() {
        let mut asked = Vec::new();
        let mut at = |x: f64| {
            asked.clear();
            let sign = sign(EFFORT, |replications| {
                asked.push(replications);
                Ok(gap(x, replications))
            });
            (sign.unwrap(), asked.len())
        };
        assert_eq!(at(0.9), (Some(true), 1));
        assert_eq!(at(0.0), (Some(false), 3));
        assert_eq!(at(0.3), (None, 8));
    }

    #[test]
    fn the_root_is_found_to_within_its_error_from_either_side() {
        for bounds in [[0.0, 1.0], [-0.5, 0.31]] {
            let found = root(bounds, EFFORT, |x, replications| Ok(gap(x, replications))).unwrap();
            assert!((found.mean - 0.3).abs() < 2.5 * found.se, "{found:?}");
            assert!((found.se - 0.001 / 1.3).abs() < 1e-4, "{found:?}");
        }
        let falling = root([1.0, 0.0], EFFORT, |x, replications| Ok(gap(1.0 - x, replications))).unwrap();
        assert!((falling.mean - 0.7).abs() < 2.5 * falling.se, "{falling:?}");
    }
}
