//! The state of a block: replications stepped together, one lane each; it does not know the rules that move it.
//!
//! Every field is an array of the block's width, so that the arithmetic of a round is written once and the compiler sees that
//! no two fields overlap. Masks are 1.0 or 0.0. Traits take slices of these arrays, never the width.

use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::domain::flow::Account;
pub use crate::execution::terms::Lanes;
use crate::execution::terms::Terms;
use crate::trust::reputation::rules::UNSEEN;

/// What one side does, sees and owns in each lane.
#[derive(Debug, Clone)]
pub struct Party<const W: usize> {
    /// Effort it means to make, [0, 1].
    pub effort: Lanes<W>,
    /// Gaming of its own KPI, [0, 1].
    pub gaming: Lanes<W>,
    /// Monitoring of the other.
    pub monitoring: Lanes<W>,
    /// Mask: would help for nothing.
    pub helps: Lanes<W>,
    /// Effort realised after slips.
    pub realised: Lanes<W>,
    /// Effort realised in the round before (what conduct may read of itself).
    pub last_action: Lanes<W>,
    /// What it read of the other's action or KPI, misreading included.
    pub perceived: Lanes<W>,
    /// Its own measured KPI, public.
    pub kpi: Lanes<W>,
    /// Its KPI without gaming: what an audit can find.
    pub true_kpi: Lanes<W>,
    /// Mask: struck by an incident.
    pub hit: Lanes<W>,
    /// Share of the incident left after relief and escalation.
    pub remaining: Lanes<W>,
    /// Misses of its own target in a row.
    pub misses: Lanes<W>,
    /// Mask: found shirking at the last review.
    pub at_fault: Lanes<W>,
    /// Mask: repairs until the next review.
    pub repairing: Lanes<W>,
    /// Standing of the other as it sees it; a market fills it in, between two parties alone there is none to see.
    pub other_standing: Lanes<W>,
    /// Trust in the other.
    pub trust: Lanes<W>,
    /// Good evidence, discounted.
    pub good: Lanes<W>,
    /// Bad evidence, discounted and weighted.
    pub bad: Lanes<W>,
    /// Bad evidence that the next review will excuse.
    pub excused: Lanes<W>,
    /// Misses of the other that the next review will bring to light.
    pub audited: Lanes<W>,
    /// Mask: the next review will hold the other to be shirking.
    pub accused: Lanes<W>,
    /// Moving average of the other's perceived KPI (give-get ledger).
    pub average: Lanes<W>,
    /// Favours given less favours received, money, discounted (give-get ledger).
    pub favours: Lanes<W>,
    /// Moving average of own flow, money per round.
    pub usual_flow: Lanes<W>,
    /// In a negotiation domain, what the package in force is worth each round.
    pub agreed: Lanes<W>,
    /// This round's flows by account.
    pub flow: [Lanes<W>; Account::COUNT],
    /// This round's net flow.
    pub net: Lanes<W>,
    /// Discounted flows so far by account.
    pub booked: [Lanes<W>; Account::COUNT],
    /// Discounted net flows so far.
    pub value: Lanes<W>,
    /// Plain sums over rounds, for measures.
    pub tally: PartyTally<W>,
}

