//! One negotiation by alternating offers; it does not know why it takes place nor what follows from its result.

use thiserror::Error;

use super::close::{Agreement, Close, Ending};
use super::luck::{Luck, breakdown_slot, misreading_slot, nibble_slot};
use super::observer::{Observer, Proposal};
use super::package_set::PackageSet;
use super::party::{Party, gain};
use super::protocol::SealedBid;
use super::recollection::Recollection;
use super::sealed_bid;
use super::seat::{Answer, Seat};
use super::view::SessionView;
use crate::base::side::{PerSide, Side};
use crate::domain::outcome::OutcomeSpace;

pub use super::setting::Setting;

/// Differences in utility up to this much are rounding, money per round.
const ROUNDING: f64 = 1e-9;

/// A negotiation, ready to run.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    setting: Setting<'a>,
    first_mover: Side,
    parties: [Party<'a>; 2],
}

/// Why parties and setting do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SessionError {
    /// Too many packages to bargain over.
    #[error("{0} outcomes are more than a session can bargain over")]
    TooManyOutcomes(usize),
    /// Utilities or prices for another number of outcomes.
    #[error("{found} utilities or prices do not match {outcomes} outcomes")]
    Mismatch {
        /// Number of outcomes.
        outcomes: usize,
        /// Number of utilities or prices.
        found: usize,
    },
    /// Tactics were made for another number of turns.
    #[error("tactics made for {found} turns do not match a deadline of {deadline}")]
    OtherDeadline {
        /// Number of turns by the protocol.
        deadline: u32,
        /// Number of turns that the tactics were made for.
        found: u32,
    },
    /// Sealed bids name prices, and price is not an issue.
    #[error("sealed bids are on the price, and no outcome has one")]
    NoPrices,
}

