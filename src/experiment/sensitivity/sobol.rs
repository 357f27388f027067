//! First and total order Sobol indices from values at Saltelli's blocks, with bootstrap intervals; it does not know the keys.

use super::{Index, SensitivityError, failed};
use crate::base::random::{Counter, Draws, Key, Purpose};
use rayon::prelude::*;

/// Resamples from which standard errors come.
pub const RESAMPLES: u64 = 500;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Per input: share of the variance that goes with it alone.
    pub first: Vec<Index>,
    /// Per input: share of the variance that would be left if all others were known.
    pub total: Vec<Index>,
    /// Mean of the values.
    pub mean: f64,
    /// Variance of the values.
    pub variance: f64,
    /// Blocks used.
    pub blocks: usize,
    /// Points without a value; their blocks are not used.
    pub failed: Vec<usize>,
}

/// How the points of a block follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A, `AB_1` .. `AB_k`, B: k + 2 points.
    FirstAndTotal,
    /// A, `AB_1` .. `AB_k`, `BA_1` .. `BA_k`, B: 2k + 2 points, of which the `BA` serve second order indices and are not read.
    SecondOrderToo,
}

impl Layout {
    /// Points of a block.
    pub const fn size(self, inputs: usize) -> usize {
        match self {
            Self::FirstAndTotal => inputs + 2,
            Self::SecondOrderToo => 2 * inputs + 2,
        }
    }

    /// The layout that rows of inputs have.
    ///
    /// # Errors
    /// If they have none: with the first row that does not fit.
    pub fn of(rows: &[Vec<f64>]) -> Result<Self, SensitivityError> {
        let inputs = rows.first().map_or(0, Vec::len);
        let fit = [Self::FirstAndTotal, Self::SecondOrderToo].map(|layout| (layout, layout.misfit(rows, inputs)));
        if let Some((layout, _)) = fit.iter().find(|(_, misfit)| misfit.is_none()) {
            return Ok(*layout);
        }
        // The layout that held for longer is the one that was meant.
        let row = fit.iter().filter_map(|(_, misfit)| *misfit).max().unwrap_or(0);
        Err(SensitivityError::Inputs(format!(
            "the inputs are no blocks of Saltelli's design: row {row} (from 0) does not take the coordinates of A and B that \
             it should, or a block is not whole; `design sample --kind sobol` writes such a design"
        )))
    }

    /// First row that does not fit.
    fn misfit(self, rows: &[Vec<f64>], inputs: usize) -> Option<usize> {
        let size = self.size(inputs);
        let block = |(number, block): (usize, &[Vec<f64>])| {
            let first = number * size;
            if block.len() < size {
                return Some(first);
            }
            let (a, b) = (&block[0], &block[size - 1]);
            let mixed = |place: usize| {
                let (base, other, exchanged) =
                    if place <= inputs { (a, b, place - 1) } else { (b, a, place - inputs - 1) };
                let expected = |input: usize| if input == exchanged { other[input] } else { base[input] };
                (0..inputs).all(|input| block[place][input].total_cmp(&expected(input)).is_eq())
            };
            (1..size - 1).find(|place| !mixed(*place)).map(|place| first + place)
        };
        if rows.is_empty() { Some(0) } else { rows.chunks(size).enumerate().find_map(block) }
    }
}

/// One whole block: A, B, and per input AB.
struct Block<'a> {
    a: f64,
    b: f64,
    ab: &'a [f64],
}

