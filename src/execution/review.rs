//! Beliefs from signals, and reviews that attribute cause, find gaming and ask for repair; it does not decide what to do about it.

use crate::base::numeric::{blend, select, unit};
use crate::base::side::Side;
use crate::domain::clause::governance::LONGEST_CADENCE;
use crate::domain::flow::Account;
use crate::execution::block::{Block, Lanes};
use crate::execution::perform::Words;
use crate::trust::belief::Belief;
use crate::trust::ledger::Ledger;

/// How far intended effort must lie below target to count as shirking (economics.md).
pub const SHIRK_MARGIN: f64 = 0.02;

/// Marks the rounds in which a review is held and books its cost to both sides.
#[inline(always)]
pub fn hold<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        let due = block.terms.cadence[lane] > 0.0 && block.review_in[lane] <= 0.0;
        block.reviewed[lane] = select(due, block.served[lane], 0.0);
    }
    for party in &mut block.party {
        let flow = &mut party.flow[Account::Governance.index()];
        for lane in 0..W {
            flow[lane] -= block.terms.review_cost[lane] * block.reviewed[lane];
        }
    }
}

/// Each signal moves its reader's trust and ledger; what the next review will find about it is drawn now and held back.
///
/// A signal of age k at its review is attributed rightly with `.5 + (accuracy - .5) retention^k` (economics.md);
/// `retention` holds the powers.
#[inline(always)]
pub fn believe<const W: usize>(
    block: &mut Block<W>,
    side: Side,
    belief: &Belief,
    ledger: &Ledger,
    retention: &[f64; LONGEST_CADENCE + 1],
    audit: &Words<W>,
) {
    let (me, other) = (side.index(), side.other().index());
    let kept = kept_accuracy(&block.review_in, retention);
    for lane in 0..W {
        let served = block.served[lane];
        let target = block.terms.target[other][lane];
        let perceived = block.party[me].perceived[lane];
        let is_good = perceived >= target - belief.tolerance;
        let governed = block.terms.cadence[lane] > 0.0;
        let fidelity = 0.5 + (block.terms.accuracy[lane] - 0.5) * kept[lane];
        let right = unit(audit[lane]) < fidelity;
        let shirked = block.party[other].effort[lane] < target - SHIRK_MARGIN;
        let judged_shirking = shirked == right;
        let hidden = block.party[other].kpi[lane] >= target && block.party[other].true_kpi[lane] < target;
        let party = &mut block.party[me];
        let weight = belief.bad_weight;
        let good = belief.forget(party.good[lane]) + select(is_good, 1.0, 0.0);
        let bad = belief.forget(party.bad[lane]) + select(is_good, 0.0, weight);
        let excuse = select(governed && !is_good && !judged_shirking, weight, 0.0);
        let accuse = select(governed && !is_good && judged_shirking, 1.0, party.accused[lane]);
        let found = select(governed && hidden && right, 1.0, 0.0);
        party.good[lane] = blend(served, good, party.good[lane]);
        party.bad[lane] = blend(served, bad, party.bad[lane]);
        party.excused[lane] = blend(served, belief.forget(party.excused[lane]) + excuse, party.excused[lane]);
        party.accused[lane] = blend(served, accuse, party.accused[lane]);
        party.audited[lane] = blend(served, party.audited[lane] + found, party.audited[lane]);
        let average = ledger.average(party.average[lane], perceived);
        party.average[lane] = blend(served, average, party.average[lane]);
    }
}

/// Share of accuracy above chance that is left of a signal at the next review. Its table lookup keeps a loop of its own.
#[inline(always)]
fn kept_accuracy<const W: usize>(review_in: &Lanes<W>, retention: &[f64; LONGEST_CADENCE + 1]) -> Lanes<W> {
    let mut kept = [1.0; W];
    for lane in 0..W {
        let age = review_in[lane];
        let age = select(age > 0.0, age, 0.0) as usize;
        kept[lane] = retention[if age < LONGEST_CADENCE { age } else { LONGEST_CADENCE }];
    }
    kept
}

/// Reviews release what they found: excused misses, proven shirking, hidden misses; the other repairs if that is its way.
#[inline(always)]
pub fn release<const W: usize>(block: &mut Block<W>, side: Side, belief: &Belief, other_repairs: bool) {
    let (me, other) = (side.index(), side.other().index());
    let repairs = f64::from(u8::from(other_repairs));
    for lane in 0..W {
        let held = block.reviewed[lane];
        let party = &mut block.party[me];
        let excused = held * party.excused[lane];
        let audited = held * party.audited[lane];
        let accused = party.accused[lane];
        let bad = party.bad[lane] - excused + audited * belief.bad_weight;
        party.bad[lane] = select(bad > 0.0, bad, 0.0);
        party.good[lane] += belief.restored(excused);
        party.excused[lane] = blend(held, 0.0, party.excused[lane]);
        party.audited[lane] = blend(held, 0.0, party.audited[lane]);
        party.accused[lane] = blend(held, 0.0, accused);
        party.trust[lane] = belief.trust(party.good[lane], party.bad[lane]);
        let counterpart = &mut block.party[other];
        counterpart.misses[lane] += audited;
        counterpart.at_fault[lane] = blend(held, accused, counterpart.at_fault[lane]);
        counterpart.repairing[lane] = blend(held, accused * repairs, counterpart.repairing[lane]);
    }
}

/// Counts down to the next review.
#[inline(always)]
pub fn count_down<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        let next = blend(block.reviewed[lane], block.terms.cadence[lane], block.review_in[lane]) - 1.0;
        block.review_in[lane] = blend(block.served[lane], next, block.review_in[lane]);
    }
}
