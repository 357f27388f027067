//! Rounds a second on one core, by stage and block width: two sides a round, one contract signed as given, no sessions.
//!
//! `cargo bench-round`; where other work disturbs the clock, the user time of `rounds::matrix::SixtyFour` and the others run
//! alone (`--exact --sample-count 40`) tells them apart.
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up has failed")]

use divan::counter::ItemsCount;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::{Plan, Width};
use longgame::scenario::read::read_text;
use longgame::scenario::resolve::{Design, resolve};

const REPLICATIONS: u64 = 256;
const ROUNDS: u64 = 1_000;

/// A noisy dilemma between a memory-one table and a constant defector.
const MATRIX: &str = r#"
title = "matrix"
[lineup]
strategies = ["a", "b"]
[stage.matrix.symmetric]
temptation = 5
reward = 3
punishment = 1
sucker = 0
[horizon]
continuation = 1
rounds = 1000
[noise]
implementation = 0.05
[contract.term]
rounds = 1000000
[strategies.a.conduct.effort.table]
memory = 1
first = [1.0]
cooperate = [1.0, 0.0, 1.0, 0.0]
[strategies.b.conduct.effort.fixed]
effort = 0.0
"#;

/// Everything that a delivery round can hold: index, band, incidents, credits, reviews, noise of both kinds.
const DELIVERY: &str = r#"
title = "delivery"
[lineup]
strategies = ["a", "b"]
[stage.delivery]
base_value = 85
base_cost = 45
seller = { value = 50, cost = 15 }
buyer = { value = 15, cost = 6 }
[horizon]
continuation = 1
discount = 0.98
rounds = 1000
[noise]
implementation = 0.05
perception = 0.05
[index.geometric]
[outside.seller]
option = 20
switching = 30
[outside.buyer]
option = 12
switching = 40
[incidents.seller]
probability = 0.15
loss = 15
[contract.governance]
cadence = 2
[contract.service_credits]
rate = 0.1
[contract.price_band]
pass_through = 0.6
recalibrate_every = 1
[contract.term]
rounds = 1000000
[strategies.a.conduct.effort.reciprocity]
[strategies.b.conduct.effort.best_response]
"#;

fn main() {
    divan::main();
}

fn run(bencher: divan::Bencher<'_, '_>, text: &str, width: Width) {
    let design: Design = resolve(&read_text("bench", text, &[]).expect("no mistakes")).expect("no contradictions");
    let mut plan = Plan::round_robin(&design, REPLICATIONS, 7);
    plan.width = width;
    let rounds = REPLICATIONS * ROUNDS * plan.cells.len() as u64;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    bencher.counter(ItemsCount::new(rounds)).bench_local(|| {
        let mut sum = 0.0;
        pool.install(|| {
            parallel::run(&plan, Watch::NONE, |batch| {
                let histories = batch.cells.iter().flat_map(|cell| &cell.histories);
                sum += histories.map(|history| history.party[0].value).sum::<f64>();
            })
        })
        .expect("nothing stops it");
        sum
    });
}

const WIDTHS: [Width; 3] = [Width::One, Width::Eight, Width::SixtyFour];

#[divan::bench(args = WIDTHS, sample_count = 10, sample_size = 1)]
fn matrix(bencher: divan::Bencher<'_, '_>, width: Width) {
    run(bencher, MATRIX, width);
}

#[divan::bench(args = WIDTHS, sample_count = 10, sample_size = 1)]
fn delivery(bencher: divan::Bencher<'_, '_>, width: Width) {
    run(bencher, DELIVERY, width);
}
