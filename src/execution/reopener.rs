//! Whether a reopener fires: the index has moved or a side's KPIs have been poor; it does not know what is then agreed.

use crate::base::numeric::{blend, select};
use crate::base::side::each_side;
use crate::execution::block::Block;

/// Watches every trigger in a served round and marks the lanes in which talks are due.
#[inline(always)]
pub fn watch<const W: usize>(block: &mut Block<W>) {
    each_side!(side => {
        let side = side.index();
        for lane in 0..W {
            let poor = block.party[side].kpi[lane] < block.covenants.poor_below[lane];
            let run = block.covenants.poor[side][lane];
            let counted = select(poor, run + 1.0, 0.0);
            block.covenants.poor[side][lane] = blend(block.served[lane], counted, run);
        }
    });
    for lane in 0..W {
        let covenants = &block.covenants;
        let change = block.index[lane] / covenants.reopener_base[lane] - 1.0;
        let moved = change >= covenants.reopens_above[lane] || change <= -covenants.reopens_below[lane];
        let most = covenants.poor_most[lane];
        let run = covenants.poor[0][lane] >= most || covenants.poor[1][lane] >= most;
        block.covenants.reopened[lane] = select(moved || run, block.served[lane], 0.0);
    }
}
