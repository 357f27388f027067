//! The two sides of a contract and values held once per side; it does not know what the sides do.

use std::ops::{Index, IndexMut};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Does the same for the seller and then for the buyer: `each_side!(side => { ... })`.
///
/// Written out rather than looped, so that the compiler sees which side's arrays are touched and can vectorise.
macro_rules! each_side {
    ($side:ident => $body:block) => {{
        {
            let $side = $crate::base::side::Side::Seller;
            $body
        }
        {
            let $side = $crate::base::side::Side::Buyer;
            $body
        }
    }};
}
pub(crate) use each_side;

/// A role in a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The party that delivers and is paid.
    Seller,
    /// The party that receives and pays.
    Buyer,
}

impl Side {
    /// Both sides, in the order of [`Side::index`].
    pub const ALL: [Side; 2] = [Side::Seller, Side::Buyer];

    /// The opposite side.
    #[inline]
    #[must_use]
    pub const fn other(self) -> Side {
        match self {
            Side::Seller => Side::Buyer,
            Side::Buyer => Side::Seller,
        }
    }

    /// The side's name, as in keys and tables.
    #[inline]
    pub const fn name(self) -> &'static str {
        match self {
            Side::Seller => "seller",
            Side::Buyer => "buyer",
        }
    }

    /// 0 for the seller, 1 for the buyer.
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// One value for each side, indexable by [`Side`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerSide<T> {
    /// The seller's value.
    pub seller: T,
    /// The buyer's value.
    pub buyer: T,
}

impl<T> PerSide<T> {
    /// A pair from its two values.
    #[inline]
    pub const fn new(seller: T, buyer: T) -> Self {
        Self { seller, buyer }
    }

    /// A pair whose values are computed from the sides, seller first.
    #[inline]
    pub fn from_fn(mut value: impl FnMut(Side) -> T) -> Self {
        let seller = value(Side::Seller);
        let buyer = value(Side::Buyer);
        Self { seller, buyer }
    }

    /// Applies `change` to both values, seller first.
    #[inline]
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> PerSide<U> {
        let seller = change(self.seller);
        let buyer = change(self.buyer);
        PerSide { seller, buyer }
    }

    /// The same pair by reference, so that [`PerSide::map`] need not consume it.
    #[inline]
    pub const fn as_ref(&self) -> PerSide<&T> {
        PerSide::new(&self.seller, &self.buyer)
    }

    /// The values with their sides, in the order of [`Side::ALL`].
    #[inline]
    pub fn iter(&self) -> std::array::IntoIter<(Side, &T), 2> {
        self.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a PerSide<T> {
    type Item = (Side, &'a T);
    type IntoIter = std::array::IntoIter<(Side, &'a T), 2>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        [(Side::Seller, &self.seller), (Side::Buyer, &self.buyer)].into_iter()
    }
}

impl<T> Index<Side> for PerSide<T> {
    type Output = T;

    #[inline]
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Seller => &self.seller,
            Side::Buyer => &self.buyer,
        }
    }
}

impl<T> IndexMut<Side> for PerSide<T> {
    #[inline]
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Seller => &mut self.seller,
            Side::Buyer => &mut self.buyer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_each_others_other_and_index_their_place_in_all() {
        for (place, side) in Side::ALL.into_iter().enumerate() {
            assert_eq!(side.index(), place);
            assert_ne!(side.other(), side);
            assert_eq!(side.other().other(), side);
        }
    }

    #[test]
    fn a_pair_keeps_each_value_with_its_side() {
        let mut pair = PerSide::from_fn(|side| 10 * side.index());
        pair[Side::Buyer] += 1;
        assert_eq!(pair, PerSide::new(0, 11));
        assert_eq!(pair.map(|value| value + 1), PerSide::new(1, 12));
        for (side, value) in &pair {
            assert_eq!(*value, pair[side]);
        }
    }

    #[test]
    fn a_pair_reads_and_writes_its_two_named_fields_only() {
        let pair: PerSide<f64> = serde_json::from_str(r#"{"buyer": 2.0, "seller": 1.0}"#).unwrap();
        assert_eq!(pair, PerSide::new(1.0, 2.0));
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#"{"seller":1.0,"buyer":2.0}"#);
        assert!(serde_json::from_str::<PerSide<f64>>(r#"{"seller": 1, "buyer": 2, "x": 3}"#).is_err());
    }
}
