//! Broken scenarios: one clear error each, exit code 2, nothing written.

use assert_cmd::Command;

const HEAD: &str = "title = \"t\"\n[lineup]\nstrategies = [\"tit_for_tat\"]\n";
const GAME: &str = "[stage.matrix.symmetric]\ntemptation = 5\nreward = 3\npunishment = 1\nsucker = 0\n";
const DELIVERY: &str = "[stage.delivery]\nbase_value = 85\nbase_cost = 45\nseller = { value = 50, cost = 15 }\nbuyer = { value = 15, cost = 6 }\n";

/// Checks and runs a text, and expects one error with these words on standard error; the whole of it is a snapshot.
fn refused(name: &str, text: &str, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.toml");
    std::fs::write(&path, text).unwrap();
    for verb in ["check", "run"] {
        let output = Command::cargo_bin("longgame")
            .unwrap()
            .current_dir(folder.path())
            .args([verb, "broken.toml"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        for word in words {
            assert!(said.contains(word), "{name} should say `{word}`:\n{said}");
        }
        assert_eq!(said.matches("error: ").count(), 1, "{name}: {said}");
        assert!(said.contains(" broken.toml:"), "{name} should show the line:\n{said}");
        insta::assert_snapshot!(format!("broken_{}", name.replace([' ', '-'], "_")), said);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{name} wrote something");
}

#[test]
fn each_kind_of_mistake_has_a_clear_error() {
    let game = |rest: &str| format!("{HEAD}{GAME}{rest}");
    let delivery = |rest: &str| format!("{HEAD}{DELIVERY}{rest}");
    let issue = |rest: &str| delivery(&format!("[[bargaining.issues]]\nname = \"price\"\n{rest}"));
    let lineup = |names: &str| format!("title = \"t\"\n[lineup]\nstrategies = {names}\n{GAME}");
    let conduct = |rule: &str| {
        format!("title = \"t\"\n[lineup]\nstrategies = [\"own\"]\n{GAME}[strategies.own.conduct.effort.{rule}")
    };
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("unknown key", game("[horizon]\ncontinuaton = 0.9\n"), vec!["continuaton", "continuation", "broken.toml:10"]),
        ("wrong type", game("[horizon]\ncontinuation = \"much\"\n"), vec!["continuation", "broken.toml:10"]),
        ("nan", game("[horizon]\ncontinuation = nan\n"), vec!["continuation"]),
        ("infinite", game("[noise]\nperception = inf\n"), vec!["perception"]),
        ("negative probability", game("[noise]\nperception = -0.1\n"), vec!["perception", "0 to 1"]),
        ("endless", game("[horizon]\ncontinuation = 1.0\n"), vec!["never ends", "rounds"]),
        (
            "missing file",
            delivery("[index.bootstrap]\nfile = \"none.csv\"\ncolumn = \"a\"\nblock = 2\n"),
            vec!["none.csv"],
        ),
        (
            "missing column",
            delivery(
                "[index.bootstrap]\nfile = \"data/us_producer_prices_1950_2000.csv\"\ncolumn = \"a\"\nblock = 2\n",
            ),
            vec!["column", "ppi_finished_goods"],
        ),
        ("empty line-up", lineup("[]"), vec!["strategies", "1 to 64"]),
        ("twice in the line-up", lineup("[\"grim\", \"grim\"]"), vec!["twice"]),
        ("unknown strategy", lineup("[\"tit_for_tatt\"]"), vec!["tit_for_tatt", "did you mean `tit_for_tat`"]),
        (
            "circular strategies",
            format!("{}[strategies.a]\nextends = \"b\"\n[strategies.b]\nextends = \"a\"\n", lineup("[\"a\"]")),
            vec!["circle"],
        ),
        ("circular scenario", format!("extends = \"broken\"\n{}", game("")), vec!["broken"]),
        ("two stages", game(DELIVERY), vec!["stage"]),
        (
            "overlapping tiers",
            delivery(
                "[contract.service_credits]\ntiers = [{ shortfall = 0.3, share = 0.1 }, { shortfall = 0.1, share = 0.5 }, { shortfall = 0.4, share = 1.0 }]\n",
            ),
            vec!["tiers"],
        ),
        (
            "floor above cap",
            delivery("[contract.price_band]\nfloor_price = 110\ncap_price = 90\n"),
            vec!["floor above cap", "110", "90"],
        ),
        ("cadence zero", delivery("[contract.governance]\ncadence = 0\n"), vec!["cadence", "leave it out"]),
        (
            "cure longer than term",
            delivery("[contract.term]\nrounds = 4\n[contract.exit_ramp]\nmisses = 1\ncure = 5\n"),
            vec!["cure longer than the term", "at most 4"],
        ),
        (
            "notice longer than term",
            delivery("[contract.term]\nrounds = 4\nrenewal = \"automatic\"\nnotice = 5\n"),
            vec!["notice longer than the term", "at most 4"],
        ),
        (
            "pilot longer than term",
            delivery("[contract.term]\nrounds = 4\n[contract.pilot]\nscale = 0.5\nrounds = 5\n"),
            vec!["pilot longer than the term", "at most 4"],
        ),
        (
            "ladder and escalation",
            delivery("[contract.governance]\nescalation = 0.5\nladder = [{ delay = 0.1, resolves = 0.5 }]\n"),
            vec!["ladder and escalation", "one of them"],
        ),
        (
            "long ladder",
            delivery(
                "[contract.governance]\nladder = [{ delay = 0, resolves = 0.5 }, { delay = 0, resolves = 0.5 }, { delay = 0, resolves = 0.5 }, { delay = 0, resolves = 0.5 }]\n",
            ),
            vec!["ladder", "3"],
        ),
        ("unknown claimant", delivery("[contract.service_credits]\nclaimant = \"owning\"\n"), vec!["owning", "owing"]),
        ("break fee", delivery("[contract.exit_ramp]\nbreak_fee = { seller = 1.5, buyer = 0.1 }\n"), vec!["break_fee"]),
        ("short table", conduct("table]\nmemory = 1\nfirst = [1.0]\ncooperate = [1.0]\n"), vec!["4"]),
        ("dead end", conduct("automaton]\nstates = [{ cooperate = 1.0, next = [0, 0, 0, 7] }]\n"), vec!["state 7"]),
        (
            "shares",
            game("").replace("strategies = [\"tit_for_tat\"]", "strategies = [\"tit_for_tat\"]\nshares = [0.5, 0.5]"),
            vec!["shares"],
        ),
        ("no options", issue("keys = [\"price\"]\n"), vec!["options"]),
        ("unknown term", issue("keys = [\"prise\"]\noptions = [1, 2]\n"), vec!["prise", "price"]),
        ("option out of range", issue("keys = [\"service_credits.rate\"]\noptions = [0.1, 2.0]\n"), vec!["range"]),
        (
            "too many packages",
            issue(
                "keys = [\"price\"]\nrange = { from = 0, to = 100, step = 0.1 }\n[[bargaining.issues]]\nname = \"term\"\nkeys = [\"term.rounds\"]\nrange = { from = 1, to = 100, step = 1 }\n",
            ),
            vec!["65536"],
        ),
        (
            "too many options",
            issue("keys = [\"price\"]\nrange = { from = 0, to = 60000, step = 0.5 }\n"),
            vec!["more than"],
        ),
        (
            "bargaining over a matrix",
            game("[[bargaining.issues]]\nname = \"p\"\nkeys = [\"price\"]\noptions = [1, 2]\n"),
            vec!["matrix"],
        ),
        ("compare", game("[run]\ncompare = [\"tit_for_tat\", \"grim\"]\n"), vec!["grim", "line-up"]),
        (
            "part of a strategy",
            game("[strategies.own]\nextends = \"grim\"\n[strategies.own.review]\nhorizon = -1\n")
                .replace("\"tit_for_tat\"", "\"own\""),
            vec!["horizon"],
        ),
        ("syntax", game("[horizon\n"), vec!["broken.toml"]),
    ];
    assert!(cases.len() >= 20);
    for (name, text, words) in cases {
        refused(name, &text, &words);
    }
}

#[test]
fn an_unknown_scenario_and_a_bad_override_are_named() {
    let run = |arguments: &[&str]| Command::cargo_bin("longgame").unwrap().args(arguments).output().unwrap();
    let unknown = run(&["check", "saas-renewl"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("saas-renewal"));
    let bad = run(&["check", "saas-renewal", "--set", "horizon.continuation=2"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("continuation"));
}
