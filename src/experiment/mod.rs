//! Experiments: what is asked of the engine, and the tables, sentences and figures that answer it; they know no export.

pub mod evolve;
pub mod negotiate;
pub mod number;
pub mod replay;
pub mod run;
pub mod stress;
pub mod threshold;
pub mod validation;
