//! The state of a block: replications stepped together, one lane each; it does not know the rules that move it.
//!
//! Every field is an array of the block's width, so that the arithmetic of a round is written once and the compiler sees that
//! no two fields overlap. Masks are 1.0 or 0.0. Traits take slices of these arrays, never the width.

use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::execution::covenants::Covenants;
use crate::execution::party::Party;
pub use crate::execution::terms::Lanes;
use crate::execution::terms::Terms;

/// Undiscounted sums of the relationship over the rounds of a replication.
#[derive(Debug, Clone)]
pub struct Tally<const W: usize> {
    /// Rounds under contract.
    pub contracted: Lanes<W>,
    /// Rounds after the burn-in.
    pub settled: Lanes<W>,
    /// Price over rounds under contract.
    pub price: Lanes<W>,
    /// Squared price over rounds under contract.
    pub price_square: Lanes<W>,
    /// Rounds with the price at a bound of its band.
    pub at_bound: Lanes<W>,
    /// Squared gap between price and fully indexed price.
    pub gap_square: Lanes<W>,
    /// Index over rounds.
    pub index: Lanes<W>,
    /// Squared index over rounds.
    pub index_square: Lanes<W>,
    /// Rounds paused by a stop-loss or a ramp.
    pub paused: Lanes<W>,
    /// Discounted rounds so far: what one unit of money in every round is worth.
    pub annuity: Lanes<W>,
    /// Discounted price of what is served.
    pub paid: Lanes<W>,
    /// The same at the price that the index alone would give.
    pub at_spot: Lanes<W>,
    /// The same at the price as agreed.
    pub at_fixed: Lanes<W>,
}

/// All state of a block of `W` replications.
#[derive(Debug, Clone)]
pub struct Block<const W: usize> {
    /// Mask: the lane holds a replication whose clock runs.
    pub live: Lanes<W>,
    /// Mask: a contract is signed and not ended.
    pub signed: Lanes<W>,
    /// Mask: the contract is served this round (signed and not paused).
    pub served: Lanes<W>,
    /// Share of full scale at which it is served: the pilot's, or 1.
    pub scale: Lanes<W>,
    /// What of the full volume is served this round: 0 unless served.
    pub volume: Lanes<W>,
    /// Served rounds of the pilot still to come.
    pub pilot_left: Lanes<W>,
    /// Sum of the seller's KPI over the pilot's rounds so far.
    pub pilot_kpi: Lanes<W>,
    /// Rounds for which the contract still rests since a ramp paused it.
    pub rests_for: Lanes<W>,
    /// Calendar round, from 1.
    pub round: Lanes<W>,
    /// Value today of a unit of money this round.
    pub discount: Lanes<W>,
    /// Cost index, index points.
    pub index: Lanes<W>,
    /// The index as the band's source reports it.
    pub reported: Lanes<W>,
    /// The index process's own state.
    pub index_state: Lanes<W>,
    /// Index at the contract's base.
    pub index_base: Lanes<W>,
    /// Index at the last recalibration.
    pub index_reference: Lanes<W>,
    /// Reference price of the band.
    pub price_reference: Lanes<W>,
    /// Price that the index alone would give.
    pub indexed_price: Lanes<W>,
    /// Effective price.
    pub price: Lanes<W>,
    /// Mask: the price is held at a bound of its band.
    pub at_bound: Lanes<W>,
    /// Mask: the index is beyond a stop-loss bound.
    pub stopped: Lanes<W>,
    /// Rounds until the next recalibration.
    pub recalibrate_in: Lanes<W>,
    /// Served rounds of the credit window so far.
    pub window_round: Lanes<W>,
    /// Price paid over them.
    pub window_price: Lanes<W>,
    /// Rounds until the next review, 0 in the round of a review.
    pub review_in: Lanes<W>,
    /// Mask: a review is held this round.
    pub reviewed: Lanes<W>,
    /// Rounds of the term left: this one included until it is decided upon, then those still to come.
    pub left: Lanes<W>,
    /// The terms in force.
    pub terms: Terms<W>,
    /// What is undertaken besides work and price.
    pub covenants: Covenants<W>,
    /// The two sides, seller first.
    pub party: [Party<W>; 2],
    /// Sums for measures.
    pub tally: Tally<W>,
}

