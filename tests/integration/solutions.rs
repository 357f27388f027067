//! Frontier and solution points against a brute-force oracle, published domains and the axioms.

use longgame::domain::frontier::Frontier;
use longgame::domain::solution::concept::{CONCEPTS, Concept};
use longgame::domain::solution::opposition::Opposition;
use longgame::domain::solution::{BargainingProblem, Solutions};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every rational outcome that none dominates, by looking at all pairs.
fn brute_force(utilities: [&[f64]; 2], floors: [f64; 2]) -> BTreeSet<u32> {
    let [first, second] = utilities;
    let rational: Vec<usize> = (0..first.len()).filter(|&k| first[k] >= floors[0] && second[k] >= floors[1]).collect();
    let dominates = |j: usize, k: usize| {
        first[j] >= first[k] && second[j] >= second[k] && (first[j] > first[k] || second[j] > second[k])
    };
    let kept = rational.iter().filter(|&&k| !rational.iter().any(|&j| dominates(j, k)));
    kept.map(|&k| k as u32).collect()
}

fn set(outcomes: &[u32]) -> BTreeSet<u32> {
    outcomes.iter().copied().collect()
}

/// Utilities with many ties (coarse), few (fine), along a falling line (opposed), or of very different size.
fn utilities() -> impl Strategy<Value = [Vec<f64>; 2]> {
    let pair = |count: usize, grid: i32| proptest::collection::vec((0..grid, 0..grid), 1..count);
    let coarse = pair(400, 9).prop_map(|pairs| pairs.into_iter().map(|(a, b)| (f64::from(a), f64::from(b))).collect());
    let fine = pair(400, 1_000_000)
        .prop_map(|pairs| pairs.into_iter().map(|(a, b)| (f64::from(a) / 1e6, f64::from(b) * 1e3)).collect());
    let opposed = pair(400, 50).prop_map(|pairs| {
        pairs.into_iter().map(|(a, b)| (f64::from(a) - 25.0, f64::from(2 * (50 - a) + b / 25))).collect()
    });
    prop_oneof![coarse, fine, opposed].prop_map(|pairs: Vec<(f64, f64)>| {
        let (first, second) = pairs.into_iter().unzip();
        [first, second]
    })
}

proptest! {
    #[test]
    fn the_frontier_is_what_brute_force_finds(utilities in utilities(), shares in [0.0..1.0, 0.0..1.0]) {
        let slices = [utilities[0].as_slice(), utilities[1].as_slice()];
        let all = Frontier::of(slices).unwrap();
        prop_assert_eq!(set(all.outcomes()), brute_force(slices, [f64::NEG_INFINITY; 2]));
        // Floors at the utility of some outcome, so that ties with the floor occur.
        let floors = [0, 1].map(|party: usize| {
            let values = slices[party];
            values[((values.len() as f64 * shares[party]) as usize).min(values.len() - 1)]
        });
        let rational = Frontier::rational(slices, floors).unwrap();
        prop_assert_eq!(set(rational.outcomes()), brute_force(slices, floors));
        let pairs: BTreeSet<[u64; 2]> = rational
            .outcomes()
            .iter()
            .map(|&outcome| slices.map(|values| values[outcome as usize].to_bits()))
            .collect();
        prop_assert_eq!(rational.points(), pairs.len());
        let first: Vec<f64> = rational.outcomes().iter().map(|&outcome| slices[0][outcome as usize]).collect();
        prop_assert!(first.is_sorted_by(|a, b| a >= b));
    }

    /// Exchanging the parties exchanges nothing else.
    #[test]
    fn solutions_are_symmetric(utilities in utilities()) {
        let slices = [utilities[0].as_slice(), utilities[1].as_slice()];
        let middle = slices.map(|values| values[values.len() / 2]);
        let solve = |order: [usize; 2]| {
            let problem = BargainingProblem { utilities: order.map(|k| slices[k]), disagreement: order.map(|k| middle[k]) };
            problem.solve().unwrap()
        };
        let (straight, crossed) = (solve([0, 1]), solve([1, 0]));
        for concept in CONCEPTS {
            prop_assert_eq!(set(straight.of(concept)), set(crossed.of(concept)), "{:?}", concept);
        }
    }

    /// Nash and Kalai-Smorodinsky do not depend on the scale on which a party measures its utility.
    #[test]
    fn nash_and_kalai_smorodinsky_ignore_scale_and_shift(utilities in utilities()) {
        let moved: Vec<f64> = utilities[1].iter().map(|u| 8.0 * u + 512.0).collect();
        let floor = utilities.each_ref().map(|values| values[values.len() / 2]);
        let solve = |second: &[f64], floor: [f64; 2]| {
            BargainingProblem { utilities: [&utilities[0], second], disagreement: floor }.solve().unwrap()
        };
        let (plain, scaled) = (solve(&utilities[1], floor), solve(&moved, [floor[0], 8.0 * floor[1] + 512.0]));
        for concept in [Concept::Nash, Concept::KalaiSmorodinsky] {
            prop_assert_eq!(plain.of(concept), scaled.of(concept), "{:?}", concept);
        }
    }
}

