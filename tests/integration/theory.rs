//! Theory: thresholds and laws by simulation, and a wrong model is rejected.

use longgame::experiment::validation::{self, Figure, Settings, Verdict};

fn validated(json: &str) -> Vec<Figure> {
    let settings = Settings { only: Vec::new(), seed: 7, progress: &|_| {} };
    validation::run(&[("test".to_owned(), json.to_owned())], &settings).unwrap()
}

fn verdicts(json: &str) -> Vec<Verdict> {
    validated(json).into_iter().map(|figure| figure.verdict).collect()
}

fn item(id: &str, tolerance: &str, case: &str) -> String {
    format!(r#"{{"kind": "suite", "items": {{"{id}": {{"tolerance": {tolerance}, "cases": [{case}]}}}}}}"#)
}

/// Grim holds from (T-R)/(T-P) on; these payoffs are not the suite's.
#[test]
fn the_folk_threshold_comes_out_of_the_payoffs() {
    let case = |grim: f64| format!(r#"{{"in": {{"T": 4, "R": 3, "P": 1, "S": 0}}, "out": {{"grim": {grim}}}}}"#);
    let run = |grim| verdicts(&item("V01_folk", r#"{"*": {"abs": 0.05}}"#, &case(grim)));
    assert_eq!(run(1.0 / 3.0), [Verdict::Pass]);
    assert_eq!(run(0.45), [Verdict::Fail]);
}

/// Recalibrating a random walk every M rounds leaves s^2 (M - 1) / 2.
#[test]
fn recalibration_leaves_half_a_period_of_variance() {
    let case = r#"{"kind": "recalibration", "in": {"rho": 1, "innovation_sd": 3.0, "M": 5}, "out": {"mean_squared_gap": 18.0}}"#;
    assert_eq!(verdicts(&item("V31_band", r#"{"*": {"rel": 0.03}}"#, case)), [Verdict::Pass]);
}

/// Slips and misreading are two mechanisms: q'/(1-p'+q') differs between them.
#[test]
fn slips_and_misreading_are_told_apart() {
    let case = |slips: f64, misreading: f64| {
        format!(
            r#"{{"in": {{"p": 1, "q": 0.5, "eps": 0.1}}, "out": {{"coop_implementation_noise": {slips}, "coop_perception_noise": {misreading}}}}}"#
        )
    };
    let run = |one, other| verdicts(&item("V04_reactive", r#"{"*": {"abs": 0.01}}"#, &case(one, other)));
    let (slips, misreading) = (0.5 / (1.0 - 0.9 + 0.5), 0.55 / (1.0 - 0.95 + 0.55));
    assert_eq!(run(slips, misreading), [Verdict::Pass, Verdict::Pass]);
    assert_eq!(run(misreading, slips), [Verdict::Fail, Verdict::Fail]);
}

/// A symmetric walk reaches a barrier within n steps by the reflection principle; here 3 within 5: 2 P(S5 > 3) + P(S5 = 3).
#[test]
fn a_stop_loss_fires_as_often_as_reflection_says() {
    let case =
        r#"{"kind": "reflection", "in": {"n": 5, "barrier": 3, "one_sided": true}, "out": {"hit_prob": 0.21875}}"#;
    assert_eq!(verdicts(&item("V32_stop", r#"{"*": {"abs": 0.01}}"#, case)), [Verdict::Pass]);
}

#[test]
fn items_without_a_runner_are_not_tested_and_bad_files_are_refused() {
    let case = r#"{"in": {}, "out": {"x": 1.0}}"#;
    assert_eq!(verdicts(&item("V99_new", "{}", case)), [Verdict::NotTested]);
    let settings = Settings { only: Vec::new(), seed: 7, progress: &|_| {} };
    for bad in
        ["", "{}", r#"{"kind": "other"}"#, r#"{"kind": "suite"}"#, r#"{"kind": "suite", "items": {"V01_x": {}}}"#]
    {
        assert!(validation::run(&[("bad".to_owned(), bad.to_owned())], &settings).is_err(), "{bad}");
    }
}
