//! Scan and bisection along one key; it does not know what the gap compares.

use crate::experiment::threshold::probe::Probe;
use crate::experiment::threshold::{Found, Gap, Search, SearchError, Sign};

/// Looks for changes of sign of `gap` in the range of `search`.
///
/// Evaluates each point once. Points of the scan are never further apart than asked; bisection adds up to three times
/// log2(spacing / tolerance) evaluations per change of sign, fewer where the three roots share brackets.
///
/// # Errors
/// If the search makes no sense, a difference is not a number, or the gap fails.
pub fn find<G: Gap>(gap: &mut G, search: &Search) -> Result<Found, SearchError<G::Error>> {
    check(search)?;
    let xs = scan(search, gap.knots());
    let mut probe = Probe::new(gap, search);
    let signs = xs.iter().map(|&x| probe.sign(x)).collect::<Result<Vec<_>, _>>()?;
    let mut stretches = Vec::new();
    for (left, right) in undecided(&signs) {
        stretches.push(probe.stretch(&xs, &signs, left, right)?);
    }
    Ok(Found::new(&stretches, signs[0], probe.into_points()))
}

fn check<E: std::error::Error + 'static>(search: &Search) -> Result<(), SearchError<E>> {
    let Search { low, high, tolerance, level, scan } = *search;
    if !(low < high && (high - low).is_finite()) {
        return Err(SearchError::Range { low, high });
    }
    if !(tolerance > 0.0 && tolerance.is_finite()) {
        return Err(SearchError::Tolerance(tolerance));
    }
    if !(level > 0.0 && level < 1.0) {
        return Err(SearchError::Level(level));
    }
    if scan < 2 { Err(SearchError::Scan(scan)) } else { Ok(()) }
}

/// Evenly spaced points and the knots between the ends, ascending, without repetition.
fn scan(search: &Search, knots: &[f64]) -> Vec<f64> {
    let Search { low, high, scan, .. } = *search;
    let step = (high - low) / (scan - 1) as f64;
    let even = (1..scan - 1).map(|i| low + step * i as f64);
    let inside = knots.iter().copied().chain(even).filter(|&x| low < x && x < high);
    let mut xs: Vec<f64> = [low, high].into_iter().chain(inside).collect();
    xs.sort_by(f64::total_cmp);
    xs.dedup();
    xs
}

