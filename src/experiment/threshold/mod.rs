//! Where along one key a paired difference changes sign; it does not know the key, the measure or the simulation.
//!
//! [`find`] scans the range, then bisects. At each point the gap counts as positive or negative if its pointwise
//! confidence interval lies on that side of zero, and as undecided otherwise. The undecided [`Stretch`]es between them
//! carry the answer: one with opposite signs on its two sides holds a break-even point, and is the confidence interval
//! of it. This inverts the pointwise test (Fieller 1954 for a gap that is linear in x): the true break-even point is
//! left out only if the interval at that very point misses zero, hence with probability 1 - level, whatever the noise
//! at other points. The luck must be common to all x, or the scan meets fresh noise at each point and finds crossings
//! that are not there.
//!
//! | verdict | meaning |
//! |---|---|
//! | [`Threshold::Crossing`] | negative on one side, positive on the other, both beyond noise |
//! | [`Threshold::Several`] | more than one such change |
//! | [`Threshold::Always`] | one sign, beyond noise at every point looked at |
//! | [`Threshold::Unresolved`] | no change stands out of the noise, yet zero is not excluded everywhere |
//!
//! Changes between neighbouring scan points that cancel out are not seen: the scan sets the resolution.

mod curve;
mod probe;
mod search;
mod settings;
mod verdict;

pub use curve::{Curve, CurveError};
pub use search::find;
pub use settings::{Search, SearchError};
pub use verdict::{Crossing, Found, Sign, Stretch, Threshold};

use crate::statistics::Estimate;

/// A paired difference as a pure function of one key.
pub trait Gap {
    /// Why an evaluation can fail.
    type Error: std::error::Error + 'static;

    /// Mean difference at `x` and its standard error, under luck common to all `x`.
    ///
    /// # Errors
    /// Whatever keeps the difference from being computed.
    fn at(&mut self, x: f64) -> Result<Estimate, Self::Error>;

    /// Points that the scan must look at because the gap may bend there, in ascending order; none unless known.
    fn knots(&self) -> &[f64] {
        &[]
    }
}
