//! The terms in force in each lane, as numbers that the round's arithmetic reads; it does not know what follows from them.

use crate::base::side::PerSide;
use crate::domain::clause::price_band::{Recalibration, StopLossAction};
use crate::domain::contract::Contract;

/// One number per lane.
pub type Lanes<const W: usize> = [f64; W];

/// The terms in force in each lane.
#[derive(Debug, Clone)]
pub struct Terms<const W: usize> {
    /// Price at signing.
    pub price: Lanes<W>,
    /// Targets by side.
    pub target: [Lanes<W>; 2],
    /// Share of the index passed through.
    pub pass_through: Lanes<W>,
    /// Room below the reference price.
    pub floor: Lanes<W>,
    /// Room above the reference price.
    pub cap: Lanes<W>,
    /// Rounds between recalibrations; 0 never.
    pub recalibrate_every: Lanes<W>,
    /// Mask: a recalibration takes the clamped price.
    pub rate_limiter: Lanes<W>,
    /// Fall of the index that stops; infinite without a bound.
    pub stop_lower: Lanes<W>,
    /// Rise of the index that stops.
    pub stop_upper: Lanes<W>,
    /// Mask: the stop-loss pauses rather than ends or reopens.
    pub stop_pauses: Lanes<W>,
    /// Mask: the stop-loss ends the contract.
    pub stop_ends: Lanes<W>,
    /// Credit rate by owing side.
    pub credit_rate: [Lanes<W>; 2],
    /// Cap of a round's credit.
    pub credit_cap: Lanes<W>,
    /// Promised bonus.
    pub bonus: Lanes<W>,
    /// KPI above target from which the bonus is due.
    pub bonus_above: Lanes<W>,
    /// Rounds between reviews; 0 none.
    pub cadence: Lanes<W>,
    /// Cost of a review to each side.
    pub review_cost: Lanes<W>,
    /// Accuracy of reviews and of judging claims.
    pub accuracy: Lanes<W>,
    /// Probability that a side misreads the other in a round.
    pub misreading: Lanes<W>,
    /// What is left of an incident after escalation, as a share.
    pub escalated: Lanes<W>,
    /// Misses in a row that open the ramp; infinite without a ramp.
    pub ramp_misses: Lanes<W>,
    /// Fee for leaving by the ramp.
    pub ramp_fee: Lanes<W>,
    /// Mask: the ramp ends the contract by itself.
    pub ramp_automatic: Lanes<W>,
    /// Break fee by side, as a share of the price over the rest of the term.
    pub break_fee: [Lanes<W>; 2],
}

impl<const W: usize> Terms<W> {
    /// No terms at all.
    pub(super) fn new() -> Self {
        let zero = [0.0; W];
        Self {
            price: zero,
            target: [zero; 2],
            pass_through: zero,
            floor: zero,
            cap: zero,
            recalibrate_every: zero,
            rate_limiter: zero,
            stop_lower: zero,
            stop_upper: zero,
            stop_pauses: zero,
            stop_ends: zero,
            credit_rate: [zero; 2],
            credit_cap: zero,
            bonus: zero,
            bonus_above: zero,
            cadence: zero,
            review_cost: zero,
            accuracy: zero,
            misreading: zero,
            escalated: [1.0; W],
            ramp_misses: zero,
            ramp_fee: zero,
            ramp_automatic: zero,
            break_fee: [zero; 2],
        }
    }

    /// Puts a contract's terms in force in a lane.
    pub(super) fn set(&mut self, lane: usize, contract: &Contract, price: f64) {
        let mask = |on: bool| f64::from(u8::from(on));
        let PerSide { seller, buyer } = contract.target;
        self.price[lane] = price;
        self.target[0][lane] = seller;
        self.target[1][lane] = buyer;
        let band = &contract.price_band;
        self.pass_through[lane] = band.pass_through;
        self.floor[lane] = band.floor;
        self.cap[lane] = band.cap;
        self.recalibrate_every[lane] = f64::from(band.recalibrate_every);
        self.rate_limiter[lane] = mask(band.recalibration == Recalibration::RateLimiter);
        self.stop_lower[lane] = band.stop_loss_lower.unwrap_or(f64::INFINITY);
        self.stop_upper[lane] = band.stop_loss_upper.unwrap_or(f64::INFINITY);
        self.stop_pauses[lane] = mask(band.stop_loss_action == StopLossAction::Pause);
        self.stop_ends[lane] = mask(band.stop_loss_action == StopLossAction::End);
        let credits = &contract.service_credits;
        self.credit_rate[0][lane] = credits.rate;
        self.credit_rate[1][lane] = if credits.two_sided { credits.rate } else { 0.0 };
        self.credit_cap[lane] = credits.cap;
        self.bonus[lane] = contract.bonus.amount;
        self.bonus_above[lane] = contract.bonus.above_target;
        let governance = &contract.governance;
        self.cadence[lane] = f64::from(governance.cadence);
        self.review_cost[lane] = governance.cost;
        self.accuracy[lane] = governance.accuracy;
        self.escalated[lane] = 1.0 - governance.escalation;
        let ramp = &contract.exit_ramp;
        self.ramp_misses[lane] = if ramp.misses > 0 { f64::from(ramp.misses) } else { f64::INFINITY };
        self.ramp_fee[lane] = ramp.fee;
        self.ramp_automatic[lane] = mask(ramp.automatic);
        self.break_fee[0][lane] = ramp.break_fee.seller;
        self.break_fee[1][lane] = ramp.break_fee.buyer;
    }
}
