//! Finite populations of any number of kinds with mutation, followed event by event; it does not know what is told of them.
//!
//! Events up to the next mutation are drawn at once, as a geometric number; while only one kind is there, nothing else can
//! happen, so that these events are skipped exactly.

use super::census::Census;
use super::matrix::Matrix;
use super::process::Rule;
use super::selection::Selection;
use crate::base::numeric::ln;
use crate::base::random::{Counter, Draws, Key, Purpose};
use rayon::prelude::*;

/// Tells populations from the races of pairs, which are fewer.
const POPULATIONS: u32 = (Counter::PAIRS - 1) as u32;

/// What is followed.
pub struct World<'a> {
    /// Payoffs.
    pub payoffs: &'a Matrix,
    /// Events.
    pub rule: &'a dyn Rule,
    /// How payoffs count.
    pub selection: Selection,
    /// Whether parties are born, so that fitness is needed.
    pub reproduces: bool,
    /// Probability of mutation in an event.
    pub mutation: f64,
    /// Number of each kind at the start.
    pub start: Vec<u32>,
}

/// Shares of every kind over generations in every replication.
#[derive(Debug, Clone)]
pub struct Trails {
    /// Generations at which shares were taken, ascending.
    pub generations: Vec<u32>,
    /// `[generation][kind][replication]`.
    pub shares: Vec<Vec<Vec<f64>>>,
}

/// Numbers of parties that come nearest to these shares: whole parts first, then the largest remainders.
pub fn numbers(shares: &[f64], population: u32) -> Vec<u32> {
    let exact: Vec<f64> = shares.iter().map(|share| share * f64::from(population)).collect();
    // A hair more, so that thirds of 300 written in decimals come to 100.
    let mut numbers: Vec<u32> = exact.iter().map(|number| (number + 1e-6).floor() as u32).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |kind: usize| exact[kind] - exact[kind].floor();
    order.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)));
    let given: u32 = numbers.iter().sum();
    for kind in order.into_iter().cycle().take(population.saturating_sub(given) as usize) {
        numbers[kind] += 1;
    }
    numbers
}

/// Follows so many populations and takes their shares at these generations.
pub fn follow(world: &World<'_>, generations: &[u32], replications: u32, seed: u64) -> Trails {
    let key = Key::new(seed, Purpose::Evolution);
    let trails: Vec<Vec<f64>> =
        (0..replications).into_par_iter().map(|replication| trail(world, generations, key, replication)).collect();
    let kinds = world.start.len();
    let at = |place: usize, kind: usize| trails.iter().map(|trail| trail[place * kinds + kind]).collect();
    let shares = (0..generations.len()).map(|place| (0..kinds).map(|kind| at(place, kind)).collect()).collect();
    Trails { generations: generations.to_vec(), shares }
}

/// Shares of all kinds at each of the generations, one after the other.
fn trail(world: &World<'_>, generations: &[u32], key: Key, replication: u32) -> Vec<f64> {
    let mut draws = Draws::new(key, u64::from(replication), Counter::of_round(POPULATIONS, 0));
    let mut life = Life::new(world, &mut draws);
    let size = life.census.size();
    let mut shares = Vec::with_capacity(generations.len() * world.start.len());
    for generation in generations {
        life.live_until(u64::from(*generation) * size as u64, &mut draws);
        life.census.recount();
        shares.extend((0..world.start.len()).map(|kind| life.census.count(kind) / size));
    }
    shares
}

/// One population under way.
struct Life<'a> {
    world: &'a World<'a>,
    census: Census<'a>,
    /// Events so far.
    events: u64,
    /// Events to come before the next mutation.
    faithful: u64,
    /// ln(1 - mutation).
    log_faithful: f64,
}

impl<'a> Life<'a> {
    fn new(world: &'a World<'a>, draws: &mut Draws) -> Self {
        let census = Census::new(world.payoffs, world.selection, world.reproduces, &world.start);
        let mut life = Self { world, census, events: 0, faithful: 0, log_faithful: ln(1.0 - world.mutation) };
        life.faithful = life.until_mutation(draws);
        life
    }

    fn until_mutation(&self, draws: &mut Draws) -> u64 {
        if self.world.mutation > 0.0 { (ln(draws.uniform()) / self.log_faithful).floor() as u64 } else { u64::MAX }
    }

    fn live_until(&mut self, end: u64, draws: &mut Draws) {
        while self.events < end {
            if self.census.single().is_some() {
                let skipped = self.faithful.min(end - self.events);
                self.faithful -= skipped;
                self.events += skipped;
                if self.events == end {
                    return;
                }
            }
            self.event(draws);
        }
    }

    fn event(&mut self, draws: &mut Draws) {
        let event = self.world.rule.event(&self.census, draws);
        let gains = if self.faithful == 0 {
            self.faithful = self.until_mutation(draws);
            other_than(event.copied, self.census.kinds(), draws)
        } else {
            self.faithful -= 1;
            event.gains
        };
        self.census.replace(event.loses, gains);
        self.events += 1;
    }
}

