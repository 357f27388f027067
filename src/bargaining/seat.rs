//! One party at work in a session: proposes, answers, bids; it does not know whose turn it is.

use super::meso;
use super::opponent::Opponent;
use super::opponent_model::Memory;
use super::package_set::PackageSet;
use super::party::Party;
use super::recollection::{Course, Debt, Recollection};
use super::setting::Setting;
use super::tactics::Tactics;
use super::trail::Trail;
use super::view::{SessionView, Statement};
use crate::base::side::Side;
use crate::domain::outcome::OutcomeSpace;

/// What the other says to a proposal.
pub(super) enum Answer {
    Accept(u32),
    Counter,
    Walk,
}

/// A party's sight and memory during a session.
pub(super) struct Seat<'a, 'r> {
    pub(super) view: SessionView<'a>,
    tactics: &'a Tactics,
    /// Whether it has no reason to stay.
    leaves: bool,
    recollection: &'r mut Recollection,
}

impl<'a, 'r> Seat<'a, 'r> {
    pub(super) fn new(
        setting: &Setting<'a>,
        parties: &[Party<'a>; 2],
        side: Side,
        recollection: &'r mut Recollection,
    ) -> Self {
        let party = &parties[side.index()];
        let Party { tactics, position, .. } = *party;
        recall(tactics, setting.space, recollection);
        let mut view = view(setting, party, side, parties[side.other().index()].statement());
        view.ideal = ideal(tactics, &view, &recollection.memory);
        view.claim = tactics.ledger.claim(recollection.owed, tactics.ledger_limit);
        if recollection.grudge > 0.0 && view.ideal > view.floor {
            view.floor += recollection.grudge * (view.ideal - view.floor);
        }
        let leaves = tactics.walks_away && position.hopeless();
        Self { view, tactics, leaves, recollection }
    }

    /// Whether it leaves before anything is said.
    pub(super) const fn leaves(&self) -> bool {
        self.leaves
    }

    pub(super) fn propose(&mut self, turn: u32) -> PackageSet {
        self.view.turn = turn;
        let aspiration = self.ask(turn);
        let Self { view, tactics, recollection, .. } = self;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &recollection.memory };
        let chosen = tactics.offering.package(view, &opponent, aspiration);
        let acceptable = view.preference.utility(chosen) >= view.floor;
        let lead = if acceptable { chosen } else { view.preference.nearest_above(view.floor) };
        let size = tactics.packages.min(view.protocol.packages_max);
        let packages = meso::compose(view, &opponent, lead, aspiration, size, tactics.package_band);
        view.made.push(view.preference.utility(lead));
        packages
    }

    pub(super) fn answer(&mut self, turn: u32, received: &PackageSet, misread: bool) -> Answer {
        if self.leaves {
            return Answer::Walk;
        }
        self.view.turn = turn;
        if misread {
            return Answer::Counter;
        }
        self.view.received.push(best_value(&self.view, received));
        self.tactics.opponent_model.observe(&self.view, &mut self.recollection.memory, received);
        let next_ask = self.ask(turn + 1);
        let Self { view, tactics, .. } = self;
        let mut best = (Answer::Counter, f64::NEG_INFINITY);
        for &package in received.packages() {
            let value = view.preference.utility(package);
            let worthwhile = view.is_worthwhile(value) && value > best.1;
            if worthwhile && tactics.acceptance.accepts(view, package, next_ask) {
                best = (Answer::Accept(package), value);
            }
        }
        match best.0 {
            Answer::Counter if view.way_out.is_some() && tactics.acceptance.opts_out(view, next_ask) => Answer::Walk,
            answer => answer,
        }
    }

    /// What it asks for in a turn: by its rule and by what is owed, but no less than its floor.
    fn ask(&self, turn: u32) -> f64 {
        let Self { view, tactics, .. } = self;
        let by_rule = tactics.offering.aspiration(view, turn);
        let asked = if view.claim.abs() > 0.0 { by_rule + view.claim } else { by_rule };
        let most = view.preference.best_utility();
        let possible = if view.claim > 0.0 && asked > most { most } else { asked };
        if possible > view.floor { possible } else { view.floor }
    }

    pub(super) const fn debt(&self) -> Debt {
        Debt { owed: self.recollection.owed, claim: self.view.claim }
    }

    /// Takes what came of the session to the next: the agreed level, if there is one.
    pub(super) fn remember(&mut self, agreed: Option<f64>, other: Debt) {
        let Self { view, tactics, recollection, .. } = self;
        match agreed {
            Some(agreed) => {
                let course = Course { asked: view.made.first(), offered: view.received.first(), agreed };
                recollection.agreed(&course, tactics.ledger, view.claim, other);
            }
            None => recollection.failed(tactics.impasse_carry_over),
        }
    }

    /// The price it names under seal, none that it would lose by; `None` where price is not an issue.
    pub(super) fn bid(&self) -> Option<f64> {
        let Self { view, tactics, recollection, .. } = self;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &recollection.memory };
        let valuation = view.valuation()?;
        let bid = tactics.offering.bid(view, &opponent)?;
        let loses = match view.side {
            Side::Seller => bid < valuation,
            Side::Buyer => bid > valuation,
        };
        Some(if loses { valuation } else { bid })
    }
}

/// Makes room for what the model keeps, or forgets what it does not keep.
fn recall(tactics: &Tactics, space: &OutcomeSpace, recollection: &mut Recollection) {
    let memory = &mut recollection.memory;
    let cells = tactics.opponent_model.cells(space);
    if memory.cells.len() != cells {
        memory.cells.clear();
        memory.cells.resize(cells, 0.0);
    } else if cells > 0 {
        tactics.opponent_model.keep(space, memory, tactics.learning_kept);
    }
}

fn view<'a>(setting: &Setting<'a>, party: &Party<'a>, side: Side, statement: Option<Statement<'a>>) -> SessionView<'a> {
    let position = party.position;
    SessionView {
        side,
        turn: 0,
        deadline: setting.protocol.deadline,
        protocol: setting.protocol,
        space: setting.space,
        preference: position.preference,
        shift: position.shift,
        floor: position.floor(),
        impasse: position.floor(),
        way_out: setting.protocol.opt_out[side].then(|| position.way_out()),
        ideal: position.preference.best_utility(),
        claim: 0.0,
        curve: &party.tactics.curve,
        prices: setting.prices,
        benchmark: setting.benchmark,
        statement,
        trust: party.trust,
        made: Trail::EMPTY,
        received: Trail::EMPTY,
    }
}

/// The best own level that the other is believed able to accept, the best of all where there is no
/// such belief or it leaves nothing above the own floor, within the credible range.
fn ideal(tactics: &Tactics, view: &SessionView, memory: &Memory) -> f64 {
    let best = view.preference.best_utility();
    let reachable = tactics.opponent_model.reachable(view, memory);
    let hoped = reachable.filter(|&level| level >= view.floor).unwrap_or(best);
    match tactics.credible_range.map(|range| view.floor + range) {
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
