//! Decisions at a round's end: who leaves and how, what the stop-loss does, and whether a term is renewed.

use crate::base::numeric::select;
use crate::base::side::Side;
use crate::domain::clause::term::Renewal;
use crate::domain::flow::Account;
use crate::execution::account::book_late;
use crate::execution::block::Lanes;
use crate::execution::exit::{Way, declines, wants_out, way_out};
use crate::relationship::game::Game;
use crate::relationship::history::Ending;
use crate::relationship::occasion::Due;

impl<const W: usize> Game<'_, W> {
    /// Applies what strategies and clauses decide, lane by lane where anything is to be decided.
    #[inline(always)]
    pub(super) fn decide(&mut self) {
        for lane in 0..W {
            self.block.left[lane] -= self.block.signed[lane];
        }
        let wants = Side::ALL.map(|side| {
            let outside = &self.matchup.rules.world.outside[side];
            let horizon = self.matchup.strategy(side).review.horizon;
            if horizon > 0.0 {
                wants_out(&self.block, side, horizon, outside.option, outside.switching)
            } else {
                [0.0; W]
            }
        });
        let attention = self.attention(&wants);
        for lane in 0..W {
            if attention[lane] > 0.0 {
                self.decide_lane(lane, &wants);
            }
        }
    }

    /// Mask of the lanes in which there is anything to decide; in a round known to be the last only clauses act.
    #[inline(always)]
    fn attention(&self, wants: &[Lanes<W>; 2]) -> Lanes<W> {
        let block = &self.block;
        let holds_up = Side::ALL.iter().any(|side| self.matchup.strategy(*side).review.holds_up);
        let last = self.last_round();
        let mut attention = [0.0; W];
        for lane in 0..W {
            let clauses = block.stopped[lane] + block.terms.ramp_automatic[lane];
            let held = select(holds_up, block.reviewed[lane] * block.at_bound[lane], 0.0);
            let chosen = wants[0][lane] + wants[1][lane] + held > 0.0 || block.left[lane] <= 0.0;
            let due = clauses > 0.0 || (chosen && block.round[lane] < last);
            attention[lane] = select(due, block.signed[lane], 0.0);
        }
        attention
    }

    #[inline(never)]
    fn decide_lane(&mut self, lane: usize, wants: &[Lanes<W>; 2]) {
        if self.stop_loss(lane) || self.automatic_exit(lane) {
            return;
        }
        if self.block.round[lane] >= self.last_round() || self.leave(lane, wants) {
            return;
        }
        if self.block.left[lane] <= 0.0 {
            self.term_ends(lane);
        } else if self.block.reviewed[lane] > 0.0 {
            self.hold_up(lane);
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
        let opened = Side::ALL
            .into_iter()
            .find(|side| self.block.party[side.other().index()].misses[lane] >= self.block.terms.ramp_misses[lane]);
        match opened {
            Some(side) => {
                let fee = self.block.terms.ramp_fee[lane];
                let fault = self.block.party[side.other().index()].at_fault[lane] > 0.0;
                let payer = if fault { side.other() } else { side };
                let ending = if fault { Ending::Fault(side) } else { Ending::Ramp(side) };
                self.close(lane, ending, Some((payer, fee)));
                true
            }
            None => false,
        }
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

    fn term_ends(&mut self, lane: usize) {
        let world = &self.matchup.rules.world;
        let unwilling = Side::ALL.into_iter().find(|side| {
            let outside = &world.outside[*side];
            let horizon = self.matchup.strategy(*side).review.horizon;
            declines(&self.block, *side, lane, horizon, outside.option, outside.switching)
        });
        if let Some(side) = unwilling {
            self.close(lane, Ending::NotRenewed(side), None);
        } else if self.lanes[lane].contract.term.renewal == Renewal::Automatic {
            self.block.left[lane] = f64::from(self.lanes[lane].contract.term.rounds);
            self.lanes[lane].history.renewals += 1.0;
        } else {
            self.block.signed[lane] = 0.0;
            self.lanes[lane].due = Some(Due::Renewal);
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
            self.post(payer, Account::ExitFee, lane, -amount);
            self.post(payer.other(), Account::ExitFee, lane, amount);
        }
        let needed = self.block.round[lane] < self.last_round();
        for side in Side::ALL.into_iter().filter(|_| needed) {
            let switching = self.matchup.rules.world.outside[side].switching;
            self.post(side, Account::Switching, lane, -switching);
        }
        self.block.signed[lane] = 0.0;
        self.lanes[lane].due = None;
        self.lanes[lane].history.ending = ending;
    }

    fn post(&mut self, side: Side, account: Account, lane: usize, amount: f64) {
        if self.booked {
            book_late(&mut self.block, side.index(), account, lane, amount);
        } else {
            self.block.party[side.index()].flow[account.index()][lane] += amount;
        }
    }
}
