//! Sessions for the lanes that need one: the table is set from rules, beliefs and luck, and what is agreed is signed.

use crate::bargaining::close::{Agreement, Close, Ending as SessionEnding};
use crate::bargaining::observer::Unobserved;
use crate::bargaining::party::{Party, Position, gain};
use crate::bargaining::session::{Session, SessionError, Setting};
use crate::bargaining::worksheet::Worksheet;
use crate::base::numeric::{smaller, unit};
use crate::base::random::{Counter, Key};
use crate::base::side::{PerSide, Side};
use crate::domain::clause::exclusivity::lost;
use crate::domain::flow::Account;
use crate::domain::preference::Preference;
use crate::domain::stage::Stage;
use crate::execution::conduct::response::Response;
use crate::execution::exit::break_fee;
use crate::execution::{investment, pilot};
use crate::relationship::game::Game;
use crate::relationship::history::Ending;
use crate::relationship::menu::{self, Menu};
use crate::relationship::occasion::Due;
use crate::relationship::record::Stenographer;

/// Turn numbers of a session's luck: its slots start at 1; 0 decides who moves first.
const FIRST_MOVER_TURN: u32 = 0;

/// Luck of one session, keyed by the round in which it starts and its slot.
pub(super) fn session_luck(key: Key, replication: u64, pair: u32, round: u32) -> impl FnMut(u32) -> f64 {
    move |slot| {
        let counter = Counter { pair, round, turn: slot + 1 };
        unit(crate::base::chacha::block(&key, replication, counter.packed())[0])
    }
}

