//! `evolve`: same bytes for any number of threads, what bad input is told, and validation items at parameters of our own.

use assert_cmd::Command;
use longgame::experiment::validation::{self, Settings, Verdict};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

const MATRIX: &str = "strategy,hawk,dove,bourgeois\nhawk,-1,2,0.5\ndove,0,1,0.5\nbourgeois,-0.5,1.5,1\n";

fn evolve(folder: &Path, words: &[&str]) -> Output {
    Command::cargo_bin("longgame").unwrap().current_dir(folder).arg("evolve").args(words).output().unwrap()
}

fn files(folder: &Path, below: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join(below)).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}/{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            all.extend(files(folder, &name));
        } else {
            all.insert(name, std::fs::read(path).unwrap());
        }
    }
    all
}

#[test]
fn threads_change_no_byte_and_the_seed_does() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str, seed: &str| {
        let words =
            ["evolution/trio", "--replications", "60", "--threads", threads, "--seed", seed, "--quiet", "--out", "x"];
        let few =
            ["--set", "evolution.resamples=50", "--set", "evolution.starts=40", "--set", "evolution.generations=60"];
        let few = [&words[..], &few[..], &["--set", "evolution.replications=40", "--force"]].concat();
        let output = evolve(folder.path(), &few);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(folder.path(), "x")
    };
    let one = run("1", "5");
    for name in ["stationary", "fixation", "payoffs", "population", "basins", "rest_points"] {
        assert!(one.contains_key(&format!("x/{name}.csv")), "{name}");
    }
    assert!(["simplex", "shares", "stationary"].iter().all(|name| one.contains_key(&format!("x/charts/{name}.svg"))));
    assert!(run("2", "5") == one && run("7", "5") == one);
    assert!(run("2", "6")["x/population.csv"] != one["x/population.csv"]);
}

