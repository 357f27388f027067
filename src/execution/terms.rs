//! The terms in force in each lane, as numbers that the round's arithmetic reads; it does not know what follows from them.

use crate::base::side::PerSide;
use crate::domain::clause::exit_ramp::{ExitRamp, RampAction};
use crate::domain::clause::pilot::Otherwise;
use crate::domain::clause::price_band::{IndexSource, PriceBand, Recalibration, StopLossAction};
use crate::domain::clause::service_credits::{Basis, Claimant, ServiceCredits};
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
    /// Level below which the price never falls; infinitely low without one.
    pub floor_price: Lanes<W>,
    /// Level above which the price never rises.
    pub cap_price: Lanes<W>,
    /// Mask by side: it reports the index.
    pub reports: [Lanes<W>; 2],
    /// How far a report may be off, as a share of the index.
    pub leeway: Lanes<W>,
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
    /// Served rounds over which credits are judged.
    pub credit_window: Lanes<W>,
    /// Mask: a credit is a share of one round's price.
    pub credit_of_round: Lanes<W>,
    /// Mask: a credit is paid if the injured side claims it.
    pub credit_claimed: Lanes<W>,
    /// Mask: a credit is paid as measured.
    pub credit_automatic: Lanes<W>,
    /// Mask: a credit is paid if the side that owes it reports its miss.
    pub credit_reported: Lanes<W>,
    /// Bonus.
    pub bonus: Lanes<W>,
    /// Mask: the bonus can be enforced.
    pub bonus_enforceable: Lanes<W>,
    /// Rounds of the term left when notice is due; 0 at its end.
    pub notice: Lanes<W>,
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
    /// Average KPI below which the ramp opens; infinitely low without one.
    pub ramp_average_below: Lanes<W>,
    /// Weight of the newest reading in that average.
    pub ramp_average_weight: Lanes<W>,
    /// Rounds for which the ramp's condition may hold before it opens.
    pub ramp_cure: Lanes<W>,
    /// Rounds for which using the ramp pauses the contract; 0 where it ends it.
    pub ramp_pause: Lanes<W>,
    /// Fee for leaving by the ramp.
    pub ramp_fee: Lanes<W>,
    /// Mask: the ramp ends the contract by itself.
    pub ramp_automatic: Lanes<W>,
    /// Break fee by side, as a share of the price over the rest of the term.
    pub break_fee: [Lanes<W>; 2],
    /// Rounds of the pilot.
    pub pilot_rounds: Lanes<W>,
    /// Mean KPI of the seller that leads to full scale; infinitely low where any will do.
    pub pilot_bar: Lanes<W>,
    /// Mask: the KPI without gaming counts.
    pub pilot_audited: Lanes<W>,
    /// Mask: a pilot that falls short ends the contract.
    pub pilot_ends: Lanes<W>,
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
            floor_price: zero,
            cap_price: zero,
            reports: [zero; 2],
            leeway: zero,
            recalibrate_every: zero,
            rate_limiter: zero,
            stop_lower: zero,
            stop_upper: zero,
            stop_pauses: zero,
            stop_ends: zero,
            credit_rate: [zero; 2],
            credit_cap: zero,
            credit_window: zero,
            credit_of_round: zero,
            credit_claimed: zero,
            credit_automatic: zero,
            credit_reported: zero,
            bonus: zero,
            bonus_enforceable: zero,
            notice: zero,
            bonus_above: zero,
            cadence: zero,
            review_cost: zero,
            accuracy: zero,
            misreading: zero,
            escalated: [1.0; W],
            ramp_misses: zero,
            ramp_average_below: zero,
            ramp_average_weight: zero,
            ramp_cure: zero,
            ramp_pause: zero,
            ramp_fee: zero,
            ramp_automatic: zero,
            break_fee: [zero; 2],
            pilot_rounds: zero,
            pilot_bar: zero,
            pilot_audited: zero,
            pilot_ends: zero,
        }
    }

    /// Puts a contract's terms in force in a lane.
    pub(super) fn set(&mut self, lane: usize, contract: &Contract, price: f64) {
        let PerSide { seller, buyer } = contract.target;
        self.price[lane] = price;
        self.target[0][lane] = seller;
        self.target[1][lane] = buyer;
        self.set_band(lane, &contract.price_band);
        self.set_credits(lane, &contract.service_credits);
        self.bonus[lane] = contract.bonus.amount;
        self.bonus_above[lane] = contract.bonus.above_target;
        self.bonus_enforceable[lane] = mask(contract.bonus.enforceable);
        self.notice[lane] = f64::from(contract.term.notice_due());
        let governance = &contract.governance;
        self.cadence[lane] = f64::from(governance.cadence);
        self.review_cost[lane] = governance.cost;
        self.accuracy[lane] = governance.accuracy;
        self.escalated[lane] = governance.remaining();
        self.set_ramp(lane, &contract.exit_ramp);
        let pilot = &contract.pilot;
        self.pilot_rounds[lane] = f64::from(pilot.rounds);
        self.pilot_bar[lane] = pilot.upgrade_kpi.unwrap_or(f64::NEG_INFINITY);
        self.pilot_audited[lane] = mask(pilot.audited);
        self.pilot_ends[lane] = mask(pilot.otherwise == Otherwise::End);
    }

    fn set_band(&mut self, lane: usize, band: &PriceBand) {
        self.pass_through[lane] = band.pass_through;
        self.floor[lane] = band.floor;
        self.cap[lane] = band.cap;
        self.floor_price[lane] = band.floor_price.unwrap_or(f64::NEG_INFINITY);
        self.cap_price[lane] = band.cap_price.unwrap_or(f64::INFINITY);
        self.reports[0][lane] = mask(band.source == IndexSource::Seller);
        self.reports[1][lane] = mask(band.source == IndexSource::Buyer);
        self.leeway[lane] = band.leeway;
        self.recalibrate_every[lane] = f64::from(band.recalibrate_every);
        self.rate_limiter[lane] = mask(band.recalibration == Recalibration::RateLimiter);
        self.stop_lower[lane] = band.stop_loss_lower.unwrap_or(f64::INFINITY);
        self.stop_upper[lane] = band.stop_loss_upper.unwrap_or(f64::INFINITY);
        self.stop_pauses[lane] = mask(band.stop_loss_action == StopLossAction::Pause);
        self.stop_ends[lane] = mask(band.stop_loss_action == StopLossAction::End);
    }

    fn set_credits(&mut self, lane: usize, credits: &ServiceCredits) {
        self.credit_rate[0][lane] = credits.rate;
        self.credit_rate[1][lane] = if credits.two_sided { credits.rate } else { 0.0 };
        self.credit_cap[lane] = credits.cap;
        self.credit_window[lane] = f64::from(credits.window);
        self.credit_of_round[lane] = mask(credits.basis == Basis::Round);
        self.credit_claimed[lane] = mask(credits.claimant == Claimant::Injured);
        self.credit_automatic[lane] = mask(credits.claimant == Claimant::Automatic);
        self.credit_reported[lane] = mask(credits.claimant == Claimant::Owing);
    }

    fn set_ramp(&mut self, lane: usize, ramp: &ExitRamp) {
        self.ramp_misses[lane] = if ramp.misses > 0 { f64::from(ramp.misses) } else { f64::INFINITY };
        self.ramp_average_below[lane] = ramp.average_below.unwrap_or(f64::NEG_INFINITY);
        self.ramp_average_weight[lane] = ramp.average_weight;
        self.ramp_cure[lane] = f64::from(ramp.cure);
        self.ramp_pause[lane] = if ramp.action == RampAction::Pause { f64::from(ramp.pause_rounds) } else { 0.0 };
        self.ramp_fee[lane] = ramp.fee;
        self.ramp_automatic[lane] = mask(ramp.automatic);
        self.break_fee[0][lane] = ramp.break_fee.seller;
        self.break_fee[1][lane] = ramp.break_fee.buyer;
    }
}

fn mask(on: bool) -> f64 {
    f64::from(u8::from(on))
}
