//! A block of replications of one matchup, run to their ends: lanes are filled, stepped, harvested and refilled.

use crate::base::numeric::select;
use crate::base::random::{Counter, Draws, Key, Purpose, Slots};
use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::execution::block::{Block, Lanes};
use crate::relationship::history::History;
use crate::relationship::matchup::Matchup;
use crate::relationship::negotiate::Due;
use crate::relationship::profile::Profile;
use crate::relationship::replay::SessionRecord;
use crate::relationship::round::step;
use crate::relationship::trajectory::Trajectories;

/// Keys of a seed's streams.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    pub(super) nature: Key,
    pub(super) session: Key,
    pub(super) kind: Key,
}

impl Keys {
    /// The keys of `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            nature: Key::new(seed, Purpose::Nature),
            session: Key::new(seed, Purpose::Session),
            kind: Key::new(seed, Purpose::Type),
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
    /// The session that opens next, if any.
    pub due: Option<Due>,
    /// Sessions left after an impasse.
    pub retries: u32,
    /// This replication's public benchmark for the price.
    pub benchmark: Option<f64>,
    /// The contract last signed.
    pub contract: Contract,
    /// Whether a first contract was signed.
    pub acquainted: bool,
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
    /// Whether this round's flows have been booked; later ones go straight to the accounts.
    pub(super) booked: bool,
    /// Where sessions are recorded, in a replay.
    pub(super) records: Option<Vec<SessionRecord>>,
    streams: Vec<u64>,
    counters: Vec<u64>,
}

impl<'a, const W: usize> Game<'a, W> {
    /// A block for one matchup. `continuation` is the shadow of the future that ends its histories.
    pub fn new(matchup: Matchup<'a>, keys: Keys, continuation: f64) -> Self {
        let columns = |side: Side| vec![vec![0.0; W]; matchup.strategy(side).rule.memory()];
        let lane = Lane {
            replication: 0,
            place: 0,
            due: None,
            retries: 0,
            benchmark: None,
            contract: matchup.rules.contract,
            acquainted: false,
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
            booked: false,
            records: None,
            streams: vec![0; W],
            counters: vec![0; W],
        }
    }

    /// Runs the replications `first..first + sink.histories.len()`; each result goes to its own place.
    pub fn run(&mut self, first: u64, sink: &mut Sink<'_>) {
        let count = sink.histories.len();
        let mut next = 0;
        for lane in 0..W {
            next = self.fill(lane, first, next, count);
        }
        let mut running = next;
        while running > 0 {
            self.draw();
            step(self);
            self.observe(sink);
            let ends = self.ends(sink);
            for lane in 0..W {
                if ends[lane] > 0.0 {
                    self.harvest(lane, sink);
                    running -= 1;
                    let before = next;
                    next = self.fill(lane, first, next, count);
                    running += next - before;
                }
            }
        }
    }

    /// Starts replication `next` in `lane` if there is one left; returns the next to start.
    fn fill(&mut self, lane: usize, first: u64, next: usize, count: usize) -> usize {
        if next >= count {
            self.block.live[lane] = 0.0;
            self.block.signed[lane] = 0.0;
            self.lanes[lane].due = None;
            return next;
        }
        let replication = first + next as u64;
        let rules = self.matchup.rules;
        let mut draws = Draws::new(self.keys.kind, replication, Counter::of_round(0, 0));
        let (index, state) = rules.world.index.start(&mut draws);
        let mut types = Draws::new(self.keys.kind, replication, Counter::of_round(0, 1));
        let block = &mut self.block;
        block.clear(lane);
        block.live[lane] = 1.0;
        block.discount[lane] = 1.0;
        block.index[lane] = index;
        block.index_state[lane] = state;
        self.streams[lane] = replication;
        let entry = &mut self.lanes[lane];
        entry.replication = replication;
        entry.place = next;
        entry.due = Some(Due::First);
        entry.retries = rules.menu.as_ref().map_or(0, |menu| menu.retries);
        entry.acquainted = false;
        entry.next_point = 0;
        entry.history = History::default();
        entry.contract = rules.contract;
        entry.benchmark = rules.menu.as_ref().and_then(|menu| {
            let deviation = types.normal();
            menu.benchmark_sd.map(|sd| menu.midpoint + sd * deviation)
        });
        for side in Side::ALL {
            self.greet(side, lane);
        }
        next + 1
    }

    /// Fresh memory and beliefs of one side.
    fn greet(&mut self, side: Side, lane: usize) {
        let strategy = self.matchup.strategy(side);
        let party = &mut self.block.party[side.index()];
        party.trust[lane] = strategy.conduct.trust.trust(0.0, 0.0);
        party.average[lane] = 0.0;
        party.usual_flow[lane] = self.matchup.rules.world.outside[side].option;
        strategy.rule.begin(&mut self.memory[side.index()], lane);
    }

    /// The next round's calendar and luck.
    fn draw(&mut self) {
        let discount = self.matchup.rules.world.horizon.discount;
        for lane in 0..W {
            if self.block.round[lane] > 0.0 {
                self.block.discount[lane] *= discount;
            }
            self.block.round[lane] += 1.0;
            self.counters[lane] = Counter::of_round(0, self.block.round[lane] as u32).packed();
        }
        crate::base::chacha::blocks(&self.keys.nature, &self.streams, &self.counters, &mut self.luck);
    }

    fn observe(&self, sink: &mut Sink<'_>) {
        if let Some(trajectories) = sink.trajectories.as_deref_mut() {
            for lane in 0..W {
                if self.block.live[lane] > 0.0 {
                    trajectories.record(&self.block, lane, self.lanes[lane].place);
                }
            }
        }
    }

    /// Mask of the lanes whose need ends after this round; settles the profile's points that end with it.
    fn ends(&mut self, sink: &mut Sink<'_>) -> Lanes<W> {
        let last = self.matchup.rules.world.horizon.rounds.map_or(f64::INFINITY, f64::from);
        let survival = self.survival();
        let mut ends = [0.0; W];
        for lane in 0..W {
            let over = self.block.round[lane] >= last || survival[lane] >= self.continuation;
            ends[lane] = select(over, self.block.live[lane], 0.0);
        }
        if let Some(profile) = sink.profile.as_deref_mut() {
            for lane in (0..W).filter(|lane| self.block.live[*lane] > 0.0) {
                let values = [self.block.party[0].value[lane], self.block.party[1].value[lane]];
                let settled = if ends[lane] > 0.0 { f64::INFINITY } else { survival[lane] };
                let entry = &mut self.lanes[lane];
                entry.next_point = profile.settle(entry.next_point, settled, values, entry.place);
            }
        }
        ends
    }

    fn harvest(&mut self, lane: usize, sink: &mut Sink<'_>) {
        let entry = &mut self.lanes[lane];
        entry.history.harvest(&self.block, lane);
        sink.histories[entry.place] = entry.history;
    }
}
