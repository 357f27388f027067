//! What every built-in scenario answers from few replications, against files in `tests/golden`.
//!
//! A change that is meant is accepted with `LONGGAME_BLESS=1 cargo test --test integration golden`; the difference then shows
//! in the diff of these files. Each holds the sentences, the first tables, and of all tables a digest down to the last bit.

use longgame::base::random::Key;
use longgame::engine::parallel::Watch;
use longgame::experiment::run::{Settings, run};
use longgame::export::{csv, text};
use longgame::report::Report;
use longgame::scenario::catalogue;
use longgame::scenario::read::read;
use std::path::PathBuf;

/// Compares with `tests/golden/<name>`, or writes it if `LONGGAME_BLESS` is set.
pub(crate) fn compare(name: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("LONGGAME_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, found).unwrap();
        return;
    }
    let hint = "LONGGAME_BLESS=1 cargo test --test integration accepts what is found";
    let expected = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; {hint}", path.display()));
    let differs = expected.lines().zip(found.lines()).enumerate().find(|(_, (old, new))| old != new);
    if let Some((line, (old, new))) = differs {
        panic!("{name}, line {}:\n  was {old}\n  is  {new}\n{hint}", line + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{name}: {hint}");
}

/// Tables that are shown if they are short, with the columns that say what a row is about; of the others the digest must do.
const SHOWN: [(&str, usize); 4] = [("strategies", 1), ("break_even", 0), ("endings", 0), ("population", 3)];
const SHORT: usize = 24;

fn told(report: &Report) -> String {
    let sentences = report.sentences.iter().map(|sentence| text::paragraph("- ", sentence));
    let shown = SHOWN.iter().filter_map(|(name, keys)| {
        let table = report.table(name).filter(|table| table.rows() <= SHORT)?;
        Some(format!("\n{}", text::panels_text(table, *keys)))
    });
    let digests = report.tables.iter().map(|table| {
        let digest = Key::digest(&csv::table_csv(table).unwrap());
        format!("{:<20} {:>5} rows  {digest}\n", table.name(), table.rows())
    });
    sentences.chain(shown).chain(["\n".to_owned()]).chain(digests).collect()
}

#[test]
fn every_scenario_answers_as_it_did() {
    for name in catalogue::names() {
        // Histories of theory scenarios are long.
        let replications = if name.starts_with("theory/") { 4 } else { 24 };
        let settings = Settings { replications: Some(replications), seed: Some(1), ..Settings::default() };
        let scenario = read(&name, &[]).unwrap();
        if let Some(file) = scenario.lacks() {
            println!("{name} skipped: {file} is not here");
            continue;
        }
        let report = run(&scenario, &settings, Watch::NONE).unwrap();
        compare(&format!("{}.txt", name.replace('/', "-")), &told(&report));
    }
}
