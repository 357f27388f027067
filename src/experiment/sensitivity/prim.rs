//! Boxes in which a condition mostly holds: the patient rule induction method; it does not know what the condition is.
//!
//! J. H. Friedman and N. I. Fisher, Bump hunting in high-dimensional data, Statistics and Computing 9, 1999. Quasi-p after
//! B. P. Bryant and R. J. Lempert, Thinking inside the box, Technological Forecasting and Social Change 77, 2010.

use crate::base::random::{Counter, Draws, Key, Purpose};

/// Share of a box's points that one step of peeling or pasting takes.
const SHARE: f64 = 0.05;

/// Fewest points of a box, as a share of all.
const LEAST: f64 = 0.02;

/// Quasi-p above which a bound says nothing and is left out.
const PLAIN: f64 = 0.05;

/// Bounds of one input, both included; an end that is not finite does not bind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// Which input.
    pub input: usize,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// How likely the box's density would be without this bound, if the bound meant nothing.
    pub quasi_p: f64,
}

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyperbox {
    /// Its bounds, the strongest first.
    pub bounds: Vec<Bound>,
    /// Share of all points with the condition that lie in the box.
    pub coverage: f64,
    /// Share of the box's points that have the condition.
    pub density: f64,
    /// Share of all points that have it.
    pub base: f64,
    /// Points in the box.
    pub points: usize,
    /// Quasi-p of the box as a whole: as many or more with the condition in a random choice of as many points.
    pub quasi_p: f64,
}

/// Points, and where the condition holds.
struct Sample<'a> {
    rows: &'a [Vec<f64>],
    holds: &'a [bool],
}

type Ends = Vec<(f64, f64)>;

impl Sample<'_> {
    fn inside(&self, ends: &Ends) -> Vec<usize> {
        let lies = |row: &Vec<f64>| row.iter().zip(ends).all(|(value, (low, high))| low <= value && value <= high);
        (0..self.rows.len()).filter(|&place| lies(&self.rows[place])).collect()
    }

    fn hits(&self, points: &[usize]) -> usize {
        points.iter().filter(|&&place| self.holds[place]).count()
    }

    fn density(&self, points: &[usize]) -> f64 {
        self.hits(points) as f64 / points.len() as f64
    }
}

/// The box that peeling and pasting find, of the peeling path the one with the best balance of coverage and density; none
/// where the condition holds nowhere or everywhere, or no box is denser than all points together.
pub fn find(rows: &[Vec<f64>], holds: &[bool], seed: u64) -> Option<Hyperbox> {
    let sample = Sample { rows, holds };
    let all: Vec<usize> = (0..rows.len()).collect();
    let total = sample.hits(&all);
    if total == 0 || total == rows.len() {
        return None;
    }
    let least = ((LEAST * rows.len() as f64).ceil() as usize).max(2);
    let inputs = rows.first().map_or(0, Vec::len);
    let mut ends: Ends = vec![(f64::NEG_INFINITY, f64::INFINITY); inputs];
    let mut path = vec![ends.clone()];
    while let Some(peeled) = peel(&sample, &ends, least) {
        ends = peeled;
        path.push(ends.clone());
    }
    // Harmonic mean of coverage and density, so that neither is bought with the other alone.
    let balance = |ends: &Ends| {
        let points = sample.inside(ends);
        let (coverage, density) = (sample.hits(&points) as f64 / total as f64, sample.density(&points));
        if coverage + density > 0.0 { 2.0 * coverage * density / (coverage + density) } else { 0.0 }
    };
    let best = path.into_iter().rev().max_by(|one, other| balance(one).total_cmp(&balance(other)))?;
    let ends = pasted(&sample, best);
    Some(described(&sample, &ends, total, seed)).filter(|found| found.density > found.base && !found.bounds.is_empty())
}

