//! What every strategy preset owes: the same play for the same seed, fresh memory, legal moves, nothing below reservation.

use longgame::bargaining::concession_log::ConcessionLog;
use longgame::bargaining::party::gain;
use longgame::base::side::Side;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::{Cell, Keep, Plan, Width};
use longgame::relationship::game::{Game, Keys, Sink};
use longgame::relationship::history::History;
use longgame::relationship::menu;
use longgame::relationship::replay::sessions;
use longgame::relationship::trajectory::Path;
use longgame::scenario::read::read;
use longgame::scenario::resolve::{Design, resolve};
use longgame::strategy::presets;

const SEED: u64 = 11;

/// All presets in one line-up, under a contract that is negotiated and in a noisy dilemma.
fn designs() -> [Design; 2] {
    let names: Vec<String> = presets::names().iter().map(|name| format!("{name:?}")).collect();
    let lineup = format!("lineup.strategies=[{}]", names.join(", "));
    let design = |scenario: &str, more: &[&str]| {
        let set: Vec<String> = more.iter().map(ToString::to_string).chain([lineup.clone()]).collect();
        resolve(&read(scenario, &set).unwrap()).unwrap()
    };
    let price = r#"bargaining.issues=[{name="price", keys=["price"], range={from=57, to=110, step=1}}, {name="term", keys=["term.rounds"], options=[2, 4]}, {name="ramp", keys=["exit_ramp.misses"], options=[0, 2]}]"#;
    [
        design("saas-renewal", &["horizon.rounds=24", price]),
        design("theory/v03-noisy-memory-one", &["horizon.rounds=40", "run.burn_in=0", "horizon.continuation=0.95"]),
    ]
}

/// Every preset on either side, against a partner that gives and one that takes.
fn cells(design: &Design) -> Vec<Cell> {
    let place = |name: &str| design.strategies.iter().position(|strategy| strategy.name == name).unwrap();
    let partners = [place("relationship"), place("exploitative")];
    (0..design.strategies.len())
        .flat_map(|own| {
            partners
                .into_iter()
                .flat_map(move |partner| [Cell { seller: own, buyer: partner }, Cell { seller: partner, buyer: own }])
        })
        .collect()
}

fn label(design: &Design, cell: Cell) -> String {
    format!("{} sells to {}", design.strategies[cell.seller].name, design.strategies[cell.buyer].name)
}

/// All that is known of every history of the cells, as text in which NaN equals NaN.
fn histories(design: &Design, replications: u64, width: Width) -> Vec<Vec<String>> {
    let mut plan = Plan::round_robin(design, replications, SEED);
    plan.cells = cells(design);
    plan.width = width;
    let mut histories = vec![Vec::new(); plan.cells.len()];
    parallel::run(&plan, Watch::NONE, |batch| {
        for (kept, cell) in histories.iter_mut().zip(&batch.cells) {
            kept.extend(cell.histories.iter().map(|history| format!("{history:?}")));
        }
    })
    .unwrap();
    histories
}

/// A replication played alone, in a block of its own.
fn alone(plan: &Plan<'_>, cell: Cell, replication: u64) -> String {
    let mut game = Game::<1>::new(plan.matchup(cell), Keys::new(SEED), plan.continuation());
    let mut history = [History::default()];
    game.run(replication, &mut Sink { histories: &mut history, trajectories: None, profile: None });
    format!("{:?}", history[0])
}

#[test]
fn the_same_seed_gives_the_same_play_and_memory_is_fresh() {
    for design in &designs() {
        let plan = Plan::round_robin(design, 6, SEED);
        // One lane after the other: what a strategy remembered of one relationship would reach the next.
        let in_turn = histories(design, 6, Width::One);
        assert!(in_turn == histories(design, 6, Width::One), "another run plays otherwise");
        for (cell, played) in cells(design).into_iter().zip(&in_turn) {
            for (replication, history) in played.iter().enumerate() {
                assert_eq!(*history, alone(&plan, cell, replication as u64), "{}", label(design, cell));
            }
        }
    }
}

