//! What a party proposes: the trait and the table; no rule here knows the other's true utility.

pub mod anchor;
pub mod aspiration;
pub mod averaged_tit_for_tat;
pub mod backward_induction;
pub mod conditional;
pub mod linear_bid;
pub mod logroll;
pub mod one_way;
pub mod random_absolute_tit_for_tat;
pub mod relative_tit_for_tat;
pub mod time_dependent;
pub mod trade_off;

use std::borrow::Cow;
use std::fmt::Debug;

use super::opponent::Opponent;
use super::plug_in::plug_ins;
use super::view::SessionView;

/// A rule for proposals. It is immutable and shared by sessions.
pub trait Offering: Debug + Send + Sync {
    /// The own level that the party asks for in `turn`, which may lie ahead: at least its floor.
    /// Time-dependent unless the rule says otherwise.
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        view.aspiration(turn)
    }

    /// The package it would propose alone, given its aspiration. Where no outcome reaches
    /// `aspiration`, the best one.
    fn package(&self, view: &SessionView, opponent: &Opponent, aspiration: f64) -> u32;

    /// The price it names where both bid once under seal; `None` where price is not an issue. That of
    /// the package it would propose first, unless the rule says otherwise.
    fn bid(&self, view: &SessionView, opponent: &Opponent) -> Option<f64> {
        let package = self.package(view, opponent, self.aspiration(view, 0));
        view.prices.get(package as usize).copied()
    }

    /// Why it proposes what it does, for the log.
    fn rationale(&self) -> &'static str;

    /// Why it proposes this package, as it would say it; asked for only where somebody listens.
    fn words(&self, view: &SessionView, lead: u32) -> Cow<'static, str> {
        let _ = (view, lead);
        Cow::Borrowed(self.rationale())
    }

    /// Whether its aspiration depends on chance, so that the view has a number for it.
    fn draws(&self) -> bool {
        false
    }

    /// Whether it chooses, of all packages of about the same own value, the one believed best for the other.
    fn leads_with_best(&self) -> bool {
        false
    }
}

plug_ins! {
    /// How a party chooses what it proposes.
    OfferingPart: Offering;
    time_dependent TimeDependent "Asks for a share of its range that falls with time, in the cheapest package that gives it.";
    logroll Logroll "Asks for the same, in the package of about that value that the other is believed to like best.";
    trade_off TradeOff "Asks for the same, in the package of about that value that is most like the other's last one.";
    conditional Conditional "Takes the other's last package and exchanges one issue for another: if you X, we Y.";
    relative_tit_for_tat RelativeTitForTat "Concedes in proportion to what the other conceded.";
    random_absolute_tit_for_tat RandomAbsoluteTitForTat "Concedes as much as the other did, and a little more by chance.";
    averaged_tit_for_tat AveragedTitForTat "Concedes in proportion to what the other conceded over several moves.";
    anchor Anchor "Opens at the edge of a credible range around the public benchmark, then concedes by the curve.";
    one_way OneWay "Takes the other's last package and asks for one issue more in its own favour.";
    aspiration Aspiration "Asks for what its aspiration demands, as in `NegMAS`, in the package nearest to that.";
    backward_induction BackwardInduction "Asks for the most that reasoning back from the end leaves it.";
    linear_bid LinearBid "Names a price that is linear in its own valuation where both bid once under seal.";
}
