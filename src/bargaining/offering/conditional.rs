//! Give and get in one breath, "if you X, we Y"; it knows what the other likes from its last package and the opponent model.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::variation::{changes, describe, differing};
use crate::bargaining::view::SessionView;

/// Starts from the other's last package, asks for one issue in its own favour and gives on another, so
/// that it gets about what it asks for: the contingent concession of negotiation practice.
///
/// Of all such pairs it proposes the one that the opponent model likes best. Where there is none, and
/// before the other has proposed, it proposes the cheapest package that gives it what it asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Conditional {
    /// How far above the aspiration the package may lie, money per round.
    #[schemars(range(min = 0.0))]
    pub band: f64,
}

impl Default for Conditional {
    fn default() -> Self {
        Self { band: 1.0 }
    }
}

impl Conditional {
    fn exchange(&self, view: &SessionView, opponent: &Opponent, base: u32, aspiration: f64) -> Option<u32> {
        let utility = |outcome| view.preference.utility(outcome);
        let start = utility(base);
        let mut best = (None, f64::NEG_INFINITY);
        for asked in changes(view.space, base).filter(|asked| utility(asked.outcome) > start) {
            let without = utility(asked.outcome);
            for given in changes(view.space, asked.outcome) {
                let level = utility(given.outcome);
                let fits = level < without && level >= aspiration && level <= aspiration + self.band;
                if given.issue != asked.issue && fits {
                    let mut rating = [0.0];
                    opponent.rate(view, &[given.outcome], &mut rating);
                    if rating[0] > best.1 {
                        best = (Some(given.outcome), rating[0]);
                    }
                }
            }
        }
        best.0
    }
}

impl Offering for Conditional {
    fn package(&self, view: &SessionView, opponent: &Opponent, aspiration: f64) -> u32 {
        let exchange = view.latest.and_then(|base| self.exchange(view, opponent, base, aspiration));
        exchange.unwrap_or_else(|| view.preference.nearest_above(aspiration))
    }

    fn rationale(&self) -> &'static str {
        "give and get"
    }

    fn words(&self, view: &SessionView, lead: u32) -> Cow<'static, str> {
        let condition = view.latest.and_then(|base| condition(view, base, lead));
        condition.map_or(Cow::Borrowed(self.rationale()), Cow::Owned)
    }
}

/// The condition that leads from one package to another, if it is one get and one give.
fn condition(view: &SessionView, base: u32, lead: u32) -> Option<String> {
    let mut places = differing(view.space, base, lead);
    let (one, another) = (places.next()?, places.next()?);
    if places.next().is_some() {
        return None;
    }
    let changed = |issue| {
        let option = view.space.options(lead)[issue];
        changes(view.space, base)
            .find(|change| change.issue == issue && view.space.options(change.outcome)[issue] == option)
            .map(|change| view.preference.utility(change.outcome) - view.preference.utility(base))
    };
    let (asked, given) = if changed(one)? > changed(another)? { (one, another) } else { (another, one) };
    let say = |issue| describe(view.space, issue, base, lead);
    Some(format!("if you move {}, we move {}", say(asked), say(given)))
}
