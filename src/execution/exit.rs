//! Who wants to leave, how and at what fee: every way out is compared with staying; it does not know what follows.

use crate::base::numeric::{blend, select, smaller};
use crate::base::side::{Side, each_side};
use crate::domain::clause::exclusivity::lost;
use crate::domain::flow::Account;
use crate::execution::block::{Block, Lanes};

/// A way out of a contract before its term ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Breaking it at a share of the rest of the term.
    Break,
    /// By the exit ramp at a set fee.
    Ramp,
    /// By the ramp with the other's fault proven: the other pays the fee.
    Fault,
}

/// Marks the sides whose misses have opened the ramp for the other.
#[inline(always)]
pub fn count<const W: usize>(block: &mut Block<W>) {
    for party in &mut block.party {
        for lane in 0..W {
            party.opens[lane] = select(party.misses[lane] >= block.terms.ramp_misses[lane], 1.0, 0.0);
        }
    }
}

/// As [`count`], for ramps that also open by an average, leave time to cure, or pause: a hit within the cure starts afresh.
#[inline(always)]
pub fn watch<const W: usize>(block: &mut Block<W>) {
    each_side!(side => {
        let side = side.index();
        for lane in 0..W {
            let (served, target) = (block.served[lane], block.terms.target[side][lane]);
            let (weight, cure) = (block.terms.ramp_average_weight[lane], block.terms.ramp_cure[lane]);
            let party = &mut block.party[side];
            let (kpi, failing) = (party.kpi[lane], party.failing[lane]);
            let cured = failing > 0.0 && failing <= cure && kpi >= target;
            let moved = party.ramp_average[lane] + weight * (kpi - party.ramp_average[lane]);
            let average = select(cured, target, moved);
            let fails =
                party.misses[lane] >= block.terms.ramp_misses[lane] || average < block.terms.ramp_average_below[lane];
            let lasting = select(fails, select(cured, 0.0, failing) + 1.0, 0.0);
            let failing = blend(served, lasting, failing);
            party.ramp_average[lane] = blend(served, average, party.ramp_average[lane]);
            party.failing[lane] = failing;
            party.opens[lane] = select(failing > cure, 1.0, 0.0);
        }
    });
    for lane in 0..W {
        let rest = block.rests_for[lane] - 1.0;
        block.rests_for[lane] = select(rest > 0.0, rest, 0.0);
    }
}

/// What breaking the contract now costs `side`.
#[inline(always)]
pub fn break_fee<const W: usize>(block: &Block<W>, side: Side, lane: usize) -> f64 {
    block.terms.break_fee[side.index()][lane] * block.price[lane] * block.left[lane] * block.scale[lane]
}

/// Fee that leaving now costs `side`, and the cheapest way; a negative fee is received. `left` holds the rounds still to come.
///
/// A ramp that pauses is no way out.
#[inline(always)]
pub fn way_out<const W: usize>(block: &Block<W>, side: Side, lane: usize) -> (Way, f64) {
    let other = &block.party[side.other().index()];
    let breaking = break_fee(block, side, lane);
    let open = other.opens[lane] > 0.0 && block.terms.ramp_pause[lane] <= 0.0;
    let fee = block.terms.ramp_fee[lane];
    if open && other.at_fault[lane] > 0.0 {
        (Way::Fault, -fee)
    } else if open && fee < breaking {
        (Way::Ramp, fee)
    } else {
        (Way::Break, breaking)
    }
}

/// Mask of the lanes in which `side` gains by leaving now rather than staying, or staying until the term ends.
///
/// It reckons over `horizon` rounds: `H (outside - usual flow) > switching + fee` (economics.md, rule 8), in a pilot at its scale,
/// less what exclusivity would cut of the outside option meanwhile.
#[inline(always)]
pub fn wants_out<const W: usize>(
    block: &Block<W>,
    side: Side,
    horizon: f64,
    alternative: &Lanes<W>,
    switching: f64,
) -> Lanes<W> {
    let (me, other) = (side.index(), side.other().index());
    let mut wants = [0.0; W];
    for lane in 0..W {
        let rest = block.left[lane];
        let outside = alternative[lane];
        let regret = (outside - block.party[me].usual_flow[lane]) * block.scale[lane];
        let breaking = break_fee(block, side, lane);
        let open = block.party[other].opens[lane] > 0.0 && block.terms.ramp_pause[lane] <= 0.0;
        let at_fault = block.party[other].at_fault[lane] > 0.0;
        let ramp = select(at_fault, -block.terms.ramp_fee[lane], block.terms.ramp_fee[lane]);
        let cheaper = select(ramp < breaking, ramp, breaking);
        let fee = select(open, cheaper, breaking);
        let cut = lost(outside, block.covenants.reduction[lane]);
        let bound = smaller(block.covenants.bound[me][lane], horizon);
        let bound_later = select(bound > rest, bound - rest, 0.0);
        let now = horizon * regret - switching - fee - cut * bound;
        let later = select(horizon > rest, (horizon - rest) * regret - switching - cut * bound_later, 0.0);
        let better = now > 0.0 && now > later && rest > 0.0;
        wants[lane] = select(better, block.served[lane], 0.0);
    }
    wants
}

/// Mask of the lanes in which `side` could use an open ramp for less than the price of the rest of the term.
#[inline(always)]
pub fn could_enforce<const W: usize>(block: &Block<W>, side: Side) -> Lanes<W> {
    let other = &block.party[side.other().index()];
    let mut could = [0.0; W];
    for lane in 0..W {
        let fee = select(other.at_fault[lane] > 0.0, -block.terms.ramp_fee[lane], block.terms.ramp_fee[lane]);
        let staying = block.price[lane] * block.left[lane] * block.scale[lane];
        could[lane] = select(fee < staying, other.opens[lane] * block.served[lane], 0.0);
    }
    could
}

/// Mask of the lanes in which the seller earned a bonus this round that the buyer did not pay.
#[inline(always)]
pub fn unpaid_bonus<const W: usize>(block: &Block<W>) -> Lanes<W> {
    let seller = &block.party[Side::Seller.index()];
    let paid = &seller.flow[Account::Bonus.index()];
    let mut unpaid = [0.0; W];
    for lane in 0..W {
        let bar = block.terms.target[Side::Seller.index()][lane] + block.terms.bonus_above[lane];
        let earned = block.terms.bonus[lane] > 0.0 && seller.kpi[lane] >= bar;
        unpaid[lane] = select(earned && paid[lane] <= 0.0, block.served[lane], 0.0);
    }
    unpaid
}

/// Counts down the windows of exclusivity.
#[inline(always)]
pub fn unbind<const W: usize>(block: &mut Block<W>) {
    for bound in &mut block.covenants.bound {
        for bound in bound {
            *bound = select(*bound > 0.0, *bound - 1.0, 0.0);
        }
    }
}

/// Whether `side` would rather not renew at the end of the term.
#[inline(always)]
pub fn declines<const W: usize>(
    block: &Block<W>,
    side: Side,
    lane: usize,
    horizon: f64,
    outside: f64,
    switching: f64,
) -> bool {
    let regret = (outside - block.party[side.index()].usual_flow[lane]) * block.scale[lane];
    let cut = lost(outside, block.covenants.reduction[lane]);
    horizon * regret > switching + cut * smaller(block.covenants.bound[side.index()][lane], horizon)
}
