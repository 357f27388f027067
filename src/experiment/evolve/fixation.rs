//! Two kinds without mutation as a birth-and-death chain: fixation probabilities and times, exactly; it draws no luck.
//!
//! rho = 1 / (1 + sum of products of down / up) (Karlin and Taylor, A First Course in Stochastic Processes, 1975; Nowak,
//! Sasaki, Taylor and Fudenberg 2004), in logarithms, so that strong selection neither overflows nor vanishes.

use super::matrix::Duel;
use super::process::{Chances, Rule};
use super::selection::Selection;
use crate::base::numeric::{exp, ln};

/// The chain over numbers of mutants, from 1 to n - 1.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Chances with 1, 2, ... mutants.
    pub chances: Vec<Chances>,
    /// ln of the product of down / up over the first 0, 1, ... of them.
    products: Vec<f64>,
}

/// ln(e^x + e^y + ...).
pub fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = terms.clone().fold(f64::NEG_INFINITY, |most, next| if next > most { next } else { most });
    if largest.is_infinite() {
        return largest;
    }
    largest + ln(terms.map(|term| exp(term - largest)).sum())
}

impl Chain {
    /// Mutants and residents who play a game in a population of `n`.
    pub fn new(rule: &dyn Rule, selection: Selection, duel: &Duel, n: u32) -> Self {
        let size = f64::from(n);
        let chances = (1..n).map(|k| {
            let k = f64::from(k);
            rule.chances(k, size, duel.payoffs(k, size), selection)
        });
        Self::of(chances.collect())
    }

    /// A chain with these chances.
    pub fn of(chances: Vec<Chances>) -> Self {
        let mut products = vec![0.0];
        let mut sum = 0.0;
        for chance in &chances {
            sum += chance.log_ratio;
            products.push(sum);
        }
        Self { chances, products }
    }

    /// ln of the probability that all become mutants, from `mutants` of them.
    pub fn log_fixation(&self, mutants: usize) -> f64 {
        let sum = |count: usize| log_sum(self.products[..count].iter().copied());
        sum(mutants) - sum(self.products.len())
    }

    /// Mean number of events until all are of one kind, from `mutants`.
    pub fn events(&self, mutants: usize) -> f64 {
        self.absorbed(mutants, |chance| 1.0 / (chance.up + chance.down))
    }

    /// Mean number of changes until all are of one kind, from `mutants`.
    pub fn changes(&self, mutants: usize) -> f64 {
        self.absorbed(mutants, |_| 1.0)
    }