#[test]
fn moves_are_legal() {
    for design in &designs() {
        let mut plan = Plan::round_robin(design, 20, SEED);
        plan.cells = cells(design);
        plan.keep = Keep { path_rounds: 24, profile: Vec::new() };
        let mut moves = 0_u64;
        parallel::run(&plan, Watch::NONE, |batch| {
            for cell in &batch.cells {
                let paths = cell.trajectories.as_ref().unwrap();
                for (path, side, round) in [Path::Effort, Path::Trust]
                    .into_iter()
                    .flat_map(|path| (0..48).map(move |at| (path, at % 2, at / 2)))
                {
                    for value in paths.at(path, side, round).iter().filter(|value| !value.is_nan()) {
                        moves += 1;
                        assert!((0.0..=1.0).contains(value), "{path:?} {value}: {}", label(design, cell.cell));
                    }
                }
            }
        })
        .unwrap();
        assert!(moves > 10_000, "{moves}");
    }
}

/// The first session of a replication, whose trust and alternatives are known beforehand.
fn first_session(plan: &Plan<'_>, cell: Cell, replication: u64) -> ConcessionLog {
    sessions(plan.matchup(cell), Keys::new(SEED), plan.continuation(), replication).remove(0).log
}

#[test]
fn nobody_signs_below_its_reservation_or_proposes_what_is_not_on_the_table() {
    let [design, _] = &designs();
    let plan = Plan::round_robin(design, 8, SEED);
    let (menu, world) = (design.rules.menu.as_ref().unwrap(), &design.rules.world);
    let mut agreements = 0;
    for (cell, replication) in cells(design).into_iter().flat_map(|cell| (0..8).map(move |number| (cell, number))) {
        let log = first_session(&plan, cell, replication);
        for entry in log.entries() {
            let packages = entry.packages.packages();
            assert!(packages.len() <= menu.table.protocol.packages_max, "{}", label(design, cell));
            assert!(packages.iter().all(|outcome| (*outcome as usize) < menu.space.len()), "{}", label(design, cell));
        }
        let Some(agreement) = log.close().and_then(|close| close.agreement()) else { continue };
        agreements += 1;
        let last = log.entries().last().unwrap();
        assert!(last.packages.packages().contains(&agreement.outcome) && last.by != agreement.accepted_by);
        for side in Side::ALL {
            let strategy = &design.strategies[cell.on(side)];
            let level = menu::level(strategy.conduct.trust.trust(0.0, 0.0));
            let value = design.preferences[cell.on(side)][side][level].utility(agreement.outcome)
                + gain(side, agreement.price_shift);
            let reservation = menu::worksheet(world, side, strategy.review.horizon, false).reservation();
            assert!(value >= reservation - 1e-9, "{side:?} gets {value} of {reservation}: {}", label(design, cell));
        }
    }
    assert!(agreements > 200, "{agreements}");
}

/// What presets say of themselves in their titles: who never begins with D, and who answers what.
#[test]
fn classics_play_as_they_are_defined() {
    let design = |one: &str, other: &str| {
        let set = [
            format!("lineup.strategies=[{one:?}, {other:?}]"),
            "noise.implementation=0".to_owned(),
            "horizon.rounds=6".to_owned(),
            "run.burn_in=0".to_owned(),
        ];
        resolve(&read("theory/v03-noisy-memory-one", &set).unwrap()).unwrap()
    };
    let cases = [
        ("all_c", "all_d", "CCCCCC"),
        ("tit_for_tat", "alternator", "CCDCDC"),
        ("suspicious_tit_for_tat", "all_c", "DCCCCC"),
        ("tit_for_two_tats", "all_d", "CCDDDD"),
        ("grim", "alternator", "CCDDDD"),
        ("win_stay_lose_shift", "all_d", "CDCDCD"),
        ("bully", "all_c", "DDDDDD"),
        ("hard_majority", "all_c", "DCCCCC"),
        ("soft_majority", "all_d", "CDDDDD"),
        ("alternator_d", "all_d", "DCDCDC"),
    ];
    for (own, other, expected) in cases {
        let design = design(own, other);
        let mut plan = Plan::round_robin(&design, 2, SEED);
        plan.cells = vec![Cell { seller: 0, buyer: 1 }];
        plan.keep = Keep { path_rounds: 6, profile: Vec::new() };
        let mut played = String::new();
        parallel::run(&plan, Watch::NONE, |batch| {
            let paths = batch.cells[0].trajectories.as_ref().unwrap();
            played.extend((0..6).map(|round| if paths.at(Path::Effort, 0, round)[0] < 0.5 { 'D' } else { 'C' }));
        })
        .unwrap();
        assert_eq!(played, expected, "{own} with {other}");
    }
}