/// Any kind but one, all equally likely.
fn other_than(kind: usize, kinds: usize, draws: &mut Draws) -> usize {
    let other = draws.below(kinds as u32 - 1) as usize;
    if other < kind { other } else { other + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::numeric::exp;
    use crate::experiment::evolve::fixation::Chain;
    use crate::experiment::evolve::process;
    use crate::experiment::evolve::stationary::LogFixation;
    use crate::scenario::evolution::{Evolution, Fitness, Process};
    use crate::statistics::Moments;

    #[test]
    fn shares_become_numbers_that_sum_to_the_population() {
        assert_eq!(numbers(&[0.333_333_3, 0.333_333_3, 0.333_333_4], 100), [33, 33, 34]);
        assert_eq!(numbers(&[0.333_333_3, 0.666_666_7], 300), [100, 200]);
        assert_eq!(numbers(&[0.5, 0.5], 3), [2, 1]);
        assert_eq!(numbers(&[1.0, 0.0], 7), [7, 0]);
    }

    fn world<'a>(evolution: &Evolution, payoffs: &'a Matrix, start: Vec<u32>) -> World<'a> {
        let (rule, selection) = process::rule(evolution);
        let (reproduces, mutation) = (evolution.reproduces(), evolution.mutation);
        World { payoffs, rule, selection, reproduces, mutation, start }
    }

    /// The general step against the exact chain of two kinds, for every process and both kinds of fitness.
    #[test]
    fn without_mutation_it_fixes_as_the_chain_says() {
        let payoffs = Matrix::from_rows(&[vec![2.0, 1.0], vec![2.5, 0.8]]);
        for process in [Process::BirthDeath, Process::DeathBirth, Process::Fermi] {
            for fitness in [Fitness::Linear, Fitness::Exponential] {
                let evolution = Evolution { process, fitness, selection: 0.6, mutation: 0.0, ..Evolution::default() };
                let world = world(&evolution, &payoffs, vec![3, 5]);
                let expected = exp(Chain::new(world.rule, world.selection, &payoffs.duel(0, 1), 8).log_fixation(3));
                let trails = follow(&world, &[2_000], 20_000, 3);
                let moments = Moments::from_slice(&trails.shares[0][0]);
                let gap = (moments.mean() - expected).abs() / moments.standard_error();
                assert!(gap < 5.0, "{process:?} {fitness:?}: {} against {expected}", moments.mean());
                let fixed = trails.shares[0][0].iter().filter(|share| **share > 0.0 && **share < 1.0).count();
                assert_eq!(fixed, 0);
            }
        }
    }

    /// Mutation alone, without selection: two kinds end evenly mixed, and a share's mean goes there at a known rate.
    #[test]
    fn mutation_alone_mixes_at_its_rate() {
        let payoffs = Matrix::zero(2);
        for process in [Process::BirthDeath, Process::Fermi] {
            let evolution = Evolution { process, mutation: 0.05, ..Evolution::default() };
            let trails = follow(&world(&evolution, &payoffs, vec![20, 0]), &[3, 400], 4_000, 9);
            let means: Vec<Moments> = trails.shares.iter().map(|shares| Moments::from_slice(&shares[0])).collect();
            // In each event the mean moves by (1 - 2x) mutation / N from x.
            let after = |events: u32| 0.5 + 0.5 * (0..events).fold(1.0, |power, _| power * (1.0 - 2.0 * 0.05 / 20.0));
            for (mean, expected) in means.iter().zip([after(60), 0.5]) {
                assert!((mean.mean() - expected).abs() < 5.0 * mean.standard_error(), "{} {expected}", mean.mean());
            }
        }
    }

    /// With rare mutation the time spent with each of three kinds is what the chain between kinds says.
    #[test]
    fn rare_mutation_spends_time_as_the_chain_between_kinds_says() {
        let payoffs = Matrix::from_rows(&[vec![1.0, 0.6, 1.2], vec![1.3, 0.9, 0.4], vec![0.7, 1.1, 1.0]]);
        let evolution = Evolution { selection: 1.0, mutation: 0.0005, ..Evolution::default() };
        let world = world(&evolution, &payoffs, vec![4, 4, 4]);
        let expected = LogFixation::new(world.rule, world.selection, &payoffs, 12).stationary();
        let generations: Vec<u32> = (1..=200).map(|place| 2_000 + place * 500).collect();
        let trails = follow(&world, &generations, 200, 1);
        for (kind, expected) in expected.iter().enumerate() {
            let over_time = |replication: usize| {
                trails.shares.iter().map(|shares| shares[kind][replication]).sum::<f64>() / generations.len() as f64
            };
            let moments = Moments::from_slice(&(0..200).map(over_time).collect::<Vec<f64>>());
            // The chain holds in the limit of no mutation: populations are mixed in about 12 x .0005 x ln 12 of the time.
            let allowed = 5.0 * moments.standard_error() + 0.01;
            assert!((moments.mean() - expected).abs() < allowed, "{kind}: {} against {expected}", moments.mean());
        }
    }
}
