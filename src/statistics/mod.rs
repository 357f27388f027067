//! Summaries of samples that stream and merge, with their uncertainty; they do not know what is being measured.
//!
//! | summary | holds | merging |
//! |---|---|---|
//! | [`Moments`] | count, mean, central moments to the fourth | in replication order |
//! | [`CoMoments`] | means, variances and covariance of a pair | in replication order |
//! | [`Paired`] | differences under common luck, wins, ties, losses | in replication order |
//! | [`Proportion`] | successes out of trials | any order |
//! | [`Histogram`] | quantiles, expected shortfall | any order |
//!
//! Floating-point addition is not associative. What merges "in replication order" gives the same bits on every number
//! of threads only if the parts are cut at fixed replications and merged from the first to the last; what merges in
//! "any order" holds integers and is free of this.

mod histogram;
mod interval;
mod moments;
mod paired;
mod proportion;
mod rank;
mod ratio;

pub use histogram::Histogram;
pub use interval::{Estimate, Interval, normal_quantile, student_quantile};
pub use moments::Moments;
pub use paired::Paired;
pub use proportion::Proportion;
pub use rank::spearman;
pub use ratio::CoMoments;