    /// Mean sum of what each state passed costs, by elimination without any subtraction of near numbers.
    fn absorbed(&self, mutants: usize, cost: impl Fn(&Chances) -> f64) -> f64 {
        let (mut escape, mut due) = (1.0, 0.0);
        let mut steps = Vec::with_capacity(self.chances.len());
        for chance in &self.chances {
            let moves = chance.up + chance.down;
            let (up, down) = (chance.up / moves, chance.down / moves);
            let onward = up + down * escape;
            due = (cost(chance) + down * due) / onward;
            escape = down * escape / onward;
            steps.push((up / onward, due));
        }
        let mut after = 0.0;
        for (place, (onward, due)) in steps.iter().enumerate().rev() {
            after = due + onward * after;
            if place + 1 == mutants {
                break;
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::evolve::process;
    use crate::scenario::evolution::{Evolution, Fitness, Process};

    fn chain(process: Process, fitness: Fitness, selection: f64, duel: &Duel, n: u32) -> Chain {
        let (rule, selection) = process::rule(&Evolution { process, fitness, selection, ..Evolution::default() });
        Chain::new(rule, selection, duel, n)
    }

    /// (1 - 1/r) / (1 - r^-N), at values that are not the suite's.
    #[test]
    fn constant_fitness_fixes_as_moran_says() {
        for (r, n) in [(1.3_f64, 7_u32), (0.7, 12), (3.0, 30)] {
            let duel = Duel { a: r, b: r, c: 1.0, d: 1.0 };
            let chain = chain(Process::BirthDeath, Fitness::Linear, 1.0, &duel, n);
            let power = (0..n).fold(1.0, |power, _| power / r);
            let expected = (1.0 - 1.0 / r) / (1.0 - power);
            assert!((exp(chain.log_fixation(1)) / expected - 1.0).abs() < 1e-12, "{r} {n}");
        }
    }

    /// Without selection every process fixes one of N with probability 1 / N, from k with k / N.
    #[test]
    fn neutral_mutants_drift() {
        for process in [Process::BirthDeath, Process::DeathBirth, Process::Fermi] {
            let duel = Duel { a: 3.0, b: 0.0, c: 5.0, d: 1.0 };
            let chain = chain(process, Fitness::Linear, 0.0, &duel, 25);
            for k in [1, 10, 24] {
                assert!((exp(chain.log_fixation(k)) - k as f64 / 25.0).abs() < 1e-12);
            }
            // Changes of a fair walk: k (N - k).
            assert!((chain.changes(10) - 150.0).abs() < 1e-9);
        }
    }

    /// Imitation depends on the payoffs' difference alone; its products are sums of differences.
    #[test]
    fn imitation_has_its_closed_form() {
        let (duel, n, w) = (Duel { a: 3.0, b: 1.0, c: 4.0, d: 2.0 }, 10, 0.3);
        let chain = chain(Process::Fermi, Fitness::Linear, w, &duel, n);
        let u = (3.0 - 1.0 - 4.0 + 2.0) / 9.0;
        let v = (-3.0 + 10.0 - 2.0 * 10.0 + 2.0) / 9.0;
        let sum: f64 = (1..10).map(|k| exp(-w * f64::from(k) * (u * f64::from(k + 1) / 2.0 + v))).sum();
        assert!((exp(chain.log_fixation(1)) * (1.0 + sum) - 1.0).abs() < 1e-12);
    }

    /// Selection so strong that the probability has no number of its own still has a logarithm.
    #[test]
    fn strong_selection_keeps_its_logarithm() {
        let duel = Duel { a: 0.0, b: 0.0, c: 1.0, d: 1.0 };
        let log = chain(Process::Fermi, Fitness::Exponential, 50.0, &duel, 100).log_fixation(1);
        assert!((log + 50.0 * 99.0).abs() < 1e-9, "{log}");
        let exponential = chain(Process::BirthDeath, Fitness::Exponential, 50.0, &duel, 100).log_fixation(1);
        assert!((exponential + 50.0 * 99.0).abs() < 1e-9, "{exponential}");
        // Coexistence that lasts longer than any simulation.
        let lasting = chain(Process::Fermi, Fitness::Exponential, 1.0, &Duel { a: 0.0, b: 9.0, c: 9.0, d: 0.0 }, 60);
        assert!(lasting.changes(30) > 1e20 && lasting.changes(30).is_finite());
    }

    /// Among three, death-birth against enumeration by hand: up (2/3)(f / (f + 1)), down (1/3)(2 / 2) at one mutant.
    #[test]
    fn death_birth_among_three() {
        let f = 2.0;
        let chain = chain(Process::DeathBirth, Fitness::Linear, 1.0, &Duel { a: f, b: f, c: 1.0, d: 1.0 }, 3);
        let one = (2.0 / 3.0 * f / (f + 1.0), 1.0 / 3.0);
        let two = (1.0 / 3.0, 2.0 / 3.0 * 1.0 / (f + 1.0));
        let found: Vec<(f64, f64)> = chain.chances.iter().map(|chance| (chance.up, chance.down)).collect();
        for ((up, down), (expected_up, expected_down)) in found.iter().zip([one, two]) {
            assert!((up - expected_up).abs() < 1e-15 && (down - expected_down).abs() < 1e-15);
        }
        let (g1, g2) = (one.1 / one.0, two.1 / two.0);
        assert!((exp(chain.log_fixation(1)) * (1.0 + g1 + g1 * g2) - 1.0).abs() < 1e-14);
        // t1 = 1/(u1+d1) + p1 t2, t2 = 1/(u2+d2) + q2 t1.
        let (h1, h2) = (1.0 / (one.0 + one.1), 1.0 / (two.0 + two.1));
        let (p1, q2) = (one.0 * h1, two.1 * h2);
        assert!((chain.events(1) - (h1 + p1 * h2) / (1.0 - p1 * q2)).abs() < 1e-12);
    }
}
