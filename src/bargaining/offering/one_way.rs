//! Asks for something and gives nothing; it does not care what the other would like.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::variation::{changes, describe, differing};
use crate::bargaining::view::SessionView;

/// Takes the other's last package and asks for one issue in its own favour on top: a demand for a
/// unilateral concession. It chooses the smallest such ask that gives it what it aspires to; where
/// none does, and before the other has proposed, the cheapest package that does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OneWay {}

impl Offering for OneWay {
    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        let utility = |outcome| view.preference.utility(outcome);
        let mut smallest = (None, f64::INFINITY);
        if let Some(base) = view.latest {
            for ask in changes(view.space, base) {
                let level = utility(ask.outcome);
                if level > utility(base) && level >= aspiration && level < smallest.1 {
                    smallest = (Some(ask.outcome), level);
                }
            }
        }
        smallest.0.unwrap_or_else(|| view.preference.nearest_above(aspiration))
    }

    fn rationale(&self) -> &'static str {
        "one-way ask"
    }

    fn words(&self, view: &SessionView, lead: u32) -> Cow<'static, str> {
        let ask = view.latest.and_then(|base| {
            let mut places = differing(view.space, base, lead);
            let only = places.next().filter(|_| places.next().is_none())?;
            Some(format!("you move {}", describe(view.space, only, base, lead)))
        });
        ask.map_or(Cow::Borrowed(self.rationale()), Cow::Owned)
    }
}
