//! Pareto set and solution points on one core, from the two parties' utilities by outcome.
//!
//! `divan` reports the time of one problem; `benches/peers/negmas_frontier.py` measures NegMAS on the same problem.
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up has failed")]

use longgame::domain::frontier::Frontier;
use longgame::domain::solution::opposition::Opposition;
use longgame::domain::solution::{BargainingProblem, concept::Concept};

fn main() {
    divan::main();
}

/// Additive utilities over issues of four options, drawn from the generator that the script of the peer repeats.
fn additive(issues: u32) -> [Vec<f64>; 2] {
    let mut state = 42_u64;
    [(); 2].map(|()| {
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        };
        let weights: Vec<f64> = (0..issues).map(|_| draw()).collect();
        let total: f64 = weights.iter().sum();
        let values: Vec<[f64; 4]> = (0..issues).map(|_| [draw(), draw(), draw(), draw()]).collect();
        let worth = |outcome: u32| {
            let option = |issue: u32| (outcome >> (2 * (issues - 1 - issue))) & 3;
            (0..issues).map(|k| weights[k as usize] / total * values[k as usize][option(k) as usize]).sum()
        };
        (0..4_u32.pow(issues)).map(worth).collect()
    })
}

fn problem(utilities: &[Vec<f64>; 2]) -> BargainingProblem<'_> {
    BargainingProblem { utilities: utilities.each_ref().map(Vec::as_slice), disagreement: [0.3; 2] }
}

/// Issues of four options: 1,024, 4,096, 65,536 and 1,048,576 / 4 outcomes.
const ISSUES: [u32; 4] = [5, 6, 8, 9];

#[divan::bench(args = ISSUES)]
fn pareto_set_and_nash_point(bencher: divan::Bencher, issues: u32) {
    let utilities = additive(issues);
    bencher.bench(|| problem(&utilities).solve().expect("finite").point(Concept::Nash));
}

#[divan::bench(args = ISSUES)]
fn pareto_set_of_all_outcomes(bencher: divan::Bencher, issues: u32) {
    let utilities = additive(issues);
    bencher.bench(|| Frontier::of(utilities.each_ref().map(Vec::as_slice)).expect("finite").points());
}

/// The worst case: every outcome is on the frontier.
#[divan::bench(args = ISSUES)]
fn pareto_set_of_a_fixed_pie(bencher: divan::Bencher, issues: u32) {
    let [first, _] = additive(issues);
    let utilities = [first.clone(), first.iter().map(|u| 1.0 - u).collect()];
    bencher.bench(|| problem(&utilities).solve().expect("finite").points());
}

#[divan::bench(args = ISSUES)]
fn opposition(bencher: divan::Bencher, issues: u32) {
    let utilities = additive(issues);
    let problem = problem(&utilities);
    let solutions = problem.solve().expect("finite");
    bencher.bench(|| Opposition::of(&problem, &solutions));
}
