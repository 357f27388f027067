//! Stress tests: the search finds what can be worked out by hand, mirrored sides get mirrored figures, same bits on all threads.

use assert_cmd::Command;
use longgame::base::side::{PerSide, Side};
use longgame::domain::clause::service_credits::expected_share;
use longgame::domain::kpi::Plan;
use longgame::experiment::stress::outcome::{Searched, arena, search};
use longgame::experiment::stress::{Families, Question, run};
use longgame::scenario::read::{Scenario, read, read_text};
use longgame::statistics::Estimate;

/// Both sides alike: what the price takes from one, the service gives back.
const MIRRORED: &str = r#"
title = "Mirrored"
[lineup]
strategies = ["vigilant"]
[stage.delivery]
base_value = 100.0
base_cost = 0.0
seller = { value = 30.0, cost = 15.0 }
buyer = { value = 30.0, cost = 15.0 }
[contract]
price = 50.0
service_credits = { rate = 0.2, two_sided = true }
exit_ramp = { break_fee = { seller = 0.25, buyer = 0.25 } }
[horizon]
continuation = 0.9
[run]
replications = 4000
"#;

fn question(hostile: Side) -> Question {
    Question {
        hostile,
        victim: "vigilant".to_owned(),
        rules: Families::all(),
        budget: 1_600,
        harden: false,
        seed: 1,
        replications: 4_000,
    }
}

fn searched(scenario: &Scenario, hostile: Side) -> Searched {
    let question = question(hostile);
    let arena = arena(scenario, scenario.file.contract, &question).unwrap();
    search(&arena, &question, &|_| {}).unwrap()
}

fn each_round(searched: &Searched, side: Side) -> Estimate {
    let change = searched.confirmation.change[side];
    let annuity = searched.confirmation.annuity;
    Estimate { mean: change.mean / annuity, se: change.se / annuity, n: change.n }
}

/// Cost of a round to the seller: work, gaming and credits in expectation.
fn cost(scenario: &Scenario, effort: f64, gaming: f64) -> f64 {
    let contract = &scenario.file.contract;
    let longgame::domain::stage::Stage::Delivery(delivery) = &scenario.file.stage else { unreachable!() };
    let kpi = &scenario.file.kpi.seller;
    let plan = Plan { effort, gaming };
    let share = expected_share(&contract.service_credits, kpi, plan, 0.0, contract.target.seller);
    delivery.seller.cost_of(effort) + kpi.gaming_cost * gaming + contract.price * share
}

/// The cheapest round with at least that effort, on a fine grid.
fn cheapest(scenario: &Scenario, least: f64, gaming: &[f64]) -> f64 {
    let steps = 400;
    let efforts = (0..=steps).map(|step| least + (1.0 - least) * f64::from(step) / f64::from(steps));
    let costs = efforts.flat_map(|effort| gaming.iter().map(move |gaming| (effort, *gaming)));
    costs.map(|(effort, gaming)| cost(scenario, effort, gaming)).fold(f64::INFINITY, |a, b| if b < a { b } else { a })
}

/// Without memory in the contract the worst case is one round's: credits against the saving (as in V33), gaming against its cost.
#[test]
fn the_search_reaches_the_worst_case_that_can_be_worked_out() {
    for set in [
        vec!["contract.service_credits.rate=0.02"],
        vec!["contract.service_credits.rate=0.1", "kpi.seller.gaming_yield=0.0"],
        vec!["contract.service_credits.rate=0.6"],
    ] {
        // With credits of its own to claim the seller would over-claim as well.
        let one_sided = ["contract.service_credits.two_sided=false"];
        let set: Vec<String> = one_sided.iter().chain(&set).map(ToString::to_string).collect();
        let scenario = read_text("mirrored", MIRRORED, &set).unwrap();
        let gamings: Vec<f64> = (0..=20).map(|step| f64::from(step) / 20.0).collect();
        let exact = cheapest(&scenario, 0.58, &[0.0]) - cheapest(&scenario, 0.0, &gamings);
        let found = each_round(&searched(&scenario, Side::Seller), Side::Seller);
        println!("{set:?}: exact {exact:.4}, found {:.4} (se {:.4})", found.mean, found.se);
        assert!(exact > 0.2, "{set:?}: {exact}");
        assert!(found.mean > 0.95 * exact - 4.0 * found.se, "{set:?}: {} of {exact}", found.mean);
        assert!(found.mean < 1.01 * exact + 4.0 * found.se, "{set:?}: {} of {exact}", found.mean);
    }
}

#[test]
fn mirrored_sides_get_mirrored_figures() {
    let scenario = read_text("mirrored", MIRRORED, &[]).unwrap();
    let [seller, buyer] = Side::ALL.map(|side| searched(&scenario, side));
    let both = PerSide::new(&seller, &buyer);
    for (name, of) in [("gain", Side::Seller), ("loss", Side::Buyer)] {
        let (one, other) = (each_round(both.seller, of), each_round(both.buyer, of.other()));
        let noise = 4.0 * (one.se * one.se + other.se * other.se).sqrt();
        println!("{name}: {:.4} and {:.4}, noise {noise:.4}", one.mean, other.mean);
        assert!(one.mean.abs() > 5.0 * noise, "{name}: {} must stand out of {noise}", one.mean);
        assert!((one.mean - other.mean).abs() < 0.03 * one.mean.abs() + noise, "{name}: {} {}", one.mean, other.mean);
    }
}

#[test]
fn threads_change_no_bit_and_the_exploit_can_be_played() {
    let scenario = read("saas-renewal", &["contract.service_credits.rate=0.05".to_owned()]).unwrap();
    let question = Question { budget: 400, replications: 600, ..question(Side::Seller) };
    let answers = [1, 2, 7].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (report, texts) = pool.install(|| run::run(&scenario, &question, "", &|_| {})).unwrap();
        (format!("{report:?}"), texts)
    });
    assert!(answers[0] == answers[1] && answers[0] == answers[2]);
    let other = Question { seed: 2, ..question };
    let (report, _) = run::run(&scenario, &other, "", &|_| {}).unwrap();
    assert!(format!("{report:?}") != answers[0].0, "another seed");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exploit.toml");
    std::fs::write(&path, &answers[0].1[0].1).unwrap();
    let words = ["replay", "exploit.toml", "--pair", "hostile:vigilant", "--rounds", "1..2"];
    let output = Command::cargo_bin("longgame").unwrap().current_dir(folder.path()).args(words).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn bad_questions_are_refused_with_the_nearest_name() {
    let cases: [(&[&str], &str); 4] = [
        (&["stress", "saas-renewal", "--rules", "credit"], "did you mean `credits`?"),
        (&["stress", "saas-renewal", "--victim", "vigilent"], "did you mean `vigilant`?"),
        (&["stress", "saas-renewal", "--against", "supplier"], "a side is `seller` or `buyer`"),
        (&["stress", "theory/v01-folk-threshold"], "stress needs a delivery stage"),
    ];
    for (words, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::cargo_bin("longgame").unwrap().current_dir(folder.path()).args(words).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {text}");
        assert!(text.contains(expected), "{words:?}: {text}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{words:?} left something");
    }
}
