//! What parties learn of their prospects: what going back to the market brings, and what a better name would; it reads flows, roles
//! and standings, never strategies' rules of work.

use super::play::Play;
use super::population::ALONE;
use super::settings::Alternative;
use crate::domain::flow::Account;

/// Weight of the latest round in what parties hold a good and a bad name to be worth.
const FRESH: f64 = 0.1;

/// Score from which a name is good.
const GOOD: f64 = 0.5;

impl<const W: usize> Play<'_, W> {
    /// Follows what parties earned that went back to the market of late; round by round, side by side.
    pub(super) fn learn(&mut self) {
        let market = self.economy.market;
        let (size, sellers) = (self.people.parties, self.economy.sellers());
        for (replication, prospects) in self.prospects.iter_mut().enumerate() {
            let mut sums = [[0.0; 2]; 2];
            for place in 0..size {
                let party = replication * size + place;
                // Who parted in this round goes back in the next.
                let spent = self.round.checked_sub(self.people.since[party]);
                let lately = spent.is_some_and(|rounds| rounds < market.alternative_rounds);
                if lately && !self.people.excluded[party] {
                    let side = usize::from(place >= sellers);
                    let flow = self.facts.flow[party];
                    sums[side][0] += flow;
                    sums[side][1] += 1.0;
                    let kind = usize::from(self.people.kind[party]) + side * self.economy.strategies.len();
                    let kind = &mut self.histories[replication].kinds[kind];
                    kind.back += 1.0;
                    kind.back_flow += flow;
                }
            }
            if market.alternative != Alternative::Learnt {
                continue;
            }
            let sides = if sellers < size { 2 } else { 1 };
            for side in 0..sides {
                let [flow, count] = sums[side];
                if count > 0.0 {
                    let known = &mut prospects.alternative[side];
                    *known += market.alternative_weight * (flow / count - *known);
                }
            }
            if sides == 1 {
                // Where anyone can be either, both have the same to go back to.
                prospects.alternative[1] = prospects.alternative[0];
            }
        }
    }

    /// Parties between partners that hold a new name to pay take one.
    pub(super) fn rename(&mut self) {
        let Some(price) = self.economy.reputation.and_then(|rules| rules.whitewash) else { return };
        let (size, sellers) = (self.people.parties, self.economy.sellers());
        for replication in 0..self.count {
            self.compare_names(replication);
            for place in 0..size {
                let party = replication * size + place;
                let kind = usize::from(self.people.kind[party]);
                let horizon = self.economy.strategies[kind].assess.whitewash_horizon;
                let stuck = self.people.partner[party] != ALONE || self.people.excluded[party];
                if horizon <= 0.0 || stuck || self.good(replication, place as u32) != Some(false) {
                    continue;
                }
                let side = usize::from(place >= sellers);
                let [bad, good] = self.prospects[replication].name[side];
                let gain = good.zip(bad).map_or(0.0, |(good, bad)| good - bad);
                if price.pays(gain, horizon) {
                    self.books[replication].rename(place as u32);
                    self.people.post(party, Account::Search, self.discount, -price.price);
                    self.facts.flow[party] -= price.price;
                    let kind = self.kind_of(party);
                    self.histories[replication].kinds[kind].renamed += 1.0;
                }
            }
        }
    }

    /// Whether the public record holds a party to be good.
    fn good(&self, replication: usize, place: u32) -> Option<bool> {
        Some(self.books.get(replication)?.public_score(place)? >= GOOD)
    }

    /// Follows what parties of good and of bad name earned in the round.
    fn compare_names(&mut self, replication: usize) {
        let (size, sellers) = (self.people.parties, self.economy.sellers());
        let mut sums = [[[0.0; 2]; 2]; 2];
        for place in 0..size {
            let Some(good) = self.good(replication, place as u32) else { return };
            let sum = &mut sums[usize::from(place >= sellers)][usize::from(good)];
            sum[0] += self.facts.flow[replication * size + place];
            sum[1] += 1.0;
        }
        let known = self.prospects[replication].name.iter_mut().flatten();
        for (known, [flow, count]) in known.zip(sums.into_iter().flatten()) {
            if count > 0.0 {
                let seen = flow / count;
                *known = Some(known.map_or(seen, |before| before + FRESH * (seen - before)));
            }
        }
    }

    /// What each side's alternative is, by replication, as lanes read it.
    pub(super) fn alternatives(&self) -> Vec<[f64; 2]> {
        self.prospects.iter().map(|prospects| prospects.alternative).collect()
    }
}
