//! Plain sums over rounds for measures; it changes nothing in the game.

use crate::base::numeric::select;
use crate::base::side::each_side;
use crate::domain::clause::price_band::indexed_price;
use crate::execution::block::Block;

/// Trust below and above which a belief counts as cornered.
const CORNERS: (f64, f64) = (0.05, 0.95);

/// Adds this round to the sums of both sides and of the relationship. Rounds up to `burn_in` do not count as settled.
#[inline(always)]
pub fn add<const W: usize>(block: &mut Block<W>, burn_in: f64) {
    relationship(block, burn_in);
    prices(block);
    each_side!(side => {
        let side = side.index();
        party(block, side, burn_in);
    });
}

#[inline(always)]
fn relationship<const W: usize>(block: &mut Block<W>, burn_in: f64) {
    let tally = &mut block.tally;
    for lane in 0..W {
        let served = block.served[lane];
        let price = block.price[lane];
        let follow = block.terms.price[lane] * (block.index[lane] / block.index_base[lane]);
        let gap = price - follow;
        tally.contracted[lane] += served;
        tally.settled[lane] += select(block.round[lane] > burn_in, block.live[lane], 0.0);
        tally.price[lane] += select(served > 0.0, price, 0.0);
        tally.price_square[lane] += select(served > 0.0, price * price, 0.0);
        tally.at_bound[lane] += block.at_bound[lane];
        tally.gap_square[lane] += select(served > 0.0, gap * gap, 0.0);
        tally.index[lane] += block.index[lane];
        tally.index_square[lane] += block.index[lane] * block.index[lane];
        tally.paused[lane] += block.signed[lane] - served;
        tally.annuity[lane] += block.discount[lane];
    }
}

/// What the same volume costs under the band, at the price that the index alone gives from signing on, and at the price agreed.
#[inline(always)]
fn prices<const W: usize>(block: &mut Block<W>) {
    let tally = &mut block.tally;
    for lane in 0..W {
        let agreed = block.terms.price[lane];
        let spot = indexed_price(agreed, block.terms.pass_through[lane], block.index[lane], block.index_base[lane]);
        let worth = block.discount[lane] * block.volume[lane];
        tally.paid[lane] += select(worth > 0.0, block.price[lane] * worth, 0.0);
        tally.at_spot[lane] += select(worth > 0.0, spot * worth, 0.0);
        tally.at_fixed[lane] += select(worth > 0.0, agreed * worth, 0.0);
    }
}

#[inline(always)]
fn party<const W: usize>(block: &mut Block<W>, side: usize, burn_in: f64) {
    let party = &mut block.party[side];
    let tally = &mut party.tally;
    for lane in 0..W {
        let served = block.served[lane];
        let target = block.terms.target[side][lane];
        let missed = party.kpi[lane] < target;
        let hidden = !missed && party.true_kpi[lane] < target;
        let settled = block.round[lane] > burn_in;
        tally.effort[lane] += party.realised[lane] * served;
        tally.kpi[lane] += party.kpi[lane] * served;
        tally.trust[lane] += party.trust[lane] * served;
        tally.low_trust[lane] += select(party.trust[lane] < CORNERS.0, served, 0.0);
        tally.high_trust[lane] += select(party.trust[lane] > CORNERS.1, served, 0.0);
        tally.missed[lane] += select(missed, served, 0.0);
        tally.gamed[lane] += select(hidden, served, 0.0);
        tally.settled_flow[lane] += select(settled, party.net[lane], 0.0);
        tally.settled_effort[lane] += select(settled, party.realised[lane] * served, 0.0);
    }
}