impl<'a> Session<'a> {
    /// Seats the parties, seller and buyer.
    ///
    /// # Errors
    /// [`SessionError`] where there are too many outcomes, utilities or prices of another number of them,
    /// tactics made for another deadline, or sealed bids without prices.
    pub fn new(setting: Setting<'a>, first_mover: Side, parties: [Party<'a>; 2]) -> Result<Self, SessionError> {
        let outcomes = setting.space.len();
        if outcomes > OutcomeSpace::MOST_IN_SESSION {
            return Err(SessionError::TooManyOutcomes(outcomes));
        }
        let prices = if setting.prices.is_empty() { outcomes } else { setting.prices.len() };
        let [seller, buyer] = parties.map(|party| party.position.preference.len());
        if let Some(found) = [prices, seller, buyer].into_iter().find(|&found| found != outcomes) {
            return Err(SessionError::Mismatch { outcomes, found });
        }
        if setting.protocol.sealed_bid.is_some() && setting.prices.is_empty() {
            return Err(SessionError::NoPrices);
        }
        let deadline = setting.protocol.deadline;
        let made_for = parties.map(|party| party.tactics.curve.deadline());
        match made_for.into_iter().find(|&found| found != deadline) {
            Some(found) => Err(SessionError::OtherDeadline { deadline, found }),
            None => Ok(Self { setting, first_mover, parties }),
        }
    }

    /// Bargains until agreement or impasse, with what seller and buyer recall of their last session.
    ///
    /// Allocates nothing, unless a rule says that it does, or a model that learns meets the other for
    /// the first time.
    pub fn run(
        &self,
        luck: &mut impl Luck,
        recollections: &mut [Recollection; 2],
        observer: &mut impl Observer,
    ) -> Close {
        let [seller, buyer] = recollections;
        let seat = |side, recollection| Seat::new(&self.setting, &self.parties, side, recollection);
        let mut seats = [seat(Side::Seller, seller), seat(Side::Buyer, buyer)];
        let close = match self.setting.protocol.sealed_bid {
            Some(rule) => self.bid(rule, &seats, observer),
            None => self.talk(&mut seats, luck, observer),
        };
        if observer.asks_for_accuracy() {
            let truth = |side: Side| self.parties[side.other().index()].position.preference;
            observer.read_each_other(Side::ALL.map(|side| seats[side.index()].accuracy(truth(side))));
        }
        let debts = seats.each_ref().map(Seat::debt);
        for (side, seat) in Side::ALL.into_iter().zip(&mut seats) {
            let agreed = close.agreement().map(|agreement| self.level(side, agreement));
            seat.remember(agreed, debts[side.other().index()]);
        }
        observer.closed(&close);
        close
    }

    /// What an agreement is worth to a side, in money per round: the package, the side's shift and the price's shift.
    pub fn value(&self, side: Side, agreement: &Agreement) -> f64 {
        let position = &self.parties[side.index()].position;
        position.value(agreement.outcome) + gain(side, agreement.price_shift)
    }

    fn level(&self, side: Side, agreement: &Agreement) -> f64 {
        let position = &self.parties[side.index()].position;
        position.preference.utility(agreement.outcome) + gain(side, agreement.price_shift)
    }

    fn talk(&self, seats: &mut [Seat; 2], luck: &mut impl Luck, observer: &mut impl Observer) -> Close {
        let mut mover = self.first_mover;
        if seats[mover.index()].leaves() {
            return Close { ending: Ending::WalkAway { by: mover }, turns: 0 };
        }
        let protocol = self.setting.protocol;
        for turn in 0..protocol.deadline {
            let turns = turn + 1;
            let packages = seats[mover.index()].propose(turn, luck);
            if observer.watches() {
                let words = seats[mover.index()].words(packages.lead());
                observer.proposed(&self.proposal(turn, mover, &packages, &words));
            }
            if turns == protocol.deadline && !protocol.answers_last {
                break;
            }
            let answering = mover.other();
            let misread = happens(luck, misreading_slot(turn), self.setting.misreading);
            let ending = match seats[answering.index()].answer(turn, &packages, misread, luck) {
                Answer::Accept(outcome) => self.close(outcome, answering, luck),
                Answer::Walk => Ending::WalkAway { by: answering },
                Answer::Counter if turns == protocol.deadline => break,
                Answer::Counter if happens(luck, breakdown_slot(turn), protocol.breakdown) => Ending::Breakdown,
                Answer::Counter => {
                    mover = answering;
                    continue;
                }
            };
            return Close { ending, turns };
        }
        Close { ending: Ending::Deadline, turns: protocol.deadline }
    }

    /// A party's sight of the table before the first turn, and the level that it would then ask for.
    pub fn outset(&self, side: Side, recollection: &mut Recollection) -> (SessionView<'a>, f64) {
        let seat = Seat::new(&self.setting, &self.parties, side, recollection);
        (seat.view, seat.ask(0))
    }

    /// Both bids are made at once, in one turn; what they make must leave neither side worse off than none.
    fn bid(&self, rule: SealedBid, seats: &[Seat; 2], observer: &mut impl Observer) -> Close {
        let prices = self.setting.prices;
        let bids = seats.each_ref().map(Seat::bid);
        for (side, bid) in Side::ALL.into_iter().zip(bids) {
            if let Some(package) = bid.and_then(|bid| sealed_bid::package_at(prices, bid)) {
                let words = seats[side.index()].words(package);
                observer.proposed(&self.proposal(0, side, &PackageSet::single(package), &words));
            }
        }
        let [seller, buyer] = bids;
        let bids = seller.zip(buyer).map(|(seller, buyer)| PerSide::new(seller, buyer));
        let trade = bids.and_then(|bids| sealed_bid::trade(rule, prices, bids, self.first_mover.other()));
        let bearable = |agreement: &Agreement| {
            Side::ALL
                .into_iter()
                .all(|side| self.value(side, agreement) >= self.parties[side.index()].position.reservation - ROUNDING)
        };
        Close { ending: trade.filter(bearable).map_or(Ending::Deadline, Ending::Agreement), turns: 1 }
    }

    fn proposal<'b>(&'b self, turn: u32, by: Side, packages: &'b PackageSet, rationale: &'b str) -> Proposal<'b> {
        Proposal { turn, by, packages, rationale, positions: [&self.parties[0].position, &self.parties[1].position] }
    }

    /// Both may ask for a last price move, the side that said yes first, as it signs last.
    fn close(&self, outcome: u32, accepted_by: Side, luck: &mut impl Luck) -> Ending {
        let mut price_shift = 0.0;
        for asking in [accepted_by, accepted_by.other()] {
            let asked = asking.other();
            let amount = self.parties[asking.index()].tactics.nibble;
            let Party { tactics, position, .. } = self.parties[asked.index()];
            let left = position.preference.utility(outcome) + gain(asked, price_shift) - amount;
            if amount > 0.0 && left >= position.floor() && luck.uniform(nibble_slot(asked)) < tactics.nibble_acceptance
            {
                price_shift += gain(asking, amount);
            }
        }
        Ending::Agreement(Agreement { outcome, accepted_by, price_shift })
    }
}

/// Whether something of this probability happens; what cannot happen takes no number.
fn happens(luck: &mut impl Luck, slot: u32, probability: f64) -> bool {
    probability > 0.0 && luck.uniform(slot) < probability
}
