//! The library of ready conditional trades between contract terms; it does not know any menu or what a trade is worth.

use crate::base::side::Side;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Which way a term's value moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Toward {
    /// To the next higher option.
    Up,
    /// To the next lower option.
    Down,
}

/// One term of a trade and where it moves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Key below `contract`.
    pub key: String,
    /// Direction of its value.
    pub toward: Toward,
    /// Whether a value of 0 means never, and so lies beyond all others.
    #[serde(default)]
    pub zero_is_never: bool,
}

impl Move {
    /// The option that follows `option` in this direction, given the value of each; none at the end.
    pub fn next(&self, values: &[f64], option: usize) -> Option<usize> {
        let place = |option: usize| {
            let value = values[option];
            if self.zero_is_never && value.abs() <= 0.0 { f64::INFINITY } else { value }
        };
        let from = place(option);
        let ahead = (0..values.len()).filter(|&other| match self.toward {
            Toward::Up => place(other) > from,
            Toward::Down => place(other) < from,
        });
        let nearest = |&one: &usize, &other: &usize| match self.toward {
            Toward::Up => place(one).total_cmp(&place(other)),
            Toward::Down => place(other).total_cmp(&place(one)),
        };
        ahead.min_by(nearest)
    }
}

/// A conditional trade: "if you give us `get`, we give you `give`".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tradeable {
    /// Name in lists and tables.
    pub name: String,
    /// The side that proposes it.
    pub by: Side,
    /// What that side gives.
    pub give: Move,
    /// What it gets.
    pub get: Move,
    /// How it is said at the table.
    pub ask: String,
    /// Why it tends to be worth more to who gets than to who gives.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tradeable: Vec<Tradeable>,
}

/// A test holds that the embedded text can be read; an empty library would be the only trace of one that cannot.
static LIBRARY: LazyLock<Vec<Tradeable>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("tradeables.toml")).map_or_else(|_| Vec::new(), |file| file.tradeable)
});

/// The ready trades, in the order of the file.
pub fn library() -> &'static [Tradeable] {
    &LIBRARY
}

#[cfg(test)]
mod tests {
    use super::{File, Move, Toward, library};
    use crate::domain::contract::levers;

    #[test]
    fn the_library_holds_six_trades_of_terms_that_exist() {
        toml::from_str::<File>(include_str!("tradeables.toml")).unwrap();
        assert_eq!(library().len(), 6);
        for trade in library() {
            for key in [&trade.give.key, &trade.get.key] {
                assert!(levers().any(|lever| lever.key == key), "{}: {key}", trade.name);
            }
            assert_ne!(trade.give.key, trade.get.key, "{}", trade.name);
        }
    }

    #[test]
    fn a_move_goes_to_the_next_value_and_never_lies_beyond_all() {
        let toward = |toward, zero_is_never| Move { key: "price".to_owned(), toward, zero_is_never };
        let values = [4.0, 0.0, 2.0];
        assert_eq!(toward(Toward::Up, false).next(&values, 1), Some(2));
        assert_eq!(toward(Toward::Up, false).next(&values, 0), None);
        assert_eq!(toward(Toward::Down, true).next(&values, 1), Some(0));
        assert_eq!(toward(Toward::Down, true).next(&values, 2), None);
        assert_eq!(toward(Toward::Up, true).next(&values, 0), Some(1));
    }
}
