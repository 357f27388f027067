//! What a contract costs beside other prices, and what a changed one gains by term: figures that can be known beforehand.

use longgame::engine::parallel::Watch;
use longgame::experiment::run::{Settings, run};
use longgame::report::Report;
use longgame::scenario::read::read;
use longgame::table::{Cell, Table};

fn report(name: &str, set: &[&str]) -> Report {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    let settings = Settings { replications: Some(200), seed: Some(3), ..Settings::default() };
    run(&read(name, &set).unwrap(), &settings, Watch::NONE).unwrap()
}

fn number(table: &Table, column: &str, row: usize) -> f64 {
    match table.column(column).unwrap().cell(row) {
        Cell::Number(number) => number,
        other => panic!("{column}: {other:?}"),
    }
}

fn text<'a>(table: &'a Table, column: &str, row: usize) -> &'a str {
    match table.column(column).unwrap().cell(row) {
        Cell::Text(word) => word,
        other => panic!("{column}: {other:?}"),
    }
}

/// Rows in which a text column reads as given.
fn rows(table: &Table, column: &str, word: &str) -> Vec<usize> {
    (0..table.rows()).filter(|row| text(table, column, *row) == word).collect()
}

const PACKAGING: &str = "packaging-price-band";

/// A band that never binds is the spot price; one without width is the fixed price; between them it costs less risk than spot.
#[test]
fn a_band_lies_between_the_fixed_price_and_spot() {
    // The width is negotiated in this scenario: instead of it, the cadence of reviews twice.
    let loose =
        ["contract.price_band.floor=1.0", "contract.price_band.cap=100.0", "contract.price_band.recalibrate_every=0"];
    let tight =
        ["contract.price_band.floor=0.0", "contract.price_band.cap=0.0", "contract.price_band.recalibrate_every=0"];
    for (band, twin) in [(loose, "spot"), (tight, "fixed")] {
        let mut set = band.to_vec();
        set.push(r#"bargaining.issues=[{name="price", keys=["price"], range={from=84.0, to=116.0, step=0.5}}]"#);
        let report = report(PACKAGING, &set);
        let costs = report.table("price_costs").unwrap();
        for row in rows(costs, "pricing", twin) {
            let bounds =
                ["band_less_mean", "band_less_lo95", "band_less_hi95"].map(|column| number(costs, column, row));
            assert!(bounds.iter().all(|bound| bound.abs() < 1e-9), "{twin}: {bounds:?}");
        }
        let other = if twin == "spot" { "fixed" } else { "spot" };
        assert!(rows(costs, "pricing", other).iter().any(|row| number(costs, "band_less_mean", *row).abs() > 0.01));
    }
    let report = report(PACKAGING, &["contract.price_band.recalibrate_every=0"]);
    let costs = report.table("price_costs").unwrap();
    let strays = |pricing: &str| number(costs, "strays_sd", rows(costs, "pricing", pricing)[0]);
    assert!(strays("fixed").abs() < 1e-9 && strays("fixed") < strays("band") && strays("band") < strays("spot"));
    assert!(report.sentences.iter().any(|sentence| sentence.contains("under the price band")));
}

/// Without an index or without pass-through there is nothing to compare.
#[test]
fn prices_that_never_move_have_no_table_of_costs() {
    assert!(report("saas-renewal", &[]).table("price_costs").is_none());
    assert!(report(PACKAGING, &["contract.price_band.pass_through=0.0"]).table("price_costs").is_none());
}

/// First term and later make the whole; the line-up is the mean of its matchups; a variant that sets what holds anyway changes
/// nothing at all, and dearer reviews cost from the first term on.
#[test]
fn terms_add_up_and_a_change_that_is_none_changes_nothing() {
    let same = r#"variants=[{name="same", set=["contract.term.rounds=4"]}, {name="dearer", set=["contract.governance.cost=3.0"]}]"#;
    let report = report("dark-patterns", &["contract.governance.cadence=1", same]);
    let terms = report.table("variants_by_term").unwrap();
    for row in 0..terms.rows() {
        let [first, later, whole] =
            ["first_term_mean", "later_mean", "whole_mean"].map(|column| number(terms, column, row));
        assert!((first + later - whole).abs() < 1e-9 * (1.0 + whole.abs()));
        if text(terms, "variant", row) == "same" {
            assert!(first.abs() + whole.abs() < 1e-12);
        }
    }
    let dearer = rows(terms, "variant", "dearer");
    let seller: Vec<usize> = dearer.into_iter().filter(|row| text(terms, "role", *row) == "seller").collect();
    let (lineup, cells) = seller.split_first().unwrap();
    assert_eq!(text(terms, "strategy", *lineup), "line-up");
    for column in ["first_term_mean", "whole_mean"] {
        let mean = cells.iter().map(|row| number(terms, column, *row)).sum::<f64>() / cells.len() as f64;
        assert!((mean - number(terms, column, *lineup)).abs() < 1e-9);
        assert!(mean < 0.0, "reviews that cost three times as much: {mean}");
    }
}

/// Only variants of the contract are told by term.
#[test]
fn a_variant_of_the_world_is_not_told_by_term() {
    let world = r#"variants=[{name="noisy", set=["noise.perception=0.2"]}]"#;
    assert!(report("dark-patterns", &[world]).table("variants_by_term").is_none());
}
