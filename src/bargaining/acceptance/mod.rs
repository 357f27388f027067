//! When a party says yes: the trait and the table; no rule here can take less than the party's reservation.

pub mod aspiration;
pub mod backward_induction;
pub mod combined;
pub mod constant;
pub mod next_offer;
pub mod standard;
pub mod time;

use std::fmt::Debug;

use super::plug_in::plug_ins;
use super::view::SessionView;

/// A rule for answers. It is immutable and shared by sessions.
pub trait Acceptance: Debug + Send + Sync {
    /// Whether to take a package. The session asks only about packages worth at least the party's
    /// floor. `next_ask` is the own level that the party would ask for in the next turn.
    fn accepts(&self, view: &SessionView, package: u32, next_ask: f64) -> bool;

    /// Whether to leave at once after refusing. The session asks only where the protocol allows it.
    /// Unless the rule says otherwise: where leaving is worth more than what it would ask for next.
    fn opts_out(&self, view: &SessionView, next_ask: f64) -> bool {
        view.way_out.is_some_and(|way_out| next_ask < way_out)
    }
}

plug_ins! {
    /// How a party decides whether to take a package.
    AcceptancePart: Acceptance;
    next_offer NextOffer "Accepts what is at least as good as what it would ask for next.";
    constant Constant "Accepts what gives it a fixed share of the range between reservation and ideal.";
    combined Combined "Accepts as `next_offer` does and, late in the session, also the best package received so far.";
    time Time "Accepts whatever reaches its reservation value after a share of the time, and nothing before.";
    aspiration Aspiration "Accepts what reaches its own aspiration of the same round, as in `NegMAS`.";
    backward_induction BackwardInduction "Accepts what is no worse than what reasoning back from the end says refusing is worth.";
    standard Standard "Accepts a price close to the public benchmark; otherwise as `next_offer` does.";
}
