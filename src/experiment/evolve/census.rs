//! Who is in a finite population, what each kind earns in it and how fit that makes it; it does not know how it changes.

use crate::experiment::evolve::matrix::Matrix;
use crate::experiment::evolve::selection::Selection;

/// A population of some kinds, with payoffs and fitness kept up to date.
#[derive(Debug, Clone)]
pub struct Census<'a> {
    matrix: &'a Matrix,
    selection: Selection,
    /// Whether fitness is wanted.
    reproduces: bool,
    size: f64,
    counts: Vec<f64>,
    /// What one of each kind earns against all others together.
    earned: Vec<f64>,
    payoffs: Vec<f64>,
    fitness: Vec<f64>,
    fitness_of_all: f64,
}

impl<'a> Census<'a> {
    /// A population of so many of each kind.
    pub fn new(matrix: &'a Matrix, selection: Selection, reproduces: bool, counts: &[u32]) -> Self {
        let counts: Vec<f64> = counts.iter().map(|count| f64::from(*count)).collect();
        let kinds = counts.len();
        let mut census = Self {
            matrix,
            selection,
            reproduces,
            size: counts.iter().sum(),
            counts,
            earned: vec![0.0; kinds],
            payoffs: vec![0.0; kinds],
            fitness: vec![0.0; kinds],
            fitness_of_all: 0.0,
        };
        census.recount();
        census
    }

    /// Sums up anew what everyone earns, so that no rounding builds up.
    pub fn recount(&mut self) {
        for (kind, earned) in self.earned.iter_mut().enumerate() {
            let of_all: f64 =
                self.matrix.row(kind).iter().zip(&self.counts).map(|(payoff, count)| payoff * count).sum();
            *earned = of_all - self.matrix.at(kind, kind);
        }
        self.appraise();
    }

    fn appraise(&mut self) {
        let others = self.size - 1.0;
        for (payoff, earned) in self.payoffs.iter_mut().zip(&self.earned) {
            *payoff = earned / others;
        }
        if self.reproduces {
            let counts = &self.counts;
            self.selection.weights(&self.payoffs, |kind| counts[kind] > 0.0, &mut self.fitness);
            self.fitness.iter_mut().zip(counts).for_each(|(fitness, count)| *fitness *= count);
            self.fitness_of_all = self.fitness.iter().sum();
        }
    }

    /// Replaces one of a kind by one of another.
    pub fn replace(&mut self, loses: usize, gains: usize) {
        if loses == gains {
            return;
        }
        self.counts[loses] -= 1.0;
        self.counts[gains] += 1.0;
        for (kind, earned) in self.earned.iter_mut().enumerate() {
            *earned += self.matrix.at(kind, gains) - self.matrix.at(kind, loses);
        }
        self.appraise();
    }

    /// Number of kinds, present or not.
    pub fn kinds(&self) -> usize {
        self.counts.len()
    }

    /// Number of parties.
    pub fn size(&self) -> f64 {
        self.size
    }

    /// Number of one kind.
    pub fn count(&self, kind: usize) -> f64 {
        self.counts[kind]
    }

    /// Mean payoff of one of a kind against all others.
    pub fn payoff(&self, kind: usize) -> f64 {
        self.payoffs[kind]
    }

    /// Fitness of a kind's members together, up to a factor common to all kinds.
    pub fn fitness_of(&self, kind: usize) -> f64 {
        self.fitness[kind]
    }

    /// Fitness of all together, up to the same factor.
    pub fn fitness(&self) -> f64 {
        self.fitness_of_all
    }

    /// Fitness of one of each kind that competes, up to a common factor; 0 for the others.
    pub fn weights(&self, competes: impl Fn(usize) -> bool, out: &mut [f64]) {
        self.selection.weights(&self.payoffs, competes, out);
    }

    /// How payoffs count.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// The only kind that is left, if there is only one.
    pub fn single(&self) -> Option<usize> {
        self.counts.iter().position(|count| *count >= self.size)
    }
}
