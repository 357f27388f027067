//! Pairs that meet in a market: put into a lane, dealt their luck party by party, stepped, and taken out when they part.
//!
//! A round is the one of two parties alone; what differs is where a lane's pair comes from, that its two sides have luck of
//! their own, and that the calendar goes on when a pair ends. It does not know who meets whom, or why.

use crate::base::chacha;
use crate::base::random::{Counter, Draws, Slot};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::execution::block::{Block, Lanes};
use crate::relationship::game::Game;
use crate::relationship::history::{Ending, History};
use crate::relationship::occasion::Due;
use crate::relationship::round::step;

/// What a party has earned so far, wherever it was: it goes with the party from lane to lane.
#[derive(Debug, Clone, Default)]
pub struct Purse {
    /// Discounted value.
    pub value: f64,
    /// Discounted flows by account.
    pub flows: [f64; Account::COUNT],
}

/// One side as it comes to a new partner.
#[derive(Debug, Clone, Copy)]
pub struct Newcomer<'m> {
    /// Party in whose name its luck is drawn.
    pub party: u32,
    /// What it has earned so far.
    pub purse: &'m Purse,
    /// Good and bad evidence that it has heard of the other.
    pub evidence: [f64; 2],
    /// Standing of the other as it sees it.
    pub standing: f64,
}

/// Two parties that meet.
#[derive(Debug, Clone, Copy)]
pub struct Meeting<'m> {
    /// Replication.
    pub replication: u64,
    /// Place of the replication among those that share the block.
    pub place: usize,
    /// Calendar round in which they meet, from 1.
    pub round: u32,
    /// Level and state of the cost index before that round.
    pub index: (f64, f64),
    /// The two, seller first.
    pub sides: [Newcomer<'m>; 2],
}

/// What two parties leave each other with.
#[derive(Debug, Clone, Copy)]
pub struct Parting {
    /// How it ended.
    pub ending: Ending,
    /// Rounds under a served contract.
    pub served: f64,
    /// What each side did, seller first.
    pub deeds: [Deeds; 2],
}

/// Sums of one side over the rounds under a served contract.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deeds {
    /// Realised effort.
    pub effort: f64,
    /// Measured KPI.
    pub kpi: f64,
    /// Trust in the other.
    pub trust: f64,
}

/// The calendar of a round, the same for every pair.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'m> {
    /// Round, from 1.
    pub round: u32,
    /// Value today of a unit of money this round.
    pub discount: f64,
    /// The index's two words by place of the replication.
    pub index: &'m [[u32; 2]],
    /// What sellers and buyers hold going back to the market to be worth, by place of the replication.
    pub alternatives: &'m [[f64; 2]],
}

/// What a party's conduct remembers, to be carried to its next partner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mind {
    /// The rule's memory, column by column; empty before the first partner.
    pub columns: Vec<f64>,
    /// Its own last action, and the last that it read of a partner.
    pub last: [f64; 2],
}

/// The buyer's own words of nature's block.
const BUYERS: [Slot; 6] = [
    Slot::incident(Side::Buyer),
    Slot::kpi(Side::Buyer),
    Slot::implementation(Side::Buyer),
    Slot::perception(Side::Buyer),
    Slot::audit(Side::Buyer),
    Slot::coin(Side::Buyer),
];

