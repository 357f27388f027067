//! Every strategy as a single mutant among every other: what becomes of it, exactly and by simulation.

use super::fixation::Chain;
use super::matrix::{Matrix, Relation};
use super::noise::Resampled;
use super::process;
use super::race::{Race, Runs};
use super::stationary::LogFixation;
use crate::base::numeric::exp;
use crate::base::random::{Key, Purpose};
use crate::scenario::evolution::Evolution;
use crate::statistics::Interval;

/// Mutants are not followed where one takes more changes than this on average: coexistence can outlast any simulation.
const MOST_CHANGES: f64 = 1e5;

/// One strategy among another.
#[derive(Debug, Clone)]
pub struct Invasion {
    /// The mutant.
    pub mutant: usize,
    /// The resident.
    pub resident: usize,
    /// How they stand to each other in an infinite population.
    pub relation: Relation,
    /// Probability that one mutant takes over.
    pub fixation: f64,
    /// Its interval by the noise of the payoffs.
    pub interval: Option<Interval>,
    /// Mean number of events until one mutant has taken over or is gone.
    pub events: f64,
    /// What became of simulated mutants, if any were followed.
    pub runs: Option<Runs>,
}

/// All ordered pairs.
pub fn all(
    evolution: &Evolution,
    payoffs: &Matrix,
    fixation: &LogFixation,
    resampled: &Resampled,
    seed: u64,
) -> Vec<Invasion> {
    let kinds = payoffs.size();
    let pairs = (0..kinds).flat_map(|mutant| (0..kinds).map(move |resident| (mutant, resident)));
    pairs
        .filter(|(mutant, resident)| mutant != resident)
        .map(|(mutant, resident)| {
            let (rule, selection) = process::rule(evolution);
            let duel = payoffs.duel(mutant, resident);
            let chain = Chain::new(rule, selection, &duel, evolution.population);
            let followed = evolution.mutants > 0 && chain.changes(1) <= MOST_CHANGES;
            let pair = (mutant * kinds + resident) as u32;
            let key = Key::new(seed, Purpose::Evolution);
            Invasion {
                mutant,
                resident,
                relation: duel.relation(),
                fixation: exp(fixation.at(mutant, resident)),
                interval: resampled.fixation(mutant, resident),
                events: chain.events(1),
                runs: followed.then(|| Race::new(&chain).run(1, key, pair, u64::from(evolution.mutants))),
            }
        })
        .collect()
}
