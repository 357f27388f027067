//! Blocks of points from which first and total order Sobol indices are estimated; the estimators are elsewhere.

use super::Units;
use super::sequence::{MOST_COORDINATES, Sequence};

/// Blocks of k + 2 points: A, then A with its first, second .. k-th coordinate taken from B, then B.
///
/// A and B are the two halves of a point of a shifted Sobol sequence in 2k coordinates (Saltelli et al. 2010). Blocks follow
/// each other, so that more of them leave the first as they were.
#[derive(Debug, Clone)]
pub struct Blocks {
    base: Sequence,
    coordinates: usize,
}

impl Blocks {
    /// `blocks` blocks over `coordinates` coordinates.
    ///
    /// # Errors
    /// If there are more coordinates than the sequence has halves.
    pub fn new(blocks: u64, coordinates: usize, seed: u64) -> Result<Self, String> {
        if 2 * coordinates > MOST_COORDINATES {
            return Err(format!("Sobol indices are for at most {} keys, not {coordinates}", MOST_COORDINATES / 2));
        }
        Ok(Self { base: Sequence::new(blocks, 2 * coordinates, Some(seed))?, coordinates })
    }
}

impl Units for Blocks {
    fn count(&self) -> u64 {
        self.base.count().saturating_mul(self.coordinates as u64 + 2)
    }

    fn point(&self, number: u64) -> Vec<f64> {
        let size = self.coordinates as u64 + 2;
        let mut a = self.base.point(number / size);
        let b = a.split_off(self.coordinates);
        match (number % size) as usize {
            0 => a,
            place if place <= self.coordinates => {
                a[place - 1] = b[place - 1];
                a
            }
            _ => b,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_exchanges_one_coordinate_at_a_time() {
        let blocks = Blocks::new(4, 3, 1).unwrap();
        assert_eq!(blocks.count(), 20);
        for block in 0..4 {
            let point = |place| blocks.point(5 * block + place);
            let (a, b) = (point(0), point(4));
            assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() > 0.0));
            for coordinate in 0..3 {
                let mut expected = a.clone();
                expected[coordinate] = b[coordinate];
                assert_eq!(point(coordinate as u64 + 1), expected);
            }
        }
        assert!(Blocks::new(4, 501, 1).is_err());
    }
}
