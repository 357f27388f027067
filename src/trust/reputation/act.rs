//! An act that others may hear of, and what a party says about its partner; it does not know how acts are judged.

use schemars::JsonSchema;
use serde::Deserialize;

/// What one party did to its partner in a round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Act {
    /// Who did it: a party's place, from 0.
    pub actor: u32,
    /// Whom it was done to.
    pub other: u32,
    /// From 0 (D, a broken promise) to 1 (C, kept); in a delivery stage what the engine holds to be kept.
    pub quality: f64,
    /// Probability that third parties see it: [`Rules::observed`](super::rules::Rules::observed), raised by reference rights.
    pub observed: f64,
}

/// The luck of one act on its way to the public: uniforms of (0, 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Luck {
    /// Third parties see the act if below its `observed`.
    pub seen: f64,
    /// It is misjudged if below the assessment error.
    pub erred: f64,
}

/// What a party says about its partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// What it holds to be so.
    #[default]
    Truthful,
    /// Nothing.
    Silent,
    /// Only bad, whatever happened.
    BadMouths,
}
