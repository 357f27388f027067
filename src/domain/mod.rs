//! What parties trade and what it is worth: issues, outcomes, clauses, stage games and named flows of money; no conduct, no time.

pub mod clause;
pub mod contract;
pub mod flow;
pub mod frontier;
pub mod issue;
pub mod kpi;
pub mod mechanism;
pub mod negotiation;
pub mod option_range;
pub mod outcome;
pub mod outlook;
pub mod preference;
pub mod resolution;
pub mod solution;
pub mod stage;
pub mod tradeable;