/// Large problems go through other bucket sizes than small ones.
#[test]
fn the_frontier_of_many_outcomes() {
    let mut state = 1_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24)
    };
    let first: Vec<f64> = (0..100_000).map(|_| draw()).collect();
    let second: Vec<f64> = first.iter().map(|u| 1.0 - 0.9 * u * u * draw()).collect();
    let found = Frontier::of([&first, &second]).unwrap();
    let mut order: Vec<u32> = (0..100_000).collect();
    let pair = |outcome: u32| [first[outcome as usize], second[outcome as usize]];
    order.sort_by(|&a, &b| pair(b).partial_cmp(&pair(a)).unwrap());
    let mut kept: Vec<u32> = Vec::new();
    for outcome in order {
        let last = kept.last().map(|&last| pair(last));
        if last.is_none_or(|last| pair(outcome)[1] > last[1] || pair(outcome) == last) {
            kept.push(outcome);
        }
    }
    assert!(kept.len() > 20, "{}", kept.len());
    assert_eq!(set(found.outcomes()), set(&kept));
}

struct Published {
    sizes: Vec<usize>,
    labels: Vec<Vec<String>>,
    utilities: [Vec<f64>; 2],
    floors: [f64; 2],
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

impl Published {
    fn new(domain: &Value) -> Self {
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let words = |issue: &Value| issue["values"].as_array().unwrap().iter().map(word).collect();
        let labels: Vec<Vec<String>> = domain["issues"].as_array().unwrap().iter().map(words).collect();
        let sizes: Vec<usize> = labels.iter().map(Vec::len).collect();
        let agents = domain["agents"].as_array().unwrap();
        let utilities = [0, 1].map(|party: usize| utilities_of(&agents[party], &sizes));
        let floors = [0, 1].map(|party: usize| agents[party]["reservation"].as_f64().unwrap());
        Self { sizes, labels, utilities, floors }
    }

    fn number(&self, outcome: &Value) -> u32 {
        let words = outcome.as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        let options = words.zip(&self.labels).map(|(word, labels)| labels.iter().position(|l| l == word).unwrap());
        options.zip(&self.sizes).fold(0, |number, (option, size)| number * *size as u32 + option as u32)
    }

    fn listed(&self, points: &Value) -> BTreeSet<u32> {
        points.as_array().unwrap().iter().map(|point| self.number(&point["outcome"])).collect()
    }

    fn problem(&self) -> BargainingProblem<'_> {
        BargainingProblem { utilities: self.utilities.each_ref().map(Vec::as_slice), disagreement: self.floors }
    }
}

fn utilities_of(agent: &Value, sizes: &[usize]) -> Vec<f64> {
    let weights = numbers(&agent["weights"]);
    let values: Vec<Vec<f64>> = agent["values"].as_array().unwrap().iter().map(numbers).collect();
    let count: usize = sizes.iter().product();
    let utility = |mut number: usize| {
        let mut options = vec![0; sizes.len()];
        for (option, size) in options.iter_mut().zip(sizes).rev() {
            (*option, number) = (number % size, number / size);
        }
        (0..sizes.len()).map(|issue| weights[issue] * values[issue][options[issue]]).sum()
    };
    (0..count).map(utility).collect()
}

fn same(found: Option<f64>, expected: &Value, what: &str) {
    match expected.as_f64() {
        Some(expected) => assert!((found.unwrap() - expected).abs() < 1e-12, "{what}: {found:?} is not {expected}"),
        None => assert_eq!(found, None, "{what}"),
    }
}

fn check_points(published: &Published, domain: &Value, solutions: &Solutions) {
    let name = &domain["name"];
    assert_eq!(set(solutions.frontier().outcomes()), published.listed(&domain["pareto_frontier"]), "{name}");
    let keys = [
        (Concept::Nash, "nash"),
        (Concept::KalaiSmorodinsky, "ks_textbook_maxmin_IR_ideal"),
        (Concept::EqualShares, "ks_negmas"),
        (Concept::Egalitarian, "kalai_egalitarian"),
        (Concept::Utilitarian, "max_welfare"),
        (Concept::RelativeUtilitarian, "max_relative_welfare"),
    ];
    for (concept, key) in keys {
        assert_eq!(set(solutions.of(concept)), published.listed(&domain["solutions"][key]), "{name} {key}");
        let point = domain["solutions"][key].as_array().unwrap().first().map(|point| numbers(&point["u"]));
        let expected = point.map(|u| [u[0], u[1]]);
        let distance = expected.map(|u| solutions.distance(concept, u).unwrap());
        assert!(distance.is_none_or(|distance| distance < 1e-9), "{name} {key}");
    }
}

/// Every domain of the file: NegMAS 0.16 and an independent implementation agree on its solutions.
#[test]
fn published_domains() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/validation/bargaining_domains.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the file of published domains is not beside this checkout");
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let domains = file["domains"].as_array().unwrap();
    assert!(domains.len() >= 6);
    for domain in domains {
        let published = Published::new(domain);
        let problem = published.problem();
        let solutions = problem.solve().unwrap();
        check_points(&published, domain, &solutions);
        let stats = &domain["stats"];
        let opposition = Opposition::of(&problem, &solutions);
        assert_eq!(stats["n_rational"].as_u64().unwrap() as usize, opposition.rational);
        assert_eq!(stats["n_pareto_points"].as_u64().unwrap() as usize, solutions.points());
        same(opposition.level, &stats["opposition_level"], "opposition");
        same(Some(opposition.joint_maximum), &stats["max_joint_utility_all_outcomes"], "joint maximum");
        same(opposition.integrative_index, &stats["integrative_index_maxjoint_minus_1"], "integrative index");
        same(opposition.conflict_level, &stats["conflict_level_exact_all_pairs"], "conflict level");
    }
}
