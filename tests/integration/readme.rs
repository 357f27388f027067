//! The README's commands run, and what it shows of the first of them, answer and chart, is what that gives.

use crate::golden;
use assert_cmd::Command;
use tempfile::TempDir;

const README: &str = include_str!("../../README.md");

/// What a command says, and the folder in which it was said.
fn run(words: &[String]) -> (String, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/saas-renewal.toml");
    std::fs::copy(own, folder.path().join("my.toml")).unwrap();
    let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/contracts/sound.toml");
    std::fs::copy(contract, folder.path().join("draft.toml")).unwrap();
    let output = Command::cargo_bin("longgame").unwrap().current_dir(folder.path()).args(words).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "longgame {}: {error}", words.join(" "));
    (String::from_utf8(output.stdout).unwrap(), folder)
}

/// Every command of ours in the text: behind a cargo command, or in backticks.
fn commands() -> Vec<Vec<String>> {
    let quoted = README.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("longgame "));
    let typed = README.lines().filter_map(|line| line.strip_prefix("cargo run --release -- "));
    typed.chain(quoted).map(|words| words.split_whitespace().map(str::to_owned).collect()).collect()
}

#[test]
fn every_command_runs() {
    let commands = commands();
    assert!(commands.len() >= 5, "{commands:?}");
    for mut words in commands {
        match words[0].as_str() {
            // The whole suite takes minutes and has a test of its own.
            "validate" => words.push("--only=V06".to_owned()),
            "stress" => words.extend(["--budget=400", "--replications=100"].map(str::to_owned)),
            "run" if !words.contains(&"--help".to_owned()) => words.push("--replications=100".to_owned()),
            _ => {}
        }
        run(&words);
    }
}

/// The lines between the first command and the dots are the beginning of what it says; the chart is one that it draws.
#[test]
fn what_is_shown_is_what_is_given() {
    let (_, rest) = README.split_once("$ cargo run --release -- ").unwrap();
    let (command, rest) = rest.split_once('\n').unwrap();
    let (shown, _) = rest.split_once("...\n```").unwrap();
    let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    let (given, folder) = run(&words);
    let shown: Vec<&str> = shown.lines().collect();
    assert!(shown.len() > 5);
    assert_eq!(given.lines().take(shown.len()).collect::<Vec<_>>(), shown);
    let chart = folder.path().join("output/saas-renewal/charts/cumulative_value.svg");
    golden::compare("readme.svg", &std::fs::read_to_string(chart).unwrap());
    assert!(README.contains("(tests/golden/readme.svg)"));
}
