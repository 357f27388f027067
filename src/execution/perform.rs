//! Execution: slips of the hand, incidents and help turn intended effort into realised effort; it does not measure or pay.

use crate::base::numeric::{select, unit};
use crate::base::random::Slot;
use crate::base::side::{Side, each_side};
use crate::domain::flow::Account;
use crate::execution::block::{Block, Lanes};
use crate::execution::party::Party;
use crate::execution::world::{Noise, World};

/// One slot of the round's luck, one word per lane.
pub type Words<const W: usize> = [u32; W];

/// Realises the intended actions of one side in a matrix stage: a slip flips the action, a lapse only C.
#[inline(always)]
pub fn flip<const W: usize>(block: &mut Block<W>, side: Side, noise: &Noise, words: &Words<W>) {
    let party = &mut block.party[side.index()];
    let fails = noise.implementation + noise.lapse;
    for lane in 0..W {
        let effort = party.effort[lane];
        let slipped = unit(words[lane]) < select(effort > 0.5, fails, noise.implementation);
        party.realised[lane] = select(slipped, 1.0 - effort, effort);
    }
}

/// Realises the intended effort of one side in a delivery stage: a slip loses part of it.
#[inline(always)]
pub fn slip<const W: usize>(block: &mut Block<W>, world: &World, side: Side, words: &Words<W>) {
    let keeps = 1.0 - world.noise.slip;
    let party = &mut block.party[side.index()];
    for lane in 0..W {
        let effort = party.effort[lane];
        let slipped = unit(words[lane]) < world.noise.implementation;
        party.realised[lane] = select(slipped, effort * keeps, effort);
    }
}

/// Incidents strike; the party struck asks, the other helps for nothing, for pay, or not.
///
/// `sells[side]`: whether that side helps if paid. Favours given and received go to the give-get ledger, decayed by `keep`.
#[inline(always)]
pub fn strike<const W: usize>(
    block: &mut Block<W>,
    world: &World,
    words: [&Words<W>; 2],
    sells: [bool; 2],
    keep: [f64; 2],
) {
    each_side!(side => {
        let (me, other) = (side.index(), side.other().index());
        let incident = &world.incidents[side];
        let relieved = incident.loss * world.help.relief;
        let cost = incident.loss * world.help.cost;
        let price = cost * world.help.markup;
        let for_sale = sells[other] && price < relieved;
        for lane in 0..W {
            let served = block.served[lane];
            let hit = select(unit(words[me][lane]) < incident.probability, served, 0.0);
            let free = hit * block.party[other].helps[lane];
            let paid = select(for_sale, hit - free, 0.0);
            let helped = free + paid;
            let left = block.terms.escalated[lane] * (1.0 - world.help.relief * helped);
            block.party[me].hit[lane] = hit;
            block.party[me].remaining[lane] = left;
            block.party[me].flow[Account::IncidentLoss.index()][lane] = -(incident.loss * hit * left);
            block.party[other].flow[Account::Help.index()][lane] = -(cost * helped);
            block.party[me].flow[Account::HelpPayment.index()][lane] -= price * paid;
            block.party[other].flow[Account::HelpPayment.index()][lane] += price * paid;
        }
    });
    favours(block, keep);
}

/// Favours are help given for nothing, at its cost to the giver.
#[inline(always)]
fn favours<const W: usize>(block: &mut Block<W>, keep: [f64; 2]) {
    let free = |party: &Party<W>, lane: usize| -party.flow[Account::Help.index()][lane] * party.helps[lane];
    let given: [Lanes<W>; 2] = [0, 1].map(|side| std::array::from_fn(|lane| free(&block.party[side], lane)));
    each_side!(side => {
        let (me, other) = (side.index(), side.other().index());
        for lane in 0..W {
            let kept = block.party[me].favours[lane] * keep[me];
            block.party[me].favours[lane] = kept + (given[me][lane] - given[other][lane]);
        }
    });
}

/// The slots of luck that execution reads for one side.
pub const fn slots(side: Side) -> (Slot, Slot) {
    (Slot::implementation(side), Slot::incident(side))
}
