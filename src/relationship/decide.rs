//! Decisions at a round's end: who leaves and how, what the stop-loss does, and whether a term is renewed.

use crate::base::numeric::{larger, select};
use crate::base::side::Side;
use crate::domain::clause::term::Renewal;
use crate::domain::flow::Account;
use crate::domain::mechanism::Mechanism;
use crate::execution::account::book_late;
use crate::execution::block::{Block, Lanes};
use crate::execution::exit::{Way, could_enforce, declines, unpaid_bonus, wants_out, way_out};
use crate::relationship::game::{Game, Lane};
use crate::relationship::history::Ending;
use crate::relationship::occasion::Due;

/// Masks of what is wished and what is due, before anything is decided.
struct Wishes<const W: usize> {
    /// By side: it gains by leaving.
    wants: [Lanes<W>; 2],
    /// By side: it uses the open ramp as a matter of course.
    enforces: [Lanes<W>; 2],
    /// The pilot fell short and ends the contract.
    failed: Lanes<W>,
}

impl<const W: usize> Game<'_, W> {
    /// Applies what strategies and clauses decide, lane by lane where anything is to be decided.
    #[inline(always)]
    pub(super) fn decide(&mut self) {
        let failed = self.watch();
        for lane in 0..W {
            self.block.left[lane] -= self.block.signed[lane];
        }
        let mut wants = Side::ALL.map(|side| {
            let outside = &self.matchup.rules.world.outside[side];
            let horizon = self.matchup.strategy(side).review.horizon;
            if horizon > 0.0 {
                wants_out(&self.block, side, horizon, &self.alternative[side.index()], outside.switching)
            } else {
                [0.0; W]
            }
        });
        if self.holds_to_promises() {
            let unpaid = unpaid_bonus(&self.block);
            let seller = &mut wants[Side::Seller.index()];
            *seller = std::array::from_fn(|lane| larger(seller[lane], unpaid[lane]));
        }
        let enforces = Side::ALL.map(|side| {
            let would =
                self.matchup.strategy(side).review.enforces && self.matchup.rules.uses.contains(Mechanism::Ramp);
            if would { could_enforce(&self.block, side) } else { [0.0; W] }
        });
        let wishes = Wishes { wants, enforces, failed };
        let attention = self.attention(&wishes);
        for lane in 0..W {
            if attention[lane] > 0.0 {
                self.decide_lane(lane, &wishes);
            }
        }
    }

    /// Whether the seller leaves a buyer that breaks its word, and the contract promises a bonus.
    #[inline(always)]
    fn holds_to_promises(&self) -> bool {
        let rules = self.matchup.rules;
        let promised = rules.uses.contains(Mechanism::Bonus) && rules.world.delivery().is_some();
        promised && self.matchup.strategy(Side::Seller).review.ends_on_unpaid_bonus
    }

    /// Mask of the lanes in which there is anything to decide; in a round known to be the last only clauses act.
    #[inline(always)]
    fn attention(&self, wishes: &Wishes<W>) -> Lanes<W> {
        let block = &self.block;
        let holds_up = Side::ALL.iter().any(|side| self.matchup.strategy(*side).review.holds_up);
        let last = self.last_round();
        let mut attention = [0.0; W];
        for lane in 0..W {
            let clauses = block.stopped[lane] + block.terms.ramp_automatic[lane] + wishes.failed[lane];
            let held = select(holds_up, block.reviewed[lane] * block.at_bound[lane], 0.0);
            let wished = [&wishes.wants, &wishes.enforces].map(|sides| sides[0][lane] + sides[1][lane]);
            let ends = select(block.left[lane] <= 0.0, 1.0, 0.0);
            let talks = held + block.covenants.reopened[lane];
            let chosen = wished[0] + wished[1] + talks + ends + notice_due(block, lane) > 0.0;
            let due = clauses > 0.0 || (chosen && block.round[lane] < last);
            attention[lane] = select(due, block.signed[lane], 0.0);
        }
        attention
    }

    #[inline(never)]
    fn decide_lane(&mut self, lane: usize, wishes: &Wishes<W>) {
        if self.stop_loss(lane) || self.automatic_exit(lane) {
            return;
        }
        if wishes.failed[lane] > 0.0 {
            self.close(lane, Ending::PilotFailed, None);
            return;
        }
        if self.block.round[lane] >= self.last_round() {
            return;
        }
        if self.enforce(lane, &wishes.enforces) || self.leave(lane, &wishes.wants) {
            return;
        }
        if notice_due(&self.block, lane) > 0.0 && self.lanes[lane].contract.term.renewal != Renewal::Explicit {
            self.lanes[lane].notice = self.unwilling(lane);
        }
        if self.block.left[lane] <= 0.0 {
            self.term_ends(lane);
        } else if self.block.reviewed[lane] > 0.0 {
            self.hold_up(lane);
        }
        self.reopen(lane);
    }

    /// A reopener that fired brings talks, unless others are due; its triggers start afresh in any case.
    fn reopen(&mut self, lane: usize) {
        if self.block.covenants.reopened[lane] * self.block.signed[lane] > 0.0 {
            let index = self.block.index[lane];
            self.block.covenants.rearm(lane, index);
            let due = &mut self.lanes[lane].due;
            *due = due.or(Some(Due::Reopener));
        }
    }

    /// The stop-loss ends or reopens the contract; a pause needs no decision.
    fn stop_loss(&mut self, lane: usize) -> bool {
        let block = &self.block;
        if block.stopped[lane] <= 0.0 || block.terms.stop_pauses[lane] > 0.0 {
            return false;
        }
        let rose = block.index[lane] > block.index_base[lane];
        if block.terms.stop_ends[lane] > 0.0 {
            self.close(lane, if rose { Ending::StopLossUpper } else { Ending::StopLossLower }, None);
        } else {
            self.lanes[lane].due = Some(Due::StopLoss { rose });
        }
        true
    }

    fn automatic_exit(&mut self, lane: usize) -> bool {
        if self.block.terms.ramp_automatic[lane] <= 0.0 {
            return false;
        }
        let opened = Side::ALL.into_iter().find(|side| self.block.party[side.other().index()].opens[lane] > 0.0);
        opened.is_some_and(|side| self.use_ramp(lane, side))
    }

    /// A side that enforces uses an open ramp for less than staying would cost; the seller first where both do.
    fn enforce(&mut self, lane: usize, enforces: &[Lanes<W>; 2]) -> bool {
        let opened = |side: &Side| self.block.party[side.other().index()].opens[lane] > 0.0;
        let by = Side::ALL.into_iter().filter(opened).find(|side| enforces[side.index()][lane] > 0.0);
        by.is_some_and(|side| self.use_ramp(lane, side))
    }

    /// `side` uses the open ramp; tells whether that ends the contract. The failing side pays where its fault was proven.
    fn use_ramp(&mut self, lane: usize, side: Side) -> bool {
        let fee = self.block.terms.ramp_fee[lane];
        let fault = self.block.party[side.other().index()].at_fault[lane] > 0.0;
        let payer = if fault { side.other() } else { side };
        let pause = self.block.terms.ramp_pause[lane];
        if pause > 0.0 {
            self.pay_fee(lane, payer, fee);
            self.block.rest(lane, pause);
            return false;
        }
        let ending = if fault { Ending::Fault(side) } else { Ending::Ramp(side) };
        self.close(lane, ending, Some((payer, fee)));
        true
    }

    fn leave(&mut self, lane: usize, wants: &[Lanes<W>; 2]) -> bool {
        let leaving: [bool; 2] = [wants[0][lane] > 0.0, wants[1][lane] > 0.0];
        let side = match leaving {
            [false, false] => return false,
            [true, true] => {
                self.close(lane, Ending::Mutual, None);
                return true;
            }
            [true, false] => Side::Seller,
            [false, true] => Side::Buyer,
        };
        let (way, fee) = way_out(&self.block, side, lane);
        let ending = match way {
            Way::Break => Ending::Broken(side),
            Way::Ramp => Ending::Ramp(side),
            Way::Fault => Ending::Fault(side),
        };
        self.close(lane, ending, Some((side, fee)));
        true
    }

    /// The side that would rather not go on after the term, among those that can say so.
    fn unwilling(&self, lane: usize) -> Option<Side> {
        let blind = self.blind(lane);
        Side::ALL.into_iter().filter(|side| Some(*side) != blind).find(|side| self.would_decline(lane, *side))
    }

    fn would_decline(&self, lane: usize, side: Side) -> bool {
        let world = &self.matchup.rules.world;
        let (outside, review) = (&world.outside[side], &self.matchup.strategy(side).review);
        declines(&self.block, side, lane, review.horizon, self.alternative[side.index()][lane], outside.switching)
            || (review.weighs_renewal && world.would_lapse(side, &self.lanes[lane].contract))
    }

    /// The side that does not know that the contract would run on by itself, unless the other tells it.
    fn blind(&self, lane: usize) -> Option<Side> {
        let Lane { contract, wary, .. } = &self.lanes[lane];
        let side = contract.term.hidden_from;
        let told = self.matchup.strategy(side.other()).conduct.reminds;
        (contract.term.renewal == Renewal::Hidden && !wary[side.index()] && !told).then_some(side)
    }

    fn term_ends(&mut self, lane: usize) {
        let explicit = self.lanes[lane].contract.term.renewal == Renewal::Explicit;
        let unwilling = if explicit { self.unwilling(lane) } else { self.lanes[lane].notice };
        if let Some(side) = unwilling {
            self.close(lane, Ending::NotRenewed(side), None);
        } else if explicit {
            self.block.signed[lane] = 0.0;
            self.lanes[lane].due = Some(Due::Renewal);
        } else {
            self.run_on(lane);
        }
    }

    /// The contract runs on by itself; a side that did not know that it would, and would have left, trusts the less for it.
    fn run_on(&mut self, lane: usize) {
        self.block.left[lane] = f64::from(self.lanes[lane].contract.term.rounds);
        self.lanes[lane].history.renewals += 1.0;
        if let Some(side) = self.blind(lane).filter(|side| self.would_decline(lane, *side)) {
            self.lanes[lane].wary[side.index()] = true;
            self.distrust(lane, side);
        }
    }

    /// A side that holds up does so at a review while the price is held at a bound against it.
    fn hold_up(&mut self, lane: usize) {
        if self.block.at_bound[lane] <= 0.0 || self.matchup.rules.menu.is_none() {
            return;
        }
        let hurt = if self.block.price[lane] < self.block.indexed_price[lane] { Side::Seller } else { Side::Buyer };
        if self.matchup.strategy(hurt).review.holds_up {
            self.lanes[lane].due = Some(Due::HoldUp(hurt));
        }
    }

    /// The round after which the need is known to be over.
    #[inline(always)]
    fn last_round(&self) -> f64 {
        self.matchup.rules.world.horizon.rounds.map_or(f64::INFINITY, f64::from)
    }

    /// Ends the relationship: fees change hands, both sides move to their alternatives if the need goes on.
    pub(super) fn close(&mut self, lane: usize, ending: Ending, fee: Option<(Side, f64)>) {
        if let Some((payer, amount)) = fee {
            self.pay_fee(lane, payer, amount);
        }
        let needed = self.block.round[lane] < self.last_round();
        for side in Side::ALL.into_iter().filter(|_| needed) {
            let switching = self.matchup.rules.world.outside[side].switching;
            self.post(side, Account::Switching, lane, -switching);
        }
        self.block.signed[lane] = 0.0;
        self.lanes[lane].due = None;
        self.lanes[lane].notice = None;
        self.lanes[lane].history.ending = ending;
    }

    fn pay_fee(&mut self, lane: usize, payer: Side, amount: f64) {
        self.post(payer, Account::ExitFee, lane, -amount);
        self.post(payer.other(), Account::ExitFee, lane, amount);
    }

    fn post(&mut self, side: Side, account: Account, lane: usize, amount: f64) {
        if self.booked {
            book_late(&mut self.block, side.index(), account, lane, amount);
        } else {
            self.block.party[side.index()].flow[account.index()][lane] += amount;
        }
    }
}

/// Mask: notice for the end of the term must be given by the end of this round.
#[inline(always)]
fn notice_due<const W: usize>(block: &Block<W>, lane: usize) -> f64 {
    let (left, notice) = (block.left[lane], block.terms.notice[lane]);
    select(left > notice - 1.0, select(left <= notice, 1.0, 0.0), 0.0)
}
