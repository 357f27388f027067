//! The pilot round by round: what the seller shows in it, and whether it leads to full scale; it does not end a contract.

use crate::base::numeric::select;
use crate::domain::clause::pilot::Pilot;
use crate::execution::block::{Block, Lanes};

/// Begins a lane's pilot, or full scale where there is none.
pub fn begin<const W: usize>(block: &mut Block<W>, lane: usize, pilot: &Pilot) {
    let piloted = pilot.rounds > 0;
    block.pilot_left[lane] = f64::from(pilot.rounds);
    block.pilot_kpi[lane] = 0.0;
    block.scale[lane] = if piloted { pilot.scale } else { 1.0 };
}

/// Ends a lane's pilot, if there is any, and goes on at full scale.
pub fn over<const W: usize>(block: &mut Block<W>, lane: usize) {
    block.pilot_left[lane] = 0.0;
    block.scale[lane] = 1.0;
}

/// Adds this round to the pilot and, after its last, goes to full scale where the mean KPI reaches what was agreed.
///
/// Returns the mask of the lanes in which it fell short and the contract is to end.
#[inline(always)]
pub fn watch<const W: usize>(block: &mut Block<W>) -> Lanes<W> {
    let mut failed = [0.0; W];
    for lane in 0..W {
        let on = select(block.pilot_left[lane] > 0.0, block.served[lane], 0.0);
        let seller = &block.party[0];
        let shown = select(block.terms.pilot_audited[lane] > 0.0, seller.true_kpi[lane], seller.kpi[lane]);
        let sum = block.pilot_kpi[lane] + on * shown;
        let left = block.pilot_left[lane] - on;
        let last = on > 0.0 && left <= 0.0;
        let reached = sum / block.terms.pilot_rounds[lane] >= block.terms.pilot_bar[lane];
        block.pilot_kpi[lane] = sum;
        block.pilot_left[lane] = left;
        block.scale[lane] = select(last && reached, 1.0, block.scale[lane]);
        failed[lane] = select(last && !reached, block.terms.pilot_ends[lane], 0.0);
    }
    failed
}