impl<const W: usize> Game<'_, W> {
    /// Two parties meet in a free lane: strangers with a first contract to agree on.
    pub fn meet(&mut self, lane: usize, meeting: &Meeting<'_>) {
        let counter = Counter::of_round(meeting.sides[0].party, meeting.round);
        let mut types = Draws::new(self.keys.kind, meeting.replication, counter);
        self.open_lane(lane, meeting.replication, meeting.place, meeting.index);
        self.lanes[lane].parties = meeting.sides.map(|side| side.party);
        self.prepare(lane, &mut types);
        for (side, newcomer) in Side::ALL.into_iter().zip(&meeting.sides) {
            self.greet(side, lane);
            let belief = &self.matchup.strategy(side).conduct.trust;
            let party = &mut self.block.party[side.index()];
            let [good, bad] = newcomer.evidence;
            party.good[lane] = good;
            party.bad[lane] = bad * belief.bad_weight;
            party.trust[lane] = belief.trust(party.good[lane], party.bad[lane]);
            party.other_standing[lane] = newcomer.standing;
            party.value[lane] = newcomer.purse.value;
            for account in &self.matchup.rules.accounts {
                party.booked[account.index()][lane] = newcomer.purse.flows[account.index()];
            }
        }
    }

    /// The round's calendar and luck: the market's index, and each side's slots from its own party's block.
    pub fn deal_round(&mut self, calendar: &Calendar<'_>) {
        self.block.round = [f64::from(calendar.round); W];
        self.block.discount = [calendar.discount; W];
        for (side, first) in [(Side::Buyer, true), (Side::Seller, false)] {
            for (counter, lane) in self.counters.iter_mut().zip(&self.lanes) {
                *counter = Counter::of_round(lane.parties[side.index()], calendar.round).packed();
            }
            let luck = if first { &mut self.others_luck } else { &mut self.luck };
            chacha::blocks(&self.keys.nature, &self.streams, &self.counters, luck);
            if first && self.matchup.rules.world.demand.sd > 0.0 {
                chacha::blocks(&self.keys.demand, &self.streams, &self.counters, &mut self.demand);
            }
        }
        for (side, alternative) in self.alternative.iter_mut().enumerate() {
            for (held, lane) in alternative.iter_mut().zip(&self.lanes) {
                *held = calendar.alternatives[lane.place][side];
            }
        }
        for slot in BUYERS {
            let word = self.others_luck.word(slot.index());
            self.luck.word_mut(slot.index()).copy_from_slice(word);
        }
        for (slot, part) in [(Slot::Index, 0), (Slot::IndexSpare, 1)] {
            for (word, lane) in self.luck.word_mut(slot.index()).iter_mut().zip(&self.lanes) {
                *word = calendar.index[lane.place][part];
            }
        }
    }

    /// Plays the round that was dealt.
    pub fn play_round(&mut self) {
        // Lanes without a pair are stepped too.
        self.fresh = false;
        step(self);
    }

    /// State of the block after the round.
    pub const fn block(&self) -> &Block<W> {
        &self.block
    }

    /// Whether the pair of a lane is through with each other: no contract, and no session to come.
    pub fn is_over(&self, lane: usize) -> bool {
        self.block.signed[lane] <= 0.0 && self.lanes[lane].due.is_none()
    }

    /// The draws that decide whether each pair's need for each other goes on.
    pub fn need(&self) -> Lanes<W> {
        self.survival()
    }

    /// Makes all lanes fresh at once, when none is in use.
    pub fn refresh(&mut self) {
        self.block.clear_all();
        self.fresh = true;
    }

    /// The pair of a lane parts, each with its purse filled up to now; the lane is free.
    pub fn part(&mut self, lane: usize, purses: [&mut Purse; 2]) -> Parting {
        let block = &mut *self.block;
        for (purse, party) in purses.into_iter().zip(&block.party) {
            purse.value = party.value[lane];
            for account in &self.matchup.rules.accounts {
                purse.flows[account.index()] = party.booked[account.index()][lane];
            }
        }
        let deeds = [0, 1].map(|side| {
            let tally = &block.party[side].tally;
            Deeds { effort: tally.effort[lane], kpi: tally.kpi[lane], trust: tally.trust[lane] }
        });
        block.live[lane] = 0.0;
        block.signed[lane] = 0.0;
        block.served[lane] = 0.0;
        self.lanes[lane].due = None;
        Parting { ending: self.lanes[lane].history.ending, served: block.tally.contracted[lane], deeds }
    }

    /// What a side's conduct remembers.
    pub fn mind(&self, side: Side, lane: usize, mind: &mut Mind) {
        let party = &self.block.party[side.index()];
        mind.last = [party.last_action[lane], party.perceived[lane]];
        mind.columns.clear();
        mind.columns.extend(self.memory[side.index()].iter().map(|column| column[lane]));
    }

    /// A side's conduct goes on where it was with an earlier partner.
    pub fn remind(&mut self, side: Side, lane: usize, mind: &Mind) {
        if mind.columns.is_empty() {
            return;
        }
        let party = &mut self.block.party[side.index()];
        [party.last_action[lane], party.perceived[lane]] = mind.last;
        for (column, value) in self.memory[side.index()].iter_mut().zip(&mind.columns) {
            column[lane] = *value;
        }
    }

    /// Fresh state of a lane for parties that have a first session before them.
    pub(super) fn open_lane(&mut self, lane: usize, replication: u64, place: usize, index: (f64, f64)) {
        let rules = self.matchup.rules;
        if !self.fresh {
            self.block.clear(lane);
        }
        self.block.live[lane] = 1.0;
        self.block.discount[lane] = 1.0;
        self.block.index[lane] = index.0;
        self.block.index_state[lane] = index.1;
        self.streams[lane] = replication;
        let entry = &mut self.lanes[lane];
        entry.replication = replication;
        entry.place = place;
        entry.parties = [0; 2];
        entry.due = Some(Due::First);
        entry.retries = rules.menu.as_ref().map_or(0, |menu| menu.table.retries);
        entry.acquainted = false;
        if rules.menu.is_some() {
            entry.recollections = Default::default();
        }
        entry.lied = [false; 2];
        entry.wary = [false; 2];
        entry.notice = None;
        entry.next_point = 0;
        entry.history = History::default();
        entry.contract = rules.contract;
        entry.outcome = None;
    }

    /// What nature deals the two before they meet: a benchmark, types, and what could be had under them.
    pub(super) fn prepare(&mut self, lane: usize, draws: &mut Draws) {
        self.lanes[lane].benchmark = self.matchup.rules.menu.as_ref().and_then(|menu| {
            let deviation = draws.normal();
            menu.table.benchmark_sd.map(|sd| menu.midpoint + sd * deviation)
        });
        self.deal(lane, draws);
    }
}
