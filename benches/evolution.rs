//! Speed of evolution on one core: mutants followed to fixation, and the chain of rare mutations; what
//! `benches/peers/egttools_speed.py` measures.
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up has failed")]

use divan::counter::ItemsCount;
use longgame::base::random::{Key, Purpose};
use longgame::experiment::evolve::fixation::Chain;
use longgame::experiment::evolve::matrix::Matrix;
use longgame::experiment::evolve::process;
use longgame::experiment::evolve::race::Race;
use longgame::experiment::evolve::stationary::LogFixation;
use longgame::scenario::evolution::{Evolution, Process};

fn main() {
    divan::main();
}

const POPULATION: u32 = 100;
const MUTANTS: u64 = 10_000;

/// Ten thousand hawks, one at a time among doves, with Fermi imitation; making the chain is part of it.
#[divan::bench(sample_count = 20)]
fn fixation(bencher: divan::Bencher) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let hawk_dove = Matrix::from_rows(&[vec![-0.5, 2.0], vec![0.0, 1.0]]);
    let evolution = Evolution { process: Process::Fermi, selection: 0.01, ..Evolution::default() };
    let key = Key::new(1, Purpose::Evolution);
    bencher.counter(ItemsCount::new(MUTANTS)).bench(|| {
        let (rule, selection) = process::rule(&evolution);
        let race = Race::new(&Chain::new(rule, selection, &hawk_dove.duel(0, 1), POPULATION));
        pool.install(|| race.run(1, key, 0, MUTANTS).fixed.rate())
    });
}

/// All fixation probabilities of five strategies, and the share of time with each.
#[divan::bench]
fn stationary(bencher: divan::Bencher) {
    let commitment = Matrix::from_rows(&[
        vec![0.875, 0.75, 0.0, 2.75, 0.75],
        vec![1.0, 1.0, -1.0, -1.0, -1.0],
        vec![0.0, 2.0, 0.0, 0.0, 0.0],
        vec![-2.0, 2.0, 0.0, 0.0, 0.0],
        vec![1.0, 2.0, 0.0, 0.0, 0.0],
    ]);
    let evolution = Evolution { process: Process::Fermi, selection: 0.1, ..Evolution::default() };
    let (rule, selection) = process::rule(&evolution);
    bencher.bench(|| LogFixation::new(rule, selection, divan::black_box(&commitment), POPULATION).stationary());
}