/// Indices of `inputs` inputs from the values at all points, in their order. `seed` chooses the resamples.
///
/// First order by Saltelli et al. (2010), table 2 (b): mean of B (AB - A); total order by Jansen (1999), (f): half the mean of
/// (A - AB)^2; both over the variance of A and B. Values are centred first, which leaves the indices as they are and their
/// estimates less noisy. Standard errors by resampling blocks.
///
/// # Errors
/// If the values are not those of whole blocks, or fewer than two of them are left.
pub fn indices(values: &[f64], inputs: usize, layout: Layout, seed: u64) -> Result<Indices, SensitivityError> {
    let size = layout.size(inputs);
    if inputs == 0 || values.is_empty() || !values.len().is_multiple_of(size) {
        return Err(SensitivityError::Count { found: values.len(), what: "blocks", size });
    }
    let all = values.len() / size;
    let read = |block: &usize| size * block..size * (block + 1);
    let is_whole = |block: &usize| values[read(block)].iter().all(|value| value.is_finite());
    let whole: Vec<usize> = (0..all).filter(is_whole).collect();
    let failures: Vec<usize> = (0..values.len()).filter(|&point| !values[point].is_finite()).collect();
    if whole.len() < 2 {
        return Err(SensitivityError::Few { left: whole.len(), what: "blocks", of: all, failed: failed(&failures) });
    }
    let mean = whole.iter().flat_map(|block| &values[read(block)]).sum::<f64>() / (whole.len() * size) as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let blocks: Vec<Block<'_>> = whole
        .iter()
        .map(|block| {
            let block = &centred[read(block)];
            Block { a: block[0], b: block[size - 1], ab: &block[1..=inputs] }
        })
        .collect();
    let found = estimated(&blocks, inputs, (0..blocks.len()).collect::<Vec<_>>().as_slice());
    let spread = spread(&blocks, inputs, seed);
    let index = |(value, se): (&f64, &f64)| Index { value: *value, se: *se };
    let indices: Vec<Index> = found.indices.iter().zip(&spread).map(index).collect();
    let (first, total) = indices.split_at(inputs);
    Ok(Indices {
        first: first.to_vec(),
        total: total.to_vec(),
        mean: mean + found.mean,
        variance: found.variance,
        blocks: blocks.len(),
        failed: failures,
    })
}

struct Estimated {
    /// First order of every input, then total order of every input.
    indices: Vec<f64>,
    mean: f64,
    variance: f64,
}

