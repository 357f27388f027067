//! What a scenario says about reputation, with defaults; it does not know parties.

use super::norm::{Norm, Standing};
use super::scale::{Graded, Scale};
use crate::base::side::PerSide;
use schemars::JsonSchema;
use serde::Deserialize;

/// Standing that a party does not get to see.
pub const UNSEEN: f64 = -1.0;

/// What a good name is worth, how acts become known among many and what they do to a name.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Money per round to each side of being fully trusted by its partner rather than not at all, where everybody sees it.
    pub value: PerSide<f64>,
    /// The norm by which acts are judged.
    pub norm: Norm,
    /// Adds judgements up to a Beta score; without it the last judgement alone makes a party good or bad.
    pub graded: Option<Graded>,
    /// Standing of a newcomer on the binary scale.
    pub newcomer: Standing,
    /// Probability that an act is misjudged: a good one as bad, a bad one as good.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub assessment_error: f64,
    /// Probability that a party gets to see the standing of one it meets (q of Nowak and Sigmund 1998).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub visibility: f64,
    /// Probability that third parties see an act; one that nobody saw is known by what the partner says.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub observed: f64,
    /// Rounds until what was said reaches others.
    #[schemars(range(min = 0, max = 10_000))]
    pub lag: u32,
    /// Share of the old record kept each round.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub forgetting: f64,
    /// Weight of a standing seen in the prior trust in a new partner, in signals.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub evidence: f64,
    /// A new name can be bought; it comes with the standing of a newcomer.
    pub whitewash: Option<Whitewash>,
    /// Everyone has opinions of its own; without it there is one public record.
    pub private: Option<Private>,
}

/// A new identity.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Whitewash {
    /// What it costs, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub price: f64,
}

/// Opinions that differ between observers. A party holds one only of those it has dealt with, watched or heard of.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Private {
    /// Most opinions that a party holds; for a new one the oldest goes.
    #[schemars(range(min = 1, max = 100_000))]
    pub cap: u32,
    /// Third parties that watch an act, if it is observed.
    #[schemars(range(min = 0, max = 10_000))]
    pub witnesses: u32,
    /// Opinions that partners tell each other each round, the latest first.
    #[schemars(range(min = 0, max = 10_000))]
    pub told: u32,
    /// Weight of an opinion heard against an act seen, on the graded scale.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub hearsay: f64,
}

impl Default for Private {
    fn default() -> Self {
        Self { cap: 64, witnesses: 0, told: 0, hearsay: 0.5 }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            value: PerSide::default(),
            norm: Norm::default(),
            graded: None,
            newcomer: Standing::Good,
            assessment_error: 0.0,
            visibility: 1.0,
            observed: 1.0,
            lag: 0,
            forgetting: 1.0,
            evidence: 0.0,
            whitewash: None,
            private: None,
        }
    }
}

impl Rules {
    /// How records add up.
    pub fn scale(&self) -> Scale {
        self.graded.map_or(Scale::Binary(self.newcomer), Scale::Graded)
    }

    /// Probability that third parties see an act of a pair whose contract makes it known with a probability of its own, as
    /// reference rights or joint marketing do.
    pub fn observed_with(&self, reference: f64) -> f64 {
        1.0 - (1.0 - self.observed) * (1.0 - reference)
    }

    /// Good and bad evidence that a standing seen adds to the prior trust in a new partner; none if it is [`UNSEEN`].
    pub fn prior_evidence(&self, seen: f64) -> [f64; 2] {
        if seen < 0.0 { [0.0, 0.0] } else { [self.evidence * seen, self.evidence * (1.0 - seen)] }
    }
}

impl Whitewash {
    /// Whether a new name pays: what it gains per round over the rounds that a party reckons with, against its price.
    pub fn pays(&self, gain: f64, rounds: f64) -> bool {
        gain * rounds > self.price
    }
}
