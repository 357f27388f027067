//! The payoff matrix that evolution works on: given, or what the engine finds, with the noise of that; it lets nothing evolve.

use super::matrix::Matrix;
use crate::base::random::{Counter, Draws, Key, Purpose};
use crate::engine::batch::Batch;
use crate::engine::parallel::{self, Stopped, Watch};
use crate::engine::plan::{Cell, Plan};
use crate::scenario::resolve::Design;
use crate::statistics::Moments;

/// Most groups that replications are put into for resampling.
const GROUPS: u64 = 256;

/// Payoffs of strategies against each other.
#[derive(Debug, Clone)]
pub struct Payoffs {
    /// The strategies.
    pub names: Vec<String>,
    /// Payoff of the row's against the column's, averaged over both roles, less the row's cost.
    pub mean: Matrix,
    /// Standard errors, where the engine found the payoffs.
    pub se: Option<Matrix>,
    /// Sums of payoffs in groups of replications under common luck, and how many replications each holds.
    groups: Vec<(f64, Matrix)>,
}

impl Payoffs {
    /// Payoffs as given.
    pub fn given(names: &[String], rows: &[Vec<f64>], costs: &[f64]) -> Self {
        let mut mean = Matrix::from_rows(rows);
        charge(&mut mean, costs, 1.0);
        Self { names: names.to_vec(), mean, se: None, groups: Vec::new() }
    }

    /// Payoffs by the engine: the value of a relationship, every matchup so many times.
    ///
    /// # Errors
    /// If stopped.
    pub fn found(
        design: &Design,
        costs: &[f64],
        replications: u64,
        seed: u64,
        watch: Watch<'_>,
    ) -> Result<Self, Stopped> {
        let plan = Plan::round_robin(design, replications, seed);
        let size = design.strategies.len();
        let mut gathered = Gathered::new(size, replications);
        parallel::run(&plan, watch, |batch| gathered.absorb(&batch))?;
        let names = design.strategies.iter().map(|strategy| strategy.name.clone()).collect();
        Ok(gathered.payoffs(names, costs))
    }

    /// Whether the matrix is known but for noise.
    pub fn noisy(&self) -> bool {
        self.se.as_ref().is_some_and(|se| (0..se.size()).any(|own| se.row(own).iter().any(|se| *se > 0.0)))
    }

    /// The matrix that groups drawn with replacement give: another that might have been found.
    pub fn resample(&self, seed: u64, number: u64) -> Matrix {
        let mut draws = Draws::new(Key::new(seed, Purpose::Bootstrap), number, Counter::of_round(0, 0));
        let mut sum = Matrix::zero(self.mean.size());
        let mut replications = 0.0;
        for _ in &self.groups {
            let (count, group) = &self.groups[draws.below(self.groups.len() as u32) as usize];
            sum.add(group, 1.0);
            replications += count;
        }
        sum.scaled(1.0 / replications)
    }
}

/// Takes what each strategy costs off all its payoffs, so many times.
fn charge(matrix: &mut Matrix, costs: &[f64], times: f64) {
    for (own, cost) in costs.iter().enumerate().take(matrix.size()) {
        (0..matrix.size()).for_each(|other| *matrix.at_mut(own, other) -= cost * times);
    }
}

/// Payoffs on their way in.
struct Gathered {
    size: usize,
    /// Replications in a group.
    each: u64,
    seen: u64,
    moments: Vec<Moments>,
    groups: Vec<(f64, Matrix)>,
}

impl Gathered {
    fn new(size: usize, replications: u64) -> Self {
        let each = replications.div_ceil(GROUPS);
        Self { size, each, seen: 0, moments: vec![Moments::default(); size * size], groups: Vec::new() }
    }

    fn absorb(&mut self, batch: &Batch) {
        let replications = batch.cells.first().map_or(0, |cell| cell.histories.len());
        for replication in 0..replications {
            let mut payoffs = Matrix::zero(self.size);
            for cell in &batch.cells {
                let Cell { seller, buyer } = cell.cell;
                let [as_seller, as_buyer] = &cell.histories[replication].party;
                *payoffs.at_mut(seller, buyer) += 0.5 * as_seller.value;
                *payoffs.at_mut(buyer, seller) += 0.5 * as_buyer.value;
            }
            self.push(&payoffs);
        }
    }

    fn push(&mut self, payoffs: &Matrix) {
        if self.seen.is_multiple_of(self.each) {
            self.groups.push((0.0, Matrix::zero(self.size)));
        }
        self.seen += 1;
        if let Some((count, group)) = self.groups.last_mut() {
            *count += 1.0;
            group.add(payoffs, 1.0);
        }
        for own in 0..self.size {
            for (moments, payoff) in self.moments[own * self.size..].iter_mut().zip(payoffs.row(own)) {
                moments.push(*payoff);
            }
        }
    }

    fn payoffs(mut self, names: Vec<String>, costs: &[f64]) -> Payoffs {
        let read = |of: &dyn Fn(&Moments) -> f64| {
            let rows: Vec<Vec<f64>> = self.moments.chunks(self.size).map(|row| row.iter().map(of).collect()).collect();
            Matrix::from_rows(&rows)
        };
        let mut mean = read(&Moments::mean);
        let se = read(&Moments::standard_error);
        charge(&mut mean, costs, 1.0);
        self.groups.iter_mut().for_each(|(count, group)| charge(group, costs, *count));
        Payoffs { names, mean, se: Some(se), groups: self.groups }
    }
}
