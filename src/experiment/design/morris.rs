//! Trajectories through a grid that move one coordinate at a time, for elementary effects; the effects are elsewhere.

use super::Units;
use crate::base::random::{Counter, Draws, Key, Purpose};

/// Trajectories of k + 1 points: a random point of the grid, then one coordinate after the other moved by [`step`].
#[derive(Debug, Clone)]
pub struct Trajectories {
    number: u64,
    coordinates: usize,
    levels: u32,
    key: Key,
}

/// How far a coordinate moves in a grid of so many levels: levels / (2 (levels - 1)), after which every level is equally
/// likely (Morris 1991).
pub fn step(levels: u32) -> f64 {
    f64::from(levels) / (2.0 * f64::from(levels - 1))
}

impl Trajectories {
    /// So many trajectories over `coordinates` coordinates with `levels` levels each.
    ///
    /// # Errors
    /// If the number of levels is not even.
    pub fn new(trajectories: u64, coordinates: usize, levels: u32, seed: u64) -> Result<Self, String> {
        if levels < 2 || !levels.is_multiple_of(2) {
            return Err(format!("Morris' grid has an even number of levels, not {levels}"));
        }
        Ok(Self { number: trajectories, coordinates, levels, key: Key::new(seed, Purpose::Design) })
    }

    /// Start and end of a trajectory as levels, and the order in which the coordinates go from one to the other.
    fn drawn(&self, trajectory: u64) -> (Vec<u32>, Vec<u32>, Vec<usize>) {
        let mut draws = Draws::new(self.key, trajectory, Counter::of_round(3, 0));
        let half = self.levels / 2;
        let mut ends = || {
            let low = draws.below(half);
            if draws.below(2) == 0 { (low, low + half) } else { (low + half, low) }
        };
        let (start, end) = (0..self.coordinates).map(|_| ends()).unzip();
        let mut order: Vec<usize> = (0..self.coordinates).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, draws.below(place as u32 + 1) as usize);
        }
        (start, end, order)
    }
}

impl Units for Trajectories {
    fn count(&self) -> u64 {
        self.number.saturating_mul(self.coordinates as u64 + 1)
    }

    fn point(&self, number: u64) -> Vec<f64> {
        let size = self.coordinates as u64 + 1;
        let (mut at, end, order) = self.drawn(number / size);
        for &coordinate in &order[..(number % size) as usize] {
            at[coordinate] = end[coordinate];
        }
        at.into_iter().map(|level| f64::from(level) / f64::from(self.levels - 1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trajectory_moves_every_coordinate_once_by_the_step() {
        let design = Trajectories::new(200, 5, 4, 1).unwrap();
        for trajectory in 0..200 {
            let point = |place: u64| design.point(6 * trajectory + place);
            let mut moved = Vec::new();
            for place in 0..5 {
                let (before, after) = (point(place), point(place + 1));
                let differing: Vec<usize> = (0..5).filter(|&k| (before[k] - after[k]).abs() > 0.0).collect();
                let [coordinate] = differing[..] else { panic!("{differing:?}") };
                assert!(((before[coordinate] - after[coordinate]).abs() - step(4)).abs() < 1e-15);
                moved.push(coordinate);
            }
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
        }
        assert!(Trajectories::new(2, 2, 5, 1).is_err());
    }

    #[test]
    fn every_level_is_as_likely_at_the_start() {
        let design = Trajectories::new(8_000, 1, 4, 1).unwrap();
        let mut counts = [0_u32; 4];
        for trajectory in 0..8_000 {
            counts[(design.point(2 * trajectory)[0] * 3.0).round() as usize] += 1;
        }
        // Six standard deviations of a binomial count with n = 8,000 and p = 1/4.
        assert!(counts.iter().all(|&count| count.abs_diff(2_000) < 233), "{counts:?}");
    }
}