/// The densest of the boxes that one step of peeling leaves, if it is denser.
fn peel(sample: &Sample<'_>, ends: &Ends, least: usize) -> Option<Ends> {
    let points = sample.inside(ends);
    let now = sample.density(&points);
    if now >= 1.0 {
        return None;
    }
    let mut best: Option<(f64, Ends)> = None;
    for input in 0..ends.len() {
        let mut values: Vec<f64> = points.iter().map(|&place| sample.rows[place][input]).collect();
        values.sort_by(f64::total_cmp);
        let step = ((SHARE * values.len() as f64).ceil() as usize).clamp(1, values.len() - 1);
        // Whole levels are peeled where values repeat.
        let low = values.iter().copied().find(|value| *value > values[step - 1]);
        let high = values.iter().rev().copied().find(|value| *value < values[values.len() - step]);
        let mut candidates = Vec::new();
        candidates.extend(low.map(|low| (low, ends[input].1)));
        candidates.extend(high.map(|high| (ends[input].0, high)));
        for candidate in candidates {
            let mut next = ends.clone();
            next[input] = candidate;
            let left = sample.inside(&next);
            if left.len() < least || left.len() == points.len() {
                continue;
            }
            // Gain of density per point given up (the patient rule).
            let gain = (sample.density(&left) - now) / (points.len() - left.len()) as f64;
            if gain > 0.0 && best.as_ref().is_none_or(|(known, _)| gain > *known) {
                best = Some((gain, next));
            }
        }
    }
    best.map(|(_, ends)| ends)
}

/// Moves ends out again as long as the box gets no less dense, and drops those that then bind nothing.
fn pasted(sample: &Sample<'_>, mut ends: Ends) -> Ends {
    loop {
        let points = sample.inside(&ends);
        let now = sample.density(&points);
        let mut best: Option<(f64, usize, Ends)> = None;
        for input in 0..ends.len() {
            for wider in wider(sample, &ends, input, points.len()) {
                let more = sample.inside(&wider);
                let density = sample.density(&more);
                if more.len() > points.len() && density >= now && best.as_ref().is_none_or(|(d, _, _)| density > *d) {
                    best = Some((density, more.len(), wider));
                }
            }
        }
        match best {
            Some((_, _, wider)) => ends = wider,
            None => return ends,
        }
    }
}

/// The box with one end of an input moved out to the next few points.
fn wider(sample: &Sample<'_>, ends: &Ends, input: usize, inside: usize) -> Vec<Ends> {
    let mut open = ends.clone();
    open[input] = (f64::NEG_INFINITY, f64::INFINITY);
    let mut values: Vec<f64> = sample.inside(&open).iter().map(|&place| sample.rows[place][input]).collect();
    values.sort_by(f64::total_cmp);
    let step = ((SHARE * inside as f64).ceil() as usize).max(1);
    let (low, high) = ends[input];
    let first = values.partition_point(|value| *value < low);
    let last = values.partition_point(|value| *value <= high);
    let mut found = Vec::new();
    if first > 0 {
        let to = if first > step { values[first - step] } else { f64::NEG_INFINITY };
        found.push((to, high));
    }
    if last < values.len() {
        let to = if last + step <= values.len() { values[last + step - 1] } else { f64::INFINITY };
        found.push((low, to));
    }
    let with = |end: (f64, f64)| {
        let mut wider = ends.clone();
        wider[input] = end;
        wider
    };
    found.into_iter().map(with).collect()
}

fn described(sample: &Sample<'_>, ends: &Ends, total: usize, seed: u64) -> Hyperbox {
    let mut ends = ends.clone();
    // The bound that says least goes first, as long as one says nothing.
    loop {
        let bounds = bounds(sample, &ends);
        match bounds.last().filter(|bound| bound.quasi_p > PLAIN) {
            Some(plain) => ends[plain.input] = (f64::NEG_INFINITY, f64::INFINITY),
            None => break,
        }
    }
    let points = sample.inside(&ends);
    let hits = sample.hits(&points);
    Hyperbox {
        bounds: bounds(sample, &ends),
        coverage: hits as f64 / total as f64,
        density: hits as f64 / points.len() as f64,
        base: total as f64 / sample.rows.len() as f64,
        points: points.len(),
        quasi_p: resampled(sample, points.len(), hits, seed),
    }
}

