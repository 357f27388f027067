//! Who plays whom: two names, checked against the scenario's strategies and the presets; it does not know what the names stand for.

use crate::base::side::{PerSide, Side};
use crate::engine::plan::Cell;
use crate::scenario::lineup::CROSS;
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use crate::source::{Node, nearest};
use crate::strategy::presets;
use std::str::FromStr;
use thiserror::Error;

/// The strategies of seller and buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Their names.
    pub names: PerSide<String>,
}

/// Why a pair cannot play.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PairError {
    /// It is not two names.
    #[error("`{0}` is no pair: give two strategies as seller:buyer, for example relationship:exploitative")]
    Malformed(String),
    /// There is no such strategy.
    #[error("there is no strategy `{name}`{}. The line-up has {}, and `longgame list strategies` shows all presets", hint(near.as_deref()), lineup.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest name.
        near: Option<String>,
        /// The line-up.
        lineup: Vec<String>,
    },
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

impl FromStr for Pair {
    type Err = PairError;

    fn from_str(text: &str) -> Result<Self, PairError> {
        match text.split(':').collect::<Vec<_>>().as_slice() {
            [seller, buyer] if !seller.is_empty() && !buyer.is_empty() => {
                Ok(Self { names: PerSide::new((*seller).to_owned(), (*buyer).to_owned()) })
            }
            _ => Err(PairError::Malformed(text.to_owned())),
        }
    }
}

/// The scenario with this pair as its line-up, which changes nothing about how the two play.
pub fn scenario(scenario: &Scenario, pair: &Pair) -> Result<Scenario, super::ReplayError> {
    let lineup = &scenario.file.lineup.strategies;
    for (_, name) in &pair.names {
        if !lineup.contains(name) {
            known(scenario, name)?;
        }
    }
    let quoted = |name: &String| format!("{name:?}");
    let [seller, buyer] = [&pair.names.seller, &pair.names.buyer].map(quoted);
    let names = if seller == buyer { seller.clone() } else { format!("{seller}, {buyer}") };
    let set = [
        format!("lineup.strategies=[{names}]"),
        "lineup.shares=[]".to_owned(),
        format!("run.compare=[{seller}, {buyer}]"),
        "variants=[]".to_owned(),
    ];
    Ok(scenario.with(&set)?)
}

/// Every part of a cross, or the name itself, must be a strategy of the scenario or a preset.
fn known(scenario: &Scenario, name: &str) -> Result<(), PairError> {
    let lineup = &scenario.file.lineup.strategies;
    let own = scenario.root.get("strategies").and_then(Node::as_table).into_iter().flatten();
    let others: Vec<String> = own.map(|(key, _)| key.clone()).chain(presets::names()).collect();
    let unknown = name.split(CROSS).find(|part| !others.iter().any(|other| other == part));
    let Some(part) = unknown else { return Ok(()) };
    let near =
        nearest(part, lineup.iter().map(String::as_str)).or_else(|| nearest(part, others.iter().map(String::as_str)));
    Err(PairError::Unknown { name: part.to_owned(), near: near.map(str::to_owned), lineup: lineup.clone() })
}

/// The pair's place in a design whose line-up it is.
pub fn cell(design: &Design, pair: &Pair) -> Result<Cell, PairError> {
    let place = |side: Side| {
        let name = &pair.names[side];
        let found = design.strategies.iter().position(|strategy| strategy.name == *name);
        found.ok_or_else(|| PairError::Unknown { name: name.clone(), near: None, lineup: Vec::new() })
    };
    Ok(Cell { seller: place(Side::Seller)?, buyer: place(Side::Buyer)? })
}

#[cfg(test)]
mod tests {
    use super::{Pair, PairError};

    #[test]
    fn a_pair_is_two_names() {
        let pair: Pair = "relationship:relationship/exploitative/distributive".parse().unwrap();
        assert_eq!(pair.names.buyer, "relationship/exploitative/distributive");
        for text in ["relationship", "a:b:c", ":b", "a:", ""] {
            assert_eq!(text.parse::<Pair>(), Err(PairError::Malformed(text.to_owned())));
        }
    }
}
