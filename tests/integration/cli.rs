//! The command line as it reads: help of every verb, every kind of error, every small report; exit codes; files on disk.
//!
//! The texts are snapshots in `snapshots/`; `INSTA_UPDATE=always cargo test --test integration cli` accepts what is found.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::path::Path;

/// What a command said and how it ended, in a folder of its own.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
    folder: tempfile::TempDir,
}

impl Said {
    /// Both streams and the exit code, as one text.
    fn whole(&self) -> String {
        let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("{name}:\n{text}") };
        format!("exit code {}\n{}{}", self.code.unwrap_or(-1), part("stdout", &self.out), part("stderr", &self.err))
    }

    fn left(&self) -> usize {
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }
}

fn said_in(folder: tempfile::TempDir, words: &[&str]) -> Said {
    let output = Command::cargo_bin("longgame")
        .unwrap()
        .current_dir(folder.path())
        .env_remove("COLUMNS")
        .args(words)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr), folder }
}

fn said(words: &[&str]) -> Said {
    said_in(tempfile::tempdir().unwrap(), words)
}

const VERBS: [&str; 9] = ["run", "check", "list", "evolve", "validate", "stress", "schema", "completions", "man"];

#[test]
fn help_of_every_verb() {
    let main = said(&["--help"]);
    assert!(VERBS.iter().all(|verb| main.out.contains(&format!("\n  {verb} "))), "{}", main.out);
    insta::assert_snapshot!("help", main.out);
    for verb in VERBS {
        let help = said(&[verb, "--help"]);
        assert_eq!(help.code, Some(0));
        assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{verb}");
        insta::assert_snapshot!(format!("help_{verb}"), help.out);
    }
}

#[test]
fn small_reports() {
    let cases: [(&str, &[&str]); 10] = [
        ("validate_untested", &["validate", "--only", "V11"]),
        ("list", &["list"]),
        ("list_strategies", &["list", "strategies"]),
        ("list_clauses_csv", &["list", "clauses", "--format", "csv"]),
        ("list_measures_json", &["list", "measures", "--format", "json"]),
        ("check_all", &["check"]),
        ("check_json", &["check", "saas-renewal", "co-marketng", "--format", "json"]),
        ("run_table", &["run", "one-off-commodity", "--replications", "64", "--no-charts"]),
        ("run_variants", &["run", "goodwill-exploiter", "--replications", "64", "--no-charts", "--diagnostics"]),
        ("validate", &["validate", "--only", "V06"]),
    ];
    for (name, words) in cases {
        let said = said(words);
        assert!(said.out.lines().all(|line| line.chars().count() <= 100 || line.starts_with(' ')), "{name}");
        insta::assert_snapshot!(name, said.whole());
    }
}

#[test]
fn market_errors() {
    let market = |set: &'static [&'static str]| {
        let sets = set.iter().flat_map(|one| ["--set", one]);
        ["check", "saas-renewal", "--set", "horizon.rounds=20"].into_iter().chain(sets).collect::<Vec<_>>()
    };
    let cases: [(&str, &[&str]); 12] = [
        ("alone", &["market={parties=1}"]),
        ("break_even", &["market={parties=30, break_even=['visiblity']}"]),
        ("nothing_seen", &["market={parties=30, break_even=['visibility']}"]),
        ("washed_privately", &["market={parties=30}", "reputation={private={}, whitewash={price=1.0}}"]),
        ("odd", &["market={parties=31, strict=true}"]),
        ("visibility", &["market={parties=30}", "reputation={visibility=1.2}"]),
        ("norm", &["market={parties=30}", "reputation={norm='stern_juging'}"]),
        ("ring", &["market={parties=6, matching={network={ring={neighbours=3}}}}"]),
        ("lattice", &["market={parties=30, matching={network={lattice={width=7}}}}"]),
        ("unknown_matching", &["market={parties=30, matching={reputaton={seen=3}}}"]),
        ("no_reputation", &["market={parties=30, matching={reputation={seen=3}}}"]),
        ("no_market", &["reputation={visibility=0.5}"]),
    ];
    for (name, set) in cases {
        insta::assert_snapshot!(format!("error_market_{name}"), said(&market(set)).whole());
    }
}

