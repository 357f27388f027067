//! Plays market replications: every round parties match, deal with each other, are judged and part; it does not know how they deal.

use super::dice::Dice;
use super::economy::{Economy, MarketKeys};
use super::floor::Floor;
use super::history::MarketHistory;
use super::matching::Match;
use super::matching::network::Neighbours;
use super::population::{ALONE, Facts, Population, Prospects};
use super::settings::Memory;
use crate::base::chacha::{self, Slots};
use crate::base::random::{Counter, Draws, Slot};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::relationship::encounter::Calendar;
use crate::trust::reputation::book::Book;

/// Party-rounds stepped together, about: enough to fill the blocks of small markets, little enough to stay in cache.
const TOGETHER: usize = 2048;

/// Least pairs per matchup for which the widest blocks pay.
const WIDE: usize = 16;

/// Replications of a market that are played together; results do not depend on it.
pub const fn together(parties: usize) -> u64 {
    let count = TOGETHER / parties;
    if count > 1 { count as u64 } else { 1 }
}

/// Plays the replications `first..first + count`.
pub fn run(economy: &Economy<'_>, keys: &MarketKeys, first: u64, count: usize) -> Vec<MarketHistory> {
    let matchups = economy.strategies.len() * economy.strategies.len();
    let pairs = economy.parties() * count / 2 / matchups;
    if pairs >= WIDE {
        run_lanes::<64>(economy, keys, first, count)
    } else {
        run_lanes::<8>(economy, keys, first, count)
    }
}

/// As [`run`], in blocks of a given width; no result depends on it.
pub fn run_lanes<const W: usize>(
    economy: &Economy<'_>,
    keys: &MarketKeys,
    first: u64,
    count: usize,
) -> Vec<MarketHistory> {
    Play::<W>::new(economy, *keys, first, count).run()
}

/// Replications under way.
pub(super) struct Play<'a, const W: usize> {
    pub economy: &'a Economy<'a>,
    pub keys: MarketKeys,
    /// First replication, and how many.
    pub first: u64,
    pub count: usize,
    pub round: u32,
    pub discount: f64,
    pub people: Population,
    pub facts: Facts,
    pub floor: Floor<'a, W>,
    /// Who is held to be what, by replication; empty where nothing becomes known.
    pub books: Vec<Book>,
    /// Who can meet whom, by replication; empty without a network.
    pub networks: Vec<Neighbours>,
    /// What parties hold to be true of their market, by replication.
    pub prospects: Vec<Prospects>,
    pub histories: Vec<MarketHistory>,
    pub dice: Dice,
    /// Level and state of the index before the round, by replication.
    pub index: Vec<f64>,
    pub index_state: Vec<f64>,
    shocks: Slots,
    /// Room for lists that every round fills.
    pub seekers: Vec<u32>,
    pub lucky: Vec<u32>,
    pub matches: Vec<Match>,
    pub parting: Vec<[usize; 2]>,
}

impl<'a, const W: usize> Play<'a, W> {
    fn new(economy: &'a Economy<'a>, keys: MarketKeys, first: u64, count: usize) -> Self {
        let parties = economy.parties();
        let minds = economy.market.memory == Memory::Party;
        let starts = (0..count).map(|replication| {
            let mut draws = Draws::new(keys.kind, first + replication as u64, Counter::of_round(0, 0));
            economy.rules.world.index.start(&mut draws)
        });
        let (index, index_state) = starts.unzip();
        let book = |rules| vec![Book::new(rules, parties); count];
        Self {
            economy,
            keys,
            first,
            count,
            round: 0,
            discount: 1.0,
            people: Population::new(economy, &keys, first, count, minds),
            facts: Facts::new(parties * count),
            floor: Floor::new(economy, keys),
            books: economy.reputation.map(book).unwrap_or_default(),
            networks: (0..count as u64).filter_map(|one| economy.network(keys.matching, first + one)).collect(),
            prospects: vec![Prospects::new(Side::ALL.map(|side| economy.alternative[side])); count],
            histories: vec![MarketHistory::new(economy.kinds(), economy.rounds() as usize); count],
            dice: Dice::default(),
            index,
            index_state,
            shocks: Slots::default(),
            seekers: Vec::new(),
            lucky: Vec::new(),
            matches: Vec::new(),
            parting: Vec::new(),
        }
    }

    fn run(mut self) -> Vec<MarketHistory> {
        let last = self.economy.rounds();
        for round in 1..=last {
            self.begin(round);
            self.assemble();
            self.deal();
            self.idle();
            self.settle(round == last);
            self.judge();
            self.learn();
            self.rename();
            self.note();
        }
        self.close();
        self.histories
    }

    fn begin(&mut self, round: u32) {
        self.round = round;
        if round > 1 {
            self.discount *= self.economy.rules.world.horizon.discount;
        }
        self.facts.clear();
    }

    /// Place of a party's kind among those that tables tell apart.
    pub fn kind_of(&self, party: usize) -> usize {
        let kind = usize::from(self.people.kind[party]);
        match self.economy.side(party % self.people.parties) {
            Side::Seller => kind,
            Side::Buyer => self.economy.strategies.len() + kind,
        }
    }

    /// The round itself, under the index that all share.
    fn deal(&mut self) {
        let streams: Vec<u64> = (0..self.count as u64).map(|replication| self.first + replication).collect();
        let counters = vec![Counter::of_round(0, self.round).packed(); self.count];
        chacha::blocks(&self.keys.nature, &streams, &counters, &mut self.shocks);
        let words = self.shocks.word(Slot::Index.index());
        let spare = self.shocks.word(Slot::IndexSpare.index());
        let index: Vec<[u32; 2]> = words.iter().zip(spare).map(|(word, spare)| [*word, *spare]).collect();
        let alternatives = self.alternatives();
        let calendar =
            Calendar { round: self.round, discount: self.discount, index: &index, alternatives: &alternatives };
        self.floor.play(&calendar);
        self.economy.rules.world.index.step(&mut self.index, &mut self.index_state, words, spare);
    }

    /// Those without a partner live on their alternative and pay for the search.
    fn idle(&mut self) {
        let world = &self.economy.rules.world;
        let (size, cost) = (self.people.parties, self.economy.market.search_cost);
        for party in 0..self.people.partner.len() {
            if self.people.partner[party] != ALONE {
                continue;
            }
            let option = world.outside[self.economy.side(party % size)].option;
            let strain = if option < 0.0 { world.distress * option * option } else { 0.0 };
            let purse = &mut self.people.purse[party];
            purse.flows[Account::OutsideOption.index()] += self.discount * option;
            purse.flows[Account::Distress.index()] -= self.discount * strain;
            purse.value += self.discount * (option - strain);
            self.facts.flow[party] += option - strain;
            if cost > 0.0 && !self.people.excluded[party] {
                self.people.post(party, Account::Search, self.discount, -cost);
                self.facts.flow[party] -= cost;
            }
        }
    }
}