#[test]
fn a_matrix_file_evolves_by_every_process() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("contest.csv"), MATRIX).unwrap();
    for process in ["replicator", "birth_death", "death_birth", "fermi"] {
        let set = format!("evolution.process={process}");
        let output =
            evolve(folder.path(), &["contest.csv", "--set", &set, "--format", "csv", "--no-charts", "--force"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let first = text.lines().nth(1).unwrap();
        // Bourgeois is the only strategy that no other invades (Maynard Smith 1982).
        assert!(first.starts_with("bourgeois,"), "{process}: {text}");
    }
}

#[test]
fn an_answer_reads_well() {
    let folder = tempfile::tempdir().unwrap();
    let output = evolve(folder.path(), &["evolution/tit-for-tat", "--no-charts"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    insta::assert_snapshot!("tit_for_tat", text);
}

/// Each with what must be said.
#[test]
fn bad_input_is_told_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("contest.csv"), MATRIX).unwrap();
    std::fs::write(folder.path().join("oblong.csv"), "strategy,a,b\na,1,2\n").unwrap();
    let trio = "evolution/trio";
    let cases: [(&[&str], &str); 11] = [
        (&["oblong.csv"], "not square: 1 rows for 2 columns"),
        (&["absent.csv"], "cannot read absent.csv"),
        (&["contest.csv", "--set", "evolution.process=moran"], "birth_death"),
        (&["contest.csv", "--set", "horizon.rounds=3"], "horizon"),
        (&["contest.csv", "--set", "evolution.shares=[0.5, 0.2, 0.2]"], "must sum to 1"),
        (
            &["contest.csv", "--set", "evolution.process=birth_death", "--set", "evolution.fitness=linear"],
            "selection from 0 to 0.5 here",
        ),
        (
            &[trio, "--set", "evolution.payoffs=[[1.0, 2.0, 3.0], [1.0, 2.0], [1.0, 2.0, 3.0]]"],
            "not square: row 2 holds 2",
        ),
        (&[trio, "--set", "evolution.population=1"], "2 to 10"),
        (&[trio, "--set", "evolution.costs=[1.0]"], "1 costs for 3 strategies"),
        (
            &[
                trio,
                "--set",
                "lineup.strategies=[\"relationship\"]",
                "--set",
                "run.compare=[\"relationship\", \"relationship\"]",
            ],
            "at least two",
        ),
        (
            &["evolution/tit-for-tat", "--set", "evolution.selection=0.9", "--set", "evolution.costs=[0.0, 0.0, 40.0]"],
            "fitness would be",
        ),
    ];
    for (words, wanted) in cases {
        let output = evolve(folder.path(), words);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {error}");
        assert!(error.replace('\n', " ").contains(wanted), "{words:?}: {error}");
    }
    assert!(!folder.path().join("output").exists(), "nothing is written");
}

fn verdicts(id: &str, tolerance: &str, case: &str) -> Vec<Verdict> {
    let json = format!(r#"{{"kind": "suite", "items": {{"{id}": {{"tolerance": {tolerance}, "cases": [{case}]}}}}}}"#);
    let settings = Settings { only: Vec::new(), seed: 7, progress: &|_| {} };
    let figures = validation::run(&[("test".to_owned(), json)], &settings).unwrap();
    figures.into_iter().map(|figure| figure.verdict).collect()
}

/// One case and the quantity expected of it; a tenth more or less must fail.
fn holds(id: &str, tolerance: &str, case: &dyn Fn(f64) -> String, expected: f64) {
    assert_eq!(verdicts(id, tolerance, &case(expected)), [Verdict::Pass], "{id}");
    for wrong in [0.9, 1.1] {
        assert_eq!(verdicts(id, tolerance, &case(wrong * expected)), [Verdict::Fail], "{id} times {wrong}");
    }
}

/// 1 / (1 + sum of products) for constant ratios, and for a game by hand at N = 3.
#[test]
fn moran_fixation_at_other_parameters() {
    let constant = |r: f64, n: i32| {
        let sum: f64 = (0..n).map(|k| (0..k).fold(1.0, |power, _| power / r)).sum();
        1.0 / sum
    };
    for (r, n) in [(1.5, 6), (0.8, 9)] {
        let case =
            |rho: f64| format!(r#"{{"kind": "constant", "in": {{"r": {r}, "N": {n}}}, "out": {{"rho": {rho}}}}}"#);
        holds("V28_moran", r#"{"*": {"rel": 0.03}}"#, &case, constant(r, n));
    }
    // a, b, c, d = 4, 1, 3, 2 and w = .5: with one mutant it earns 1 and residents 2.5, with two 2.5 and 3.
    let (g1, g2) = ((0.5 + 0.5 * 2.5) / (0.5 + 0.5 * 1.0), (0.5 + 0.5 * 3.0) / (0.5 + 0.5 * 2.5));
    let case = |rho: f64| {
        format!(
            r#"{{"kind": "game", "in": {{"a": 4, "b": 1, "c": 3, "d": 2, "N": 3, "w": 0.5}}, "out": {{"rho": {rho}}}}}"#
        )
    };
    holds("V28_moran", r#"{"*": {"rel": 0.03}}"#, &case, 1.0 / (1.0 + g1 + g1 * g2));
}

#[test]
fn the_barrier_of_tit_for_tat_at_other_parameters() {
    // c (1 - w) / (w (b - c)) for b = 4, c = 1.5, w = .7.
    let barrier = 1.5 * 0.3 / (0.7 * 2.5);
    let case = |expected: f64| {
        format!(r#"{{"in": {{"donation": [4, 1.5, 0.7]}}, "out": {{"TFT_barrier_donation": {expected}}}}}"#)
    };
    holds("V29_cycles", r#"{"*": {"abs": 0.01}}"#, &case, barrier);
    // Matches of 6 rounds of (4, 3, 1, .5), cost .3: 17.7, 5.2, 9, 6.
    let barrier = (6.0 - 5.2) / (17.7 - 5.2 - 9.0 + 6.0);
    let case = |expected: f64| {
        format!(
            r#"{{"in": {{"imhof": {{"pay": [4, 3, 1, 0.5], "m": 6, "tft_cost": 0.3}}}}, "out": {{"TFT_barrier_imhof": {expected}}}}}"#
        )
    };
    holds("V29_cycles", r#"{"*": {"abs": 0.001}}"#, &case, barrier);
}

/// Two of two: a mutant takes over by one event, so that shares are as fitness of either beside the other.
#[test]
fn cycles_in_the_smallest_population() {
    // In matches of 2 rounds of (5, 3, 1, .1), cost 0: pairs of AllC, AllD, TFT earn 6, .2, 6; 10, 2, 6; 6, 1.1, 6.
    let win = |own: f64, other: f64| own / (own + other);
    let rho = |mutant: usize, resident: usize| {
        let payoff = [[6.0, 0.2, 6.0], [10.0, 2.0, 6.0], [6.0, 1.1, 6.0]];
        win(payoff[mutant][resident], payoff[resident][mutant])
    };
    // Weights of a chain of three by its spanning trees.
    let rate = |from: usize, to: usize| rho(to, from);
    let tree = |root: usize, one: usize, other: usize| {
        rate(one, root) * rate(other, root) + rate(one, other) * rate(other, root) + rate(other, one) * rate(one, root)
    };
    let weights = [tree(0, 1, 2), tree(1, 0, 2), tree(2, 0, 1)];
    let sum: f64 = weights.iter().sum();
    let [c, d, t] = weights.map(|weight| weight / sum);
    let case = |scale: f64| {
        format!(
            r#"{{"in": {{"imhof": {{"pay": [5, 3, 1, 0.1], "m": 2, "tft_cost": 0}}}}, "out": {{"small_mutation": {{"2": [{}, {}, {}]}}}}}}"#,
            c * scale,
            d * scale,
            t * scale
        )
    };
    assert_eq!(verdicts("V29_cycles", r#"{"*": {"abs": 1e-9}}"#, &case(1.0)), [Verdict::Pass; 3]);
    assert_eq!(verdicts("V29_cycles", r#"{"*": {"abs": 1e-3}}"#, &case(1.1)), [Verdict::Fail; 3]);
}

/// Two strategies: shares differ by the exponential of selection times the sum of their differences.
#[test]
fn alpha_rank_at_other_parameters() {
    let (n, alpha) = (12, 0.25);
    // Payoffs 2, 0 / 1.5, 1: with k of the first it earns (2 (k - 1)) / 11, the other (1.5 k + 11 - k) / 11.
    let sum: f64 = (1..n).map(f64::from).map(|k| (2.0 * (k - 1.0) - 1.5 * k - (11.0 - k)) / 11.0).sum();
    let odds = longgame::base::numeric::exp(alpha * sum);
    let case = |expected: f64| {
        format!(
            r#"{{"in": {{"N": {n}, "alpha": {alpha}, "matrix": [[2, 0], [1.5, 1]]}}, "out": {{"pi": [{expected}]}}}}"#
        )
    };
    holds("V30_rank", r#"{"*": {"abs": 1e-4}}"#, &case, odds / (1.0 + odds));
}

/// Published Moran runs, where they are.
#[test]
fn published_moran_runs_come_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/validation/iterated_pd.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the published runs are not here");
        return;
    };
    let settings = Settings { only: vec!["d_moran_N10".to_owned()], seed: 7, progress: &|_| {} };
    let verdicts = |text: &str| -> Vec<Verdict> {
        let figures = validation::run(&[("test".to_owned(), text.to_owned())], &settings).unwrap();
        figures.into_iter().map(|figure| figure.verdict).collect()
    };
    assert_eq!(verdicts(&text), [Verdict::Pass; 8]);
    let wrong = text.replace(r#""exact_fixation_prob": 0.24"#, r#""exact_fixation_prob": 0.26"#);
    assert_ne!(wrong, text);
    assert_eq!(verdicts(&wrong).iter().filter(|verdict| **verdict == Verdict::Fail).count(), 1);
}
