//! What nature deals the parties at the start of a replication in a negotiation domain; strategies see their own side only.

use crate::base::random::Draws;
use crate::base::side::Side;
use crate::domain::negotiation::NegotiationDomain;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::preference::Preference;
use crate::relationship::menu::Menu;
use crate::relationship::optimum::Optimum;

/// The private types of one replication.
#[derive(Debug, Clone, Default)]
pub(super) struct PrivateType {
    /// Which of the domain's profiles is played.
    pub profile: usize,
    /// What any agreement is worth to each side on top of its package, money per round.
    pub shift: [f64; 2],
    /// Preferences of this replication alone, where option values are drawn.
    pub drawn: Option<Box<Dealt>>,
}

/// Preferences that were drawn, and what could be had under them.
#[derive(Debug, Clone)]
pub(super) struct Dealt {
    /// Seller's and buyer's.
    pub preferences: [Preference; 2],
    /// Their optimum.
    pub optimum: Optimum,
}

impl PrivateType {
    /// Deals the types of a replication. Draws are taken in fixed order: agreement values, then each side's
    /// option values and weights, seller's first.
    pub(super) fn deal(domain: &NegotiationDomain, menu: &Menu, replication: u64, draws: &mut Draws) -> Self {
        let profile = (replication % domain.profile_count() as u64) as usize;
        let shift = Side::ALL.map(|side| {
            let uniform = draws.uniform();
            domain.types.agreement.on(side).map_or(0.0, |drawn| drawn.at(uniform))
        });
        let drawn = if domain.types.preferences() { dealt(domain, menu, profile, draws) } else { None };
        Self { profile, shift, drawn: drawn.map(Box::new) }
    }
}

/// `None` if the values cannot be ranked, which a checked domain rules out.
fn dealt(domain: &NegotiationDomain, menu: &Menu, profile: usize, draws: &mut Draws) -> Option<Dealt> {
    let space = &menu.space;
    let seller = preference(domain, space, Side::Seller, profile, draws)?;
    let buyer = preference(domain, space, Side::Buyer, profile, draws)?;
    let optimum = Optimum::new(&seller, &buyer).ok()?;
    Some(Dealt { preferences: [seller, buyer], optimum })
}

fn preference(
    domain: &NegotiationDomain,
    space: &OutcomeSpace,
    side: Side,
    profile: usize,
    draws: &mut Draws,
) -> Option<Preference> {
    let mut values = domain.values(side, profile);
    if let Some(drawn) = domain.types.options.on(side) {
        values.iter_mut().flatten().for_each(|value| *value = drawn.at(draws.uniform()));
    }
    let mut weights = domain.weights[side].clone();
    if let Some(drawn) = domain.types.weights.on(side) {
        weights = values.iter().map(|_| drawn.at(draws.uniform())).collect();
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
    }
    domain.summed(space, side, &values, &weights).ok()
}