impl<const W: usize> Block<W> {
    /// An empty block: no lane is live.
    pub fn new() -> Box<Self> {
        Box::new(Self {
            live: [0.0; W],
            signed: [0.0; W],
            served: [0.0; W],
            scale: [1.0; W],
            volume: [0.0; W],
            pilot_left: [0.0; W],
            pilot_kpi: [0.0; W],
            rests_for: [0.0; W],
            round: [0.0; W],
            discount: [0.0; W],
            index: [1.0; W],
            reported: [1.0; W],
            index_state: [0.0; W],
            index_base: [1.0; W],
            index_reference: [1.0; W],
            price_reference: [0.0; W],
            indexed_price: [0.0; W],
            price: [0.0; W],
            at_bound: [0.0; W],
            stopped: [0.0; W],
            recalibrate_in: [0.0; W],
            window_round: [0.0; W],
            window_price: [0.0; W],
            review_in: [0.0; W],
            reviewed: [0.0; W],
            left: [0.0; W],
            terms: Terms::new(),
            covenants: Covenants::new(),
            party: [Party::new(), Party::new()],
            tally: Tally::new(),
        })
    }

    /// Fresh state for a replication that starts in `lane`.
    pub fn clear(&mut self, lane: usize) {
        self.reset(|column, value| column[lane] = value);
    }

    /// As [`Self::clear`], for all lanes at once.
    pub fn clear_all(&mut self) {
        self.reset(|column, value| column.fill(value));
    }

    #[inline(always)]
    fn reset(&mut self, set: impl Fn(&mut Lanes<W>, f64) + Copy) {
        let fields = [
            &mut self.signed,
            &mut self.served,
            &mut self.volume,
            &mut self.pilot_left,
            &mut self.rests_for,
            &mut self.round,
            &mut self.stopped,
            &mut self.reviewed,
            &mut self.at_bound,
            &mut self.left,
        ];
        for field in fields {
            set(field, 0.0);
        }
        set(&mut self.scale, 1.0);
        for party in &mut self.party {
            party.clear(set);
        }
        self.covenants.clear(set);
        self.tally.clear(set);
    }

    /// The state of one side.
    pub const fn side(&self, side: Side) -> &Party<W> {
        &self.party[side.index()]
    }

    /// Pauses the contract in `lane` for so many rounds, after which all counts of failures start afresh.
    pub fn rest(&mut self, lane: usize, rounds: f64) {
        self.rests_for[lane] = rounds;
        for (party, target) in self.party.iter_mut().zip(&self.terms.target) {
            party.start_afresh(lane, target[lane]);
        }
    }

    /// Puts `contract` in force in `lane` at the current index; counters start afresh.
    pub fn sign(&mut self, lane: usize, contract: &Contract, price: f64) {
        self.terms.set(lane, contract, price);
        self.sign_again(lane, contract, price);
    }

    /// As [`Self::sign`], where the terms in `lane` are those of `contract` at this price already.
    pub fn sign_again(&mut self, lane: usize, contract: &Contract, price: f64) {
        self.covenants.sign(lane, contract, self.index[lane]);
        let base = contract.price_band.base_index.unwrap_or(self.index[lane]);
        self.signed[lane] = 1.0;
        self.index_base[lane] = base;
        self.index_reference[lane] = base;
        self.price_reference[lane] = price;
        self.recalibrate_in[lane] = self.terms.recalibrate_every[lane];
        self.review_in[lane] = self.terms.cadence[lane] - 1.0;
        self.left[lane] = f64::from(contract.term.rounds);
        self.window_round[lane] = 0.0;
        self.window_price[lane] = 0.0;
        self.rests_for[lane] = 0.0;
        for (party, target) in self.party.iter_mut().zip(&self.terms.target) {
            party.sign(lane, target[lane]);
        }
    }
}

impl<const W: usize> Tally<W> {
    fn new() -> Self {
        let zero = [0.0; W];
        Self {
            contracted: zero,
            settled: zero,
            price: zero,
            price_square: zero,
            at_bound: zero,
            gap_square: zero,
            index: zero,
            index_square: zero,
            paused: zero,
            annuity: zero,
            paid: zero,
            at_spot: zero,
            at_fixed: zero,
        }
    }

    #[inline(always)]
    fn clear(&mut self, set: impl Fn(&mut Lanes<W>, f64)) {
        let fields = [
            &mut self.contracted,
            &mut self.settled,
            &mut self.price,
            &mut self.price_square,
            &mut self.at_bound,
            &mut self.gap_square,
            &mut self.index,
            &mut self.index_square,
            &mut self.paused,
            &mut self.annuity,
            &mut self.paid,
            &mut self.at_spot,
            &mut self.at_fixed,
        ];
        for field in fields {
            set(field, 0.0);
        }
    }
}
