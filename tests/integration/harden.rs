//! Which rule let an exploit in, and what repairs are worth: holes in the contracts that are kept, frontiers, diffs, and the command.

use assert_cmd::Command;
use longgame::base::side::Side;
use longgame::experiment::stress::appraisal::{Appraise, BySearch, Draft, Exactly, Inspection};
use longgame::experiment::stress::arena::Arena;
use longgame::experiment::stress::attribution::attribute;
use longgame::experiment::stress::exact::certify;
use longgame::experiment::stress::harden::harden;
use longgame::experiment::stress::outcome::search;
use longgame::experiment::stress::{ALARM, Families, Question, run};
use longgame::scenario::read::{Scenario, read_under};

fn question(hostile: Side) -> Question {
    Question {
        hostile,
        victim: "vigilant".to_owned(),
        rules: Families::all(),
        budget: 400,
        harden: true,
        seed: 1,
        replications: 500,
    }
}

fn under(contract: &str) -> Scenario {
    read_under("managed-service", (!contract.is_empty()).then_some(contract), &[]).unwrap()
}

fn inspected(draft: &Draft<'_>) -> Inspection {
    draft.inspect(draft.appraise.appraise(draft.contract).unwrap())
}

/// The rules named for a hostile side; none where it is certain that it gains next to nothing.
fn named(scenario: &Scenario, hostile: Side) -> Vec<&'static str> {
    let families = Families::all();
    let arena = Arena::new(scenario, scenario.file.contract, hostile, "vigilant").unwrap();
    let contest = arena.contest(&families);
    let certificate = certify(&contest).unwrap();
    if certificate.gain().low <= ALARM * contest.contract.price * certificate.annuity {
        assert!(certificate.gain().high <= ALARM * contest.contract.price * certificate.annuity, "undecided");
        return Vec::new();
    }
    let exactly = Exactly(contest);
    let draft = Draft { contract: contest.contract, hostile, rules: &families, appraise: &exactly };
    attribute(&draft, &inspected(&draft)).iter().map(|culprit| culprit.repair.rule.key).collect()
}

/// Every contract with a hole: who uses it, and which rule it is. The scenario's own contract has none.
#[test]
fn the_holes_of_the_contracts_that_are_kept_are_named() {
    let holes = [
        ("", Side::Seller, ""),
        ("low-cap", Side::Seller, "service_credits.cap"),
        ("monthly-credit-quarterly-window", Side::Seller, "service_credits.basis"),
        ("one-sided-credits", Side::Buyer, "service_credits.two_sided"),
        ("hidden-renewal", Side::Seller, "term.renewal"),
        ("pass-through-without-floor", Side::Buyer, "price_band.floor"),
    ];
    for (contract, side, rule) in holes {
        let scenario = under(contract);
        let expected: Vec<&str> = if rule.is_empty() { Vec::new() } else { vec![rule] };
        assert_eq!(named(&scenario, side), expected, "{contract}");
        assert!(named(&scenario, side.other()).is_empty(), "{contract}: the other side has no hole");
    }
}

/// A frontier goes down from the contract as it is; its points are what their contracts are worth, and a diff says them.
#[test]
fn a_frontier_is_what_its_contracts_are_worth() {
    let (scenario, families) = (under("monthly-credit-quarterly-window"), Families::all());
    let arena = Arena::new(&scenario, scenario.file.contract, Side::Seller, "vigilant").unwrap();
    let contest = arena.contest(&families);
    let exactly = Exactly(contest);
    let draft = Draft { contract: contest.contract, hostile: Side::Seller, rules: &families, appraise: &exactly };
    let inspection = inspected(&draft);
    let hardening = harden(&draft, &inspection, &attribute(&draft, &inspection)).unwrap();
    assert!(hardening.before().repairs.is_empty() && hardening.frontier.len() > 2);
    assert!(hardening.frontier.is_sorted_by(|one, other| one.value_lost <= other.value_lost && one.loss > other.loss));
    for point in &hardening.frontier {
        assert!((exactly.appraise(&point.contract).unwrap().loss() - point.loss).abs() <= 0.0);
        assert_eq!(point.contract, point.repairs.iter().fold(*contest.contract, |all, repair| repair.applied(&all)));
    }
    let recommended = hardening.recommendation();
    assert!(hardening.closes(recommended) > 0.9 && hardening.costs(recommended) < 0.05);
}

/// Where nothing is certain, short searches find the rule as well: here the certificate is there to compare with.
#[test]
fn short_searches_name_the_same_rule() {
    for (contract, side) in [("low-cap", Side::Seller), ("one-sided-credits", Side::Buyer)] {
        let (scenario, question) = (under(contract), question(side));
        let arena = Arena::new(&scenario, scenario.file.contract, side, "vigilant").unwrap();
        let searched = search(&arena, &question, &|_| {}).unwrap();
        let by_search = BySearch { scenario: &scenario, question: &question, searched: &searched };
        let draft =
            Draft { contract: &scenario.file.contract, hostile: side, rules: &question.rules, appraise: &by_search };
        let culprits = attribute(&draft, &inspected(&draft));
        let found: Vec<&str> = culprits.iter().map(|culprit| culprit.repair.rule.key).collect();
        assert_eq!(found[..1], named(&scenario, side)[..1], "{contract}: {found:?}");
    }
}

#[test]
fn threads_change_no_bit_of_a_hardening() {
    let scenario = under("low-cap");
    let answers = [1, 2, 7].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (report, texts) = pool.install(|| run::run(&scenario, &question(Side::Seller), "", &|_| {})).unwrap();
        (format!("{report:?}"), texts)
    });
    assert!(answers[0] == answers[1] && answers[0] == answers[2]);
}

#[test]
fn the_command_says_what_to_change_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let words =
        ["stress", "managed-service", "--contract", "low-cap", "--harden", "--budget=400", "--replications=500"];
    let output = Command::cargo_bin("longgame").unwrap().current_dir(folder.path()).args(words).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!("harden", told);
    let out = folder.path().join("output/stress/managed-service-low-cap-seller");
    for name in ["exploits.csv", "rules.csv", "frontier.csv", "hardened.diff", "stress.html", "charts/frontier.png"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let diff = std::fs::read_to_string(out.join("hardened.diff")).unwrap();
    assert!(diff.contains("\n-cap = 0.03") && diff.contains("\n+cap = "), "{diff}");
}
