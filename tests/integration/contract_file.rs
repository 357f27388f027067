//! A contract given apart from a scenario: laid over its own, below overrides, with mistakes shown in its own lines.

use assert_cmd::Command;
use longgame::scenario::catalogue;
use longgame::scenario::read::{read, read_under};
use longgame::scenario::resolve::{resolve, resolve_variants};

/// Reads a scenario under a contract of this text.
fn under(contract: &str, set: &[&str]) -> longgame::scenario::read::Scenario {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.toml");
    std::fs::write(&path, contract).unwrap();
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    read_under("goodwill-exploiter", path.to_str(), &set).unwrap()
}

#[test]
fn it_lies_over_the_scenario_and_below_overrides() {
    let own = read("goodwill-exploiter", &[]).unwrap();
    assert_ne!(own.file.contract.price.to_bits(), 77.0_f64.to_bits());
    let draft = "price = 77.0\n[service_credits]\nrate = 0.2\ntwo_sided = true\n[term]\nrounds = 5\n";
    let given = under(draft, &["contract.term.rounds=6"]);
    let mut expected = own.file.contract;
    expected.price = 77.0;
    expected.service_credits.rate = 0.2;
    expected.service_credits.two_sided = true;
    expected.term.rounds = 6;
    assert_eq!(given.file.contract, expected);
    assert!(given.canonical().contains("contract.service_credits.rate = 0.2\n"));
    let design = resolve(&given).unwrap();
    let variants = resolve_variants(&given, &design).unwrap();
    assert!(
        !variants.is_empty()
            && variants.iter().all(|variant| variant.rules.contract.price.to_bits() == 77.0_f64.to_bits())
    );
}

#[test]
fn one_contract_can_extend_another() {
    let sound = read_under("saas-renewal", Some("sound"), &[]).unwrap().file.contract;
    let extended = under("title = 'dearer'\nextends = 'sound'\nprice = 99\n", &[]).file.contract;
    assert_eq!(extended, longgame::domain::contract::Contract { price: 99.0, ..sound });
}

#[test]
fn built_in_contracts_are_no_scenarios_and_fit_one() {
    let contracts = catalogue::names_below(catalogue::CONTRACTS);
    assert!(!contracts.is_empty() && catalogue::names().iter().all(|name| !name.contains(catalogue::CONTRACTS)));
    for name in &contracts {
        assert!(read(&format!("contracts/{name}"), &[]).is_err(), "{name} is no scenario");
        resolve(&read_under("saas-renewal", Some(name), &[]).unwrap()).unwrap();
    }
}

#[test]
fn mistakes_are_shown_in_its_own_lines() {
    let cases: [(&str, &str, &[&str]); 6] = [
        ("range", "price = 80\n[service_credits]\nrate = 2\n", &["rate", "0 to 1", "draft.toml:3:8"]),
        ("unknown", "pricee = 80\n", &["pricee", "price", "draft.toml:1:1"]),
        ("clash", "[exit_ramp]\nautomatic = true\n", &["misses of at least 1", "draft.toml:2:"]),
        ("scenario", "[contract]\nprice = 3\n", &["below `[contract]`", "draft.toml:1:1"]),
        ("title", "title = 3\n", &["`title`", "draft.toml:1:"]),
        ("syntax", "price = \n", &["draft.toml:1:"]),
    ];
    for (name, text, words) in cases {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("draft.toml"), text).unwrap();
        for verb in ["check", "run"] {
            let output = Command::cargo_bin("longgame")
                .unwrap()
                .current_dir(folder.path())
                .args([verb, "goodwill-exploiter", "--contract", "draft.toml"])
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{name}: {said}");
            for word in words {
                assert!(said.contains(word), "{name} should say `{word}`:\n{said}");
            }
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{name} wrote something");
    }
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest() {
    let error = read_under("saas-renewal", Some("contracts/sond.toml"), &[]).unwrap_err().to_string();
    assert!(error.contains("contracts/sond.toml") && error.contains("did you mean `sound`"), "{error}");
}

#[test]
fn the_manifest_holds_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["run", "goodwill-exploiter", "--contract", "sound", "--replications=20", "--no-charts", "--quiet"];
    Command::cargo_bin("longgame").unwrap().current_dir(folder.path()).args(words).assert().success();
    let path = folder.path().join("output/goodwill-exploiter-sound/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(manifest["contract"]["text"], catalogue::contract("sound").unwrap());
    assert!(manifest["command"].as_str().unwrap().contains("--contract sound"));
}
