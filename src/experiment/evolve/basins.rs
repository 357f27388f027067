//! Where infinite populations come to rest, by where they start: basins of attraction of the replicator equation.

use super::flow::Flow;
use super::matrix::Matrix;
use crate::base::numeric::ln;
use crate::base::random::{Counter, Draws, Key, Purpose};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Time within which a population must come to rest, where payoffs differ by at most 1.
const LONGEST: f64 = 4_000.0;

/// Slower than this is at rest; steps may be wrong by a tenth of it.
const REST: f64 = 1e-8;

/// A kind with a smaller share is gone.
const GONE: f64 = 1e-3;

/// Where populations end, and how many do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basins {
    /// Number of starts.
    pub starts: u32,
    /// By the kinds that are left: how many starts lead there, the most first. No kinds: those that never rest.
    pub ends: Vec<(Vec<usize>, u32)>,
}

/// Follows infinite populations from starts that are spread evenly over all mixes.
pub fn basins(payoffs: &Matrix, starts: u32, seed: u64) -> Basins {
    let range = payoffs.range();
    // Only the speed depends on the scale of payoffs.
    let flow = Flow::new(payoffs, if range > 0.0 { 1.0 / range } else { 0.0 }, 0.0);
    let key = Key::new(seed, Purpose::Shuffle);
    let ends: Vec<Vec<usize>> = (0..starts)
        .into_par_iter()
        .map(|start| {
            let mut draws = Draws::new(key, u64::from(start), Counter::of_round(0, 0));
            let rest = rest(&flow, mix(payoffs.size(), &mut draws));
            rest.map_or_else(Vec::new, |shares| left(&shares))
        })
        .collect();
    let mut counts: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
    for end in ends {
        *counts.entry(end).or_insert(0) += 1;
    }
    let mut ends: Vec<(Vec<usize>, u32)> = counts.into_iter().collect();
    ends.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Basins { starts, ends }
}

/// A mix with all mixes equally likely: exponential numbers over their sum.
fn mix(kinds: usize, draws: &mut Draws) -> Vec<f64> {
    let parts: Vec<f64> = (0..kinds).map(|_| -ln(draws.uniform())).collect();
    let sum: f64 = parts.iter().sum();
    parts.into_iter().map(|part| part / sum).collect()
}

/// The kinds that are left.
fn left(shares: &[f64]) -> Vec<usize> {
    (0..shares.len()).filter(|kind| shares[*kind] >= GONE).collect()
}

/// Shares with which a population comes to rest from these; none if it does not. Payoffs must differ by at most about 1.
pub fn rest(flow: &Flow, mut shares: Vec<f64>) -> Option<Vec<f64>> {
    let mut stepper = flow.stepper();
    let mut speed = vec![0.0; shares.len()];
    let mut time = 0.0;
    while time < LONGEST {
        time += stepper.step_within(&mut shares, LONGEST - time);
        flow.velocity(&shares, &mut speed);
        if speed.iter().all(|speed| speed.abs() < REST) && settled(flow, &shares) {
            return Some(shares);
        }
    }
    None
}

/// Whether nobody who is gone would earn more than those who are left.
fn settled(flow: &Flow, shares: &[f64]) -> bool {
    let mut payoffs = vec![0.0; shares.len()];
    flow.payoffs(shares, &mut payoffs);
    let mean: f64 = payoffs.iter().zip(shares).map(|(payoff, share)| payoff * share).sum();
    payoffs.iter().zip(shares).all(|(payoff, share)| *share >= GONE || *payoff <= mean + REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[Vec<f64>], starts: u32) -> Basins {
        basins(&Matrix::from_rows(rows), starts, 5)
    }

    /// Two kinds: the basin of one is the part of the line above its barrier.
    #[test]
    fn a_basin_ends_at_the_barrier() {
        let basins = found(&[vec![30.0, 9.0], vec![14.0, 10.0]], 4_000);
        assert_eq!(basins.ends.iter().map(|(end, _)| end.clone()).collect::<Vec<_>>(), [vec![0], vec![1]]);
        let share = f64::from(basins.ends[0].1) / 4_000.0;
        assert!((share - 16.0 / 17.0).abs() < 5.0 * (16.0_f64 / 17.0 / 17.0 / 4_000.0).sqrt(), "{share}");
    }

    #[test]
    fn coexistence_rests_and_cycles_do_not() {
        assert_eq!(found(&[vec![1.0, 3.0], vec![2.0, 1.0]], 50).ends, [(vec![0, 1], 50)]);
        let cycle = [vec![0.0, -1.0, 1.0], vec![1.0, 0.0, -1.0], vec![-1.0, 1.0, 0.0]];
        assert_eq!(found(&cycle, 10).ends, [(Vec::new(), 10)]);
        // Winning pays more than losing costs: spirals in.
        let inward = [vec![0.0, -1.0, 2.0], vec![2.0, 0.0, -1.0], vec![-1.0, 2.0, 0.0]];
        assert_eq!(found(&inward, 10).ends, [(vec![0, 1, 2], 10)]);
        // Spirals out to the border, past one corner after the other.
        let outward = [vec![0.0, -2.0, 1.0], vec![1.0, 0.0, -2.0], vec![-2.0, 1.0, 0.0]];
        assert_eq!(found(&outward, 10).ends, [(Vec::new(), 10)]);
    }
}
