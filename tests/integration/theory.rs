//! Theory: thresholds and laws by simulation, and a wrong model is rejected.

use longgame::experiment::validation::{self, Figure, Settings, Value, Verdict};

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

/// Bargaining theory at parameters that are not the suite's; each wrong value must fail.
#[test]
fn bargaining_comes_out_of_the_sessions() {
    let cases = [
        // Rubinstein: (1 - d2) / (1 - d1 d2); a deadline; an outside option that binds.
        ("V13_x", "0.001", r#""kind": "asymmetric", "in": {"d1": 0.7, "d2": 0.97}"#, "first", 0.03 / (1.0 - 0.679)),
        ("V13_x", "0.001", r#""kind": "symmetric", "in": {"d1": 0.8, "d2": 0.8}"#, "finite.3", (1.0 + 0.512) / 1.8),
        ("V13_x", "0.001", r#""kind": "outside", "in": {"d1": 0.8, "d2": 0.8, "o2": 0.5}"#, "first", 0.5),
        // Utilitarian point of u2 = 2 (1 - (u1/3)^2): where the slope is -1.
        ("V14_x", "0.005", r#""in": {"frontier": "u2=2*(1-(u1/3)^2)", "d": [0.5, 0.2]}"#, "util[0]", 2.25),
        ("V15_x", "1e-9", r#""in": {"wA": [3, 2, 1], "wB": [1, 2, 3], "levels": 4}"#, "max_joint", 8.0),
        // Two straight lines from 50 to 90 and from 110 to 60 cross at 2/3.
        (
            "V16_x",
            "0.004",
            r#""in": {"buyer_init": 50, "buyer_res": 90, "seller_init": 110, "seller_res": 60, "kappa": 0, "beta_buyer": 1, "beta_seller": 1, "N": 500}"#,
            "t",
            2.0 / 3.0,
        ),
        ("V17_x", "0.01", r#""in": {"k": 4, "r": 0.35}"#, "accept", 1.0 - 0.35_f64.powi(4)),
        ("V18_x", "0.02", r#""in": {"support": [2, 6]}"#, "trade_iff_v_minus_c_ge", 1.0),
    ];
    for (id, tolerance, input, quantity, expected) in cases {
        let verdict = |expected: f64| {
            let out = match quantity.split_once(['.', '[']) {
                Some(("finite", turns)) => format!(r#""finite": {{"{turns}": {expected}}}"#),
                Some((name, _)) => format!(r#""{name}": [{expected}]"#),
                None => format!(r#""{quantity}": {expected}"#),
            };
            let case = format!(r#"{{{input}, "out": {{{out}}}}}"#);
            verdicts(&item(id, &format!(r#"{{"*": {{"abs": {tolerance}}}}}"#), &case))
        };
        assert_eq!(verdict(expected), [Verdict::Pass], "{id} {input}");
        assert_eq!(verdict(expected * 0.9), [Verdict::Fail], "{id} {input}");
    }
}

/// Published domains and sessions, where they are.
#[test]
fn published_domains_and_sessions_come_out_exactly() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/validation/bargaining_domains.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the published domains are not here");
        return;
    };
    let figures = validated(&text);
    assert!(figures.len() > 400);
    assert!(figures.iter().all(|figure| figure.verdict == Verdict::Pass));
    // The verdict has power: another agreement must fail.
    let wrong = text.replacen(r#""round_index_0based": 81"#, r#""round_index_0based": 80"#, 1);
    assert_ne!(wrong, text);
    assert_eq!(validated(&wrong).iter().filter(|figure| figure.verdict == Verdict::Fail).count(), 1);
}

/// Klein and Leffler's premium and Watson's pilots at parameters of our own; figures that are 10% off must fail.
#[test]
fn premium_and_pilot_come_out_of_the_contract() {
    let (saving, discount, found, blamed) = (2.0, 0.85, 0.5, 0.1);
    let price = 6.0 + saving * (1.0 - discount * (1.0 - blamed)) / (discount * (found - blamed));
    let premium = |price: f64| {
        let case = format!(
            r#"{{"in": {{"cH": 6, "cL": 4, "delta": {discount}, "detect": {found}, "false_alarm": {blamed}}}, "out": {{"min_price": {price}}}}}"#
        );
        verdicts(&item("V22_x", r#"{"*": {"abs": 0.05}}"#, &case))
    };
    assert_eq!(premium(price), [Verdict::Pass]);
    assert_eq!(premium(price * 1.1), [Verdict::Fail]);
    let pilot = |smallest: f64, share: f64| {
        let case = format!(
            r#"{{"in": {{"T": 6, "R": 4, "sucker_loss": 3, "delta_good": 0.8, "delta_bad": 0.25}},
                "out": {{"min_separating_pilot": {smallest}, "min_share_good_pilot": {share}}}}}"#
        );
        verdicts(&item("V23_x", r#"{"*": {"abs": 0.001}}"#, &case))
    };
    let smallest = 0.25 * 6.0 / 2.0;
    let share = smallest * 3.0 / (smallest * 3.0 + smallest * 4.0 + 0.8 * 4.0 / 0.2);
    assert_eq!(pilot(smallest, share), [Verdict::Pass; 2]);
    assert_eq!(pilot(smallest * 1.1, share * 1.1), [Verdict::Fail; 2]);
}

/// Every figure passes, and one expected to be 10% less would not have.
fn holds_and_has_power(id: &str, tolerance: f64, case: &str) {
    let figures = validated(&item(id, &format!(r#"{{"*": {{"abs": {tolerance}}}}}"#), case));
    assert!(!figures.is_empty());
    for figure in figures {
        let (Value::Number(expected), Value::Number(estimate)) = (&figure.expected, &figure.estimate) else {
            panic!("{figure:?}");
        };
        assert_eq!(figure.verdict, Verdict::Pass, "{figure:?}");
        assert!((estimate - 0.9 * expected).abs() > tolerance, "{figure:?}");
    }
}

/// Stable from c/b, risk-dominant from 2c/(b+c), advantageous from 3c/(b+2c), at benefits and costs of our own.
#[test]
fn reciprocity_pays_from_the_same_chance_of_another_round_as_of_being_known() {
    let (b, c) = (3.0, 1.25);
    let [ess, rd, ad] = [c / b, 2.0 * c / (b + c), 3.0 * c / (b + 2.0 * c)];
    let case = format!(
        r#"{{"in": {{"b": {b}, "c": {c}}}, "out": {{
            "direct_ESS_w": {ess}, "direct_RD_w": {rd}, "direct_AD_w": {ad},
            "indirect_ESS_q": {ess}, "indirect_RD_q": {rd}, "indirect_AD_q": {ad}}}}}"#
    );
    holds_and_has_power("V25_x", 0.02, &case);
}

/// Long-run shares at errors of our own: image scoring a / (1 - (1 - e)(1 - 2a)), the others (1 - a) / (1 + e - 2ea).
#[test]
fn norms_under_noise_keep_what_their_errors_leave() {
    let (e, a) = (0.1, 0.06);
    let (image, stern) = (a / (1.0 - (1.0 - e) * (1.0 - 2.0 * a)), (1.0 - a) / (1.0 + e - 2.0 * e * a));
    let out = [("image", image), ("stern", stern), ("standing", stern)]
        .map(|(norm, good)| format!(r#""{norm}_good": {good}, "{norm}_coop": {}"#, good * (1.0 - e)));
    let case = format!(r#"{{"in": {{"exec_err": {e}, "assess_err": {a}}}, "out": {{{}}}}}"#, out.join(", "));
    holds_and_has_power("V26_x", 0.01, &case);
}

/// At indifference `V (1 - d) = R`, with `V = T + d (1 - m) P` and `P = lambda V / (1 - (1 - lambda) d)`, at payoffs of our own.
#[test]
fn cheating_pays_where_a_new_partner_is_easily_had() {
    let (t, r, delta, lambda) = (6.0, 3.5, 0.75, 0.9);
    let easiest = 1.0 - (t - r) / (t * delta);
    let spared = (1.0 - t * (1.0 - delta) / r) * (1.0 - (1.0 - lambda) * delta) / (delta * lambda);
    let case = format!(
        r#"{{"in": {{"T": {t}, "R": {r}, "delta": {delta}}}, "out": {{"max_rematch_prob": {easiest},
            "min_info_share_at_lambda_{lambda}": {}, "min_entry_fee_if_instant_rematch": {}}}}}"#,
        1.0 - spared,
        (t - r) / delta
    );
    holds_and_has_power("V24_x", 0.01, &case);
}

/// Chances that `left` parties beyond the infected are infected next, by so many at once: uniform pairings of all.
fn spread(parties: u32, infected: u32) -> Vec<(u32, f64)> {
    let pairings = |count: u32| (1..count).step_by(2).map(f64::from).product::<f64>();
    let falling = |from: u32, count: u32| (0..count).map(|one| f64::from(from - one)).product::<f64>();
    let healthy = parties - infected;
    let mixed = (0..=infected.min(healthy)).filter(|mixed| (infected - mixed).is_multiple_of(2));
    mixed
        .map(|mixed| {
            let ways = falling(infected, mixed) * falling(healthy, mixed) / falling(mixed, mixed);
            (mixed, ways * pairings(infected - mixed) * pairings(healthy - mixed) / pairings(parties))
        })
        .collect()
}

#[test]
fn defection_spreads_as_uniform_pairings_say() {
    let parties = 14;
    let mut chance = vec![0.0; parties as usize + 1];
    chance[1] = 1.0;
    let (mut expected, mut mean) = (Vec::new(), 0.0);
    for round in 0..60 {
        mean += 1.0 - chance[parties as usize];
        let mut next = vec![0.0; chance.len()];
        for infected in 1..=parties {
            for (more, probability) in spread(parties, infected) {
                next[(infected + more) as usize] += chance[infected as usize] * probability;
            }
        }
        chance = next;
        if round < 8 {
            expected.push(chance.iter().enumerate().map(|(count, chance)| count as f64 * chance).sum::<f64>());
        }
    }
    let case = format!(
        r#"{{"in": {{"N": {parties}}}, "out": {{"expected_infected_t1_8": {expected:?}, "mean_rounds_to_all": {mean}}}}}"#
    );
    holds_and_has_power("V27_x", 0.02, &case);
}

/// Hold-up at parameters of our own: the investor sinks (s a)^2 of a^2, which leaves 2 s - s^2; figures 10% off must fail.
#[test]
fn an_investor_sinks_what_its_share_repays() {
    let held_up = |a: f64, s: f64, off: f64| {
        let [best, sunk, ratio] = [a * a, s * s * a * a, 2.0 * s - s * s].map(|figure| figure * off);
        let case = format!(
            r#"{{"in": {{"a": {a}, "share": {s}}}, "out": {{"I_first_best": {best}, "I_holdup": {sunk}, "surplus_ratio": {ratio}}}}}"#
        );
        verdicts(&item("V35_x", r#"{"*": {"rel": 0.001}}"#, &case))
    };
    for (a, s) in [(3.7, 0.3), (0.4, 0.9), (40.0, 0.62), (1.0, 1.0)] {
        assert_eq!(held_up(a, s, 1.0), [Verdict::Pass; 3], "{a} {s}");
        assert_eq!(held_up(a, s, 1.1), [Verdict::Fail; 3], "{a} {s}");
        assert_eq!(held_up(a, s, 0.9), [Verdict::Fail; 3], "{a} {s}");
    }
}

/// Public signals and hidden effort at parameters of our own; figures that are 10% off must fail.
#[test]
fn triggers_on_a_public_signal_come_out_of_the_rounds() {
    let (temptation, reward, good, bad) = (4.0, 3.0, 0.15, 0.6);
    let payoff = reward - (temptation - reward) * good / (bad - good);
    let least = (temptation - reward) / (temptation - reward + (bad - good) * payoff);
    let signal = |share: f64| {
        let (least, payoff) = (least * share, payoff * share);
        let case = format!(
            r#"{{"in": {{"T": {temptation}, "R": {reward}, "P": 0, "S": -1, "p_bad_CC": {good}, "q_bad_dev": {bad}}},
                "out": {{"delta_star": {least}, "V": {payoff}}}}}"#
        );
        verdicts(&item("V07_x", r#"{"*": {"abs": 0.02}}"#, &case))
    };
    assert_eq!(signal(1.0), [Verdict::Pass; 2]);
    assert_eq!(signal(1.1), [Verdict::Fail; 2]);

    // A war of n rounds: V = (1 - d) R + d V (1 - p) + p d^(n + 1) V; one round does not deter here, two do.
    let discount: f64 = 0.7;
    let payoff = (1.0 - discount) * reward / (1.0 - discount * (1.0 - good) - good * discount.powi(3));
    let war = |share: f64, rounds: u32| {
        let (payoff, war) = (payoff * share, 2.0 * good / (1.0 + 2.0 * good) * share);
        let case = format!(
            r#"{{"in": {{"T": {temptation}, "R": {reward}, "P": 0, "p": {good}, "q": {bad}, "delta": {discount}}},
                "out": {{"V_normalised": {payoff}, "min_punish_len": {rounds}, "share_time_in_price_war": {war}}}}}"#
        );
        verdicts(&item("V08_x", r#"{"V_normalised": {"abs": 0.03}, "share_time": {"abs": 0.01}}"#, &case))
    };
    assert_eq!(war(1.0, 2), [Verdict::Pass; 3]);
    assert_eq!(war(1.1, 3), [Verdict::Fail; 3]);
}

/// Blocks of signals at parameters of our own: V = R - (1 - d) / (1 - d^M) (T - R) p / (q - p), and four rounds are too many.
#[test]
fn the_cadence_of_reviews_comes_out_of_the_rounds() {
    let (good, bad, discount): (f64, f64, f64) = (0.3, 0.8, 0.9);
    let case = |rounds: u32, out: &str| {
        let case = format!(
            r#"{{"in": {{"T": 4, "R": 3, "P": 0, "p": {good}, "q": {bad}, "delta": {discount}, "M": {rounds}}}, "out": {out}}}"#
        );
        verdicts(&item("V09_x", r#"{"V": {"abs": 0.03}, "punish_prob_rho": {"abs": 0.03}}"#, &case))
    };
    let block = discount.powi(2);
    let payoff = 3.0 - (1.0 - discount) / (1.0 - block) * good / (bad - good);
    let reaction = (1.0 - discount) / (block * (bad - good) * good * payoff);
    let two = |share: f64, feasible: bool| {
        let (payoff, reaction) = (payoff * share, reaction * share);
        case(2, &format!(r#"{{"V": {payoff}, "punish_prob_rho": {reaction}, "feasible": {feasible}}}"#))
    };
    assert_eq!(two(1.0, true), [Verdict::Pass; 3]);
    let wrong = two(1.11, false);
    assert_eq!(wrong, [Verdict::Fail; 3]);
    assert_eq!(case(4, r#"{"V": null, "punish_prob_rho": null, "feasible": false}"#), [Verdict::Pass; 3]);
}

/// Levin's hidden effort at parameters of our own: the larger root of d / (1 - d) (b - b^2 / 2 - s) = b.
#[test]
fn hidden_effort_comes_out_of_the_promise() {
    let (discount, fallback) = (0.62, 0.05);
    let worth: f64 = discount / (1.0 - discount);
    let bonus = (worth - 1.0 + ((worth - 1.0).powi(2) - 2.0 * worth * worth * fallback).sqrt()) / worth;
    let promise = |bonus: f64| {
        let case = format!(
            r#"{{"in": {{"delta": {discount}, "s_bar": {fallback}}}, "out": {{"effort": {bonus}, "bonus": {bonus}}}}}"#
        );
        verdicts(&item("V20_x", r#"{"*": {"abs": 0.02}}"#, &case))
    };
    assert_eq!(promise(bonus), [Verdict::Pass; 2]);
    assert_eq!(promise(bonus * 1.1), [Verdict::Fail; 2]);
}
