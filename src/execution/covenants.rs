//! Covenants: what the parties undertake besides work and price, as numbers that a round reads; it does not know what follows.

use crate::base::side::PerSide;
use crate::domain::contract::Contract;
use crate::execution::terms::Lanes;

/// Undertakings in force, and what has become of them, in each lane.
#[derive(Debug, Clone)]
pub struct Covenants<const W: usize> {
    /// Share of full volume that is paid for whether or not it is taken.
    pub committed: Lanes<W>,
    /// Demand of the round as a share of full volume.
    pub demand: Lanes<W>,
    /// Rounds for which each side may not deal elsewhere, this one included.
    pub bound: [Lanes<W>; 2],
    /// Share of the outside option that is lost meanwhile.
    pub reduction: Lanes<W>,
    /// How visible the relationship makes each side.
    pub right: [Lanes<W>; 2],
    /// How good a name each side has through it.
    pub name: [Lanes<W>; 2],
    /// Rise of the index that brings talks; infinite without a trigger.
    pub reopens_above: Lanes<W>,
    /// Fall of the index that brings talks.
    pub reopens_below: Lanes<W>,
    /// KPI below which a round is poor; minus infinity without a trigger.
    pub poor_below: Lanes<W>,
    /// Poor rounds in a row that bring talks.
    pub poor_most: Lanes<W>,
    /// Index at signing or at the last reopener.
    pub reopener_base: Lanes<W>,
    /// Poor rounds in a row of each side.
    pub poor: [Lanes<W>; 2],
    /// Mask: talks are due.
    pub reopened: Lanes<W>,
    /// Investor's share of what its investment adds.
    pub share: Lanes<W>,
    /// What the investment adds, money each round or once.
    pub added: Lanes<W>,
}

impl<const W: usize> Covenants<W> {
    /// No undertakings.
    pub(super) fn new() -> Self {
        let zero = [0.0; W];
        Self {
            committed: zero,
            demand: [1.0; W],
            bound: [zero; 2],
            reduction: zero,
            right: [zero; 2],
            name: [zero; 2],
            reopens_above: [f64::INFINITY; W],
            reopens_below: [f64::INFINITY; W],
            poor_below: [f64::NEG_INFINITY; W],
            poor_most: [1.0; W],
            reopener_base: [1.0; W],
            poor: [zero; 2],
            reopened: zero,
            share: zero,
            added: zero,
        }
    }

    /// Fresh state for replications that start in the lanes that `set` writes to.
    #[inline(always)]
    pub(super) fn clear(&mut self, set: impl Fn(&mut Lanes<W>, f64)) {
        set(&mut self.demand, 1.0);
        set(&mut self.added, 0.0);
        set(&mut self.reopened, 0.0);
        for column in self.bound.iter_mut().chain(&mut self.name).chain(&mut self.poor) {
            set(column, 0.0);
        }
    }

    /// Puts a contract's undertakings in force at the present index. Windows run from signing; an earlier one that is longer holds.
    pub(super) fn sign(&mut self, lane: usize, contract: &Contract, index: f64) {
        self.committed[lane] = contract.volume.committed;
        self.reduction[lane] = contract.exclusivity.reduction;
        let PerSide { seller, buyer } = contract.exclusivity.rounds.map(f64::from);
        for (bound, rounds) in self.bound.iter_mut().zip([seller, buyer]) {
            if bound[lane] < rounds {
                bound[lane] = rounds;
            }
        }
        let PerSide { seller, buyer } = contract.reference_rights.rights();
        self.right[0][lane] = seller;
        self.right[1][lane] = buyer;
        let reopener = &contract.reopener;
        self.reopens_above[lane] = reopener.index_above.unwrap_or(f64::INFINITY);
        self.reopens_below[lane] = reopener.index_below.unwrap_or(f64::INFINITY);
        self.poor_below[lane] = reopener.kpi_below.unwrap_or(f64::NEG_INFINITY);
        self.poor_most[lane] = f64::from(reopener.misses);
        self.share[lane] = contract.investment.share;
        self.rearm(lane, index);
    }

    /// Every trigger of a reopener starts afresh.
    pub fn rearm(&mut self, lane: usize, index: f64) {
        self.reopener_base[lane] = index;
        self.poor[0][lane] = 0.0;
        self.poor[1][lane] = 0.0;
        self.reopened[lane] = 0.0;
    }
}
