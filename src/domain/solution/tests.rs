//! Bargaining problems whose solutions are known: textbook frontiers and logrolling exercises (V14, V15).

use super::*;
use crate::domain::issue::Issue;
use crate::domain::outcome::OutcomeSpace;
use concept::Concept::{Egalitarian, KalaiSmorodinsky, Nash, Utilitarian};
use opposition::Opposition;

fn space(sizes: &[usize]) -> OutcomeSpace {
    let issue = |(name, &count): (usize, &usize)| {
        Issue::new(name.to_string(), (0..count).map(|option| option.to_string())).unwrap()
    };
    OutcomeSpace::exact(sizes.iter().enumerate().map(issue).collect()).unwrap()
}

/// Values of five options that run evenly between two ends.
fn steps((from, to): (f64, f64)) -> Vec<f64> {
    (0..5).map(|option| from + (to - from) * f64::from(option) / 4.0).collect()
}

fn linear(space: &OutcomeSpace, ends: &[(f64, f64)]) -> Preference {
    let values: Vec<Vec<f64>> = ends.iter().copied().map(steps).collect();
    Preference::additive(space, &values).unwrap()
}

fn weighted(space: &OutcomeSpace, weights: &[f64], rising: bool) -> Preference {
    let ends: Vec<_> = weights.iter().map(|&weight| if rising { (0.0, weight) } else { (weight, 0.0) }).collect();
    linear(space, &ends)
}

fn near(found: Option<[f64; 2]>, expected: [f64; 2], tolerance: f64) {
    let found = found.unwrap();
    let off = |party: usize| (found[party] - expected[party]).abs();
    assert!(off(0) <= tolerance && off(1) <= tolerance, "{found:?} is not {expected:?}");
}

/// V14: the frontier `u2 = 1 - u1^2`, in steps of one ten-thousandth.
#[test]
fn axiomatic_solutions_of_a_smooth_frontier() {
    let first: Vec<f64> = (0..=10_000).map(|step| f64::from(step) / 1e4).collect();
    let second: Vec<f64> = first.iter().map(|u| 1.0 - u * u).collect();
    let cases = [
        ([0.0, 0.0], [0.5774, 0.6667], [0.6180, 0.6180], [0.6180, 0.6180]),
        ([0.2, 0.1], [0.6184, 0.6175], [0.6338, 0.5983], [0.6619, 0.5619]),
    ];
    for (disagreement, nash, kalai_smorodinsky, egalitarian) in cases {
        let solutions = BargainingProblem { utilities: [&first, &second], disagreement }.solve().unwrap();
        near(solutions.point(Nash), nash, 2e-4);
        near(solutions.point(KalaiSmorodinsky), kalai_smorodinsky, 2e-4);
        near(solutions.point(Egalitarian), egalitarian, 2e-4);
        near(solutions.point(Utilitarian), [0.5, 0.75], 2e-4);
    }
}

/// V15 (a): two opposed issues of unequal weight, five levels each.
#[test]
fn logrolling_over_two_issues() {
    let space = space(&[5, 5]);
    let (first, second) = (weighted(&space, &[4.0, 1.0], false), weighted(&space, &[1.0, 4.0], true));
    let problem = BargainingProblem::new([&first, &second], [0.0; 2]);
    let solutions = problem.solve().unwrap();
    assert_eq!(solutions.points(), 9);
    near(solutions.point(Nash), [4.0, 4.0], 1e-12);
    near(solutions.point(Utilitarian), [4.0, 4.0], 1e-12);
    let halves = space.outcome(&[2, 2]).unwrap();
    let split = solutions.appraise(problem.at(halves));
    assert_eq!(split.efficiency, Some(0.625));
    assert_eq!(split.claimed, Some([0.5, 0.5]));
    assert!((split.distance(Nash).unwrap() - 1.5 * 2.0_f64.sqrt()).abs() < 1e-12);
    assert!(split.from_frontier.unwrap() > 0.0);
}

/// V15 (b).
#[test]
fn logrolling_over_three_issues() {
    let space = space(&[5, 5, 5]);
    let (first, second) = (weighted(&space, &[0.6, 0.3, 0.1], false), weighted(&space, &[0.1, 0.3, 0.6], true));
    let solutions = BargainingProblem::new([&first, &second], [0.0; 2]).solve().unwrap();
    assert_eq!(solutions.points(), 13);
    near(solutions.point(Nash), [0.75, 0.75], 1e-12);
    near(solutions.point(Utilitarian).map(|[a, b]| [a + b, 1.5]), [1.5, 1.5], 1e-12);
}

