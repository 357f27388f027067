//! What a threshold search can answer; it does not know how the answer is found.

use serde::Serialize;

use crate::statistics::{Estimate, Interval};

/// Side of zero on which a difference lies beyond noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Below zero.
    Negative,
    /// Above zero.
    Positive,
}

/// A stretch of the range in which zero cannot be excluded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stretch {
    /// Its ends, outwards by at most the tolerance; an open end is the end of the range.
    pub interval: Interval,
    /// Sign just below the stretch; none if it begins with the range, so that it may reach further down.
    pub before: Option<Sign>,
    /// Sign just above the stretch; none if it ends with the range, so that it may reach further up.
    pub after: Option<Sign>,
    /// Where the estimated difference changes sign, if it has opposite signs at the two ends.
    pub estimate: Option<f64>,
}

impl Stretch {
    /// Whether the stretch may reach below the range searched.
    pub fn open_below(&self) -> bool {
        self.before.is_none()
    }

    /// Whether the stretch may reach above the range searched.
    pub fn open_above(&self) -> bool {
        self.after.is_none()
    }
}

/// A change of sign beyond noise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Crossing {
    /// Where the estimated difference is zero.
    pub estimate: f64,
    /// Confidence interval of the break-even point; both ends lie inside the range.
    pub interval: Interval,
    /// Whether the difference goes from negative to positive.
    pub rises: bool,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// One change of sign beyond noise.
    Crossing(Crossing),
    /// Two or more changes of sign beyond noise, in ascending order; the first and the last are the outermost.
    Several(Vec<Crossing>),
    /// The same sign beyond noise at every point looked at.
    Always {
        /// That sign.
        sign: Sign,
    },
    /// No change of sign stands out of the noise, but zero is not excluded everywhere: see [`Found::undecided`], of
    /// which one at the end of the range may hold a break-even point, with an interval open at that end.
    Unresolved {
        /// The one sign met beyond noise, if any.
        sign: Option<Sign>,
    },
}

impl Threshold {
    /// The changes of sign beyond noise, in ascending order.
    pub fn crossings(&self) -> &[Crossing] {
        match self {
            Self::Crossing(crossing) => std::slice::from_ref(crossing),
            Self::Several(crossings) => crossings,
            Self::Always { .. } | Self::Unresolved { .. } => &[],
        }
    }

    /// Lowest and highest change of sign, the same one if there is only one.
    pub fn outermost(&self) -> Option<(Crossing, Crossing)> {
        let crossings = self.crossings();
        Some((*crossings.first()?, *crossings.last()?))
    }
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The verdict.
    pub threshold: Threshold,
    /// Stretches without a change of sign beyond noise: touches of zero, and those cut off by the ends of the range.
    pub undecided: Vec<Stretch>,
    /// Every point evaluated, once each, in ascending order.
    pub points: Vec<(f64, Estimate)>,
}

impl Found {
    /// Number of evaluations of the gap.
    pub fn evaluations(&self) -> usize {
        self.points.len()
    }

    /// Draws the verdict from all undecided stretches, in ascending order, and the sign at the low end of the range.
    pub(super) fn new(stretches: &[Stretch], first: Option<Sign>, points: Vec<(f64, Estimate)>) -> Self {
        let (mut crossings, mut undecided) = (Vec::new(), Vec::new());
        for stretch in stretches {
            match (stretch.before, stretch.after, stretch.estimate) {
                (Some(before), Some(after), Some(estimate)) if before != after => {
                    let rises = after == Sign::Positive;
                    crossings.push(Crossing { estimate, interval: stretch.interval, rises });
                }
                _ => undecided.push(*stretch),
            }
        }
        let sign = first.or_else(|| stretches.first().and_then(|stretch| stretch.after));
        let threshold = match (crossings.as_slice(), undecided.is_empty(), sign) {
            ([], true, Some(sign)) => Threshold::Always { sign },
            ([], _, sign) => Threshold::Unresolved { sign },
            ([crossing], _, _) => Threshold::Crossing(*crossing),
            _ => Threshold::Several(crossings),
        };
        Self { threshold, undecided, points }
    }
}
