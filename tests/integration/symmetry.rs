//! Names, order and roles change no number.

use longgame::base::side::Side;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::Plan;
use longgame::engine::summary::Summary;
use longgame::scenario::read::read;
use longgame::scenario::resolve::resolve;

fn summary(name: &str, set: &[&str], replications: u64) -> Summary {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    let design = resolve(&read(name, &set).unwrap()).unwrap();
    let plan = Plan::round_robin(&design, replications, 5);
    let mut summary = Summary::new(&plan, 0.0);
    parallel::run(&plan, Watch::NONE, |batch| summary.absorb(&batch)).unwrap();
    summary
}

fn value(summary: &Summary, seller: usize, buyer: usize, side: Side) -> f64 {
    let cell = summary.cells.iter().find(|cell| cell.cell.seller == seller && cell.cell.buyer == buyer);
    cell.and_then(|cell| cell.measure("value", side)).map_or(f64::NAN, longgame::statistics::Moments::mean)
}

#[test]
fn renaming_and_reordering_strategies_changes_no_bit() {
    let given = summary("saas-renewal", &[], 200);
    let renamed = summary(
        "saas-renewal",
        &[
            r#"strategies.zeta.extends="relationship""#,
            r#"strategies.alpha.extends="exploitative""#,
            r#"lineup.strategies=["alpha", "distributive", "zeta"]"#,
            "run.compare=[\"alpha\", \"zeta\"]",
        ],
        200,
    );
    let place = |old: usize| 2 - old;
    for seller in 0..3 {
        for buyer in 0..3 {
            for side in Side::ALL {
                let before = value(&given, seller, buyer, side);
                let after = value(&renamed, place(seller), place(buyer), side);
                assert_eq!(before.to_bits(), after.to_bits(), "{seller} {buyer} {side:?}");
            }
        }
    }
}

#[test]
fn equal_parameters_give_equal_values() {
    let set = [
        r#"strategies.twin.extends="relationship""#,
        r#"lineup.strategies=["relationship", "twin"]"#,
        "run.compare=[\"relationship\", \"twin\"]",
    ];
    let equal = summary("saas-renewal", &set, 100);
    let difference = equal.comparisons[0].lineup.difference();
    assert_eq!(difference.mean().to_bits(), 0.0_f64.to_bits());
    assert_eq!(equal.comparisons[0].lineup.ties(), 100);
}

#[test]
fn roles_are_exchangeable_in_a_symmetric_game_only() {
    let gap = |set: &[&str]| {
        let summary = summary("theory/v03-noisy-memory-one", set, 2000);
        let cell = &summary.cells[2 * 6 + 2];
        let [seller, buyer] = Side::ALL.map(|side| *cell.measure("value", side).unwrap());
        (seller.mean() - buyer.mean()).abs() / seller.standard_error().hypot(buyer.standard_error())
    };
    assert!(gap(&["horizon.rounds=40", "run.burn_in=0"]) < 5.0);
    let skewed = "stage.matrix.bimatrix={seller={cc=3, cd=0, dc=5, dd=1}, buyer={cc=4, cd=0, dc=5, dd=1}}";
    assert!(gap(&["horizon.rounds=40", "run.burn_in=0", skewed]) > 6.0);
}
