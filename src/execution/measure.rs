//! Measurement: work becomes a public KPI, and each party reads the other with its own misreading; it does not know what follows.

use crate::base::numeric::{blend, normal_deviate, select, unit};
use crate::base::side::{Side, each_side};
use crate::domain::kpi::BinarySignal;
use crate::execution::block::Block;
use crate::execution::perform::Words;
use crate::execution::world::World;

/// Graded KPI of one side: `y = a (1 - downtime) + yield g / (1 + m) + noise z` (model.md section 3, step 6).
#[inline(always)]
pub fn graded<const W: usize>(block: &mut Block<W>, world: &World, side: Side, words: &Words<W>) {
    let kpi = &world.kpi[side];
    let downtime = world.incidents[side].downtime;
    let (me, other) = (side.index(), side.other().index());
    for lane in 0..W {
        let monitoring = block.party[other].monitoring[lane];
        let lost = downtime * block.party[me].hit[lane] * block.party[me].remaining[lane];
        let worked = block.party[me].realised[lane] * (1.0 - lost);
        let noise = kpi.noise(monitoring) * normal_deviate(words[lane]);
        let lift = kpi.lift(block.party[me].gaming[lane], monitoring);
        block.party[me].true_kpi[lane] = worked + noise;
        block.party[me].kpi[lane] = worked + noise + lift;
    }
}

/// A binary public signal: both sides show the same reading, 1 good or 0 bad.
#[inline(always)]
pub fn binary<const W: usize>(block: &mut Block<W>, signal: &BinarySignal, words: &Words<W>) {
    for lane in 0..W {
        let bad = signal.bad(block.party[0].realised[lane], block.party[1].realised[lane]);
        block.party[0].kpi[lane] = select(unit(words[lane]) < bad, 0.0, 1.0);
    }
    let reading = block.party[0].kpi;
    for party in &mut block.party {
        party.kpi = reading;
        party.true_kpi = reading;
    }
}

/// In a matrix stage the realised action is the KPI.
#[inline(always)]
pub fn plain<const W: usize>(block: &mut Block<W>) {
    for party in &mut block.party {
        party.kpi = party.realised;
        party.true_kpi = party.realised;
    }
}

/// Counts misses in a row of each side's own target.
#[inline(always)]
pub fn misses<const W: usize>(block: &mut Block<W>) {
    each_side!(side => {
        let side = side.index();
        for lane in 0..W {
            let party = &mut block.party[side];
            let missed = party.kpi[lane] < block.terms.target[side][lane];
            let counted = select(missed, party.misses[lane] + 1.0, 0.0);
            party.misses[lane] = blend(block.served[lane], counted, party.misses[lane]);
        }
    });
}

/// What `side` reads of the other: mirrored around `centre` where it misreads, so that a hit looks like an equal miss and back.
#[inline(always)]
pub fn perceive<const W: usize>(block: &mut Block<W>, side: Side, centre: Option<f64>, words: &Words<W>) {
    let (me, other) = (side.index(), side.other().index());
    for lane in 0..W {
        let shown = block.party[other].kpi[lane];
        let mirror = 2.0 * centre.unwrap_or(block.terms.target[other][lane]) - shown;
        let read = select(unit(words[lane]) < block.terms.misreading[lane], mirror, shown);
        let served = block.served[lane];
        let party = &mut block.party[me];
        party.perceived[lane] = blend(served, read, party.perceived[lane]);
        party.last_action[lane] = blend(served, party.realised[lane], party.last_action[lane]);
    }
}
