//! One party at work in a session: proposes, answers, bids; it does not know whose turn it is.

use super::meso;
use super::opponent::Opponent;
use super::opponent_model::Memory;
use super::package_set::PackageSet;
use super::party::Party;
use super::setting::Setting;
use super::tactics::Tactics;
use super::trail::Trail;
use super::view::SessionView;
use crate::base::side::Side;

/// What the other says to a proposal.
pub(super) enum Answer {
    Accept(u32),
    Counter,
    Walk,
}

/// A party's sight and memory during a session.
pub(super) struct Seat<'a> {
    pub(super) view: SessionView<'a>,
    tactics: &'a Tactics,
    /// Whether it has no reason to stay.
    leaves: bool,
    memory: Memory,
}

impl<'a> Seat<'a> {
    pub(super) fn new(setting: &Setting<'a>, parties: &[Party<'a>; 2], side: Side) -> Self {
        let party = &parties[side.index()];
        let position = party.position;
        let mut view = SessionView {
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
            curve: &party.tactics.curve,
            prices: setting.prices,
            benchmark: setting.benchmark,
            statement: parties[side.other().index()].statement(),
            trust: party.trust,
            made: Trail::EMPTY,
            received: Trail::EMPTY,
        };
        view.ideal = ideal(party.tactics, &view, &Memory::EMPTY);
        let leaves = party.tactics.walks_away && position.hopeless();
        Self { view, tactics: party.tactics, leaves, memory: Memory::EMPTY }
    }

    /// Whether it leaves before anything is said.
    pub(super) const fn leaves(&self) -> bool {
        self.leaves
    }

    pub(super) fn propose(&mut self, turn: u32) -> PackageSet {
        let Self { view, tactics, memory, .. } = self;
        view.turn = turn;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory };
        let asked = tactics.offering.aspiration(view, turn);
        let aspiration = if asked > view.floor { asked } else { view.floor };
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
        let Self { view, tactics, memory, .. } = self;
        view.turn = turn;
        if misread {
            return Answer::Counter;
        }
        view.received.push(best_value(view, received));
        tactics.opponent_model.observe(view, memory, received);
        let next_ask = tactics.offering.aspiration(view, turn + 1);
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

    /// The price it names under seal, none that it would lose by; `None` where price is not an issue.
    pub(super) fn bid(&self) -> Option<f64> {
        let Self { view, tactics, memory, .. } = self;
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory };
        let valuation = view.valuation()?;
        let bid = tactics.offering.bid(view, &opponent)?;
        let loses = match view.side {
            Side::Seller => bid < valuation,
            Side::Buyer => bid > valuation,
        };
        Some(if loses { valuation } else { bid })
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
