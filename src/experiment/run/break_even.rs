//! Break-even points: the shadow of the future and the round from which one strategy earns more than another.

use super::{LEVEL, RunError};
use crate::engine::summary::{Comparison, Summary};
use crate::experiment::threshold::{Curve, Search, Sign, Stretch, Threshold, find};
use crate::scenario::resolve::Design;
use crate::statistics::{Interval, Moments};

/// What a break-even search found, in words that a table can hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Above the point the first strategy earns more.
    Above,
    /// Below the point the first strategy earns more.
    Below,
    /// The difference changes sign several times; the outermost rise or fall is given.
    Several,
    /// The first earns more everywhere in the range.
    Always,
    /// The second earns more everywhere in the range.
    Never,
    /// The first earns more wherever the difference stands out of the noise, which is not everywhere.
    Ahead,
    /// The first earns less wherever the difference stands out of the noise, which is not everywhere.
    Behind,
    /// Nothing stands out of the noise.
    Undecided,
}

impl Verdict {
    /// The verdict with the two strategies in each other's place.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Above => Self::Below,
            Self::Below => Self::Above,
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Ahead => Self::Behind,
            Self::Behind => Self::Ahead,
            Self::Several | Self::Undecided => self,
        }
    }

    /// Whether a break-even point was found beyond noise.
    pub const fn is_found(self) -> bool {
        matches!(self, Self::Above | Self::Below | Self::Several)
    }

    /// The verdict's name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Several => "several",
            Self::Always => "always",
            Self::Never => "never",
            Self::Ahead => "ahead",
            Self::Behind => "behind",
            Self::Undecided => "undecided",
        }
    }
}

/// A break-even point of one pair of strategies.
#[derive(Debug, Clone)]
pub struct BreakEven {
    /// Places of the two in the line-up.
    pub pair: [usize; 2],
    /// The opponent's place, or `None` over the line-up.
    pub against: Option<usize>,
    /// `continuation` or `round`.
    pub along: &'static str,
    /// What was found.
    pub verdict: Verdict,
    /// The point, NaN where there is none.
    pub estimate: f64,
    /// Its interval; without a point found beyond noise the part of the range within noise, NaN where there is none. An
    /// end at the end of the range is open.
    pub interval: Interval,
}

const NOWHERE: Interval = Interval { low: f64::NAN, high: f64::NAN };

/// All break-even points: over the line-up and against each opponent along continuation, over the line-up along rounds.
pub fn search(design: &Design, summary: &Summary, curves: Option<&Summary>) -> Result<Vec<BreakEven>, RunError> {
    let mut found = Vec::new();
    for comparison in &summary.comparisons {
        let rounds: Vec<f64> = (1..=comparison.path.len()).map(|round| round as f64).collect();
        found.extend(point(comparison, None, "round", &rounds, &comparison.path)?);
    }
    let Some(curves) = curves else { return Ok(found) };
    for comparison in &curves.comparisons {
        found.extend(point(comparison, None, "continuation", &curves.profile, &comparison.profile)?);
        for opponent in 0..design.strategies.len() {
            let profile = &comparison.profile_against[opponent];
            found.extend(point(comparison, Some(opponent), "continuation", &curves.profile, profile)?);
        }
    }
    Ok(found)
}

fn point(
    comparison: &Comparison,
    against: Option<usize>,
    along: &'static str,
    xs: &[f64],
    differences: &[Moments],
) -> Result<Option<BreakEven>, RunError> {
    if xs.len() < 2 {
        return Ok(None);
    }
    let points = xs.iter().copied().zip(differences.iter().map(Moments::estimate));
    let mut curve = Curve::new(points).map_err(|error| RunError::Search(error.to_string()))?;
    let (low, high) = (curve.low(), curve.high());
    let search = Search { low, high, tolerance: (high - low) * 1e-4, level: LEVEL, scan: 2 };
    let found = find(&mut curve, &search).map_err(|error| RunError::Search(error.to_string()))?;
    let (verdict, estimate, interval) = match &found.threshold {
        Threshold::Crossing(crossing) => {
            let verdict = if crossing.rises { Verdict::Above } else { Verdict::Below };
            (verdict, crossing.estimate, crossing.interval)
        }
        Threshold::Several(crossings) => {
            let last = crossings[crossings.len() - 1];
            (Verdict::Several, last.estimate, last.interval)
        }
        Threshold::Always { sign: Sign::Positive } => (Verdict::Always, f64::NAN, NOWHERE),
        Threshold::Always { sign: Sign::Negative } => (Verdict::Never, f64::NAN, NOWHERE),
        Threshold::Unresolved { sign } => {
            let verdict = match sign {
                Some(Sign::Positive) => Verdict::Ahead,
                Some(Sign::Negative) => Verdict::Behind,
                None => Verdict::Undecided,
            };
            let (estimate, interval) = within_noise(&found.undecided);
            (verdict, estimate, interval)
        }
    };
    Ok(Some(BreakEven { pair: comparison.pair, against, along, verdict, estimate, interval }))
}

/// The part of the range within noise, and where the estimated difference changes sign in it, if it does.
fn within_noise(undecided: &[Stretch]) -> (f64, Interval) {
    let estimate = undecided.iter().find_map(|stretch| stretch.estimate).unwrap_or(f64::NAN);
    let interval = match undecided {
        [] => NOWHERE,
        [first, .., last] => Interval { low: first.interval.low, high: last.interval.high },
        [only] => only.interval,
    };
    (estimate, interval)
}
