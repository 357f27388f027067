//! Rank correlation; knows not what is ranked.

use std::cmp::Ordering;

use crate::statistics::CoMoments;

/// Spearman's rank correlation of paired values, tied values sharing their mean rank.
///
/// Surplus values of the longer slice are ignored; NaN where either side has one value only, or none.
pub fn spearman(first: &[f64], second: &[f64]) -> f64 {
    let n = first.len().min(second.len());
    let mut moments = CoMoments::default();
    for (x, y) in ranks(&first[..n]).into_iter().zip(ranks(&second[..n])) {
        moments.push(x, y);
    }
    moments.correlation()
}

/// Rank of each value from 1, ties at the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for tied in order.chunk_by(|&a, &b| values[a].partial_cmp(&values[b]) == Some(Ordering::Equal)) {
        let shared = start as f64 + 0.5 * (tied.len() as f64 + 1.0);
        for &i in tied {
            ranks[i] = shared;
        }
        start += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // Six pairs with squared rank differences summing to 2: 1 - 6 * 2 / (6 * 35).
        let one_swap = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &[10.0, 30.0, 20.0, 40.0, 50.0, 99.0]);
        assert!((one_swap - (1.0 - 12.0 / 210.0)).abs() < 1e-14);
        assert!((spearman(&[1.0, 2.0, 3.0], &[-1.0, -8.0, -27.0]) + 1.0).abs() < 1e-15);
        assert!(spearman(&[1.0, 1.0], &[1.0, 2.0]).is_nan());
    }

    #[test]
    fn ties_share_their_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 0.0]), [3.5, 2.0, 3.5, 1.0]);
    }
}
