//! Who meets whom among those who look for a partner; a rule reads places, standings and neighbours, never conduct or interests.
//!
//! Adding a rule is one new file, its `mod` line, its variant in [`MatchingRule`] and its row in [`ALL`].

pub mod assortative;
pub mod network;
pub mod random;
pub mod reputation;

use crate::base::catalogue::Row;
use crate::base::random::{Counter, Draws, Key};
use schemars::JsonSchema;
use serde::Deserialize;

/// The matching rule of a market. Exactly one is given.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchingRule {
    /// Anyone with anyone.
    #[default]
    Random,
    /// Partners are chosen by their standing.
    Reputation(reputation::Choice),
    /// Like meets like.
    Assortative(assortative::Assortment),
    /// Parties meet their neighbours only.
    Network(network::Network),
}

/// Every matching rule by its key.
pub const ALL: [Row; 4] = [random::ROW, reputation::ROW, assortative::ROW, network::ROW];

/// Those who look for a partner in one replication, in random order. Parties are places from 0 within the replication.
#[derive(Debug, Clone, Copy)]
pub struct Seekers<'a> {
    /// Those who search: the sellers, or everyone where any two can meet.
    pub searching: &'a [u32],
    /// Those who wait to be found: the buyers; `None` where any two can meet.
    pub waiting: Option<&'a [u32]>,
}

/// What a rule may know of the parties.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Strategy of each party, as a place in the line-up.
    pub kind: &'a [u16],
    /// Score of the second as the first gets to see it, given a uniform; negative if it does not.
    pub look: &'a dyn Fn(u32, u32, f64) -> f64,
    /// Who can meet whom, where there is a network.
    pub neighbours: Option<&'a network::Neighbours>,
    /// Key of the matching's luck.
    pub key: Key,
    /// Replication.
    pub replication: u64,
    /// Calendar round.
    pub round: u32,
}

impl std::fmt::Debug for Sight<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sight").field("replication", &self.replication).finish_non_exhaustive()
    }
}

/// Turn of a party's own draws in matching; turn 0 holds those that every seeker needs.
const OWN_TURN: u32 = 1;

impl Sight<'_> {
    /// The luck of one party in this round's matching.
    pub fn draws(&self, party: u32) -> Draws {
        let counter = Counter { pair: party + 1, round: self.round, turn: OWN_TURN };
        Draws::new(self.key, self.replication, counter)
    }
}

/// Two parties that will meet, seller first, and what each saw of the other in choosing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The two.
    pub parties: [u32; 2],
    /// Standing of the other as each saw it when it chose; none where it did not look.
    pub seen: [Option<f64>; 2],
}

impl Match {
    /// Two who did not look at each other.
    pub const fn blind(seller: u32, buyer: u32) -> Self {
        Self { parties: [seller, buyer], seen: [None; 2] }
    }
}

impl MatchingRule {
    /// Matches seekers; each appears in at most one match.
    pub fn pair(&self, seekers: &Seekers<'_>, sight: &Sight<'_>, matches: &mut Vec<Match>) {
        match self {
            Self::Random => random::pair(seekers, matches),
            Self::Reputation(choice) => choice.pair(seekers, sight, matches),
            Self::Assortative(assortment) => assortment.pair(seekers, sight, matches),
            Self::Network(_) => network::Network::pair(seekers, sight, matches),
        }
    }
}
