//! Names, order and roles change no number.

use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::Plan;
use longgame::engine::summary::{CellSummary, Summary};
use longgame::scenario::read::{read, read_text};
use longgame::scenario::resolve::resolve;
use longgame::statistics::Moments;

fn summary(name: &str, set: &[&str], replications: u64) -> Summary {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    let design = resolve(&read(name, &set).unwrap()).unwrap();
    let mut plan = Plan::round_robin(&design, replications, 5);
    plan.keep.path_rounds = 10;
    let mut summary = Summary::new(&plan, 0.0);
    parallel::run(&plan, Watch::NONE, |batch| summary.absorb(&batch)).unwrap();
    summary
}

/// Every number of a matchup, both roles: measures, flows, endings, distribution of values, paths.
fn numbers(cell: &CellSummary) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        cell.measures, cell.flows, cell.endings, cell.values, cell.efficiency, cell.paths
    )
}

fn of(summary: &Summary, seller: usize, buyer: usize) -> String {
    numbers(summary.cells.iter().find(|cell| cell.cell.seller == seller && cell.cell.buyer == buyer).unwrap())
}

#[test]
fn renaming_and_reordering_strategies_changes_no_bit() {
    for name in ["saas-renewal", "packaging-price-band", "rigid-compliance", "one-off-commodity"] {
        let given = summary(name, &[], 200);
        let renamed = summary(
            name,
            &[
                r#"strategies.zeta.extends="relationship""#,
                r#"strategies.alpha.extends="exploitative""#,
                r#"lineup.strategies=["alpha", "distributive", "zeta"]"#,
                "run.compare=[\"alpha\", \"zeta\"]",
            ],
            200,
        );
        let place = |old: usize| 2 - old;
        for (seller, buyer) in (0..3).flat_map(|seller| (0..3).map(move |buyer| (seller, buyer))) {
            let (before, after) = (of(&given, seller, buyer), of(&renamed, place(seller), place(buyer)));
            assert!(before == after, "{name}, {seller} with {buyer}:\n{before}\n{after}");
        }
        assert!(of(&given, 0, 1) != of(&given, 1, 0), "{name}: the test can tell strategies apart");
    }
}

#[test]
fn equal_parameters_give_equal_values_to_all() {
    let set = [
        r#"strategies.twin.extends="relationship""#,
        r#"strategies.triplet.extends="relationship""#,
        r#"lineup.strategies=["relationship", "twin", "triplet"]"#,
        "run.compare=[\"relationship\", \"twin\"]",
    ];
    for name in ["saas-renewal", "goodwill-exploiter", "co-marketing"] {
        let equal = summary(name, &set, 100);
        let first = numbers(&equal.cells[0]);
        assert!(equal.cells.iter().all(|cell| numbers(cell) == first), "{name}");
        for comparison in &equal.comparisons {
            assert_eq!(comparison.lineup.difference().mean().to_bits(), 0.0_f64.to_bits());
            assert_eq!(comparison.lineup.ties(), 100);
        }
    }
}

/// Two partners who do the same for each other at the same cost, under a contract without a price that binds both alike.
const PARTNERS: &str = r#"
title = "Equal partners"
[lineup]
strategies = ["relationship", "exploitative"]
[stage.delivery]
base_value = 0
base_cost = 0
seller = { value = 40, cost = 15 }
buyer = { value = 40, cost = 15 }
[contract]
price = 0
[noise]
implementation = 0.1
perception = 0.1
[incidents.seller]
probability = 0.1
loss = 15
[incidents.buyer]
probability = 0.1
loss = 15
[outside.seller]
option = 6
switching = 30
[outside.buyer]
option = 6
switching = 30
[contract.exit_ramp]
misses = 3
break_fee = { seller = 0.25, buyer = 0.25 }
"#;

/// How far the joint distribution of both values moves when strategies change places, in standard errors: the largest over
/// means, squares, the product, and which side is ahead. Replications are independent pairs, so their differences are.
fn moved(set: &[&str]) -> f64 {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    let design = resolve(&read_text("partners", PARTNERS, &set).unwrap()).unwrap();
    let plan = Plan::round_robin(&design, 4_000, 5);
    let mut values: Vec<Vec<[f64; 2]>> = vec![Vec::new(); plan.cells.len()];
    parallel::run(&plan, Watch::NONE, |batch| {
        for (values, cell) in values.iter_mut().zip(&batch.cells) {
            values.extend(cell.histories.iter().map(|history| [0, 1].map(|side: usize| history.party[side].value)));
        }
    })
    .unwrap();
    let statistics: [fn([f64; 2]) -> f64; 6] = [
        |[one, _]| one,
        |[_, other]| other,
        |[one, _]| one * one,
        |[_, other]| other * other,
        |[one, other]| one * other,
        |[one, other]| f64::from(u8::from(one > other)),
    ];
    let mut most = 0.0_f64;
    for (given, mirrored) in [(0, 0), (1, 2), (3, 3)] {
        for statistic in statistics {
            let mut moments = Moments::default();
            for ([seller, buyer], [other_seller, other_buyer]) in values[given].iter().zip(&values[mirrored]) {
                moments.push(statistic([*seller, *buyer]) - statistic([*other_buyer, *other_seller]));
            }
            most = most.max(moments.mean().abs() / moments.standard_error());
        }
    }
    most
}

#[test]
fn roles_are_exchangeable_in_a_symmetric_scenario_only() {
    let even = moved(&[]);
    assert!(even < 5.0, "{even}");
    for skewed in ["stage.delivery.seller.cost=13", "outside.buyer.option=8", "contract.price=1"] {
        let moved = moved(&[skewed]);
        assert!(moved > 6.0, "{skewed}: {moved}");
    }
}