/// Undiscounted sums of one side over the rounds of a replication.
#[derive(Debug, Clone)]
pub struct PartyTally<const W: usize> {
    /// Realised effort over rounds under contract.
    pub effort: Lanes<W>,
    /// Measured KPI over rounds under contract.
    pub kpi: Lanes<W>,
    /// Trust over rounds under contract.
    pub trust: Lanes<W>,
    /// Rounds under contract with trust below .05.
    pub low_trust: Lanes<W>,
    /// Rounds under contract with trust above .95.
    pub high_trust: Lanes<W>,
    /// Rounds in which the KPI missed its target.
    pub missed: Lanes<W>,
    /// Rounds in which gaming hid a miss.
    pub gamed: Lanes<W>,
    /// Rounds with a credit paid.
    pub credits: Lanes<W>,
    /// Net flow after the burn-in.
    pub settled_flow: Lanes<W>,
    /// Realised effort after the burn-in.
    pub settled_effort: Lanes<W>,
}

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
    /// Rounds paused by a stop-loss.
    pub paused: Lanes<W>,
    /// Discounted rounds so far: what one unit of money in every round is worth.
    pub annuity: Lanes<W>,
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
    /// Calendar round, from 1.
    pub round: Lanes<W>,
    /// Value today of a unit of money this round.
    pub discount: Lanes<W>,
    /// Cost index, index points.
    pub index: Lanes<W>,
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
    /// Rounds until the next review, 0 in the round of a review.
    pub review_in: Lanes<W>,
    /// Mask: a review is held this round.
    pub reviewed: Lanes<W>,
    /// Rounds of the term left: this one included until it is decided upon, then those still to come.
    pub left: Lanes<W>,
    /// The terms in force.
    pub terms: Terms<W>,
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
            round: [0.0; W],
            discount: [0.0; W],
            index: [1.0; W],
            index_state: [0.0; W],
            index_base: [1.0; W],
            index_reference: [1.0; W],
            price_reference: [0.0; W],
            indexed_price: [0.0; W],
            price: [0.0; W],
            at_bound: [0.0; W],
            stopped: [0.0; W],
            recalibrate_in: [0.0; W],
            review_in: [0.0; W],
            reviewed: [0.0; W],
            left: [0.0; W],
            terms: Terms::new(),
            party: [Party::new(), Party::new()],
            tally: Tally::new(),
        })
    }

    /// Fresh state for a replication that starts in `lane`.
    pub fn clear(&mut self, lane: usize) {
        self.signed[lane] = 0.0;
        self.served[lane] = 0.0;
        self.round[lane] = 0.0;
        self.stopped[lane] = 0.0;
        self.reviewed[lane] = 0.0;
        self.at_bound[lane] = 0.0;
        self.left[lane] = 0.0;
        for party in &mut self.party {
            party.clear(lane);
        }
        self.tally.clear(lane);
    }

    /// The state of one side.
    pub const fn side(&self, side: Side) -> &Party<W> {
        &self.party[side.index()]
    }

    /// Puts `contract` in force in `lane` at the current index; counters start afresh.
    pub fn sign(&mut self, lane: usize, contract: &Contract, price: f64) {
        self.terms.set(lane, contract, price);
        let base = contract.price_band.base_index.unwrap_or(self.index[lane]);
        self.signed[lane] = 1.0;
        self.index_base[lane] = base;
        self.index_reference[lane] = base;
        self.price_reference[lane] = price;
        self.recalibrate_in[lane] = self.terms.recalibrate_every[lane];
        self.review_in[lane] = self.terms.cadence[lane] - 1.0;
        self.left[lane] = f64::from(contract.term.rounds);
        for party in &mut self.party {
            party.misses[lane] = 0.0;
            party.at_fault[lane] = 0.0;
            party.repairing[lane] = 0.0;
            party.excused[lane] = 0.0;
            party.audited[lane] = 0.0;
            party.accused[lane] = 0.0;
        }
    }
}

impl<const W: usize> Party<W> {
    fn new() -> Self {
        let zero = [0.0; W];
        Self {
            effort: zero,
            gaming: zero,
            monitoring: zero,
            helps: zero,
            realised: zero,
            last_action: zero,
            perceived: zero,
            kpi: zero,
            true_kpi: zero,
            hit: zero,
            remaining: zero,
            misses: zero,
            at_fault: zero,
            repairing: zero,
            other_standing: [UNSEEN; W],
            trust: zero,
            good: zero,
            bad: zero,
            excused: zero,
            audited: zero,
            accused: zero,
            average: zero,
            favours: zero,
            usual_flow: zero,
            agreed: zero,
            flow: [zero; Account::COUNT],
            net: zero,
            booked: [zero; Account::COUNT],
            value: zero,
            tally: PartyTally {
                effort: zero,
                kpi: zero,
                trust: zero,
                low_trust: zero,
                high_trust: zero,
                missed: zero,
                gamed: zero,
                credits: zero,
                settled_flow: zero,
                settled_effort: zero,
            },
        }
    }

    fn clear(&mut self, lane: usize) {
        let fields = [
            &mut self.last_action,
            &mut self.monitoring,
            &mut self.perceived,
            &mut self.good,
            &mut self.bad,
            &mut self.excused,
            &mut self.audited,
            &mut self.accused,
            &mut self.favours,
            &mut self.value,
            &mut self.misses,
            &mut self.at_fault,
            &mut self.repairing,
            &mut self.net,
        ];
        for field in fields {
            field[lane] = 0.0;
        }
        self.other_standing[lane] = UNSEEN;
        for account in &mut self.booked {
            account[lane] = 0.0;
        }
        for sum in self.tally.fields() {
            sum[lane] = 0.0;
        }
    }
}

impl<const W: usize> PartyTally<W> {
    fn fields(&mut self) -> [&mut Lanes<W>; 10] {
        [
            &mut self.effort,
            &mut self.kpi,
            &mut self.trust,
            &mut self.low_trust,
            &mut self.high_trust,
            &mut self.missed,
            &mut self.gamed,
            &mut self.credits,
            &mut self.settled_flow,
            &mut self.settled_effort,
        ]
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
        }
    }

    fn clear(&mut self, lane: usize) {
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
        ];
        for field in fields {
            field[lane] = 0.0;
        }
    }
}