/// Runs without a sign and changes of sign between neighbours, each as the decided points around it, if any.
fn undecided(signs: &[Option<Sign>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut runs = Vec::new();
    let mut left: Option<usize> = None;
    for (right, sign) in signs.iter().enumerate().filter(|(_, sign)| sign.is_some()) {
        let bare = left.is_none_or(|left| right - left > 1) && right > 0;
        if bare || left.is_some_and(|left| signs[left] != *sign) {
            runs.push((left, Some(right)));
        }
        left = Some(right);
    }
    if left.is_none_or(|left| left + 1 < signs.len()) {
        runs.push((left, None));
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    use super::*;
    use crate::experiment::threshold::Threshold;
    use crate::statistics::{CoMoments, Estimate, normal_quantile};

    const UNIT: Search = Search { low: 0.0, high: 1.0, tolerance: 1e-4, level: 0.95, scan: 11 };

    /// A gap of known mean with a constant standard error.
    struct Known<F> {
        mean: F,
        se: f64,
        calls: usize,
    }

    impl<F: Fn(f64) -> f64> Gap for Known<F> {
        type Error = Infallible;

        fn at(&mut self, x: f64) -> Result<Estimate, Infallible> {
            self.calls += 1;
            Ok(Estimate { mean: (self.mean)(x), se: self.se, n: 1000 })
        }
    }

    fn known(se: f64, mean: impl Fn(f64) -> f64) -> Found {
        let mut gap = Known { mean, se, calls: 0 };
        let found = find(&mut gap, &UNIT).unwrap();
        assert_eq!(gap.calls, found.evaluations(), "each point is evaluated once");
        found
    }

    #[test]
    fn a_certain_crossing_is_bracketed_to_the_tolerance() {
        for (root, rises) in [(0.123_4, true), (0.777, false), (0.5, true), (0.5, false)] {
            let found = known(0.0, |x| if rises { x - root } else { root - x });
            let Threshold::Crossing(crossing) = found.threshold else { panic!("{found:?}") };
            assert!((crossing.estimate - root).abs() < 1e-12 && crossing.rises == rises, "{crossing:?}");
            assert!(crossing.interval.contains(root) && crossing.interval.width() <= 2.0 * UNIT.tolerance);
            assert!(found.undecided.is_empty() && found.evaluations() < 11 + 3 * 10);
        }
    }

    #[test]
    fn a_jump_is_a_crossing() {
        let found = known(0.01, |x| if x < 0.3 { -1.0 } else { 2.0 });
        let crossing = found.threshold.crossings()[0];
        assert!((crossing.estimate - 0.3).abs() <= UNIT.tolerance && crossing.interval.width() < 1e-3);
    }

    #[test]
    fn one_sign_throughout() {
        assert_eq!(known(0.1, |x| 1.0 + x).threshold, Threshold::Always { sign: Sign::Positive });
        assert_eq!(known(0.1, |x| -1.0 - x).threshold, Threshold::Always { sign: Sign::Negative });
    }

    #[test]
    fn several_crossings_are_all_reported() {
        let found = known(0.01, |x| (x - 0.15) * (x - 0.52) * (x - 0.85) * 30.0);
        let roots: Vec<f64> = found.threshold.crossings().iter().map(|c| (c.estimate * 1e3).round() / 1e3).collect();
        assert_eq!(roots, [0.15, 0.52, 0.85]);
        let (first, last) = found.threshold.outermost().unwrap();
        assert!(first.rises && last.rises && first.estimate < last.estimate);
    }

    #[test]
    fn a_touch_at_the_end_is_not_a_crossing() {
        // The estimate crosses at 0.97, but is within noise from there to the end of the range.
        let found = known(0.1, |x| x - 0.97);
        assert_eq!(found.threshold, Threshold::Unresolved { sign: Some(Sign::Negative) });
        let [stretch] = found.undecided.as_slice() else { panic!("{found:?}") };
        assert!(stretch.open_above() && !stretch.open_below());
        assert!((stretch.estimate.unwrap() - 0.97).abs() < 1e-4);
        assert!((stretch.interval.low - (0.97 - 0.196_23)).abs() < 2e-4 && stretch.interval.high >= 1.0);
    }

    #[test]
    fn a_touch_inside_and_a_difference_of_nothing_are_unresolved() {
        let touch = known(0.05, |x| (x - 0.5) * (x - 0.5) * 4.0);
        assert_eq!(touch.threshold, Threshold::Unresolved { sign: Some(Sign::Positive) });
        assert!(touch.undecided[0].interval.contains(0.5) && touch.undecided[0].estimate.is_none());
        let nothing = known(0.0, |_| 0.0);
        assert_eq!(nothing.threshold, Threshold::Unresolved { sign: None });
        assert!(nothing.undecided[0].open_below() && nothing.undecided[0].open_above());
        // A crossing that fades again towards the end stays a crossing, with the end reported.
        let fading = known(0.02, |x| (x - 0.3) * (1.0 - x));
        assert!(matches!(fading.threshold, Threshold::Crossing(_)) && fading.undecided[0].open_above());
    }

    #[test]
    fn senseless_searches_and_undefined_differences_are_errors() {
        let mut gap = Known { mean: |_| f64::NAN, se: 0.0, calls: 0 };
        assert_eq!(find(&mut gap, &UNIT), Err(SearchError::Undefined(0.0)));
        assert_eq!(find(&mut gap, &Search { scan: 1, ..UNIT }), Err(SearchError::Scan(1)));
        assert_eq!(find(&mut gap, &Search { level: 1.0, ..UNIT }), Err(SearchError::Level(1.0)));
        assert_eq!(find(&mut gap, &Search { low: 1.0, ..UNIT }), Err(SearchError::Range { low: 1.0, high: 1.0 }));
    }

    /// Replications of (x - 0.5) a + b under luck common to all x; its mean is zero at 0.5.
    struct Sampled {
        slope_and_level: CoMoments,
        claimed: f64,
    }

    impl Sampled {
        fn new(seed: u64, replications: usize, claimed: f64) -> Self {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let mut normal = || normal_quantile((f64::from(random.next_u32()) + 0.5) / 4_294_967_296.0);
            let mut slope_and_level = CoMoments::default();
            for _ in 0..replications {
                let b = normal();
                slope_and_level.push(1.0 + 0.5 * normal() + 0.3 * b, b);
            }
            Self { slope_and_level, claimed }
        }
    }

    impl Gap for Sampled {
        type Error = Infallible;

        fn at(&mut self, x: f64) -> Result<Estimate, Infallible> {
            let (s, d) = (&self.slope_and_level, x - 0.5);
            let variance = d * d * s.variance_x() + 2.0 * d * s.covariance() + s.variance_y();
            let se = self.claimed * (variance / s.count() as f64).sqrt();
            Ok(Estimate { mean: d * s.mean_x() + s.mean_y(), se, n: s.count() })
        }
    }

    /// Share of 400 seeds in which zero is not excluded at the true break-even point, be it resolved or not.
    fn coverage(replications: usize, claimed: f64) -> f64 {
        let covers = |seed| {
            let found = find(&mut Sampled::new(seed, replications, claimed), &UNIT).unwrap();
            let resolved = found.threshold.crossings().iter().map(|crossing| crossing.interval);
            let open = found.undecided.iter().map(|stretch| stretch.interval);
            resolved.chain(open).any(|interval| interval.contains(0.5))
        };
        (0..400).filter(|&seed| covers(seed)).count() as f64 / 400.0
    }

    #[test]
    fn the_interval_covers_as_often_as_it_claims() {
        for replications in [60, 400] {
            let share = coverage(replications, 1.0);
            assert!((0.90..=0.99).contains(&share), "{replications} replications: {share}");
        }
    }

    #[test]
    fn the_coverage_test_detects_a_wrong_standard_error() {
        for claimed in [0.5, 2.0] {
            let share = coverage(400, claimed);
            assert!(!(0.90..=0.99).contains(&share), "claimed {claimed}: {share}");
        }
    }
}
