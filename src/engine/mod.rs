//! Runs plans: replications in fixed batches over all cells, in parallel, merged in order; it knows no file and no chart.

pub mod batch;
pub mod cost;
pub mod market;
pub mod measures;
pub mod parallel;
pub mod plan;
pub mod summary;
