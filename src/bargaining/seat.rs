//! One party at work in a session: proposes, answers, bids; it does not know whose turn it is.

use std::borrow::Cow;

use super::luck::{Luck, tactics_slot};
use super::meso;
use super::opponent::Opponent;
use super::opponent_model::Memory;
use super::package_set::PackageSet;
use super::party::Party;
use super::recollection::{Course, Debt, Recollection};
use super::setting::Setting;
use super::tactics::Tactics;
use super::view::{SessionView, Statement};
use crate::base::side::Side;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::statistics::CoMoments;

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
    /// What its rules say of themselves, asked once.
    draws: bool,
    capped: bool,
    learns: bool,
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
        let (draws, capped) = (tactics.offering.draws(), tactics.offering.leads_with_best());
        let learns = !recollection.memory.cells.is_empty();
        Self { view, tactics, leaves, draws, capped, learns, recollection }
    }

    /// Whether it leaves before anything is said.
    pub(super) const fn leaves(&self) -> bool {
        self.leaves
    }

    pub(super) fn propose(&mut self, turn: u32, luck: &mut impl Luck) -> PackageSet {
        self.view.turn = turn;
        self.draw(turn, luck);
        let aspiration = self.ask(turn);
        let Self { view, tactics, capped, recollection, .. } = self;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &recollection.memory };
        let chosen = tactics.offering.package(view, &opponent, aspiration);
        let acceptable = view.preference.utility(chosen) >= view.floor;
        let lead = if acceptable { chosen } else { view.preference.nearest_above(view.floor) };
        let size = tactics.packages.min(view.protocol.packages_max);
        let spread = meso::Spread { size, width: tactics.package_band, capped: *capped };
        let packages = meso::compose(view, &opponent, lead, aspiration, spread);
        view.made.push(view.preference.utility(lead));
        packages
    }

    pub(super) fn answer(&mut self, turn: u32, received: &PackageSet, misread: bool, luck: &mut impl Luck) -> Answer {
        if self.leaves {
            return Answer::Walk;
        }
        self.view.turn = turn;
        if misread {
            return Answer::Counter;
        }
        let favourite = favourite(&self.view, received);
        self.view.latest = Some(favourite);
        self.view.received.push(self.view.preference.utility(favourite));
        if self.learns {
            self.tactics.opponent_model.observe(&self.view, &mut self.recollection.memory, received);
        }
        self.draw(turn + 1, luck);
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

    /// Takes the number of a turn, the same whenever it is asked for.
    fn draw(&mut self, turn: u32, luck: &mut impl Luck) {
        if self.draws {
            self.view.draw = luck.uniform(tactics_slot(turn));
        }
    }

    /// What it says to its proposal.
    pub(super) fn words(&self, lead: u32) -> Cow<'static, str> {
        self.tactics.offering.words(&self.view, lead)
    }

    /// How well it reads the other: the correlation over all outcomes between how good it believes them to
    /// be for the other and how good they are (Baarslag, Hendrikx, Hindriks and Jonker 2013); `None` where
    /// either is the same for all. Allocates.
    pub(super) fn accuracy(&self, truth: &Preference) -> Option<f64> {
        let Self { view, tactics, recollection, .. } = self;
        let outcomes: Vec<u32> = (0..truth.len() as u32).collect();
        let mut ratings = vec![0.0; outcomes.len()];
        tactics.opponent_model.rate(view, &recollection.memory, &outcomes, &mut ratings);
        let mut moments = CoMoments::default();
        for (&rating, &utility) in ratings.iter().zip(truth.utilities()) {
            moments.push(rating, utility);
        }
        let correlation = moments.correlation();
        correlation.is_finite().then_some(correlation)
    }

    /// What it asks for in a turn: by its rule and by what is owed, but no less than its floor.
    pub(super) fn ask(&self, turn: u32) -> f64 {
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
        shift: position.shift,
        way_out: setting.protocol.opt_out[side].then(|| position.way_out()),
        statement,
        trust: party.trust,
        ..SessionView::new(side, setting, position.preference, position.floor(), &party.tactics.curve)
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

/// The package that the party likes best, the first of equals.
fn favourite(view: &SessionView, received: &PackageSet) -> u32 {
    let mut best = (received.lead(), f64::NEG_INFINITY);
    for &package in received.packages() {
        let value = view.preference.utility(package);
        if value > best.1 {
            best = (package, value);
        }
    }
    best.0
}
