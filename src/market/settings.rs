//! What a scenario may say about its market, key by key; it does not know how any of it is played.

use super::matching::MatchingRule;
use crate::base::side::PerSide;
use schemars::JsonSchema;
use serde::Deserialize;

/// A market: the line-up's strategies as a population of parties that look for partners.
///
/// Its length is `horizon.rounds`; `horizon.continuation` is the probability that two partners go on needing each other.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Market {
    /// Number of parties.
    #[schemars(range(min = 2, max = 10_000))]
    pub parties: u32,
    /// Whether half of them sell and half buy, or each does either.
    pub roles: Roles,
    /// An odd number of parties is a mistake; otherwise one party finds no partner.
    pub strict: bool,
    /// Share of each strategy among sellers and among buyers; `lineup.shares` where left out.
    pub shares: PerSide<Vec<f64>>,
    /// Who meets whom.
    pub matching: MatchingRule,
    /// Probability that a party without a partner finds one in a round, if there is one (lambda); in the first round all look. With
    /// fixed roles it is the seller's, and buyers wait.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub rematch: f64,
    /// All part after every round: one-shot games.
    pub rotation: bool,
    /// What conduct remembers: the partner, or all that happened to the party.
    pub memory: Memory,
    /// What a party holds its alternative to be in bargaining, at renewals and before it leaves.
    pub alternative: Alternative,
    /// Weight of the latest round in an alternative that is learnt.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub alternative_weight: f64,
    /// Rounds since it went back to the market over which a party's flow tells what going back is worth.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub alternative_rounds: u32,
    /// Cost of a round without a partner for those who look for one, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub search_cost: f64,
    /// Cost to each party of beginning with a new partner, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub entry_fee: f64,
    /// Probability that a party that lets down a partner who kept its side is never matched again, drawn once each time.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub exclusion: f64,
    /// Along what `run` searches where the two compared strategies earn the same.
    pub break_even: Vec<Along>,
}

impl Default for Market {
    fn default() -> Self {
        Self {
            parties: 100,
            roles: Roles::Fixed,
            strict: false,
            shares: PerSide::default(),
            matching: MatchingRule::default(),
            rematch: 1.0,
            rotation: false,
            memory: Memory::Pair,
            alternative: Alternative::Given,
            alternative_weight: 0.05,
            alternative_rounds: 8,
            search_cost: 0.0,
            entry_fee: 0.0,
            exclusion: 0.0,
            break_even: vec![Along::Continuation],
        }
    }
}

/// Who can meet whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Roles {
    /// Half of the parties sell, half buy, for good.
    Fixed,
    /// Any two can meet; a coin decides who sells.
    Either,
}

/// What a party holds its alternative to a partner to be, per round. What it lives on while alone is `outside` in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// As `outside` says.
    Given,
    /// What parties of its role earned lately after they went back to the market, searching included.
    Learnt,
    /// What they earn on average where everyone reckons with just that: a fixed point over pilots of the whole market.
    Computed,
}

/// A number along which the compared strategies can come to earn the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Along {
    /// Probability that partners go on needing each other: the shadow of the future.
    Continuation,
    /// `reputation.visibility`.
    Visibility,
    /// Share of the second of the two strategies, all others being of the first: where conduct that pays spreads, this is where
    /// it goes.
    Share,
}

impl Along {
    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Continuation => "continuation",
            Self::Visibility => "visibility",
            Self::Share => "share",
        }
    }
}

/// What a party's conduct remembers when it meets a new partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Memory {
    /// Nothing: a new partner is a stranger.
    Pair,
    /// Everything: what a partner did is answered to the next one.
    Party,
}
