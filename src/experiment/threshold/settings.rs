//! Where and how finely to look, and why that can fail; it does not know how the search goes.

/// Where and how finely to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Low end of the range, in the unit of the key.
    pub low: f64,
    /// High end of the range.
    pub high: f64,
    /// Width to which roots are bracketed, in the unit of the key.
    pub tolerance: f64,
    /// Confidence level of the interval, 0.95 for 95%.
    pub level: f64,
    /// Number of evenly spaced points looked at first, both ends included.
    pub scan: usize,
}

/// Why a search could not be carried out.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum SearchError<E: std::error::Error + 'static> {
    /// The range is empty or not finite.
    #[error("the range from {low} to {high} is empty or not finite")]
    Range {
        /// Low end asked for.
        low: f64,
        /// High end asked for.
        high: f64,
    },
    /// The tolerance is not a positive number.
    #[error("the tolerance must be positive, not {0}")]
    Tolerance(f64),
    /// The level is not between 0 and 1.
    #[error("the confidence level must lie between 0 and 1, not at {0}")]
    Level(f64),
    /// The scan has fewer than two points.
    #[error("the scan needs at least 2 points, not {0}")]
    Scan(usize),
    /// The difference is not a number.
    #[error("the difference at {0} is not a number")]
    Undefined(f64),
    /// The gap itself failed.
    #[error("the difference at {x} could not be computed")]
    Gap {
        /// Where.
        x: f64,
        /// Why.
        source: E,
    },
}
