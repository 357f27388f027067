//! The end of a round: what happened is read off the lanes, pairs that are through with each other part, and sums are kept.

use super::history::Snapshot;
use super::play::Play;
use super::population::{ALONE, Facts};
use crate::base::numeric::select;
use crate::base::side::Side;
use crate::execution::block::Block;
use crate::relationship::history::Ending;

/// Score from which a seller counts as held to be good, where its price is compared with that of others.
const HELD_GOOD: f64 = 0.5;

impl<const W: usize> Play<'_, W> {
    /// Reads the round off every lane; pairs that are through with each other part, all of them after the last round.
    pub(super) fn settle(&mut self, last: bool) {
        let all = last || self.economy.market.rotation;
        let world = &self.economy.rules.world;
        let mut parting = std::mem::take(&mut self.parting);
        parting.clear();
        for (place, cohort) in self.floor.cohorts.iter().enumerate() {
            let games = cohort.games.iter().zip(&cohort.used).enumerate();
            for (number, (game, _)) in games.filter(|(_, (_, used))| **used > 0) {
                let need = game.need();
                for lane in (0..W).filter(|lane| game.block().live[*lane] > 0.0) {
                    let pair = cohort.pairs[number * W + lane].map(|party| party as usize);
                    self.facts.read(game.block(), lane, pair, world.delivery().is_some());
                    if all || game.is_over(lane) || need[lane] >= self.economy.continuation {
                        parting.push([place, number * W + lane]);
                    }
                }
            }
        }
        for [cohort, lane] in &parting {
            self.part(*cohort, *lane);
        }
        self.parting = parting;
    }

    fn part(&mut self, cohort: usize, lane: usize) {
        let cohort = &mut self.floor.cohorts[cohort];
        let (game, place) = (&mut cohort.games[lane / W], lane % W);
        let pair = cohort.pairs[lane].map(|party| party as usize);
        if !self.people.mind.is_empty() {
            for (side, party) in Side::ALL.into_iter().zip(pair) {
                game.mind(side, place, &mut self.people.mind[party]);
            }
        }
        let over = game.is_over(place);
        let Some(purses) = self.people.purses(pair) else { return };
        let parting = game.part(place, purses);
        cohort.vacate(lane);
        for side in Side::ALL {
            let party = pair[side.index()];
            self.people.add(party, &parting.deeds[side.index()], parting.served);
            self.people.partner[party] = ALONE;
            self.people.since[party] = self.round + 1;
            self.facts.parted[party] = over;
            let kind = self.kind_of(party);
            let sums = &mut self.histories[party / self.people.parties].kinds[kind];
            if let (true, Some(by)) = (over, ended_by(parting.ending)) {
                let count = if by == side { &mut sums.left } else { &mut sums.abandoned };
                *count += 1.0;
            }
            if matches!(parting.ending, Ending::NoAgreement | Ending::RenewalFailed) {
                sums.impasses += 1.0;
            }
        }
    }

    /// Adds the round to the replications' rows.
    pub(super) fn note(&mut self) {
        let (size, sellers) = (self.people.parties, self.economy.sellers());
        let (round, strategies) = (self.round as usize - 1, self.economy.strategies.len());
        for (replication, history) in self.histories.iter_mut().enumerate() {
            let row = history.round_mut(round);
            let book = self.books.get(replication);
            let public = book.filter(|book| book.public_score(0).is_some());
            let kinds = &self.people.kind[replication * size..(replication + 1) * size];
            for (place, kind) in kinds.iter().enumerate() {
                let sells = place < sellers;
                let kind = if sells { usize::from(*kind) } else { strategies + usize::from(*kind) };
                let score = public.and_then(|book| book.public_score(place as u32));
                row[kind].add(&self.facts, replication * size + place, score, sells);
            }
            let Some(private) = book.filter(|_| public.is_none()) else { continue };
            private.scores(|party, score| {
                let kind = usize::from(kinds[party as usize]);
                let own = &mut row[if (party as usize) < sellers { kind } else { strategies + kind }];
                own.scored += 1.0;
                own.score += score;
            });
        }
    }

    /// Adds what every party is left with, in their order.
    pub(super) fn close(&mut self) {
        for party in 0..self.people.kind.len() {
            let kind = self.kind_of(party);
            let sums = &mut self.histories[party / self.people.parties].kinds[kind];
            let (purse, totals) = (&self.people.purse[party], &self.people.totals[party]);
            sums.parties += 1.0;
            sums.value += purse.value;
            for (sum, flow) in sums.flows.iter_mut().zip(&purse.flows) {
                *sum += flow;
            }
            sums.served += totals.served;
            sums.effort += totals.effort;
            sums.kpi += totals.kpi;
            sums.trust += totals.trust;
            let side = self.economy.side(party % self.people.parties);
            sums.alternative += self.prospects[party / self.people.parties].alternative[side.index()];
            sums.excluded += f64::from(u8::from(self.people.excluded[party]));
        }
    }
}

/// Who ended a relationship, if one side did.
const fn ended_by(ending: Ending) -> Option<Side> {
    match ending {
        Ending::NotRenewed(side)
        | Ending::Broken(side)
        | Ending::Ramp(side)
        | Ending::Fault(side)
        | Ending::HoldUp(side) => Some(side),
        _ => None,
    }
}

impl Facts {
    /// Reads one lane. Where work is measured, a party kept its side if its indicator met the target.
    fn read<const W: usize>(&mut self, block: &Block<W>, lane: usize, pair: [usize; 2], measured: bool) {
        let served = block.served[lane];
        for (side, party) in pair.into_iter().enumerate() {
            let own = &block.party[side];
            let met = select(own.kpi[lane] >= block.terms.target[side][lane], 1.0, 0.0);
            self.partner[party] = pair[1 - side] as u32;
            self.served[party] = served;
            self.effort[party] = own.realised[lane] * served;
            self.quality[party] = select(measured, met, own.realised[lane]);
            self.reference[party] = block.covenants.right[side][lane];
            self.price[party] = select(served > 0.0, block.price[lane], 0.0);
            self.flow[party] += own.net[lane];
        }
    }
}

impl Snapshot {
    /// Adds one party.
    fn add(&mut self, facts: &Facts, party: usize, score: Option<f64>, sells: bool) {
        let served = facts.served[party];
        self.parties += 1.0;
        self.served += served;
        self.effort += facts.effort[party];
        self.price += facts.price[party];
        self.flow += facts.flow[party];
        self.parted += f64::from(u8::from(facts.parted[party]));
        if let Some(score) = score {
            self.scored += 1.0;
            self.score += score;
            let (sold, price) = if sells { (served, facts.price[party]) } else { (0.0, 0.0) };
            let good = select(score >= HELD_GOOD, 1.0, 0.0);
            self.sold += sold;
            self.sold_price += price;
            self.good += sold * good;
            self.good_price += price * good;
        }
    }
}
