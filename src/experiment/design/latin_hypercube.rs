//! Latin hypercubes: of n points, one in each of n equal slices of every coordinate; it does not know what it is used for.

use super::Units;
use crate::base::random::{Counter, Draws, Key, Purpose};
use rayon::prelude::*;

/// Most points among which all distances are compared.
const MOST_COMPARED: u64 = 5_000;

/// Rounds of the network that permutes the slices.
const ROUNDS: usize = 8;

/// A Latin hypercube, any point of it at once: the slices are permuted by a formula, so that no permutation is stored.
#[derive(Debug, Clone)]
pub struct LatinHypercube {
    points: u64,
    key: Key,
    /// Which of the seed's hypercubes.
    number: u32,
    /// Per coordinate: who has which slice.
    slices: Vec<Permutation>,
}

impl LatinHypercube {
    /// Hypercube `number` of a seed.
    pub fn new(points: u64, coordinates: usize, seed: u64, number: u32) -> Self {
        let key = Key::new(seed, Purpose::Design);
        let slices = (0..coordinates).map(|coordinate| {
            let mut draws = Draws::new(key, coordinate as u64, Counter::of_round(1, number));
            Permutation::new(points, &mut draws)
        });
        Self { points, key, number, slices: slices.collect() }
    }

    /// Of the first `of` hypercubes of a seed, the one whose nearest points are furthest apart.
    ///
    /// # Errors
    /// If there are too many points to compare.
    pub fn maximin(points: u64, coordinates: usize, seed: u64, of: u32) -> Result<Self, String> {
        if of <= 1 {
            return Ok(Self::new(points, coordinates, seed, 0));
        }
        if points > MOST_COMPARED {
            return Err(format!(
                "maximin compares every pair of points: at most {MOST_COMPARED} points, not {points}; set maximin_of = 1"
            ));
        }
        let gap = |number: u32| (nearest(&Self::new(points, coordinates, seed, number)), number);
        // The earliest of equals, so that the choice does not depend on threads.
        let best = (0..of).into_par_iter().map(gap).reduce_with(|one, other| {
            let later = other.0 > one.0 || (other.0 >= one.0 && other.1 < one.1);
            if later { other } else { one }
        });
        Ok(Self::new(points, coordinates, seed, best.map_or(0, |(_, number)| number)))
    }
}

/// Least squared distance between two points.
fn nearest(hypercube: &LatinHypercube) -> f64 {
    let points: Vec<Vec<f64>> = (0..hypercube.count()).map(|number| hypercube.point(number)).collect();
    let mut least = f64::INFINITY;
    for (place, one) in points.iter().enumerate() {
        for other in &points[..place] {
            let distance = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum();
            if distance < least {
                least = distance;
            }
        }
    }
    least
}

impl Units for LatinHypercube {
    fn count(&self) -> u64 {
        self.points
    }

    fn point(&self, number: u64) -> Vec<f64> {
        let mut draws = Draws::new(self.key, number, Counter::of_round(2, self.number));
        let mut coordinate = |slices: &Permutation| {
            // In the middle of one of 2^24 cells, so that rounding never moves it into another slice.
            let within = (f64::from(draws.word() >> 8) + 0.5) / f64::from(1 << 24);
            (slices.of(number) as f64 + within) / self.points as f64
        };
        self.slices.iter().map(&mut coordinate).collect()
    }
}

/// A permutation of 0 .. n - 1 by a keyed Feistel network, walked until it comes back below n (Black and Rogaway 2002).
#[derive(Debug, Clone)]
struct Permutation {
    count: u64,
    /// Half the bits of the smallest even power of two that is no less than the count.
    half: u32,
    keys: [u64; ROUNDS],
}

impl Permutation {
    fn new(count: u64, draws: &mut Draws) -> Self {
        let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
        let keys = [(); ROUNDS].map(|()| u64::from(draws.word()) << 32 | u64::from(draws.word()));
        Self { count, half: bits.div_ceil(2).max(1), keys }
    }

    fn of(&self, place: u64) -> u64 {
        let mut at = self.step(place);
        while at >= self.count {
            at = self.step(at);
        }
        at
    }

    fn step(&self, at: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let (mut left, mut right) = (at >> self.half, at & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (mixed(right ^ key) & mask));
        }
        left << self.half | right
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): every bit in changes half the bits out.
const fn mixed(mut word: u64) -> u64 {
    word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ word >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_coordinate_has_one_point() {
        for points in [1, 2, 3, 49, 100, 1_000, 12_345] {
            let hypercube = LatinHypercube::new(points, 6, 3, 0);
            let all: Vec<Vec<f64>> = (0..points).map(|number| hypercube.point(number)).collect();
            for coordinate in 0..6 {
                let mut slices: Vec<u64> =
                    all.iter().map(|point| (point[coordinate] * points as f64).floor() as u64).collect();
                slices.sort_unstable();
                assert!(slices.into_iter().eq(0..points), "{points} points, coordinate {coordinate}");
            }
        }
    }

    /// The slice of point 0 is uniform, and coordinates are not correlated.
    #[test]
    fn permutations_are_as_good_as_random() {
        let (mut counts, mut together) = ([0_u32; 10], 0_u32);
        for seed in 0..20_000 {
            let point = LatinHypercube::new(10, 2, seed, 0).point(0);
            let slice = |coordinate: usize| (point[coordinate] * 10.0) as usize;
            counts[slice(0)] += 1;
            together += u32::from(slice(0) == slice(1));
        }
        // Six standard deviations of a binomial count with n = 20,000 and p = 1/10.
        assert!(counts.iter().chain([&together]).all(|&count| count.abs_diff(2_000) < 255), "{counts:?} {together}");
    }

    #[test]
    fn maximin_is_no_worse_than_any_it_chose_from_and_has_a_limit() {
        let best = nearest(&LatinHypercube::maximin(20, 2, 5, 50).unwrap());
        assert!((0..50).all(|number| nearest(&LatinHypercube::new(20, 2, 5, number)) <= best));
        assert!(nearest(&LatinHypercube::new(20, 2, 5, 0)) < best);
        assert!(LatinHypercube::maximin(6_000, 2, 5, 2).is_err());
    }
}
