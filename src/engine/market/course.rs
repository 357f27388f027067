//! What every group of parties earns in each part of a market's time, replication by replication, so that a variant under the same
//! luck can be compared with the scenario as given; it keeps a few numbers per replication, whatever the number of parties.

use super::summary::{GroupKey, groups};
use crate::market::economy::Economy;
use crate::market::history::MarketHistory;
use crate::statistics::Moments;

/// Parts into which the rounds after the burn-in are cut: beginning, middle, end.
const PARTS: usize = 3;

/// Flows per party and round, by replication, group and part of time.
#[derive(Debug, Clone)]
pub struct Course {
    /// First round of each part, from 0, and the round after its last; all rounds first.
    pub parts: Vec<[usize; 2]>,
    /// The groups, as a summary has them.
    pub groups: Vec<GroupKey>,
    flows: Vec<f64>,
}

impl Course {
    /// Nothing has been played yet; rounds up to `burn_in` count in no part.
    pub fn new(economy: &Economy<'_>, burn_in: u32) -> Self {
        let rounds = economy.rounds() as usize;
        let first = (burn_in as usize).min(rounds.saturating_sub(1));
        let cut = |part: usize| first + (rounds - first) * part / PARTS;
        let thirds = (0..PARTS).map(|part| [cut(part), cut(part + 1)]).filter(|[from, to]| from < to);
        Self {
            parts: std::iter::once([first, rounds]).chain(thirds).collect(),
            groups: groups(economy),
            flows: Vec::new(),
        }
    }

    /// Adds one replication; they must come in order.
    pub fn absorb(&mut self, history: &MarketHistory) {
        for group in &self.groups {
            for [from, to] in &self.parts {
                let rows = (*from..*to).flat_map(|round| group.kinds.iter().map(move |kind| (round, *kind)));
                let add = |(flow, parties): (f64, f64), (round, kind): (usize, usize)| {
                    let row = &history.round(round)[kind];
                    (flow + row.flow, parties + row.parties)
                };
                let (flow, parties) = rows.fold((0.0, 0.0), add);
                self.flows.push(flow / parties);
            }
        }
    }

    /// By how much a group earns more than the same group did in `base`, paired by replication, in one part of the time; none where
    /// one of them has no such group or no such part.
    pub fn less(&self, base: &Self, group: usize, part: usize) -> Option<Moments> {
        let key = self.groups.get(group)?;
        let other = base.groups.iter().position(|one| (one.strategy, one.side) == (key.strategy, key.side))?;
        if part >= self.parts.len() || part >= base.parts.len() {
            return None;
        }
        let mut moments = Moments::default();
        for (own, before) in self.of(group, part).zip(base.of(other, part)) {
            if (own - before).is_finite() {
                moments.push(own - before);
            }
        }
        (moments.count() > 0).then_some(moments)
    }

    /// The flows of a group in one part of the time, replication by replication.
    fn of(&self, group: usize, part: usize) -> impl Iterator<Item = f64> {
        let each = self.groups.len() * self.parts.len();
        self.flows.iter().skip(group * self.parts.len() + part).step_by(each).copied()
    }
}
