//! What one market replication leaves behind: sums by kind of party and by round; it does not know how measures are made of them.

use crate::domain::flow::Account;

/// Sums over all parties of one kind in one replication.
#[derive(Debug, Clone, PartialEq)]
pub struct KindHistory {
    /// Parties.
    pub parties: f64,
    /// Discounted value.
    pub value: f64,
    /// Discounted flows by account.
    pub flows: [f64; Account::COUNT],
    /// Partners met.
    pub partners: f64,
    /// Party-rounds under a served contract.
    pub served: f64,
    /// Realised effort over those.
    pub effort: f64,
    /// Measured KPI over those.
    pub kpi: f64,
    /// Trust over those.
    pub trust: f64,
    /// Relationships that this kind of party ended.
    pub left: f64,
    /// Relationships that its partners ended.
    pub abandoned: f64,
    /// Relationships in which no contract was agreed on.
    pub impasses: f64,
    /// New names taken.
    pub renamed: f64,
    /// What its alternative is held to be at the end, money per round.
    pub alternative: f64,
    /// Party-rounds soon after going back to the market.
    pub back: f64,
    /// Net flow over those.
    pub back_flow: f64,
    /// Parties excluded for good.
    pub excluded: f64,
}

impl Default for KindHistory {
    fn default() -> Self {
        Self {
            parties: 0.0,
            value: 0.0,
            flows: [0.0; Account::COUNT],
            partners: 0.0,
            served: 0.0,
            effort: 0.0,
            kpi: 0.0,
            trust: 0.0,
            left: 0.0,
            abandoned: 0.0,
            impasses: 0.0,
            renamed: 0.0,
            alternative: 0.0,
            back: 0.0,
            back_flow: 0.0,
            excluded: 0.0,
        }
    }
}

/// Sums over the parties of one kind in one round.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Snapshot {
    /// Parties.
    pub parties: f64,
    /// Those under a served contract.
    pub served: f64,
    /// Their realised effort.
    pub effort: f64,
    /// Their price.
    pub price: f64,
    /// Net flow of all parties, money.
    pub flow: f64,
    /// Parties or opinions that the scores are of.
    pub scored: f64,
    /// Sum of scores.
    pub score: f64,
    /// Sellers under contract whose score is known.
    pub sold: f64,
    /// Their price.
    pub sold_price: f64,
    /// Those of them that are held to be good.
    pub good: f64,
    /// Their price.
    pub good_price: f64,
    /// Parties whose partner or they themselves ended the relationship in this round.
    pub parted: f64,
}

impl KindHistory {
    /// Adds the sums of another kind.
    pub fn join(&mut self, other: &Self) {
        for (sum, flow) in self.flows.iter_mut().zip(&other.flows) {
            *sum += flow;
        }
        self.parties += other.parties;
        self.value += other.value;
        self.partners += other.partners;
        self.served += other.served;
        self.effort += other.effort;
        self.kpi += other.kpi;
        self.trust += other.trust;
        self.left += other.left;
        self.abandoned += other.abandoned;
        self.impasses += other.impasses;
        self.renamed += other.renamed;
        self.alternative += other.alternative;
        self.back += other.back;
        self.back_flow += other.back_flow;
        self.excluded += other.excluded;
    }
}

impl Snapshot {
    /// Adds the sums of another kind or round.
    pub fn join(&mut self, other: &Self) {
        self.parties += other.parties;
        self.served += other.served;
        self.effort += other.effort;
        self.price += other.price;
        self.flow += other.flow;
        self.scored += other.scored;
        self.score += other.score;
        self.sold += other.sold;
        self.sold_price += other.sold_price;
        self.good += other.good;
        self.good_price += other.good_price;
        self.parted += other.parted;
    }
}

/// One replication of a market.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketHistory {
    /// Kinds of party: strategies in the line-up's order, sellers first, then buyers where roles are fixed.
    pub kinds: Vec<KindHistory>,
    /// One row per round and kind, round by round.
    pub rounds: Vec<Snapshot>,
}

impl MarketHistory {
    /// Room for so many kinds and rounds.
    pub fn new(kinds: usize, rounds: usize) -> Self {
        Self { kinds: vec![KindHistory::default(); kinds], rounds: vec![Snapshot::default(); kinds * rounds] }
    }

    /// The kinds of a round, counted from 0.
    pub fn round(&self, round: usize) -> &[Snapshot] {
        let count = self.kinds.len();
        &self.rounds[round * count..(round + 1) * count]
    }

    /// As [`Self::round`], to be filled.
    pub(super) fn round_mut(&mut self, round: usize) -> &mut [Snapshot] {
        let count = self.kinds.len();
        &mut self.rounds[round * count..(round + 1) * count]
    }
}
