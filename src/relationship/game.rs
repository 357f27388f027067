//! The state of a block of replications of one matchup, between rounds; it does not know how a round goes.

use crate::bargaining::recollection::Recollection;
use crate::base::random::{Key, Purpose, Slots};
use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::execution::block::{Block, Lanes};
use crate::relationship::history::History;
use crate::relationship::matchup::Matchup;
use crate::relationship::occasion::Due;
use crate::relationship::private_type::PrivateType;
use crate::relationship::profile::Profile;
use crate::relationship::record::Recording;
use crate::relationship::trajectory::Trajectories;

/// Keys of a seed's streams.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    pub(super) nature: Key,
    pub(super) session: Key,
    pub(super) kind: Key,
    pub(super) demand: Key,
}

impl Keys {
    /// The keys of `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            nature: Key::new(seed, Purpose::Nature),
            session: Key::new(seed, Purpose::Session),
            kind: Key::new(seed, Purpose::Type),
            demand: Key::new(seed, Purpose::Demand),
        }
    }
}

/// Bookkeeping of one lane that the arithmetic of the round does not need.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    /// Replication in this lane, counted from 0 over the whole run.
    pub replication: u64,
    /// Its place in the batch.
    pub place: usize,
    /// Parties in whose names luck is drawn; 0 for two alone.
    pub parties: [u32; 2],
    /// The session that opens next, if any.
    pub due: Option<Due>,
    /// Sessions left after an impasse.
    pub retries: u32,
    /// This replication's public benchmark for the price.
    pub benchmark: Option<f64>,
    /// The replication's private types, in a negotiation domain.
    pub types: PrivateType,
    /// What each side recalls of their last session.
    pub recollections: [Recollection; 2],
    /// Whether a side's lie at the table has not come to light.
    pub lied: [bool; 2],
    /// Whether a side knows that a renewal can be hidden from it.
    pub wary: [bool; 2],
    /// The side that has given notice for the end of the term.
    pub notice: Option<Side>,
    /// The contract last signed.
    pub contract: Contract,
    /// The outcome of the session that led to it.
    pub outcome: Option<u32>,
    /// Whether a first contract was signed.
    pub acquainted: bool,
    /// Whether the lane's terms are those of the contract as given: where nothing is negotiated, they stay.
    pub given: bool,
    /// First point of the profile whose history has not ended.
    pub next_point: usize,
    /// What is counted per lane rather than per block.
    pub history: History,
}

/// Where a batch's results go, one place per replication.
#[derive(Debug)]
pub struct Sink<'a> {
    /// One history per replication.
    pub histories: &'a mut [History],
    /// Paths, if wanted.
    pub trajectories: Option<&'a mut Trajectories>,
    /// Values by shadow of the future, if wanted.
    pub profile: Option<&'a mut Profile>,
}

/// A running block.
#[derive(Debug)]
pub struct Game<'a, const W: usize> {
    pub(super) matchup: Matchup<'a>,
    pub(super) keys: Keys,
    pub(super) continuation: f64,
    pub(super) block: Box<Block<W>>,
    pub(super) memory: [Vec<Vec<f64>>; 2],
    pub(super) lanes: Vec<Lane>,
    pub(super) luck: Slots,
    /// What each side holds its alternative to be, money per round.
    pub(super) alternative: [Lanes<W>; 2],
    /// In a market, the blocks from which the buyer's words come.
    pub(super) others_luck: Slots,
    /// Luck of demand, whose block of the round is one of its own.
    pub(super) demand: Slots,
    /// Whether every lane's state is fresh: none has been played since all were cleared.
    pub(super) fresh: bool,
    /// Whether this round's flows have been booked; later ones go straight to the accounts.
    pub(super) booked: bool,
    /// Where a replay writes down what happens.
    pub(super) recording: Option<Recording>,
    pub(super) streams: Vec<u64>,
    pub(super) counters: Vec<u64>,
}

impl<'a, const W: usize> Game<'a, W> {
    /// A block for one matchup. `continuation` is the shadow of the future that ends its histories.
    pub fn new(matchup: Matchup<'a>, keys: Keys, continuation: f64) -> Self {
        let columns = |side: Side| vec![vec![0.0; W]; matchup.strategy(side).rule.memory()];
        let lane = Lane {
            replication: 0,
            place: 0,
            parties: [0; 2],
            due: None,
            retries: 0,
            benchmark: None,
            types: PrivateType::default(),
            recollections: Default::default(),
            lied: [false; 2],
            wary: [false; 2],
            notice: None,
            contract: matchup.rules.contract,
            outcome: None,
            acquainted: false,
            given: false,
            next_point: 0,
            history: History::default(),
        };
        Self {
            matchup,
            keys,
            continuation,
            block: Block::new(),
            memory: [columns(Side::Seller), columns(Side::Buyer)],
            lanes: vec![lane; W],
            luck: Slots::new(W),
            alternative: Side::ALL.map(|side| [matchup.rules.world.outside[side].option; W]),
            others_luck: Slots::default(),
            demand: Slots::new(W),
            fresh: false,
            booked: false,
            recording: None,
            streams: vec![0; W],
            counters: vec![0; W],
        }
    }
}
