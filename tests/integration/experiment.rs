//! The run as users see it: tables that add up, break-even points that cover the truth, variants, factorial.

use longgame::engine::parallel::Watch;
use longgame::experiment::run::{RunError, Settings, run};
use longgame::export::chart::{overlaps, render};
use longgame::report::Report;
use longgame::scenario::catalogue;
use longgame::scenario::read::{Scenario, read, read_text};
use longgame::table::{Cell, Table};

/// Grim and all-defect in the prisoner's dilemma 5, 3, 1, 0; the need goes on with probability .9.
const DILEMMA: &str = r#"
title = "Prisoner's dilemma"
[lineup]
strategies = ["grim", "all_d"]
[stage.matrix.symmetric]
temptation = 5
reward = 3
punishment = 1
sucker = 0
[horizon]
continuation = 0.9
discount = 1
[run]
report_rounds = 12
break_even_longest = 0.9
"#;

fn settings(replications: u64, seed: u64) -> Settings {
    Settings { replications: Some(replications), seed: Some(seed), ..Settings::default() }
}

fn report(scenario: &Scenario, settings: &Settings) -> Report {
    run(scenario, settings, Watch::NONE).unwrap()
}

fn scenario(name: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    read(name, &set).unwrap()
}

fn text<'a>(table: &'a Table, column: &str, row: usize) -> &'a str {
    match table.column(column).unwrap().cell(row) {
        Cell::Text(word) => word,
        other => panic!("{column}: {other:?}"),
    }
}

/// Rows of a table whose text columns read as given.
fn rows(table: &Table, wanted: &[(&str, &str)]) -> Vec<usize> {
    (0..table.rows()).filter(|row| wanted.iter().all(|(column, word)| text(table, column, *row) == *word)).collect()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs().max(other.abs()))
}

/// Estimate, lower and upper end of a break-even point, with its verdict.
fn point(report: &Report, measure: &str, against: &str) -> (String, [f64; 3]) {
    let table = report.table("break_even").unwrap();
    let [row] = rows(table, &[("measure", measure), ("against", against)])[..] else { panic!("{measure} {against}") };
    let numbers = ["estimate", "lo95", "hi95"].map(|column| table.numbers(column).unwrap()[row]);
    (text(table, "verdict", row).to_owned(), numbers)
}

/// The break-even points of the dilemma, known in closed form. Grim pays against a resident grim where
/// 3 / (1 - d) = 5 + d / (1 - d), over the line-up where 1 / (1 - d) = 2.5; its cumulative value overtakes where the
/// expected rounds so far, 1 + .9 + .81 + ..., reach 2.5, between rounds 2 and 3.
const KNOWN: [(&str, &str, f64); 3] = [
    ("break_even_delta_vs", "grim", 0.5),
    ("break_even_delta_lineup", "line-up", 0.6),
    ("break_even_round", "line-up", 2.0 + 0.6 / 0.81),
];

#[test]
fn break_even_points_of_a_dilemma_are_where_theory_puts_them() {
    let scenario = read_text("dilemma", DILEMMA, &[]).unwrap();
    let report = report(&scenario, &settings(20_000, 1));
    for ((measure, against, known), tolerance) in KNOWN.into_iter().zip([0.01, 0.01, 0.05]) {
        let (verdict, [estimate, low, high]) = point(&report, measure, against);
        assert_eq!(verdict, "above", "{measure}");
        assert!((estimate - known).abs() < tolerance, "{measure}: {estimate}");
        assert!(low < estimate && estimate < high);
    }
    assert_eq!(point(&report, "break_even_delta_vs", "all_d").0, "never");
}

/// Share of seeds whose interval covers the known point, per break-even measure.
fn coverage(seeds: u64, replications: u64) -> [f64; 3] {
    let scenario = read_text("dilemma", DILEMMA, &[]).unwrap();
    let mut covered = [0_u64; 3];
    for seed in 0..seeds {
        let report = report(&scenario, &settings(replications, 1_000 + seed));
        for ((measure, against, known), covered) in KNOWN.into_iter().zip(&mut covered) {
            let (_, [_, low, high]) = point(&report, measure, against);
            *covered += u64::from(low <= known && known <= high);
        }
    }
    covered.map(|covered| covered as f64 / seeds as f64)
}

/// At 95%, fewer than 50 of 60 happen once in 10,000 tries; intervals of half the width would cover about 40.
#[test]
fn break_even_intervals_cover_the_known_points() {
    for (share, (measure, ..)) in coverage(60, 400).into_iter().zip(KNOWN) {
        assert!(share >= 50.0 / 60.0, "{measure}: {share}");
    }
}

/// Run by `cargo coverage`.
#[test]
#[ignore = "200 runs; the test above is its short form"]
fn coverage_of_break_even_intervals_over_200_seeds() {
    for (share, (measure, ..)) in coverage(200, 1_000).into_iter().zip(KNOWN) {
        println!("{measure}: {share}");
        assert!((0.90..=0.99).contains(&share), "{measure}: {share}");
    }
}

#[test]
fn flows_add_up_to_value_in_the_tables() {
    let report = report(&scenario("saas-renewal", &[]), &settings(100, 3));
    let (summary, flows) = (report.table("summary").unwrap(), report.table("flows").unwrap());
    for row in 0..summary.rows() {
        let seat = ["role", "strategy", "opponent"].map(|column| (column, text(summary, column, row)));
        let sum: f64 = rows(flows, &seat).into_iter().map(|row| flows.numbers("flow_mean").unwrap()[row]).sum();
        assert!(close(sum, summary.numbers("value_mean").unwrap()[row]), "{seat:?}");
    }
    let parts: f64 = report.table("flow_differences").unwrap().numbers("difference").unwrap().iter().sum();
    let comparisons = report.table("comparisons").unwrap();
    let pair = [("strategy", "relationship"), ("other", "distributive"), ("against", "line-up")];
    let [row] = rows(comparisons, &pair)[..] else { panic!("one comparison") };
    assert!(close(parts, comparisons.numbers("difference_mean").unwrap()[row]));
}