#[test]
fn what_only_pairs_have_is_refused_for_a_market() {
    for option in ["--factorial", "--diagnostics", "--relationships"] {
        let said = said(&["run", "market/entry", "--replications=2", option]);
        assert_eq!((said.code, said.left()), (Some(2), 0), "{option}: {}", said.err);
        assert!(said.err.contains(&format!("{option} tells of pairs")), "{}", said.err);
    }
}

/// An edge file beside the scenario's folder: missing, in pieces, with a party too many, with an entry too few or too many.
#[test]
fn edge_file_errors() {
    let files: [(&str, Option<&str>); 6] = [
        ("missing", None),
        ("in_pieces", Some("party,neighbour\n1,4\n4,2\n3,5\n3,6\n")),
        ("unknown_party", Some("party,neighbour\n1,4\n2,7\n")),
        ("no_number", Some("party,neighbour\n1,4\n2,five\n")),
        ("own_neighbour", Some("party,neighbour\n1,4\n2,2\n")),
        ("three_entries", Some("party,neighbour\n1,4,0.5\n")),
    ];
    for (name, text) in files {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = text {
            std::fs::write(folder.path().join("edges.csv"), text).unwrap();
        }
        let market = "market={parties=6, matching={network={file={path='edges.csv'}}}}";
        let words = ["check", "saas-renewal", "--set", "horizon.rounds=20", "--set", market];
        insta::assert_snapshot!(format!("error_edges_{name}"), said_in(folder, &words).whole());
    }
}

