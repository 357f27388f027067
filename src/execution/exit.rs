//! Who wants to leave, how and at what fee: every way out is compared with staying; it does not know what follows.

use crate::base::numeric::select;
use crate::base::side::Side;
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

/// Fee that leaving now costs `side`, and the cheapest way; a negative fee is received. `left` holds the rounds still to come.
#[inline(always)]
pub fn way_out<const W: usize>(block: &Block<W>, side: Side, lane: usize) -> (Way, f64) {
    let (me, other) = (side.index(), side.other().index());
    let breaking = block.terms.break_fee[me][lane] * block.price[lane] * block.left[lane];
    let open = block.party[other].misses[lane] >= block.terms.ramp_misses[lane];
    let fee = block.terms.ramp_fee[lane];
    if open && block.party[other].at_fault[lane] > 0.0 {
        (Way::Fault, -fee)
    } else if open && fee < breaking {
        (Way::Ramp, fee)
    } else {
        (Way::Break, breaking)
    }
}

/// Mask of the lanes in which `side` gains by leaving now rather than staying, or staying until the term ends.
///
/// It reckons over `horizon` rounds: `H (outside - usual flow) > switching + fee` (economics.md, rule 8).
#[inline(always)]
pub fn wants_out<const W: usize>(block: &Block<W>, side: Side, horizon: f64, outside: f64, switching: f64) -> Lanes<W> {
    let (me, other) = (side.index(), side.other().index());
    let mut wants = [0.0; W];
    for lane in 0..W {
        let rest = block.left[lane];
        let regret = outside - block.party[me].usual_flow[lane];
        let breaking = block.terms.break_fee[me][lane] * block.price[lane] * rest;
        let open = block.party[other].misses[lane] >= block.terms.ramp_misses[lane];
        let at_fault = block.party[other].at_fault[lane] > 0.0;
        let ramp = select(at_fault, -block.terms.ramp_fee[lane], block.terms.ramp_fee[lane]);
        let cheaper = select(ramp < breaking, ramp, breaking);
        let fee = select(open, cheaper, breaking);
        let now = horizon * regret - switching - fee;
        let later = select(horizon > rest, (horizon - rest) * regret - switching, 0.0);
        let better = now > 0.0 && now > later && rest > 0.0;
        wants[lane] = select(better, block.served[lane], 0.0);
    }
    wants
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
    let regret = outside - block.party[side.index()].usual_flow[lane];
    horizon * regret > switching
}
