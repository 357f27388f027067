//! What one replication leaves behind: sums and an ending; it does not know how measures are made of them.

use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::execution::block::Block;

/// How a relationship ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// The need ended first.
    #[default]
    NeedEnded,
    /// First negotiations failed for good.
    NoAgreement,
    /// Negotiations over a renewal failed for good.
    RenewalFailed,
    /// A side would not renew.
    NotRenewed(Side),
    /// A side broke the contract.
    Broken(Side),
    /// A side left by the exit ramp.
    Ramp(Side),
    /// A side left for the other's proven fault.
    Fault(Side),
    /// Both wanted out at once.
    Mutual,
    /// The index fell through the lower stop-loss.
    StopLossLower,
    /// The index rose through the upper stop-loss.
    StopLossUpper,
    /// The pilot fell short of what full scale asks for.
    PilotFailed,
    /// A side's hold-up failed and it left.
    HoldUp(Side),
}

/// Sums of one side over a replication.
#[derive(Debug, Clone, Copy, Default)]
pub struct PartyHistory {
    /// Discounted value.
    pub value: f64,
    /// Discounted flows by account; they add up to the value.
    pub flows: [f64; Account::COUNT],
    /// Realised effort, summed over contracted rounds.
    pub effort: f64,
    /// Measured KPI, summed over contracted rounds.
    pub kpi: f64,
    /// Trust in the other, summed over contracted rounds.
    pub trust: f64,
    /// Contracted rounds with trust below .05.
    pub low_trust: f64,
    /// Contracted rounds with trust above .95.
    pub high_trust: f64,
    /// Contracted rounds in which its KPI missed the target.
    pub missed: f64,
    /// Contracted rounds in which its gaming hid a miss.
    pub gamed: f64,
    /// Rounds in which it paid a credit.
    pub credits: f64,
    /// Net flow after the burn-in, undiscounted.
    pub settled_flow: f64,
    /// Realised effort after the burn-in.
    pub settled_effort: f64,
}

/// One replication, from the first round to the end of the need.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// Rounds that the need lasted.
    pub rounds: f64,
    /// Rounds under a served contract.
    pub contracted: f64,
    /// Rounds after the burn-in.
    pub settled: f64,
    /// Price, summed over contracted rounds.
    pub price: f64,
    /// Squared price, summed over contracted rounds.
    pub price_square: f64,
    /// Contracted rounds with the price at a bound.
    pub at_bound: f64,
    /// Squared gap between price and fully indexed price, summed over contracted rounds.
    pub gap_square: f64,
    /// Index, summed over rounds.
    pub index: f64,
    /// Squared index, summed over rounds.
    pub index_square: f64,
    /// Rounds paused by a stop-loss or a ramp.
    pub paused: f64,
    /// Discounted rounds: what one unit of money in every round is worth.
    pub annuity: f64,
    /// Discounted price of what was served.
    pub paid: f64,
    /// The same at the price that the index alone would have given.
    pub at_spot: f64,
    /// The same at the price as agreed.
    pub at_fixed: f64,
    /// Sessions held.
    pub sessions: f64,
    /// Turns over all sessions.
    pub turns: f64,
    /// Sessions without agreement.
    pub impasses: f64,
    /// Contracts renewed.
    pub renewals: f64,
    /// Agreements in a negotiation domain.
    pub agreed: f64,
    /// Those of them that are Pareto-optimal.
    pub efficient: f64,
    /// Most that both could have together in a round, money per round.
    pub first_best: f64,
    /// How the relationship ended.
    pub ending: Ending,
    /// The two sides, seller first.
    pub party: [PartyHistory; 2],
}

impl History {
    /// Takes the sums of one lane of a block.
    pub fn harvest<const W: usize>(&mut self, block: &Block<W>, lane: usize) {
        let tally = &block.tally;
        self.rounds = block.round[lane];
        self.contracted = tally.contracted[lane];
        self.settled = tally.settled[lane];
        self.price = tally.price[lane];
        self.price_square = tally.price_square[lane];
        self.at_bound = tally.at_bound[lane];
        self.gap_square = tally.gap_square[lane];
        self.index = tally.index[lane];
        self.index_square = tally.index_square[lane];
        self.paused = tally.paused[lane];
        self.annuity = tally.annuity[lane];
        self.paid = tally.paid[lane];
        self.at_spot = tally.at_spot[lane];
        self.at_fixed = tally.at_fixed[lane];
        for (own, party) in self.party.iter_mut().zip(&block.party) {
            own.value = party.value[lane];
            for (flow, booked) in own.flows.iter_mut().zip(&party.booked) {
                *flow = booked[lane];
            }
            own.effort = party.tally.effort[lane];
            own.kpi = party.tally.kpi[lane];
            own.trust = party.tally.trust[lane];
            own.low_trust = party.tally.low_trust[lane];
            own.high_trust = party.tally.high_trust[lane];
            own.missed = party.tally.missed[lane];
            own.gamed = party.tally.gamed[lane];
            own.credits = party.tally.credits[lane];
            own.settled_flow = party.tally.settled_flow[lane];
            own.settled_effort = party.tally.settled_effort[lane];
        }
    }

    /// Blanks what only conduct can fill: in a negotiation domain nobody works, and a price is part of the package.
    pub fn forget_conduct(&mut self) {
        self.price = f64::NAN;
        self.price_square = f64::NAN;
        self.at_bound = f64::NAN;
        self.paid = f64::NAN;
        self.at_spot = f64::NAN;
        self.at_fixed = f64::NAN;
        for own in &mut self.party {
            let sums = [
                &mut own.effort,
                &mut own.kpi,
                &mut own.missed,
                &mut own.gamed,
                &mut own.credits,
                &mut own.settled_effort,
            ];
            for sum in sums {
                *sum = f64::NAN;
            }
        }
    }
}
