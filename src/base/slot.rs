//! The words of nature's block by name; it does not know how they are drawn or what follows from them.

use crate::base::side::Side;

/// The fixed words of nature's block in a round, so that no draw moves when another is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Slot {
    /// The index process's shock.
    Index = 0,
    /// A second shock for index processes that need one.
    IndexSpare = 1,
    /// Whether the clock goes on.
    Survival = 2,
    /// Whether an incident hits the seller.
    IncidentSeller = 3,
    /// Whether an incident hits the buyer.
    IncidentBuyer = 4,
    /// Noise of the seller's performance indicator.
    KpiSeller = 5,
    /// Noise of the buyer's performance indicator.
    KpiBuyer = 6,
    /// Noise between the seller's intended and actual conduct.
    ImplementationSeller = 7,
    /// Noise between the buyer's intended and actual conduct.
    ImplementationBuyer = 8,
    /// Noise in what the seller perceives.
    PerceptionSeller = 9,
    /// Noise in what the buyer perceives.
    PerceptionBuyer = 10,
    /// Whether the seller is audited.
    AuditSeller = 11,
    /// Whether the buyer is audited.
    AuditBuyer = 12,
    /// The seller's private coin.
    CoinSeller = 13,
    /// The buyer's private coin.
    CoinBuyer = 14,
    /// The coin that both sides see.
    PublicCoin = 15,
}

impl Slot {
    /// The word of the block, for [`Slots::word`](crate::base::chacha::Slots::word).
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The incident of a side.
    #[inline]
    pub const fn incident(side: Side) -> Self {
        of_side(side, Slot::IncidentSeller, Slot::IncidentBuyer)
    }

    /// The performance indicator's noise of a side.
    #[inline]
    pub const fn kpi(side: Side) -> Self {
        of_side(side, Slot::KpiSeller, Slot::KpiBuyer)
    }

    /// The implementation noise of a side.
    #[inline]
    pub const fn implementation(side: Side) -> Self {
        of_side(side, Slot::ImplementationSeller, Slot::ImplementationBuyer)
    }

    /// The perception noise of a side.
    #[inline]
    pub const fn perception(side: Side) -> Self {
        of_side(side, Slot::PerceptionSeller, Slot::PerceptionBuyer)
    }

    /// The audit of a side.
    #[inline]
    pub const fn audit(side: Side) -> Self {
        of_side(side, Slot::AuditSeller, Slot::AuditBuyer)
    }

    /// The private coin of a side.
    #[inline]
    pub const fn coin(side: Side) -> Self {
        of_side(side, Slot::CoinSeller, Slot::CoinBuyer)
    }
}

const fn of_side(side: Side, seller: Slot, buyer: Slot) -> Slot {
    match side {
        Side::Seller => seller,
        Side::Buyer => buyer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_a_side_alternate() {
        let of = [Slot::incident, Slot::kpi, Slot::implementation, Slot::perception, Slot::audit, Slot::coin];
        for (place, slot) in of.into_iter().enumerate() {
            assert_eq!(Side::ALL.map(|side| slot(side).index()), [3 + 2 * place, 4 + 2 * place]);
        }
        assert_eq!([Slot::Index, Slot::Survival, Slot::PublicCoin].map(Slot::index), [0, 2, 15]);
    }
}
