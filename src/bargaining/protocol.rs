//! The rules of the table that bind both parties; it does not know who sits there.

use schemars::JsonSchema;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use crate::base::side::{PerSide, Side};

/// Alternating offers: a turn is one proposal and its answer.
///
/// A refused proposal may be followed by breakdown before the next turn, as in Binmore, Rubinstein
/// and Wolinsky (1986), so that toughness has a price. The last proposal is answered too, unless
/// the protocol says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Protocol {
    /// Number of proposals after which the session ends without agreement.
    #[schemars(range(min = 1, max = 10_000))]
    pub deadline: u32,
    /// Probability that talks break down after a refused proposal.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub breakdown: f64,
    /// What a turn costs each side, money.
    #[schemars(range(min = 0.0))]
    pub turn_cost: f64,
    /// Most packages that one proposal may hold.
    #[schemars(range(min = 1, max = 8))]
    pub packages_max: usize,
    /// Factor from 0 to 1 by which a refused proposal lowers what an agreement is worth to each side (Rubinstein 1982).
    #[serde(deserialize_with = "factors")]
    pub discount: PerSide<f64>,
    /// Whether a side may take its outside option at once after refusing (Binmore, Shaked and Sutton 1989).
    pub opt_out: PerSide<bool>,
    /// Whether the last proposal is answered; where it is not, as in `NegMAS`, it is made in vain.
    pub answers_last: bool,
    /// One sealed bid on the price from each side instead of talks; absent, the sides take turns.
    pub sealed_bid: Option<SealedBid>,
}

/// A double auction between two: both name a price once, and trade if the buyer's is no lower.
///
/// They trade at the seller's bid plus a share of the difference (Chatterjee and Samuelson 1983).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SealedBid {
    /// Share of the difference between the bids that is added to the seller's bid.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub split: f64,
}

impl Protocol {
    /// What a session of so many turns costs each side, in money.
    pub fn cost(&self, turns: u32) -> f64 {
        self.turn_cost * f64::from(turns)
    }

    /// What is left of the worth of an agreement that took so many turns, as a share: the first turn costs nothing.
    ///
    /// The session itself leaves utilities undiscounted; whoever books the agreement multiplies by this.
    pub fn remaining(&self, side: Side, turns: u32) -> f64 {
        (1..turns).fold(1.0, |left, _| left * self.discount[side])
    }
}

impl Default for Protocol {
    fn default() -> Self {
        Self {
            deadline: 20,
            breakdown: 0.03,
            turn_cost: 0.5,
            packages_max: 8,
            discount: PerSide::new(1.0, 1.0),
            opt_out: PerSide::new(false, false),
            answers_last: true,
            sealed_bid: None,
        }
    }
}

impl Default for SealedBid {
    fn default() -> Self {
        Self { split: 0.5 }
    }
}

/// The schema knows no range for a pair of numbers.
fn factors<'de, D: Deserializer<'de>>(reader: D) -> Result<PerSide<f64>, D::Error> {
    let pair = PerSide::<f64>::deserialize(reader)?;
    match [pair.seller, pair.buyer].into_iter().find(|factor| !(0.0..=1.0).contains(factor)) {
        Some(factor) => Err(D::Error::custom(format!("a discount factor is {factor}; it must be between 0 and 1"))),
        None => Ok(pair),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_costs_each_side_its_own_factor() {
        let protocol = Protocol { discount: PerSide::new(0.5, 1.0), ..Protocol::default() };
        let left = |side| [1, 2, 4].map(|turns| protocol.remaining(side, turns).to_bits());
        assert_eq!(left(Side::Seller), [1.0, 0.5, 0.125].map(f64::to_bits));
        assert_eq!(left(Side::Buyer), [1.0; 3].map(f64::to_bits));
    }

    #[test]
    fn discount_factors_beyond_1_are_refused() {
        let read = |text| toml::from_str::<Protocol>(text);
        assert!(read("discount = { seller = 0.9, buyer = 0.8 }").is_ok());
        let error = read("discount = { seller = 0.9, buyer = 1.5 }").unwrap_err().to_string();
        assert!(error.contains("a discount factor is 1.5; it must be between 0 and 1"), "{error}");
        assert_eq!(read("").unwrap(), Protocol::default());
        assert_eq!(read("sealed_bid = {}").unwrap().sealed_bid, Some(SealedBid { split: 0.5 }));
    }
}