/// V15 (d), the "New Recruit" exercise (Neale, Dispute Resolution Research Center): 390,625 deals.
#[test]
fn new_recruit() {
    let space = space(&[5; 8]);
    let candidate = [
        (4000.0, 0.0),
        (0.0, -2400.0),
        (1600.0, 0.0),
        (0.0, 2400.0),
        (3200.0, 0.0),
        (0.0, 800.0),
        (-6000.0, 0.0),
        (1200.0, 0.0),
    ];
    let recruiter = [
        (0.0, 1600.0),
        (0.0, -2400.0),
        (0.0, 4000.0),
        (2400.0, 0.0),
        (0.0, 800.0),
        (3200.0, 0.0),
        (0.0, -6000.0),
        (1200.0, 0.0),
    ];
    let (candidate, recruiter) = (linear(&space, &candidate), linear(&space, &recruiter));
    let problem = BargainingProblem::new([&candidate, &recruiter], [0.0; 2]);
    let solutions = problem.solve().unwrap();
    let opposition = Opposition::of(&problem, &solutions);
    assert!((opposition.joint_maximum - 13_200.0).abs() < 1e-9);
    assert_eq!(solutions.of(Utilitarian).len(), 25, "13,200 can be divided in many ways, each in one deal");
    near(solutions.point(Nash), [6600.0, 6600.0], 1e-9);
    let all = Frontier::new(&candidate, &recruiter).unwrap();
    assert_eq!(all.points(), 49);
    let middle = solutions.appraise(problem.at(space.outcome(&[2; 8]).unwrap()));
    assert!((middle.gains[0] - 2400.0).abs() < 1e-9 && (middle.gains[1] - 2400.0).abs() < 1e-9);
    for (party, preference) in [&candidate, &recruiter].into_iter().enumerate() {
        let (low, high) = range(problem.utilities[party]).unwrap();
        assert!((low + 8400.0).abs() < 1e-9 && (high - 13_200.0).abs() < 1e-9 && preference.len() == 390_625);
    }
}

#[test]
fn without_a_zone_of_agreement_there_is_nothing_to_choose() {
    let problem = BargainingProblem { utilities: [&[1.0, 0.0], &[0.0, 1.0]], disagreement: [0.5; 2] };
    let solutions = problem.solve().unwrap();
    assert!(solutions.frontier().outcomes().is_empty() && solutions.points() == 0);
    assert!(CONCEPTS.into_iter().all(|concept| solutions.of(concept).is_empty()));
    assert_eq!(solutions.point(Nash), None);
    let appraisal = solutions.appraise([1.0, 0.0]);
    assert_eq!((appraisal.efficiency, appraisal.from_frontier, appraisal.distances), (None, None, [None; 6]));
    assert_eq!(Opposition::of(&problem, &solutions).level, None);
}

/// All is at the floor: no division by a gain of nothing.
#[test]
fn a_zone_of_one_point() {
    let problem = BargainingProblem { utilities: [&[1.0, 0.0], &[1.0, 1.0]], disagreement: [1.0; 2] };
    let solutions = problem.solve().unwrap();
    assert!(CONCEPTS.into_iter().all(|concept| solutions.of(concept) == [0]));
    let appraisal = solutions.appraise([1.0, 1.0]);
    assert_eq!((appraisal.relative_gains, appraisal.claimed), ([None; 2], None));
}

#[test]
fn refuses_what_has_no_solution() {
    let solve = |first: &[f64], second: &[f64], floor: f64| {
        BargainingProblem { utilities: [first, second], disagreement: [0.0, floor] }.solve().unwrap_err()
    };
    assert_eq!(solve(&[], &[], 0.0), FrontierError::Empty.into());
    assert_eq!(solve(&[1.0], &[1.0, 2.0], 0.0), FrontierError::Mismatch { first: 1, second: 2 }.into());
    assert_eq!(solve(&[1.0], &[f64::NAN], 0.0), FrontierError::NotFinite(1).into());
    assert_eq!(solve(&[f64::INFINITY], &[1.0], 0.0), FrontierError::NotFinite(0).into());
    assert_eq!(solve(&[1.0], &[1.0], f64::NAN), ProblemError::Disagreement(1));
    let many = vec![0.0; OutcomeSpace::MOST_EXACT + 1];
    assert_eq!(solve(&many, &many, 0.0), FrontierError::TooMany(many.len()).into());
}
