//! The effective price of the round: recalibration, band and stop-loss; it does not know what is bought.

use crate::base::numeric::{clamp, select};
use crate::domain::clause::price_band::{banded_price, indexed_price};
use crate::execution::block::Block;

/// The index as the band's source reports it: a side that reports shades it as far as it would not be found out.
#[inline(always)]
pub fn report<const W: usize>(block: &mut Block<W>, shading: [f64; 2]) {
    for lane in 0..W {
        let leeway = block.terms.leeway[lane];
        let [seller, buyer] = shading.map(|shading| clamp(shading, -leeway, leeway));
        let shaded = block.terms.reports[0][lane] * seller + block.terms.reports[1][lane] * buyer;
        block.reported[lane] = block.index[lane] * (1.0 + shaded);
    }
}

/// Whether the index has left the stop-loss bounds or a ramp has paused the contract, and so what is served this round.
#[inline(always)]
pub fn stop_loss<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        let change = block.reported[lane] / block.index_base[lane] - 1.0;
        let beyond = change <= -block.terms.stop_lower[lane] || change >= block.terms.stop_upper[lane];
        let stopped = select(beyond, block.signed[lane], 0.0);
        block.stopped[lane] = stopped;
        let running = block.signed[lane] - stopped * block.terms.stop_pauses[lane];
        let served = select(block.rests_for[lane] > 0.0, 0.0, running);
        block.served[lane] = served;
        block.volume[lane] = served * block.scale[lane];
    }
}

/// Recalibrates where it is due, then sets the effective price.
#[inline(always)]
#[expect(clippy::float_cmp, reason = "a band that does not bind returns the very number")]
pub fn set_price<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        let index = block.reported[lane];
        let every = block.terms.recalibrate_every[lane];
        let phi = block.terms.pass_through[lane];
        let (floor, cap) = (block.terms.floor[lane], block.terms.cap[lane]);
        let reference = block.price_reference[lane];
        let free = indexed_price(reference, phi, index, block.index_reference[lane]);
        let (lowest, highest) = (block.terms.floor_price[lane], block.terms.cap_price[lane]);
        let held = clamp(banded_price(free, reference, floor, cap), lowest, highest);
        let due = every > 0.0 && block.recalibrate_in[lane] <= 0.0;
        let reset = select(block.terms.rate_limiter[lane] > 0.0, held, free);
        let reference = select(due, reset, reference);
        let index_reference = select(due, index, block.index_reference[lane]);
        let indexed = indexed_price(reference, phi, index, index_reference);
        let price = clamp(banded_price(indexed, reference, floor, cap), lowest, highest);
        block.price_reference[lane] = reference;
        block.index_reference[lane] = index_reference;
        block.recalibrate_in[lane] = select(due, every, block.recalibrate_in[lane]) - 1.0;
        block.indexed_price[lane] = indexed;
        block.price[lane] = price;
        block.at_bound[lane] = select(price != indexed, block.served[lane], 0.0);
    }
}