#[test]
fn every_figure_draws_a_table_of_the_report_and_is_legible() {
    let settings = Settings { figures: true, ..settings(60, 2) };
    let names = catalogue::names().into_iter().filter(|name| !name.starts_with("theory/"));
    for name in names.chain(["theory/v01-folk-threshold".to_owned()]) {
        let scenario = scenario(&name, &["horizon.rounds=6"]);
        if let Some(file) = scenario.lacks() {
            println!("{name} skipped: {file} is not here");
            continue;
        }
        let report = report(&scenario, &settings);
        assert!(report.figures.len() >= 4, "{name}");
        for figure in &report.figures {
            let table = figure.table.as_ref().unwrap();
            assert!(report.table(table).is_some(), "{name}: {} draws {table}", figure.name);
            assert_eq!(overlaps(&render(figure).unwrap().svg), Vec::<String>::new(), "{name}: {}", figure.name);
        }
    }
}

#[test]
fn a_variant_is_paired_with_the_scenario_replication_by_replication() {
    let same = r#"{name = "same", set = ["contract.price=100"]}"#;
    let richer = r#"{name = "richer", set = ["outside.seller.option=25", "outside.buyer.option=17"]}"#;
    let variants = format!("variants=[{same}, {richer}]");
    // Where the first refusal ends the talks, parties mostly live on their outside options, 5 more a round for at most 4.
    let report = report(
        &scenario(
            "saas-renewal",
            &[&variants, "contract.price=100", "bargaining.protocol.breakdown=1", "horizon.rounds=4"],
        ),
        &settings(80, 4),
    );
    let table = report.table("variants").unwrap();
    let effects = table.numbers("against_base_mean").unwrap();
    for row in rows(table, &[("variant", "same")]) {
        assert_eq!(effects[row].to_bits(), 0.0_f64.to_bits());
    }
    assert!(report.sentences.iter().any(|sentence| sentence == "`same` changes nothing for relationship."));
    for row in rows(table, &[("variant", "richer")]) {
        let (low, high) =
            (table.numbers("against_base_lo95").unwrap()[row], table.numbers("against_base_hi95").unwrap()[row]);
        assert!(effects[row] > 5.0 && effects[row] < 20.0 && low > 0.0 && high >= low, "{}", effects[row]);
    }
}

#[test]
fn a_variant_that_changes_the_line_up_is_refused_before_anything_runs() {
    let swapped = r#"lineup.strategies=[\"distributive\", \"relationship\", \"exploitative\"]"#;
    let variants = format!("variants=[{{name = \"swapped\", set = [\"{swapped}\"]}}]");
    let refusal = run(&scenario("saas-renewal", &[&variants]), &settings(10, 1), Watch::NONE);
    assert!(matches!(refusal, Err(RunError::Read(_))), "{refusal:?}");
}

#[test]
fn the_factorial_holds_the_line_up_itself_and_its_effects_cancel() {
    let set =
        [r#"lineup.strategies=["relationship", "distributive", "exploitative", "tit_for_tat"]"#, "horizon.rounds=3"];
    let report = report(&scenario("saas-renewal", &set), &Settings { factorial: true, ..settings(20, 5) });
    let (crosses, strategies) = (report.table("factorial").unwrap(), report.table("strategies").unwrap());
    assert_eq!(crosses.rows(), 64);
    for row in 0..strategies.rows() {
        let name = text(strategies, "strategy", row);
        let [same] = rows(crosses, &[("bargaining", name), ("conduct", name), ("review", name)])[..] else { panic!() };
        let of = |table: &Table, row: usize| table.numbers("value_mean").unwrap()[row];
        assert!(close(of(crosses, same), of(strategies, row)), "{name}");
    }
    let parts = report.table("parts").unwrap();
    for part in ["bargaining", "conduct", "review"] {
        let effects = rows(parts, &[("part", part)]).into_iter().map(|row| parts.numbers("effect_mean").unwrap()[row]);
        assert!(effects.sum::<f64>().abs() < 1e-9, "{part}");
    }
}

#[test]
fn logs_are_of_the_sessions_that_the_run_held() {
    let scenario = scenario("saas-renewal", &[]);
    let report = report(&scenario, &Settings { relationships: true, ..settings(3, 6) });
    let (logs, lives) = (report.table("concessions").unwrap(), report.table("relationships").unwrap());
    let whole = |table: &Table, column: &str, row: usize| match table.column(column).unwrap().cell(row) {
        Cell::Integer(number) => number,
        other => panic!("{other:?}"),
    };
    for row in (0..lives.rows()).filter(|row| whole(lives, "replication", *row) == 0) {
        let pair = ["seller", "buyer"].map(|column| (column, text(lives, column, row)));
        let logged = rows(logs, &pair).into_iter().filter(|row| whole(logs, "replication", *row) == 0);
        let mut rounds: Vec<i64> = logged.clone().map(|row| whole(logs, "round", row)).collect();
        let turns = rounds.len() as f64;
        rounds.dedup();
        assert_eq!(rounds.len() as f64, lives.numbers("sessions").unwrap()[row], "{pair:?}");
        assert_eq!(turns, lives.numbers("turns").unwrap()[row], "{pair:?}");
    }
}