#[test]
fn errors() {
    let cases: [(&str, &[&str]); 14] = [
        ("no_verb", &[]),
        ("unknown_verb", &["rum"]),
        ("unknown_option", &["run", "saas-renewal", "--replicatons", "5"]),
        ("no_scenario", &["run"]),
        ("unknown_scenario", &["run", "saas-renewl"]),
        ("missing_file", &["check", "nowhere/my.toml"]),
        ("bad_override", &["check", "saas-renewal", "--set", "horizon.continuaton=0.9"]),
        ("override_without_value", &["check", "saas-renewal", "--set", "horizon.continuation"]),
        ("override_out_of_range", &["check", "saas-renewal", "--set", "horizon.continuation=2"]),
        ("too_few_replications", &["run", "saas-renewal", "--replications", "1"]),
        ("no_such_item", &["validate", "--only", "V77"]),
        ("no_such_file", &["validate", "none.json"]),
        ("no_such_page", &["man", "rum"]),
        ("no_such_list", &["list", "strategys"]),
    ];
    for (name, words) in cases {
        let said = said(words);
        assert_eq!((said.code, said.left()), (Some(2), 0), "{name}: {}", said.err);
        assert!(said.out.is_empty(), "{name}: {}", said.out);
        insta::assert_snapshot!(format!("error_{name}"), said.err);
    }
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn every_output_has_the_same_bytes_for_1_2_and_7_threads_and_others_for_another_seed() {
    let run = |threads: &str, seed: &str| {
        let said = said(&[
            "run",
            "goodwill-exploiter",
            "--replications=600",
            "--relationships",
            "--diagnostics",
            "--set=run.break_even_replications=300",
            &format!("--threads={threads}"),
            &format!("--seed={seed}"),
            "--out=out",
        ]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        (files(&said.folder.path().join("out")), said.out)
    };
    let (one, told) = run("1", "1");
    assert!(one.len() > 30 && one.contains_key("report.html") && one.contains_key("charts/break_even.png"));
    for threads in ["2", "7"] {
        let (other, same) = run(threads, "1");
        assert!(one.keys().eq(other.keys()) && told == same, "{threads} threads");
        let differing: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
        assert!(differing.is_empty(), "{threads} threads change {differing:?}");
    }
    let (other, _) = run("2", "2");
    let same: Vec<&String> = one.keys().filter(|name| one[*name] == other[*name]).collect();
    assert!(same.is_empty(), "another seed leaves {same:?} as it was");
}

#[test]
fn a_market_writes_the_same_bytes_for_1_2_and_7_threads() {
    let run = |threads: &str| {
        let words = ["run", "market/entry", "--replications=40", "--no-charts", "--out=out", threads];
        let said =
            said(&[&words[..], &["--set=run.break_even_replications=4", "--set=market.break_even=['share']"]].concat());
        assert_eq!(said.code, Some(0), "{}", said.err);
        (files(&said.folder.path().join("out")), said.out)
    };
    let one = run("--threads=1");
    assert!(
        ["market.csv", "population.csv", "reputation.csv", "changes.csv", "along.csv"]
            .iter()
            .all(|name| one.0.contains_key(*name))
    );
    assert!(one == run("--threads=2") && one == run("--threads=7"));
}

#[test]
fn formats_are_for_programs_and_quiet_is_quiet() {
    let run = |words: &[&str]| {
        let common = ["run", "theory/v02-random-termination", "--replications=50", "--no-charts", "--out=out"];
        let said = said(&[&common, words].concat());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        said
    };
    let json: serde_json::Value = serde_json::from_str(&run(&["--format=json"]).out).unwrap();
    assert!(json.get("tables").is_some() && json.get("sentences").is_some());
    let csv = run(&["--format=csv"]);
    let written = std::fs::read_to_string(csv.folder.path().join("out/summary.csv")).unwrap();
    assert_eq!(csv.out, written);
    let quiet = run(&["--quiet"]);
    assert!(quiet.out.is_empty() && quiet.left() == 1);
}

#[test]
fn results_of_another_scenario_are_kept_unless_forced() {
    let run = |folder: tempfile::TempDir, words: &[&str]| {
        let common = ["run", "theory/v02-random-termination", "--replications=50", "--no-charts", "--out=out"];
        said_in(folder, &[&common, words].concat())
    };
    let first = run(tempfile::tempdir().unwrap(), &[]);
    let before = files(first.folder.path());
    let refused = run(first.folder, &["--set=horizon.continuation=0.5"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("different scenario") && refused.err.contains("--force"), "{}", refused.err);
    assert!(files(refused.folder.path()) == before);
    let forced = run(refused.folder, &["--set=horizon.continuation=0.5", "--force"]);
    assert_eq!(forced.code, Some(0), "{}", forced.err);
    assert!(files(forced.folder.path()) != before);
}

#[test]
fn pages_and_scripts_are_made_of_the_same_words() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = said(&["completions", shell]);
        assert!(script.code == Some(0) && VERBS.iter().all(|verb| script.out.contains(verb)), "{shell}");
    }
    let page = said(&["man", "run"]);
    assert!(page.out.contains("longgame\\-run") || page.out.contains("longgame-run"), "{}", page.out);
    let schema: serde_json::Value = serde_json::from_str(&said(&["schema"]).out).unwrap();
    assert!(schema.pointer("/properties/lineup").is_some());
    let strategy: serde_json::Value = serde_json::from_str(&said(&["schema", "strategy"]).out).unwrap();
    assert!(strategy.pointer("/properties/conduct").is_some());
}

/// A reader that closes the pipe early is not an error.
#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_error() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("longgame"))
        .args(["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut error = String::new();
    child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
    assert_eq!((child.wait().unwrap().code(), error.as_str()), (Some(0), ""));
}

/// A run that is interrupted leaves nothing behind.
#[cfg(unix)]
#[test]
fn an_interrupted_run_writes_nothing() {
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("longgame"))
        .current_dir(folder.path())
        .args(["run", "saas-renewal", "--replications=100000000"])
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "still running");
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(!child.wait().unwrap().success());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
