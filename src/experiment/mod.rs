//! Experiments make tables out of plans; they know no export.

pub mod threshold;
