//! Who sits on which side under which rules, as shared immutable data; it holds no state of any replication.

use crate::base::side::{PerSide, Side};
use crate::domain::preference::Preference;
use crate::execution::conduct::response::Response;
use crate::relationship::rules::Rules;
use crate::strategy::assembly::Strategy;

/// One side of a matchup.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// Its strategy.
    pub strategy: &'a Strategy,
    /// Its preferences over the menu by level of trust; empty without a menu.
    pub preferences: &'a [Preference],
}

/// A pair of strategies under the rules of one design point.
#[derive(Debug, Clone, Copy)]
pub struct Matchup<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// Who plays which side.
    pub seats: PerSide<Seat<'a>>,
    /// Cheapest plans under the contract as given, for scenarios without a menu.
    pub given: PerSide<Response>,
}

impl<'a> Matchup<'a> {
    /// How far the two sides' styles are apart: 0 alike, 1 direct against indirect.
    pub fn mismatch(&self) -> f64 {
        let blending = self.rules.world.culture.blending;
        let [seller, buyer] = Side::ALL.map(|side| self.strategy(side).tactics.style);
        match (seller, buyer) {
            (one, other) if one.clashes(other) => 1.0,
            (one, other) if one == other => 0.0,
            _ => 1.0 - blending,
        }
    }

    /// The strategy on one side.
    pub const fn strategy(&self, side: Side) -> &'a Strategy {
        match side {
            Side::Seller => self.seats.seller.strategy,
            Side::Buyer => self.seats.buyer.strategy,
        }
    }
}
