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
    /// The strategy on one side.
    pub const fn strategy(&self, side: Side) -> &'a Strategy {
        match side {
            Side::Seller => self.seats.seller.strategy,
            Side::Buyer => self.seats.buyer.strategy,
        }
    }
}
