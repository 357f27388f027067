//! A sunk investment: who makes it, what it adds and how that is shared; it does not know why so much was sunk.

use crate::base::side::Side;
use crate::domain::clause::investment::added;
use crate::domain::flow::Account;
use crate::execution::block::Block;
use schemars::JsonSchema;
use serde::Deserialize;

/// An investment that one side can sink at the first signing: `I` adds value `2 a sqrt(I)`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Investment {
    /// Who can invest.
    pub side: Side,
    /// Productivity (a), in square roots of money; 0 nothing can be gained by it.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub productivity: f64,
    /// Whether the value is added in every served round, rather than once at signing.
    pub each_round: bool,
}

impl Default for Investment {
    fn default() -> Self {
        Self { side: Side::Seller, productivity: 0.0, each_round: false }
    }
}

/// Sinks `amount` in a lane whose first contract has just been signed.
pub fn sink<const W: usize>(block: &mut Block<W>, investment: &Investment, lane: usize, amount: f64) {
    block.party[investment.side.index()].flow[Account::Investment.index()][lane] -= amount;
    block.covenants.added[lane] = added(investment.productivity, amount);
    if !investment.each_round {
        share(block, investment.side, lane, 1.0);
    }
}

/// Books both sides' shares of the value that is added each served round, in proportion to its volume.
#[inline(always)]
pub fn book<const W: usize>(block: &mut Block<W>, investment: &Investment) {
    for lane in 0..W {
        let volume = block.volume[lane];
        share(block, investment.side, lane, volume);
    }
}

#[inline(always)]
fn share<const W: usize>(block: &mut Block<W>, investor: Side, lane: usize, scale: f64) {
    let value = block.covenants.added[lane] * scale;
    let own = block.covenants.share[lane] * value;
    block.party[investor.index()].flow[Account::InvestmentValue.index()][lane] += own;
    block.party[investor.other().index()].flow[Account::InvestmentValue.index()][lane] += value - own;
}
