//! Transcripts as people and programs read them: width, wording, JSON with its documentation, files and errors.

use super::replay::{DELIVERY, MATRIX, all, close, named, transcript};
use assert_cmd::Command;
use longgame::experiment::replay::told;
use longgame::scenario::read::read_text;
use serde_json::Value;

#[test]
fn no_line_is_wider_than_the_page() {
    for transcript in all() {
        let text = told(transcript);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 100, "{}: {widest}", transcript.scenario);
        assert!(text.lines().all(|line| line.trim_end() == line) && !text.contains("NaN"));
    }
}

#[test]
fn small_transcripts_read_as_they_should() {
    let delivery = read_text("small", DELIVERY, &[]).unwrap();
    insta::assert_snapshot!("delivery", told(&transcript(&delivery, "open:tight", 0)));
    let matrix = read_text("moves", MATRIX, &[]).unwrap();
    insta::assert_snapshot!("matrix", told(&transcript(&matrix, "tit_for_tat:grim", 0)));
}

fn command(arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("longgame").unwrap().arg("replay").args(arguments).output().unwrap()
}

/// Every key of a JSON document.
fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Object(entries) => {
            for (key, below) in entries {
                // The keys of these are accounts and issues.
                if !["flows", "options", "package", "from_solutions"].contains(&key.as_str()) || !below.is_object() {
                    keys(below, found);
                }
                found.push(key.clone());
            }
        }
        _ => {}
    }
}

#[test]
fn json_holds_the_same_and_help_explains_every_key() {
    let pair = "relationship:exploitative";
    let output = command(&["saas-renewal", "--pair", pair, "--seed", "7", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let transcript = transcript(&named("saas-renewal"), pair, 0);
    assert_eq!(document, serde_json::to_value(&transcript).unwrap());
    let seller = document["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|round| round["discount"].as_f64().unwrap() * round["sides"]["seller"]["net"].as_f64().unwrap());
    assert!(close(seller.sum(), document["totals"]["seller"]["value"].as_f64().unwrap()));
    let help = String::from_utf8(command(&["--help"]).stdout).unwrap();
    let words: Vec<&str> = help.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_').collect();
    let mut found = Vec::new();
    keys(&document, &mut found);
    found.sort();
    found.dedup();
    let silent: Vec<&String> = found.iter().filter(|key| !words.contains(&key.as_str())).collect();
    assert!(found.len() > 90 && silent.is_empty(), "{} keys, not explained: {silent:?}", found.len());
}

#[test]
fn each_mistake_has_a_clear_error_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("transcript.txt");
    let out = file.to_str().unwrap();
    let pair = ["--pair", "relationship:exploitative"];
    let cases: [(&[&str], &str); 9] = [
        (&["saas-renewal", "--pair", "relationship"], "no pair"),
        (&["saas-renewal", "--pair", "relationshp:exploitative"], "did you mean `relationship`?"),
        (
            &["saas-renewal", "--pair", "relationship:distributive/exploitatve/relationship"],
            "did you mean `exploitative`?",
        ),
        (&["saas-renewal", "--pair", "relationship:nobody"], "distributive"),
        (&["saas-renewl", pair[0], pair[1]], "saas-renewal"),
        (&["saas-renewal", pair[0], pair[1], "--rounds", "9..3"], "3..9"),
        (&["saas-renewal", pair[0], pair[1], "--rounds", "0..3"], "from 1"),
        (&["saas-renewal", pair[0], pair[1], "--rounds", "three"], "no round"),
        (&["saas-renewal", pair[0], pair[1], "--seed", "7", "--rounds", "900..901"], "the need lasted 46 rounds"),
    ];
    for (arguments, word) in cases {
        let output = command(&[arguments, &["--out", out]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(word), "{arguments:?} should say `{word}`:\n{said}");
        assert!(output.stdout.is_empty() && !file.exists(), "{arguments:?}");
    }
}

#[test]
fn a_file_is_written_whole_and_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("transcript.txt");
    let arguments = ["saas-renewal", "--pair", "tit_for_tat:relationship", "--rounds", "1..2"];
    let with = |more: &[&str]| command(&[&arguments[..], &["--out", file.to_str().unwrap()], more].concat());
    assert!(with(&[]).status.success());
    let text = std::fs::read(&file).unwrap();
    assert_eq!(text, command(&arguments).stdout);
    assert_eq!(with(&["--format", "json"]).status.code(), Some(2));
    assert_eq!(std::fs::read(&file).unwrap(), text);
    assert!(with(&["--format", "json", "--force"]).status.success());
    assert!(serde_json::from_slice::<Value>(&std::fs::read(&file).unwrap()).is_ok());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_library_is_listed() {
    let listed =
        Command::cargo_bin("longgame").unwrap().args(["list", "tradeables", "--format", "csv"]).output().unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    for trade in longgame::domain::tradeable::library() {
        assert!(text.contains(&trade.name), "{text}");
    }
}