impl<const W: usize> Game<'_, W> {
    /// Holds the sessions that are due.
    pub(super) fn negotiate(&mut self) {
        for lane in 0..W {
            if let Some(due) = self.lanes[lane].due.take() {
                self.open(lane, due);
            }
        }
    }

    /// What both sides recall of their last session, and what they will recall of this one, goes with the lane.
    fn open(&mut self, lane: usize, due: Due) {
        let rules = self.matchup.rules;
        let Some(menu) = &rules.menu else {
            let price = rules.contract.price;
            self.sign(lane, due, None, price);
            return;
        };
        let mut recollections = std::mem::take(&mut self.lanes[lane].recollections);
        let Ok(session) = self.session(lane, due, menu) else {
            self.fail(lane, due);
            return;
        };
        let round = self.block.round[lane] as u32;
        let entry = &self.lanes[lane];
        let mut luck = session_luck(self.keys.session, entry.replication, entry.parties[0], round);
        let (close, record) = if self.recording.is_some() {
            let mut notes = Stenographer::default();
            let prior = recollections.clone();
            let close = session.run(&mut luck, &mut recollections, &mut notes);
            (close, Some(self.record(lane, due, &session, prior, &recollections, notes)))
        } else {
            (session.run(&mut luck, &mut recollections, &mut Unobserved), None)
        };
        if let Some(recording) = &mut self.recording {
            recording.sessions.extend(record);
        }
        self.lanes[lane].recollections = recollections;
        self.hold_against(lane);
        let shift = self.list_shift(lane);
        self.charge(lane, &close, menu);
        match close.ending {
            SessionEnding::Agreement(agreement) => {
                self.note(lane, &agreement, close.turns, menu);
                self.agree(lane, due, &agreement, shift);
            }
            _ => self.fail(lane, due),
        }
    }

    /// The session of a lane as its parties meet it.
    pub(super) fn session<'s>(&'s self, lane: usize, due: Due, menu: &'s Menu) -> Result<Session<'s>, SessionError> {
        let setting = Setting {
            protocol: &menu.table.protocol,
            space: &menu.space,
            prices: &menu.prices,
            benchmark: self.lanes[lane].benchmark,
            misreading: self.matchup.rules.world.culture.misread(self.matchup.mismatch(), self.explicit(lane)),
        };
        let round = self.block.round[lane] as u32;
        let counter = Counter { pair: self.lanes[lane].parties[0], round, turn: FIRST_MOVER_TURN };
        let coin = crate::base::chacha::block(&self.keys.session, self.lanes[lane].replication, counter.packed())[0];
        let tossed = if unit(coin) < 0.5 { Side::Seller } else { Side::Buyer };
        let first = menu.table.first_mover.unwrap_or(tossed);
        Session::new(setting, first, Side::ALL.map(|side| self.party(lane, due, side)))
    }

    pub(super) fn party(&self, lane: usize, due: Due, side: Side) -> Party<'_> {
        let seat = &self.matchup.seats[side];
        let trust = self.block.party[side.index()].trust[lane];
        Party {
            tactics: &seat.strategy.tactics,
            position: Position {
                preference: self.preference(lane, side),
                shift: self.value_shift(lane, side),
                reservation: self.reservation(lane, due, side),
                opt_out: None,
            },
            trust,
        }
    }

    /// What a party thinks of every outcome: by its trust under a contract of effort, by its type in a negotiation domain.
    fn preference(&self, lane: usize, side: Side) -> &Preference {
        let types = &self.lanes[lane].types;
        let seat = &self.matchup.seats[side];
        match (&types.drawn, &self.matchup.rules.world.stage) {
            (Some(dealt), _) => &dealt.preferences[side.index()],
            (None, Stage::Domain(_)) => &seat.preferences[types.profile],
            _ => &seat.preferences[menu::level(self.block.party[side.index()].trust[lane])],
        }
    }

    /// What a party must get: its alternative is to stay without a contract, net of what leaving costs or brings, or to go on
    /// under the terms that stand.
    fn reservation(&self, lane: usize, due: Due, side: Side) -> f64 {
        if due == Due::Reopener {
            return self.standing(lane, side);
        }
        let world = &self.matchup.rules.world;
        let horizon = self.matchup.strategy(side).review.horizon;
        let alternative = self.alternative[side.index()][lane];
        let renewal = !matches!(due, Due::First);
        let sheet = Worksheet { batna: alternative, ..menu::worksheet(world, side, horizon, renewal) };
        let fee = match due {
            Due::HoldUp(by) => {
                let fee = break_fee(&self.block, by, lane);
                if by == side { -fee } else { fee }
            }
            _ => 0.0,
        };
        let rounds = menu::rounds_reckoned(horizon);
        let covenants = &self.block.covenants;
        let bound = smaller(covenants.bound[side.index()][lane], rounds);
        let cut = lost(alternative, covenants.reduction[lane]) * bound;
        sheet.reservation() + (fee - cut) / rounds
    }

    /// What the terms in force are worth to a side each round as things stand: its outlook on them, at the price last paid.
    fn standing(&self, lane: usize, side: Side) -> f64 {
        let entry = &self.lanes[lane];
        let terms = entry.outcome.map_or(f64::NEG_INFINITY, |outcome| self.preference(lane, side).utility(outcome));
        let costs = match side {
            Side::Seller => self.list_shift(lane),
            Side::Buyer => 0.0,
        };
        terms + gain(side, self.block.price[lane] - entry.contract.price) - costs + entry.types.shift[side.index()]
    }

    /// How far the price list has moved with the index: listed prices are quoted at the index's start.
    fn list_shift(&self, lane: usize) -> f64 {
        let world = &self.matchup.rules.world;
        world
            .delivery()
            .map_or(0.0, |delivery| delivery.indexed_cost * (self.block.index[lane] / world.index.base() - 1.0))
    }

    /// What index and types have changed about every outcome: the seller's list covers its cost, the buyer pays the list.
    fn value_shift(&self, lane: usize, side: Side) -> f64 {
        let listed = match side {
            Side::Seller => 0.0,
            Side::Buyer => -self.list_shift(lane),
        };
        listed + self.lanes[lane].types.shift[side.index()]
    }

    fn charge(&mut self, lane: usize, close: &Close, menu: &Menu) {
        let cost = menu.table.protocol.cost(close.turns);
        for party in &mut self.block.party {
            party.flow[Account::Negotiation.index()][lane] = -cost;
        }
        let history = &mut self.lanes[lane].history;
        history.sessions += 1.0;
        history.turns += f64::from(close.turns);
        if close.agreement().is_none() {
            history.impasses += 1.0;
        }
    }

    fn agree(&mut self, lane: usize, due: Due, agreement: &Agreement, shift: f64) {
        let Some(menu) = &self.matchup.rules.menu else { return };
        let contract = *menu.contract(agreement.outcome);
        self.lanes[lane].contract = contract;
        self.lanes[lane].outcome = Some(agreement.outcome);
        let price = contract.price + shift + agreement.price_shift;
        let expected = Side::ALL.map(|side| self.worth(lane, side, agreement));
        self.sign(lane, due, Some((menu.responses(agreement.outcome), expected)), price);
    }

    /// What an agreement is worth to a side each round, as it reckons.
    fn worth(&self, lane: usize, side: Side, agreement: &Agreement) -> f64 {
        let utility = self.preference(lane, side).utility(agreement.outcome);
        utility + self.value_shift(lane, side) + gain(side, agreement.price_shift)
    }

    /// In a negotiation domain, books what is left of the package's worth after so many turns, and whether it wastes anything.
    fn note(&mut self, lane: usize, agreement: &Agreement, turns: u32, menu: &Menu) {
        let outcome = agreement.outcome;
        let Some(efficient) = self.optimum(lane).map(|optimum| optimum.is_efficient(outcome)) else { return };
        let worth = Side::ALL.map(|side| {
            let left = menu.table.protocol.remaining(side, turns);
            left * self.worth(lane, side, agreement)
        });
        let history = &mut self.lanes[lane].history;
        history.agreed += 1.0;
        history.efficient += f64::from(u8::from(efficient));
        for (party, worth) in self.block.party.iter_mut().zip(worth) {
            party.agreed[lane] = worth;
        }
    }

    /// Whether the contract that brought the parties to the table says what is meant.
    fn explicit(&self, lane: usize) -> bool {
        let lane = &self.lanes[lane];
        lane.acquainted && lane.contract.governance.cadence > 0
    }

    /// Probability that a side misreads the other in a round: by noise, or else by difference of style.
    fn misreading(&self, governed: bool) -> f64 {
        let world = &self.matchup.rules.world;
        let noise = world.noise.perception;
        noise + (1.0 - noise) * world.culture.misread(self.matchup.mismatch(), governed)
    }

    /// Puts the lane's contract in force. `agreed`: what it tempts to, and the flow each side expects of it.
    pub(super) fn sign(&mut self, lane: usize, due: Due, agreed: Option<(PerSide<Response>, [f64; 2])>, price: f64) {
        let contract = self.lanes[lane].contract;
        let left = self.block.left[lane];
        if self.lanes[lane].given {
            self.block.sign_again(lane, &contract, price);
        } else {
            self.block.sign(lane, &contract, price);
            self.lanes[lane].given = self.matchup.rules.menu.is_none();
        }
        self.block.terms.misreading[lane] = self.misreading(contract.governance.cadence > 0);
        match due {
            Due::First => pilot::begin(&mut self.block, lane, &contract.pilot),
            Due::StopLoss { .. } | Due::HoldUp(_) | Due::Reopener => self.block.left[lane] = left,
            Due::Renewal => {
                pilot::over(&mut self.block, lane);
                self.lanes[lane].notice = None;
                self.lanes[lane].history.renewals += 1.0;
            }
        }
        self.lanes[lane].retries = self.matchup.rules.menu.as_ref().map_or(0, |menu| menu.table.retries);
        let responses = agreed.map_or(self.matchup.given, |(responses, _)| responses);
        for side in Side::ALL {
            let strategy = self.matchup.strategy(side);
            strategy.rule.sign(&responses[side], &mut self.memory[side.index()], lane);
            let party = &mut self.block.party[side.index()];
            if let Some((_, expected)) = agreed {
                party.usual_flow[lane] = expected[side.index()];
            }
            if !self.lanes[lane].acquainted {
                let target = self.block.terms.target[side.other().index()][lane];
                party.average[lane] = target + strategy.conduct.ledger.opening;
            }
        }
        if !self.lanes[lane].acquainted {
            self.invest(lane);
        }
        self.lanes[lane].acquainted = true;
    }

    /// The side that can invest sinks what it means to, at the first signing.
    fn invest(&mut self, lane: usize) {
        let investment = &self.matchup.rules.world.investment;
        if investment.productivity > 0.0 {
            let amount = self.matchup.strategy(investment.side).conduct.investment;
            investment::sink(&mut self.block, investment, lane, amount);
        }
    }

    /// An impasse: a contract that was reopened ends; others may be tried again one round later.
    fn fail(&mut self, lane: usize, due: Due) {
        match due {
            Due::StopLoss { rose } => {
                let ending = if rose { Ending::StopLossUpper } else { Ending::StopLossLower };
                self.close(lane, ending, None);
            }
            Due::HoldUp(by) => {
                let fee = break_fee(&self.block, by, lane);
                self.close(lane, Ending::HoldUp(by), Some((by, fee)));
            }
            // The terms stand.
            Due::Reopener => {}
            Due::First | Due::Renewal if self.lanes[lane].retries > 0 => {
                self.lanes[lane].retries -= 1;
                self.lanes[lane].due = Some(due);
            }
            Due::First => self.lanes[lane].history.ending = Ending::NoAgreement,
            Due::Renewal => self.close(lane, Ending::RenewalFailed, None),
        }
    }
}
