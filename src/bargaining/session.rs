//! One negotiation by alternating offers; it does not know why it takes place nor what follows from its result.

use thiserror::Error;

use super::close::{Agreement, Close, Ending};
use super::luck::{Luck, breakdown_slot, nibble_slot};
use super::meso;
use super::observer::{Observer, Proposal};
use super::opponent::Opponent;
use super::opponent_model::Memory;
use super::package_set::PackageSet;
use super::party::{Party, gain};
use super::protocol::Protocol;
use super::trail::Trail;
use super::view::SessionView;
use crate::base::side::Side;
use crate::domain::outcome::OutcomeSpace;

/// What both parties face in a session.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The rules of the table.
    pub protocol: &'a Protocol,
    /// The packages that can be agreed.
    pub space: &'a OutcomeSpace,
    /// Price in each outcome; empty where price is not an issue.
    pub prices: &'a [f64],
    /// Public objective standard for the price, if there is one.
    pub benchmark: Option<f64>,
}

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
}

/// What the other says to a proposal.
enum Answer {
    Accept(u32),
    Counter,
    Walk,
}

/// A party's sight and memory during a session.
struct Seat<'a> {
    view: SessionView<'a>,
    memory: Memory,
}

impl<'a> Session<'a> {
    /// Seats the parties, seller and buyer.
    ///
    /// # Errors
    /// [`SessionError`] where there are too many outcomes, utilities or prices of another number of them,
    /// or tactics made for another deadline.
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
        let deadline = setting.protocol.deadline;
        let made_for = parties.map(|party| party.tactics.curve.deadline());
        match made_for.into_iter().find(|&found| found != deadline) {
            Some(found) => Err(SessionError::OtherDeadline { deadline, found }),
            None => Ok(Self { setting, first_mover, parties }),
        }
    }

    /// Bargains until agreement or impasse. Allocates nothing.
    pub fn run(&self, luck: &mut impl Luck, observer: &mut impl Observer) -> Close {
        let close = self.talk(luck, observer);
        observer.closed(&close);
        close
    }

    /// What an agreement is worth to a side, in money per round: the package, the side's shift and the nibbles.
    pub fn value(&self, side: Side, agreement: &Agreement) -> f64 {
        let position = &self.parties[side.index()].position;
        position.value(agreement.outcome) + gain(side, agreement.price_shift)
    }

    fn talk(&self, luck: &mut impl Luck, observer: &mut impl Observer) -> Close {
        let mut seats = Side::ALL.map(|side| self.seat(side));
        let mut mover = self.first_mover;
        if self.parties[mover.index()].position.hopeless() {
            return Close { ending: Ending::WalkAway { by: mover }, turns: 0 };
        }
        let protocol = self.setting.protocol;
        for turn in 0..protocol.deadline {
            let turns = turn + 1;
            let packages = self.propose(&mut seats[mover.index()], turn);
            observer.proposed(&self.proposal(turn, mover, &packages));
            let answering = mover.other();
            let ending = match self.answer(&mut seats[answering.index()], turn, &packages) {
                Answer::Accept(outcome) => self.close(outcome, answering, luck),
                Answer::Walk => Ending::WalkAway { by: answering },
                Answer::Counter if turns == protocol.deadline => break,
                Answer::Counter if luck.uniform(breakdown_slot(turn)) < protocol.breakdown => Ending::Breakdown,
                Answer::Counter => {
                    mover = answering;
                    continue;
                }
            };
            return Close { ending, turns };
        }
        Close { ending: Ending::Deadline, turns: protocol.deadline }
    }

    /// A party's sight of the table before the first turn, and what it then knows of the other.
    pub fn outset(&self, side: Side) -> (SessionView<'a>, Memory) {
        let Seat { view, memory } = self.seat(side);
        (view, memory)
    }

    fn seat(&self, side: Side) -> Seat<'a> {
        let party = &self.parties[side.index()];
        let position = party.position;
        let mut view = SessionView {
            side,
            turn: 0,
            deadline: self.setting.protocol.deadline,
            space: self.setting.space,
            preference: position.preference,
            shift: position.shift,
            floor: position.floor(),
            ideal: position.preference.best_utility(),
            curve: &party.tactics.curve,
            prices: self.setting.prices,
            benchmark: self.setting.benchmark,
            statement: self.parties[side.other().index()].statement(),
            trust: party.trust,
            made: Trail::EMPTY,
            received: Trail::EMPTY,
        };
        view.ideal = ideal(party, &view, &Memory::EMPTY);
        Seat { view, memory: Memory::EMPTY }
    }

    fn propose(&self, seat: &mut Seat, turn: u32) -> PackageSet {
        let Seat { view, memory } = seat;
        let tactics = self.parties[view.side.index()].tactics;
        view.turn = turn;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory };
        let asked = tactics.offering.aspiration(view, turn);
        let aspiration = if asked > view.floor { asked } else { view.floor };
        let chosen = tactics.offering.package(view, &opponent, aspiration);
        let acceptable = view.preference.utility(chosen) >= view.floor;
        let lead = if acceptable { chosen } else { view.preference.nearest_above(view.floor) };
        let size = tactics.packages.min(self.setting.protocol.packages_max);
        let packages = meso::compose(view, &opponent, lead, aspiration, size, tactics.package_band);
        view.made.push(view.preference.utility(lead));
        packages
    }

    fn answer(&self, seat: &mut Seat, turn: u32, received: &PackageSet) -> Answer {
        let Seat { view, memory } = seat;
        let party = &self.parties[view.side.index()];
        if party.position.hopeless() {
            return Answer::Walk;
        }
        view.turn = turn;
        view.received.push(best_value(view, received));
        party.tactics.opponent_model.observe(view, memory, received);
        let next_ask = party.tactics.offering.aspiration(view, turn + 1);
        let mut best = (Answer::Counter, f64::NEG_INFINITY);
        for &package in received.packages() {
            let value = view.preference.utility(package);
            let worthwhile = value >= view.floor && value > best.1;
            if worthwhile && party.tactics.acceptance.accepts(view, package, next_ask) {
                best = (Answer::Accept(package), value);
            }
        }
        best.0
    }

    fn proposal<'b>(&'b self, turn: u32, by: Side, packages: &'b PackageSet) -> Proposal<'b> {
        Proposal {
            turn,
            by,
            packages,
            rationale: self.parties[by.index()].tactics.offering.rationale(),
            positions: [&self.parties[0].position, &self.parties[1].position],
        }
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

/// The best own level that the other is believed able to accept, the best of all where there is no
/// such belief or it leaves nothing above the own floor, within the credible range.
fn ideal(party: &Party, view: &SessionView, memory: &Memory) -> f64 {
    let best = view.preference.best_utility();
    let reachable = party.tactics.opponent_model.reachable(view, memory);
    let hoped = reachable.filter(|&level| level >= view.floor).unwrap_or(best);
    match party.tactics.credible_range.map(|range| view.floor + range) {
        Some(credible) if credible < hoped => credible,
        _ => hoped,
    }
}

fn best_value(view: &SessionView, received: &PackageSet) -> f64 {
    let mut best = f64::NEG_INFINITY;
    for &package in received.packages() {
        let value = view.preference.utility(package);
        best = if value > best { value } else { best };
    }
    best
}
