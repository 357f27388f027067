//! Speed of markets on one core, per party and round: strangers who go by names, and deliveries in full with names, by number of
//! parties; what `benches/peers/mesa_speed.py` measures.
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up has failed")]

use divan::counter::ItemsCount;
use longgame::engine::market::{self, MarketPlan};
use longgame::engine::parallel::Watch;
use longgame::scenario::read::{read, read_text};
use longgame::scenario::resolve::{Design, resolve};

fn main() {
    divan::main();
}

const ROUNDS: u64 = 100;

/// Partners chosen by what is seen of them; index, band, slips, incidents, KPI, credits, misreading and trust in every round.
const DELIVERIES: &str = r#"
title = "deliveries"
[lineup]
strategies = ["works", "shirks"]
[stage.delivery]
base_value = 85
base_cost = 45
seller = { value = 50, cost = 15 }
buyer = { value = 15, cost = 6 }
[horizon]
continuation = 0.95
discount = 1
rounds = 100
[noise]
implementation = 0.05
perception = 0.05
[index.geometric]
[outside.seller]
option = 20
[outside.buyer]
option = 12
[incidents.seller]
probability = 0.15
loss = 15
[incidents.buyer]
probability = 0.10
loss = 15
[contract]
price = 85
[contract.service_credits]
rate = 0.1
[contract.price_band]
pass_through = 0.6
floor = 0.1
cap = 0.1
[contract.term]
rounds = 1000000
[market]
rematch = 0.5
search_cost = 5
matching = { reputation = { seen = 3 } }
[reputation]
norm = "image_scoring"
graded = {}
evidence = 3
visibility = 0.5
[run]
burn_in = 10
[strategies.works.conduct.effort.fixed]
effort = 0.9
[strategies.shirks.conduct.effort.fixed]
effort = 0.3
"#;

fn deliveries(parties: u64) -> Design {
    let set = [format!("market.parties={parties}")];
    resolve(&read_text("deliveries.toml", DELIVERIES, &set).expect("reads")).expect("resolves")
}

fn strangers(parties: u64) -> Design {
    let set = [format!("market.parties={parties}"), format!("horizon.rounds={ROUNDS}"), "run.burn_in=20".to_owned()];
    resolve(&read("theory/v26-norms", &set).expect("reads")).expect("resolves")
}

fn play(bencher: divan::Bencher<'_, '_>, design: &Design, replications: u64) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let parties = design.economy().expect("a market").parties() as u64;
    bencher.counter(ItemsCount::new(parties * ROUNDS * replications)).bench(|| {
        let plan = MarketPlan { economy: design.economy().expect("a market"), replications, seed: 1 };
        let mut value = 0.0;
        let add = |history: &longgame::market::history::MarketHistory| value += history.kinds[0].value;
        pool.install(|| market::run(&plan, Watch::NONE, add)).expect("runs to its end");
        value
    });
}

/// Deliveries, as many party-rounds at each number of parties.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 20)]
fn deliveries_in_full(bencher: divan::Bencher<'_, '_>, parties: u64) {
    play(bencher, &deliveries(parties), 10_000 / parties);
}

/// Strangers who meet once.
#[divan::bench(args = [1_000], sample_count = 20)]
fn strangers_by_name(bencher: divan::Bencher<'_, '_>, parties: u64) {
    play(bencher, &strangers(parties), 10);
}
