//! The verb `negotiate`, as users run it: what it prints and writes, and how it fails.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/domains").join(name).display().to_string()
}

/// Runs the verb in an empty folder; exit code, output, errors and the folder.
fn negotiate(arguments: &[&str]) -> (i32, String, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::cargo_bin("longgame")
        .unwrap()
        .current_dir(folder.path())
        .arg("negotiate")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr), folder)
}

fn json(arguments: &[&str]) -> Value {
    let (code, out, errors, _) = negotiate(&[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{errors}");
    serde_json::from_str(&out).unwrap()
}

fn rows<'v>(report: &'v Value, table: &str) -> &'v Vec<Value> {
    let tables = report["tables"].as_array().unwrap();
    tables.iter().find(|found| found["name"] == table).unwrap()["rows"].as_array().unwrap()
}

#[test]
fn prints_solutions_and_session_within_100_columns() {
    let (code, out, errors, folder) = negotiate(&[&fixture("toy.json"), "--trace"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    for words in ["24 packages", "What theory proposes", "nash", "Agreement in turn", "opening", "low, b, 4"] {
        assert!(out.contains(words), "{words} is not in\n{out}");
    }
    assert!(!out.to_lowercase().contains("money") && !out.contains("seller's"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    let results = folder.path().join("output/toy/boulware-conceder");
    for file in ["charts/outcome_space.svg", "charts/outcome_space.png", "offers.csv", "frontier.csv", "report.html"] {
        assert!(results.join(file).is_file(), "{file}");
    }
}

/// The published solutions of this domain, computed by hand from its tables.
#[test]
fn every_form_of_the_domain_gives_the_same_report() {
    let expected = json(&[&fixture("toy.json")]);
    let nash = &rows(&expected, "solutions")[0];
    assert_eq!((nash["concept"].as_str(), nash["package"].as_str()), (Some("nash"), Some("high, b, 1")));
    assert!((nash["utility_first"].as_f64().unwrap() - 0.6).abs() < 1e-12);
    assert!((nash["utility_second"].as_f64().unwrap() - 0.61).abs() < 1e-12);
    let trio = ["toy-domain.xml", "buyer.xml", "seller.xml"].map(|name| fixture(&format!("genius/{name}")));
    let trio: Vec<&str> = trio.iter().map(String::as_str).collect();
    let folder = fixture("negmas_yml");
    for other in [json(&trio), json(&[&folder])] {
        for table in ["solutions", "offers", "agreement"] {
            let (found, expected) = (rows(&other, table), rows(&expected, table));
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(expected).all(|(a, b)| a["package"] == b["package"]), "{table}");
        }
    }
}

#[test]
fn the_trace_tells_the_session() {
    let report = json(&[&fixture("toy.json"), "--first", "linear", "--second", "linear", "--turns", "20"]);
    let offers = rows(&report, "offers");
    let agreement = &rows(&report, "agreement")[0];
    assert_eq!(agreement["ending"], "agreement");
    let last = offers.last().unwrap();
    assert_eq!(last["turn"], agreement["turns"]);
    assert_eq!(last["package"], agreement["package"]);
    assert_ne!(last["by"], agreement["decided_by"]);
    for key in ["utility_first", "utility_second"] {
        assert_eq!(last[key], agreement[key]);
    }
    let mut balances = [0.0, 0.0];
    for offer in offers {
        let by = usize::from(offer["by"] == "second");
        balances[by] += offer["get"].as_f64().unwrap() - offer["give"].as_f64().unwrap();
        assert!((offer["balance"].as_f64().unwrap() - balances[by]).abs() < 1e-9);
        // Nobody offers less than its own reservation value.
        let (own, floor) = if by == 0 { ("utility_first", 0.25) } else { ("utility_second", 0.2) };
        assert!(offer[own].as_f64().unwrap() >= floor - 1e-12);
    }
}

/// A linear party that offers first against one that takes anything agrees at once, on its best package.
#[test]
fn a_party_that_takes_anything_takes_the_first_offer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("yielding.toml");
    std::fs::write(&path, "extends = \"conceder\"\n[bargaining.acceptance.constant]\nshare = 0.0\n").unwrap();
    let yielding = path.display().to_string();
    let text = std::fs::read_to_string(fixture("toy.json"))
        .unwrap()
        .replace("\"reservation\": 0.2\n", "\"reservation\": 0.1\n");
    let domain = folder.path().join("low.json");
    std::fs::write(&domain, text).unwrap();
    let report = json(&[&domain.display().to_string(), "--second", &yielding]);
    let agreement = &rows(&report, "agreement")[0];
    assert_eq!((agreement["turns"].as_i64(), agreement["package"].as_str()), (Some(1), Some("low, b, 1")));
    assert_eq!(rows(&report, "parties")[1]["strategy"], "yielding");
}

#[test]
fn breakdown_ends_talks_and_the_seed_decides_when() {
    let turns = |seed: &str| {
        let report = json(&[&fixture("toy.json"), "--breakdown", "0.2", "--seed", seed]);
        let agreement = rows(&report, "agreement")[0].clone();
        (agreement["ending"].as_str().unwrap().to_owned(), agreement["turns"].as_i64().unwrap())
    };
    let sessions: Vec<(String, i64)> = ["1", "2", "3", "4"].map(turns).into();
    assert_eq!(sessions[0], turns("1"));
    assert!(sessions.iter().any(|(ending, turns)| ending == "breakdown" && *turns < 60), "{sessions:?}");
    assert!(sessions.iter().any(|session| *session != sessions[0]), "{sessions:?}");
}

#[test]
fn no_zone_of_agreement_is_told_and_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(fixture("toy.json")).unwrap();
    let text = text
        .replace("\"reservation\": 0.25", "\"reservation\": 0.95")
        .replace("\"reservation\": 0.2\n", "\"reservation\": 0.95\n");
    let path = folder.path().join("apart.json");
    std::fs::write(&path, text).unwrap();
    let (code, out, _, _) = negotiate(&[&path.display().to_string()]);
    assert_eq!(code, 0);
    assert!(out.contains("There is no zone of agreement") && out.contains("No agreement: the last of 100"), "{out}");
}

#[test]
fn domains_too_large_for_a_session_are_still_solved() {
    let issue = |k: usize| format!("{{\"name\": \"i{k}\", \"values\": [0, 1, 2, 3, 4, 5]}}");
    let domain = |count: usize| {
        let list = |item: &str| vec![item; count].join(", ");
        let issues: Vec<String> = (0..count).map(issue).collect();
        let agent = |values: &str| {
            let weight = 1.0 / count as f64;
            format!(
                "{{\"weights\": [{}], \"values\": [{}], \"reservation\": 0}}",
                list(&weight.to_string()),
                list(values)
            )
        };
        let agents = [agent("[0, 0.2, 0.4, 0.6, 0.8, 1]"), agent("[1, 0.9, 0.7, 0.5, 0.3, 0]")].join(", ");
        format!("{{\"issues\": [{}], \"agents\": [{agents}]}}", issues.join(", "))
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json");
    std::fs::write(&path, domain(7)).unwrap();
    let (code, out, errors, _) = negotiate(&[&path.display().to_string()]);
    assert_eq!(code, 0, "{errors}");
    assert!(out.contains("No session was held: 279936 packages") && out.contains("nash"), "{out}");
    std::fs::write(&path, domain(8)).unwrap();
    let (code, _, errors, folder) = negotiate(&[&path.display().to_string()]);
    assert_eq!(code, 2);
    assert!(errors.contains("more than 1000000 packages"), "{errors}");
    assert!(!folder.path().join("output").exists(), "nothing is written");
}

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let toy = fixture("toy.json");
    let broken = fixture("genius/buyer.xml");
    let cases: [(&[&str], &str); 7] = [
        (&[&toy, "--first", "boulwar"], "did you mean `boulware`?"),
        (&[&toy, "--second", "nowhere.toml"], "cannot read nowhere.toml"),
        (&[&toy, "--turns", "0"], "0 is not in 1..=10000"),
        (&[&toy, "--breakdown", "1.5"], "a probability lies between 0 and 1"),
        (&["nowhere.json"], "cannot read `nowhere.json`"),
        (&[&broken], "is a profile; name the domain first"),
        (&[&toy, &broken, &broken], "holds its agents"),
    ];
    for (arguments, words) in cases {
        let (code, out, errors, folder) = negotiate(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(errors.contains(words), "{words} is not in\n{errors}");
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "{arguments:?} wrote something");
    }
}

#[test]
fn another_session_is_not_overwritten_without_force() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results").display().to_string();
    let toy = fixture("toy.json");
    assert_eq!(negotiate(&[&toy, "--out", &out]).0, 0);
    assert_eq!(negotiate(&[&toy, "--out", &out]).0, 0);
    let (code, _, errors, _) = negotiate(&[&toy, "--out", &out, "--turns", "50"]);
    assert!(code == 2 && errors.contains("--force"), "{errors}");
    assert_eq!(negotiate(&[&toy, "--out", &out, "--turns", "50", "--force"]).0, 0);
    let manifest = std::fs::read_to_string(PathBuf::from(&out).join("manifest.json")).unwrap();
    assert!(manifest.contains("--turns 50"));
}
