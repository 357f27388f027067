//! What becomes known of a round: acts are seen, judged and passed on, and who lets partners down may be shut out; it does not
//! know what standings are used for.

use super::play::Play;
use crate::base::numeric::unit;
use crate::base::random::{Counter, Draws};
use crate::trust::reputation::act::{Act, Luck};
use crate::trust::reputation::rules::Private;

/// Turns of a party's draws: those that every act needs, those for third parties, those for forgetting.
const WITNESSES: u32 = 1;
const FADING: u32 = 2;

/// Quality from which an act counts as keeping one's side.
const KEPT: f64 = 0.5;

impl<const W: usize> Play<'_, W> {
    /// Judges the acts of the round, in order of parties.
    pub(super) fn judge(&mut self) {
        let exclusion = self.economy.market.exclusion;
        if self.books.is_empty() && exclusion <= 0.0 {
            return;
        }
        let size = self.people.parties;
        let mut acting = std::mem::take(&mut self.seekers);
        acting.clear();
        acting.extend((0..self.people.kind.len() as u32).filter(|party| self.facts.served[*party as usize] > 0.0));
        let (facts, people, books) = (&self.facts, &mut self.people, &mut self.books);
        let economy = self.economy;
        self.dice.roll(&self.keys.gossip, (self.first, size), self.round, &acting, |party, word| {
            let other = facts.partner[party] as usize;
            let let_down = facts.quality[party] < KEPT && facts.quality[other] >= KEPT;
            if let_down && unit(word(2)) < exclusion {
                people.excluded[party] = true;
            }
            if let Some(book) = books.get_mut(party / size) {
                let report = economy.strategies[usize::from(people.kind[other])].assess.report;
                let reference = facts.reference[party];
                let observed = economy.reputation.map_or(0.0, |rules| rules.observed_with(reference));
                let act = Act {
                    actor: (party % size) as u32,
                    other: (other % size) as u32,
                    quality: facts.quality[party],
                    observed,
                };
                book.observe(&act, report, Luck { seen: unit(word(0)), erred: unit(word(1)) });
            }
        });
        if let Some(private) = self.economy.reputation.and_then(|rules| rules.private) {
            self.spread(&acting, private);
        }
        self.seekers = acting;
        self.fade();
    }

    /// Third parties watch, and partners tell each other what they hold of others.
    fn spread(&mut self, acting: &[u32], private: Private) {
        let size = self.people.parties;
        let rules = self.economy.reputation.unwrap_or_default();
        for &party in acting {
            let observed = rules.observed_with(self.facts.reference[party as usize]);
            let (party, other) = (party as usize, self.facts.partner[party as usize] as usize);
            let (replication, place) = (party / size, (party % size) as u32);
            let book = &mut self.books[replication];
            let report = self.economy.strategies[usize::from(self.people.kind[party])].assess.report;
            book.tell(place, (other % size) as u32, report);
            if private.witnesses == 0 {
                continue;
            }
            let counter = Counter { pair: place + 1, round: self.round, turn: WITNESSES };
            let mut draws = Draws::new(self.keys.gossip, self.first + replication as u64, counter);
            if draws.uniform() >= observed {
                continue;
            }
            let act = Act { actor: place, other: (other % size) as u32, quality: self.facts.quality[party], observed };
            for _ in 0..private.witnesses {
                let witness = draws.below(size as u32);
                let erred = draws.uniform();
                if witness != place && witness != act.other {
                    book.witness(witness, &act, erred);
                }
            }
        }
    }

    /// The round's judgements become known, and old ones fade.
    fn fade(&mut self) {
        for (replication, book) in self.books.iter_mut().enumerate() {
            let (key, stream, round) = (self.keys.gossip, self.first + replication as u64, self.round);
            let mut current: Option<(u32, Draws)> = None;
            book.close(|party| {
                let (_, draws) = match &mut current {
                    Some(known) if known.0 == party => known,
                    other => {
                        let counter = Counter { pair: party + 1, round, turn: FADING };
                        other.insert((party, Draws::new(key, stream, counter)))
                    }
                };
                draws.uniform()
            });
        }
    }
}
