//! The round loop allocates nothing: a history of many rounds takes as many allocations as one of few.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use allocation_counter::measure;
use longgame::engine::plan::Plan;
use longgame::relationship::game::{Game, Keys, Sink};
use longgame::relationship::history::History;
use longgame::scenario::read::read;
use longgame::scenario::resolve::resolve;

/// Allocations of a block of 64 lanes over 100 replications of so many rounds each, set-up and tear-down included.
fn allocations(scenario: &str, set: &[&str], rounds: u32) -> u64 {
    let set: Vec<String> = set.iter().map(ToString::to_string).chain([format!("horizon.rounds={rounds}")]).collect();
    let design = resolve(&read(scenario, &set).unwrap()).unwrap();
    let plan = Plan::round_robin(&design, 100, 1);
    let mut histories = vec![History::default(); 100];
    let cells = &plan.cells;
    let counted = measure(|| {
        for cell in cells {
            let mut game = Game::<64>::new(plan.matchup(*cell), Keys::new(1), plan.continuation());
            game.run(0, &mut Sink { histories: &mut histories, trajectories: None, profile: None });
        }
    });
    assert!(histories.iter().all(|history| history.rounds >= f64::from(rounds)));
    counted.count_total
}

#[test]
fn rounds_of_a_matrix_game_allocate_nothing() {
    let set = ["horizon.continuation=1", "run.burn_in=0"];
    let [few, many] = [10, 1_000].map(|rounds| allocations("theory/v03-noisy-memory-one", &set, rounds));
    assert_eq!(few, many);
    assert!(few > 0, "the counter counts");
}

/// Reviews, credits, incidents, ramp, index, band, and the sessions of first contracts, renewals and reopeners.
#[test]
fn rounds_and_sessions_of_delivery_allocate_nothing() {
    for scenario in ["saas-renewal", "packaging-price-band", "rigid-compliance", "internal-roadmap"] {
        let [few, many] = [2, 600].map(|rounds| allocations(scenario, &["horizon.continuation=1"], rounds));
        assert_eq!(few, many, "{scenario}");
    }
}
