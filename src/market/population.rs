//! The parties of the replications that are played together, wherever they are; it does not know what they do.

use super::economy::{Economy, MarketKeys};
use crate::base::random::{Counter, Draws};
use crate::domain::flow::Account;
use crate::relationship::encounter::{Deeds, Mind, Purse};

/// A party without a partner.
pub(super) const ALONE: u32 = u32::MAX;

/// All parties, replication after replication: party `p` of replication `r` is at `r * parties + p`.
#[derive(Debug)]
pub(super) struct Population {
    /// Parties in one replication.
    pub parties: usize,
    /// Strategy.
    pub kind: Vec<u16>,
    /// What each has earned.
    pub purse: Vec<Purse>,
    /// What each has done.
    pub totals: Vec<Totals>,
    /// What conduct remembers where that outlives partners; empty otherwise.
    pub mind: Vec<Mind>,
    /// Partner, as a place among all, or [`ALONE`].
    pub partner: Vec<u32>,
    /// Whether it is never matched again.
    pub excluded: Vec<bool>,
    /// Round from which on it is back in the market.
    pub since: Vec<u32>,
    /// Its place in the random order of those who look.
    pub priority: Vec<u32>,
    /// Its uniform for looking at the one it meets, as a word.
    pub look: Vec<u32>,
}

/// Sums of one party over its relationships.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    /// Rounds under a served contract.
    pub served: f64,
    /// Realised effort over those.
    pub effort: f64,
    /// Measured KPI over those.
    pub kpi: f64,
    /// Trust over those.
    pub trust: f64,
}

/// What happened to each party in a round.
#[derive(Debug)]
pub(super) struct Facts {
    /// With whom it dealt, as a place among all.
    pub partner: Vec<u32>,
    /// Mask: it had a served contract.
    pub served: Vec<f64>,
    /// Its realised effort.
    pub effort: Vec<f64>,
    /// How well it kept its side: 1 kept, 0 not.
    pub quality: Vec<f64>,
    /// The price.
    pub price: Vec<f64>,
    /// Its net flow.
    pub flow: Vec<f64>,
    /// Probability that third parties hear of what it does, by its contract.
    pub reference: Vec<f64>,
    /// Whether its relationship was ended.
    pub parted: Vec<bool>,
}

/// What a replication's parties hold to be true of their market, by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prospects {
    /// What going back to the market is worth, money per round.
    pub alternative: [f64; 2],
    /// What a party earns in a round with a bad and with a good name; none while nobody had one.
    pub name: [[Option<f64>; 2]; 2],
}

impl Population {
    /// Everyone is alone.
    pub fn new(economy: &Economy<'_>, keys: &MarketKeys, first: u64, replications: usize, minds: bool) -> Self {
        let parties = economy.parties();
        let cast = |replication: usize| {
            let stream = first + replication as u64;
            economy.cast(&mut Draws::new(keys.matching, stream, Counter::of_round(0, 0)))
        };
        let count = parties * replications;
        Self {
            parties,
            kind: (0..replications).flat_map(cast).collect(),
            purse: vec![Purse::default(); count],
            totals: vec![Totals::default(); count],
            mind: vec![Mind::default(); if minds { count } else { 0 }],
            partner: vec![ALONE; count],
            excluded: vec![false; count],
            since: vec![1; count],
            priority: vec![0; count],
            look: vec![0; count],
        }
    }

    /// A party has had one more relationship, which lasted so many served rounds.
    pub fn add(&mut self, party: usize, deeds: &Deeds, served: f64) {
        let totals = &mut self.totals[party];
        totals.served += served;
        totals.effort += deeds.effort;
        totals.kpi += deeds.kpi;
        totals.trust += deeds.trust;
    }

    /// The purses of two different parties.
    pub fn purses(&mut self, pair: [usize; 2]) -> Option<[&mut Purse; 2]> {
        self.purse.get_disjoint_mut(pair).ok()
    }

    /// Books a flow of this round; `discount` is the value today of a unit of money.
    pub fn post(&mut self, party: usize, account: Account, discount: f64, amount: f64) {
        let purse = &mut self.purse[party];
        let discounted = discount * amount;
        purse.flows[account.index()] += discounted;
        purse.value += discounted;
    }
}

impl Prospects {
    /// Nothing is known but what a party can do without the market.
    pub fn new(alternative: [f64; 2]) -> Self {
        Self { alternative, name: [[None; 2]; 2] }
    }
}

impl Facts {
    /// Room for so many parties.
    pub fn new(count: usize) -> Self {
        Self {
            partner: vec![ALONE; count],
            served: vec![0.0; count],
            effort: vec![0.0; count],
            quality: vec![0.0; count],
            price: vec![0.0; count],
            flow: vec![0.0; count],
            reference: vec![0.0; count],
            parted: vec![false; count],
        }
    }

    /// Nothing has happened yet.
    pub fn clear(&mut self) {
        for column in [&mut self.served, &mut self.effort, &mut self.quality, &mut self.price, &mut self.flow] {
            column.fill(0.0);
        }
        self.parted.fill(false);
    }
}
