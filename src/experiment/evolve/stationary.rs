//! Where a population spends its time when mutations are so rare that one kind is always alone: the chain between kinds.
//!
//! Fudenberg and Imhof, Imitation processes with small mutations, 2006. From one kind to another it goes at the rate of the
//! other's mutants times their fixation probability; with Fermi imitation the result is alpha-rank (Omidshafiei et al. 2019).

use super::fixation::{Chain, log_sum};
use super::matrix::Matrix;
use super::process::Rule;
use super::selection::Selection;
use crate::base::numeric::exp;

/// ln of fixation probabilities: one mutant of the row's kind among residents of the column's.
#[derive(Debug, Clone, PartialEq)]
pub struct LogFixation(Matrix);

impl LogFixation {
    /// Of every pair of kinds in a population of `n`.
    pub fn new(rule: &dyn Rule, selection: Selection, payoffs: &Matrix, n: u32) -> Self {
        let mut logs = Matrix::zero(payoffs.size());
        for mutant in 0..payoffs.size() {
            for resident in (0..payoffs.size()).filter(|resident| *resident != mutant) {
                let chain = Chain::new(rule, selection, &payoffs.duel(mutant, resident), n);
                *logs.at_mut(mutant, resident) = chain.log_fixation(1);
            }
        }
        Self(logs)
    }

    /// The logarithm for one pair.
    pub fn at(&self, mutant: usize, resident: usize) -> f64 {
        self.0.at(mutant, resident)
    }

    /// Share of time that the population spends with each kind; the shares sum to 1.
    ///
    /// Elimination of states without subtraction (Grassmann, Taksar and Heyman, 1985), in logarithms: exact also where the
    /// rates of leaving are far below the smallest number.
    pub fn stationary(&self) -> Vec<f64> {
        let kinds = self.0.size();
        let mut rates: Vec<Vec<f64>> =
            (0..kinds).map(|from| (0..kinds).map(|to| self.at(to, from)).collect()).collect();
        for gone in (1..kinds).rev() {
            let leaving = log_sum((0..gone).map(|to| rates[gone][to]));
            for from in 0..gone {
                rates[from][gone] -= leaving;
                for to in (0..gone).filter(|to| *to != from) {
                    rates[from][to] = log_sum([rates[from][to], rates[from][gone] + rates[gone][to]].into_iter());
                }
            }
        }
        let mut weights = vec![0.0];
        for kind in 1..kinds {
            weights.push(log_sum((0..kind).map(|from| weights[from] + rates[from][kind])));
        }
        let all = log_sum(weights.iter().copied());
        weights.iter().map(|weight| exp(weight - all)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::evolve::process;
    use crate::scenario::evolution::{Evolution, Process};

    fn stationary(rows: &[Vec<f64>], process: Process, selection: f64, n: u32) -> Vec<f64> {
        let (rule, selection) = process::rule(&Evolution { process, selection, ..Evolution::default() });
        LogFixation::new(rule, selection, &Matrix::from_rows(rows), n).stationary()
    }

    #[test]
    fn rock_paper_scissors_is_even() {
        let rows = [vec![0.0, -1.0, 1.0], vec![1.0, 0.0, -1.0], vec![-1.0, 1.0, 0.0]];
        for process in [Process::BirthDeath, Process::DeathBirth, Process::Fermi] {
            for share in stationary(&rows, process, 0.4, 30) {
                assert!((share - 1.0 / 3.0).abs() < 1e-12, "{process:?}");
            }
        }
    }

    /// Two kinds: the shares are as the fixation probabilities, of which imitation's have the ratio of the products.
    #[test]
    fn two_kinds_split_by_the_product_of_ratios() {
        let rows = [vec![1.0, 1.0], vec![0.0, 0.0]];
        let shares = stationary(&rows, Process::Fermi, 0.2, 11);
        assert!((shares[1] / shares[0] - exp(-0.2 * 10.0)).abs() < 1e-12);
        // Far beyond the smallest number.
        assert_eq!(stationary(&rows, Process::Fermi, 200.0, 1_000), [1.0, 0.0]);
    }

    /// What flows in flows out, in a matrix without symmetry.
    #[test]
    fn flows_balance() {
        let rows =
            [vec![2.0, 0.5, 1.0, 3.0], vec![2.5, 1.0, 0.0, 1.0], vec![1.0, 2.0, 1.5, 0.0], vec![0.0, 1.2, 2.2, 1.0]];
        let (rule, selection) = process::rule(&Evolution { selection: 0.3, ..Evolution::default() });
        let logs = LogFixation::new(rule, selection, &Matrix::from_rows(&rows), 20);
        let shares = logs.stationary();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for kind in 0..4 {
            let others = || (0..4).filter(move |other| *other != kind);
            let entering: f64 = others().map(|other| shares[other] * exp(logs.at(kind, other))).sum();
            let leaving: f64 = others().map(|other| shares[kind] * exp(logs.at(other, kind))).sum();
            assert!((entering / leaving - 1.0).abs() < 1e-10, "{entering} {leaving}");
        }
    }
}
