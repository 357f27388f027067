//! A trade between two sealed bids on the price; it does not know why they were made.

use super::close::Agreement;
use super::protocol::SealedBid;
use crate::base::side::{PerSide, Side};

impl SealedBid {
    /// The price that the bids make, if they meet.
    pub fn price(self, bids: PerSide<f64>) -> Option<f64> {
        let difference = bids.buyer - bids.seller;
        (difference >= 0.0).then_some(bids.seller + self.split * difference)
    }
}

/// The first package with the price nearest to `price`; `None` without prices.
pub fn package_at(prices: &[f64], price: f64) -> Option<u32> {
    let mut nearest = (None, f64::INFINITY);
    for (outcome, listed) in prices.iter().enumerate() {
        let distance = (listed - price).abs();
        if distance < nearest.1 {
            nearest = (Some(outcome as u32), distance);
        }
    }
    nearest.0
}

/// The package with the nearest price, at exactly the price that the bids make.
pub fn trade(rule: SealedBid, prices: &[f64], bids: PerSide<f64>, accepted_by: Side) -> Option<Agreement> {
    let price = rule.price(bids)?;
    let outcome = package_at(prices, price)?;
    Some(Agreement { outcome, accepted_by, price_shift: price - prices[outcome as usize] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trades_between_the_bids_at_the_nearest_listed_price() {
        let prices = [98.0, 99.0, 100.0, 101.0];
        let trade = |split, seller, buyer| {
            trade(SealedBid { split }, &prices, PerSide::new(seller, buyer), Side::Buyer)
                .map(|agreement| (agreement.outcome, agreement.price_shift))
        };
        assert_eq!(trade(0.5, 99.0, 100.5), Some((2, -0.25)));
        assert_eq!(trade(0.0, 99.0, 100.5), Some((1, 0.0)));
        assert_eq!(trade(0.5, 99.0, 99.0), Some((1, 0.0)));
        assert_eq!(trade(0.5, 99.5, 99.0), None);
    }
}