/// The ends that bind, with their quasi-p, the strongest first.
fn bounds(sample: &Sample<'_>, ends: &Ends) -> Vec<Bound> {
    let points = sample.inside(ends);
    let hits = sample.hits(&points);
    let bound = |(input, &(low, high)): (usize, &(f64, f64))| {
        let mut open = ends.clone();
        open[input] = (f64::NEG_INFINITY, f64::INFINITY);
        let density = sample.density(&sample.inside(&open));
        Bound { input, low, high, quasi_p: at_least(hits, points.len(), density) }
    };
    let binding = ends.iter().enumerate().filter(|(_, (low, high))| low.is_finite() || high.is_finite());
    let mut bounds: Vec<Bound> = binding.map(bound).collect();
    bounds.sort_by(|one, other| one.quasi_p.total_cmp(&other.quasi_p));
    bounds
}

/// Probability of at least `hits` successes in `count` trials of probability `p`.
fn at_least(hits: usize, count: usize, p: f64) -> f64 {
    if p >= 1.0 || hits == 0 {
        return 1.0;
    }
    if p <= 0.0 {
        return 0.0;
    }
    let log_choose = |k: f64, n: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let n = count as f64;
    let term = |k: usize| {
        let k = k as f64;
        libm::exp(log_choose(k, n) + k * libm::log(p) + (n - k) * libm::log1p(-p))
    };
    let sum: f64 = (hits..=count).rev().map(term).sum();
    if sum < 1.0 { sum } else { 1.0 }
}

/// Random choices behind the quasi-p of a whole box.
const CHOICES: u64 = 1_000;

/// Share of random choices of `count` points, without replacement, with `hits` or more; never less than what they can tell.
fn resampled(sample: &Sample<'_>, count: usize, hits: usize, seed: u64) -> f64 {
    let key = Key::new(seed, Purpose::Bootstrap);
    let reaches = |number: u64| {
        let mut draws = Draws::new(key, number, Counter::of_round(1, 0));
        // Selection sampling (Knuth 3.4.2, algorithm S).
        let (mut left, mut wanted, mut found) = (sample.rows.len(), count, 0);
        for holds in sample.holds {
            if draws.uniform() * (left as f64) < wanted as f64 {
                wanted -= 1;
                found += usize::from(*holds);
            }
            left -= 1;
        }
        found >= hits
    };
    let reached = (0..CHOICES).filter(|&number| reaches(number)).count();
    (reached as f64 + 1.0) / (CHOICES as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::design::{Units, latin_hypercube::LatinHypercube};

    fn points(count: u64) -> Vec<Vec<f64>> {
        let design = LatinHypercube::new(count, 4, 1, 0);
        (0..count).map(|number| design.point(number)).collect()
    }

    #[test]
    fn a_planted_box_is_found_and_other_inputs_are_left_out() {
        let rows = points(1_000);
        let holds: Vec<bool> = rows.iter().map(|row| row[0] < 0.62 && row[2] < 0.3).collect();
        let found = find(&rows, &holds, 1).unwrap();
        assert!(found.density > 0.95 && found.coverage > 0.9, "{found:?}");
        let mut inputs: Vec<usize> = found.bounds.iter().map(|bound| bound.input).collect();
        inputs.sort_unstable();
        assert_eq!(inputs, [0, 2], "{found:?}");
        for bound in &found.bounds {
            let edge = if bound.input == 0 { 0.62 } else { 0.3 };
            assert!((bound.high - edge).abs() < 0.03 && bound.quasi_p < 1e-6, "{bound:?}");
        }
        assert!(found.quasi_p < 0.002 && (found.base - 0.186).abs() < 0.03);
    }

    #[test]
    fn where_nothing_is_planted_no_bound_is_sure() {
        let rows = points(400);
        let mut draws = Draws::new(Key::new(3, Purpose::Search), 0, Counter::of_round(0, 0));
        let holds: Vec<bool> = rows.iter().map(|_| draws.uniform() < 0.5).collect();
        // What peels luck is found dense in few points: coverage tells.
        assert!(find(&rows, &holds, 1).is_none_or(|found| found.density < 0.75), "{:?}", find(&rows, &holds, 1));
        assert!(find(&rows, &vec![true; 400], 1).is_none() && find(&rows, &vec![false; 400], 1).is_none());
    }

    #[test]
    fn tails_of_the_binomial_are_those_of_the_tables() {
        assert!((at_least(8, 10, 0.5) - 0.054_687_5).abs() < 1e-12);
        assert!((at_least(1, 3, 0.2) - 0.488).abs() < 1e-12);
        assert!((at_least(0, 3, 0.2) - 1.0).abs() < 1e-12);
    }
}
