//! Demand: how much of full volume the buyer needs in a round, and what it owes for what it does not take; it knows no conduct.

use crate::base::numeric::{clamp, normal_deviate};
use crate::domain::clause::volume::untaken;
use crate::domain::flow::Account;
use crate::execution::block::Block;
use schemars::JsonSchema;
use serde::Deserialize;

/// How the volume that the buyer needs varies: each round `d = clamp(1 + sd z, 0, 1 + capacity)` of full volume.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Demand {
    /// Standard deviation of demand, as a share of full volume; 0 always full volume.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub sd: f64,
    /// Most that can be delivered beyond full volume, as a share of it.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub capacity: f64,
}

impl Default for Demand {
    fn default() -> Self {
        Self { sd: 0.0, capacity: 1.0 }
    }
}

/// Draws the round's demand.
#[inline(always)]
pub fn draw<const W: usize>(block: &mut Block<W>, demand: &Demand, words: &[u32; W]) {
    for lane in 0..W {
        block.covenants.demand[lane] = clamp(1.0 + demand.sd * normal_deviate(words[lane]), 0.0, 1.0 + demand.capacity);
    }
}

/// The volume of the round is what the buyer needs of it.
#[inline(always)]
pub fn take<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        block.volume[lane] *= block.covenants.demand[lane];
    }
}

/// Books what the buyer pays for committed volume that it does not take.
#[inline(always)]
pub fn take_or_pay<const W: usize>(block: &mut Block<W>) {
    for lane in 0..W {
        let short = untaken(block.covenants.committed[lane], block.covenants.demand[lane]);
        let due = block.price[lane] * short * block.scale[lane] * block.served[lane];
        block.party[0].flow[Account::TakeOrPay.index()][lane] = due;
        block.party[1].flow[Account::TakeOrPay.index()][lane] = -due;
    }
}