/// Estimates from a sample of blocks; no variance makes every index 0.
fn estimated(blocks: &[Block<'_>], inputs: usize, sample: &[usize]) -> Estimated {
    let count = sample.len() as f64;
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut indices = vec![0.0; 2 * inputs];
    for block in sample.iter().map(|&place| &blocks[place]) {
        sum += block.a + block.b;
        squares += block.a * block.a + block.b * block.b;
        let (first, total) = indices.split_at_mut(inputs);
        for (input, ab) in block.ab.iter().enumerate() {
            first[input] += block.b * (ab - block.a);
            total[input] += 0.5 * (block.a - ab) * (block.a - ab);
        }
    }
    let mean = sum / (2.0 * count);
    let variance = squares / (2.0 * count) - mean * mean;
    for index in &mut indices {
        *index = if variance > 0.0 { *index / (count * variance) } else { 0.0 };
    }
    Estimated { indices, mean, variance }
}

/// Standard deviation of every index over resamples.
fn spread(blocks: &[Block<'_>], inputs: usize, seed: u64) -> Vec<f64> {
    let key = Key::new(seed, Purpose::Bootstrap);
    let resampled = |number: u64| {
        let count = blocks.len() as u32;
        // A round has draws for a million blocks; further rounds hold the rest.
        let mut sample = Vec::with_capacity(blocks.len());
        for round in 0..=(count >> 19) {
            let mut draws = Draws::new(key, number, Counter::of_round(0, round));
            let some = (count - (round << 19)).min(1 << 19);
            sample.extend((0..some).map(|_| draws.below(count) as usize));
        }
        estimated(blocks, inputs, &sample).indices
    };
    let all: Vec<Vec<f64>> = (0..RESAMPLES).into_par_iter().map(resampled).collect();
    let deviation = |index: usize| {
        let values: Vec<f64> = all.iter().map(|resample| resample[index]).collect();
        crate::statistics::Moments::from_slice(&values).standard_deviation()
    };
    (0..2 * inputs).map(deviation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::design::{Units, saltelli::Blocks};

    /// Values of a function at a design of our own.
    fn values(blocks: u64, inputs: usize, seed: u64, of: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let design = Blocks::new(blocks, inputs, seed).unwrap();
        (0..design.count()).map(|number| of(&design.point(number))).collect()
    }

    /// x1 + 2 x2 + x1 x3, centred: its indices are worked out by hand.
    fn known(point: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|input| point[input] - 0.5);
        x + 2.0 * y + 12.0_f64.sqrt() * x * z
    }

    /// Shares 1/12, 4/12 and, together, 12/144 = 1/12.
    const FIRST: [f64; 3] = [1.0 / 6.0, 4.0 / 6.0, 0.0];
    const TOTAL: [f64; 3] = [2.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0];

    #[test]
    fn indices_of_a_known_function_lie_within_their_errors() {
        for seed in 1..6 {
            let found = indices(&values(2_048, 3, seed, known), 3, Layout::FirstAndTotal, seed).unwrap();
            assert!((found.variance - 0.5).abs() < 0.02 && found.mean.abs() < 0.02);
            for (index, expected) in found.first.iter().chain(&found.total).zip(FIRST.iter().chain(&TOTAL)) {
                assert!(index.se < 0.03, "{index:?}");
                assert!((index.value - expected).abs() < 4.0 * index.se, "{index:?} against {expected}");
            }
        }
    }

    /// The intervals are honest for random points; for the sequence they are wide.
    #[test]
    fn intervals_cover_as_often_as_they_claim_for_random_points() {
        let mut covered = 0;
        for seed in 0..200 {
            let mut draws = Draws::new(Key::new(seed, Purpose::Search), 0, Counter::of_round(0, 0));
            let mut values = Vec::new();
            for _ in 0..400 {
                let (a, b) = ([(); 3].map(|()| draws.uniform()), [(); 3].map(|()| draws.uniform()));
                values.push(known(&a));
                values.extend((0..3).map(|input| {
                    let mut mixed = a;
                    mixed[input] = b[input];
                    known(&mixed)
                }));
                values.push(known(&b));
            }
            let found = indices(&values, 3, Layout::FirstAndTotal, seed).unwrap();
            covered += u32::from(found.total[0].interval().contains(TOTAL[0]));
        }
        // 95% of 200, and six standard deviations.
        assert!((171..=200).contains(&covered), "{covered} of 200");
    }

    #[test]
    fn failed_points_are_named_and_their_blocks_left_out() {
        let whole = values(256, 3, 1, known);
        let mut broken = whole.clone();
        broken[7] = f64::NAN;
        broken[1_001] = f64::INFINITY;
        let found = indices(&broken, 3, Layout::FirstAndTotal, 1).unwrap();
        assert_eq!((found.blocks, found.failed.as_slice()), (254, &[7, 1_001][..]));
        let rest = [&whole[..5], &whole[10..1_000], &whole[1_005..]].concat();
        let expected = indices(&rest, 3, Layout::FirstAndTotal, 1).unwrap();
        assert_eq!((found.first, found.total), (expected.first, expected.total));
        assert!(matches!(indices(&broken[5..15], 3, Layout::FirstAndTotal, 1), Err(SensitivityError::Few { .. })));
        assert!(matches!(indices(&whole[1..], 3, Layout::FirstAndTotal, 1), Err(SensitivityError::Count { .. })));
    }

    #[test]
    fn layouts_are_told_apart_and_other_rows_refused() {
        let design = Blocks::new(8, 3, 1).unwrap();
        let rows: Vec<Vec<f64>> = (0..design.count()).map(|number| design.point(number)).collect();
        assert_eq!(Layout::of(&rows), Ok(Layout::FirstAndTotal));
        let mut second = Vec::new();
        for block in rows.chunks(5) {
            second.extend_from_slice(&block[..4]);
            for input in 0..3 {
                let mut mixed = block[4].clone();
                mixed[input] = block[0][input];
                second.push(mixed);
            }
            second.push(block[4].clone());
        }
        assert_eq!(Layout::of(&second), Ok(Layout::SecondOrderToo));
        let mut wrong = rows;
        wrong[12][0] += 0.1;
        assert!(Layout::of(&wrong).unwrap_err().to_string().contains("row 12"));
    }
}
