//! The Sobol sequence, any point of it at once; it does not know what it is used for.

use super::Units;
use crate::base::random::{Counter, Draws, Key, Purpose};
use sobol_qmc::Sobol;
use sobol_qmc::params::JoeKuoD6;

/// Bits of a coordinate: as many as a number holds exactly.
const BITS: usize = 53;

/// Most coordinates whose direction numbers are at hand.
pub const MOST_COORDINATES: usize = 1_000;

/// Points of the sequence in Gray-code order, the origin first: the first n points are the same whatever n is.
#[derive(Debug, Clone)]
pub struct Sequence {
    points: u64,
    /// Per coordinate: the direction numbers, each in the high bits.
    directions: Vec<Vec<u64>>,
    /// Per coordinate: what is added digit by digit.
    shifts: Vec<u64>,
}

impl Sequence {
    /// `points` points over `coordinates` coordinates, with a random digital shift where a seed is given.
    ///
    /// The shift keeps every property of the sequence that rests on its digits, and moves the origin away from the corner.
    ///
    /// # Errors
    /// If there are more coordinates than direction numbers.
    pub fn new(points: u64, coordinates: usize, seed: Option<u64>) -> Result<Self, String> {
        if coordinates > MOST_COORDINATES {
            return Err(format!("a Sobol sequence has at most {MOST_COORDINATES} coordinates, not {coordinates}"));
        }
        let directions = Sobol::<f64>::init_direction_vals(coordinates, BITS, &JoeKuoD6::STANDARD);
        let shifts = seed.map_or_else(|| vec![0; coordinates], |seed| shifts(coordinates, seed));
        Ok(Self { points, directions, shifts })
    }
}

fn shifts(coordinates: usize, seed: u64) -> Vec<u64> {
    let mut draws = Draws::new(Key::new(seed, Purpose::Design), 0, Counter::of_round(0, 0));
    let mut shift = || (u64::from(draws.word()) << 32 | u64::from(draws.word())) >> (64 - BITS) << (64 - BITS);
    (0..coordinates).map(|_| shift()).collect()
}

impl Units for Sequence {
    fn count(&self) -> u64 {
        self.points
    }

    fn point(&self, number: u64) -> Vec<f64> {
        let gray = number ^ (number >> 1);
        let digits = |(directions, shift): (&Vec<u64>, &u64)| {
            let set = directions.iter().enumerate().filter(|(bit, _)| gray >> bit & 1 == 1);
            set.fold(*shift, |digits, (_, direction)| digits ^ direction)
        };
        // 53 bits and a power of two: no rounding.
        let coordinate = |digits: u64| (digits >> (64 - BITS)) as f64 / (1_u64 << BITS) as f64;
        self.directions.iter().zip(&self.shifts).map(digits).map(coordinate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_point_is_that_of_the_crates_own_iteration() {
        let sequence = Sequence::new(5_000, 40, None).unwrap();
        let iterated = Sobol::<f64>::new(40, &JoeKuoD6::STANDARD).unwrap();
        for (number, point) in iterated.take(5_000).enumerate() {
            assert_eq!(sequence.point(number as u64), point, "point {number}");
        }
    }

    #[test]
    fn every_power_of_two_fills_every_slice_once_shifted_or_not() {
        for seed in [None, Some(7)] {
            let sequence = Sequence::new(256, 12, seed).unwrap();
            for coordinate in 0..12 {
                let mut slices: Vec<u64> =
                    (0..256).map(|number| (sequence.point(number)[coordinate] * 256.0) as u64).collect();
                slices.sort_unstable();
                assert!(slices.into_iter().eq(0..256), "coordinate {coordinate}, seed {seed:?}");
            }
        }
    }

    #[test]
    fn a_longer_sequence_begins_with_the_shorter_and_a_seed_moves_it() {
        let (short, long) = (Sequence::new(10, 3, Some(1)).unwrap(), Sequence::new(1_000, 3, Some(1)).unwrap());
        assert!((0..10).all(|number| short.point(number) == long.point(number)));
        assert_ne!(short.point(3), Sequence::new(10, 3, Some(2)).unwrap().point(3));
        assert!(Sequence::new(2, 1_001, None).is_err());
    }
}
