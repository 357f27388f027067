//! Who looks for a partner, who finds one, and what the two know of each other when they meet; it does not know how they deal.

use super::matching::{Match, Seekers, Sight};
use super::play::Play;
use super::population::ALONE;
use super::settings::Roles;
use crate::base::numeric::unit;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::relationship::encounter::{Meeting, Newcomer};
use crate::trust::reputation::rules::UNSEEN;

impl<const W: usize> Play<'_, W> {
    /// Those who look for a partner and are lucky draw lots and are matched.
    pub(super) fn assemble(&mut self) {
        let market = self.economy.market;
        let mut seekers = std::mem::take(&mut self.seekers);
        seekers.clear();
        let free = |party: &usize| self.people.partner[*party] == ALONE && !self.people.excluded[*party];
        seekers.extend((0..self.people.partner.len()).filter(free).map(|party| party as u32));
        let size = self.people.parties;
        let (sellers, always) = (self.economy.sellers(), self.round == 1);
        let mut lucky = std::mem::take(&mut self.lucky);
        lucky.clear();
        let people = &mut self.people;
        self.dice.roll(&self.keys.matching, (self.first, size), self.round, &seekers, |party, word| {
            let waits = party % size >= sellers;
            if waits || always || unit(word(0)) < market.rematch {
                people.priority[party] = word(1);
                people.look[party] = word(2);
                lucky.push(party as u32);
            }
        });
        self.seekers = seekers;
        let mut rest = lucky.as_mut_slice();
        for replication in 0..self.count {
            let end = (replication + 1) * size;
            let some = rest.partition_point(|party| (*party as usize) < end);
            let (own, others) = rest.split_at_mut(some);
            rest = others;
            self.pair(replication, own);
        }
        self.lucky = lucky;
    }

    /// Matches the seekers of one replication.
    fn pair(&mut self, replication: usize, seekers: &mut [u32]) {
        let (size, sellers) = (self.people.parties, self.economy.sellers());
        let base = (replication * size) as u32;
        let split = seekers.partition_point(|party| ((*party - base) as usize) < sellers);
        let (searching, waiting) = seekers.split_at_mut(split);
        for group in [&mut *searching, &mut *waiting] {
            group.sort_unstable_by_key(|party| (self.people.priority[*party as usize], *party));
            for party in group.iter_mut() {
                *party -= base;
            }
        }
        let mut matches = std::mem::take(&mut self.matches);
        matches.clear();
        let book = self.books.get(replication);
        let sight = Sight {
            kind: &self.people.kind[base as usize..base as usize + size],
            look: &|viewer, subject, uniform| book.map_or(UNSEEN, |book| book.look(viewer, subject, uniform)),
            neighbours: self.networks.get(replication),
            key: self.keys.matching,
            replication: self.first + replication as u64,
            round: self.round,
        };
        let waiting = (self.economy.market.roles == Roles::Fixed).then_some(&*waiting);
        self.economy.market.matching.pair(&Seekers { searching, waiting }, &sight, &mut matches);
        for one in &matches {
            self.meet(replication, one);
        }
        self.matches = matches;
    }

    /// Two parties begin a relationship.
    fn meet(&mut self, replication: usize, one: &Match) {
        let base = replication * self.people.parties;
        let places = one.parties.map(|party| base + party as usize);
        let fee = self.economy.market.entry_fee;
        if fee > 0.0 {
            for party in places {
                self.people.post(party, Account::Search, self.discount, -fee);
                self.facts.flow[party] -= fee;
            }
        }
        let book = self.books.get(replication);
        let rules = self.economy.reputation.unwrap_or_default();
        let side = |own: usize| {
            let (me, other) = (one.parties[own], one.parties[1 - own]);
            let looked = || book.map_or(UNSEEN, |book| book.look(me, other, unit(self.people.look[places[own]])));
            let standing = one.seen[own].unwrap_or_else(looked);
            Newcomer {
                party: self.economy.name(me as usize),
                purse: &self.people.purse[places[own]],
                evidence: rules.prior_evidence(standing),
                standing,
            }
        };
        let meeting = Meeting {
            replication: self.first + replication as u64,
            place: replication,
            round: self.round,
            index: (self.index[replication], self.index_state[replication]),
            sides: [side(0), side(1)],
        };
        let kinds = places.map(|party| self.people.kind[party]);
        let (cohort, lane) = self.floor.seat(kinds, places.map(|party| party as u32), &meeting);
        if !self.people.mind.is_empty() {
            let game = &mut self.floor.cohorts[cohort].games[lane / W];
            for (side, party) in Side::ALL.into_iter().zip(places) {
                game.remind(side, lane % W, &self.people.mind[party]);
            }
        }
        for own in 0..2 {
            self.people.partner[places[own]] = places[1 - own] as u32;
            let kind = self.kind_of(places[own]);
            self.histories[replication].kinds[kind].partners += 1.0;
        }
    }
}
