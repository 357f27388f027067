//! Evaluations, each made once, and the bisections that ask for them; it does not know the verdicts drawn from them.

use crate::experiment::threshold::{Gap, Search, SearchError, Sign, Stretch};
use crate::statistics::{Estimate, Interval};

/// A gap that remembers where it was evaluated.
pub(super) struct Probe<'a, G> {
    gap: &'a mut G,
    search: &'a Search,
    points: Vec<(f64, Estimate)>,
}

impl<'a, G: Gap> Probe<'a, G> {
    pub(super) fn new(gap: &'a mut G, search: &'a Search) -> Self {
        Self { gap, search, points: Vec::new() }
    }

    /// Every point evaluated, ascending.
    pub(super) fn into_points(self) -> Vec<(f64, Estimate)> {
        self.points
    }

    fn estimate(&mut self, x: f64) -> Result<Estimate, SearchError<G::Error>> {
        match self.points.binary_search_by(|(known, _)| known.total_cmp(&x)) {
            Ok(place) => Ok(self.points[place].1),
            Err(place) => {
                let estimate = self.gap.at(x).map_err(|source| SearchError::Gap { x, source })?;
                if estimate.mean.is_nan() {
                    return Err(SearchError::Undefined(x));
                }
                self.points.insert(place, (x, estimate));
                Ok(estimate)
            }
        }
    }

    /// The sign beyond noise, if there is one.
    pub(super) fn sign(&mut self, x: f64) -> Result<Option<Sign>, SearchError<G::Error>> {
        let interval = self.estimate(x)?.interval(self.search.level);
        Ok(if interval.low > 0.0 {
            Some(Sign::Positive)
        } else if interval.high < 0.0 {
            Some(Sign::Negative)
        } else {
            None
        })
    }

    /// Whether the estimated difference is positive, or negative if it `rises` from the point compared with.
    fn is_as_before(&mut self, x: f64, rises: bool) -> Result<bool, SearchError<G::Error>> {
        let mean = self.estimate(x)?.mean;
        Ok(if rises { mean < 0.0 } else { mean > 0.0 })
    }

    /// The stretch between the decided points `left` and `right` of the scan.
    pub(super) fn stretch(
        &mut self,
        xs: &[f64],
        signs: &[Option<Sign>],
        left: Option<usize>,
        right: Option<usize>,
    ) -> Result<Stretch, SearchError<G::Error>> {
        let (before, after) = (left.and_then(|i| signs[i]), right.and_then(|j| signs[j]));
        let (first, last) = (left.unwrap_or(0), right.unwrap_or(xs.len() - 1));
        let (mut low, mut high) = (xs[first], xs[last]);
        if left.is_some() {
            low = self.bisect(xs[first], xs[first + 1], |probe, x| Ok(probe.sign(x)? == before))?.0;
        }
        if right.is_some() {
            high = self.bisect(xs[last], xs[last - 1], |probe, x| Ok(probe.sign(x)? == after))?.0;
        }
        let estimate = self.root(&xs[first..=last])?;
        // A gap that wavers inside one bracket can leave the three roots out of order.
        for x in estimate.into_iter().chain([low, high]) {
            low = if x < low { x } else { low };
            high = if x > high { x } else { high };
        }
        Ok(Stretch { interval: Interval { low, high }, before, after, estimate })
    }

    /// Where the estimated difference changes sign between the given points, of several places the middle one; none if
    /// it has the same sign at both ends or is zero there.
    fn root(&mut self, xs: &[f64]) -> Result<Option<f64>, SearchError<G::Error>> {
        let rises = self.estimate(xs[0])?.mean < 0.0;
        if !self.is_as_before(xs[0], rises)? || !self.is_as_before(xs[xs.len() - 1], !rises)? {
            return Ok(None);
        }
        let mut brackets = Vec::new();
        for pair in xs.windows(2) {
            if self.is_as_before(pair[0], rises)? != self.is_as_before(pair[1], rises)? {
                brackets.push((pair[0], pair[1]));
            }
        }
        // Their number is odd, since the ends differ, so there is a middle one.
        let (a, b) = brackets[brackets.len() / 2];
        let side = self.is_as_before(a, rises)?;
        let (a, b) = self.bisect(a, b, |probe, x| Ok(probe.is_as_before(x, rises)? == side))?;
        let (at_a, at_b) = (self.estimate(a)?.mean, self.estimate(b)?.mean);
        let share = at_a / (at_a - at_b);
        // Infinite differences leave no share; the bracket is narrow enough for its middle to do.
        Ok(Some(if share.is_finite() { a + share * (b - a) } else { a + 0.5 * (b - a) }))
    }

    /// Narrows a bracket that `holds` at `inside` and not at `outside` to the tolerance; returns both ends.
    fn bisect(
        &mut self,
        mut inside: f64,
        mut outside: f64,
        holds: impl Fn(&mut Self, f64) -> Result<bool, SearchError<G::Error>>,
    ) -> Result<(f64, f64), SearchError<G::Error>> {
        while (outside - inside).abs() > self.search.tolerance {
            let middle = 0.5 * inside + 0.5 * outside;
            let between = (inside < middle && middle < outside) || (outside < middle && middle < inside);
            if !between {
                break;
            }
            if holds(self, middle)? {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        Ok((inside, outside))
    }
}
