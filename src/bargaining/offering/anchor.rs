//! Opens as high as public evidence can bear; it does not ask where the benchmark comes from.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Offering;
use crate::bargaining::opponent::Opponent;
use crate::bargaining::view::SessionView;
use crate::base::side::Side;

/// An anchor that can be defended: it opens at the edge of a range around the public benchmark and then
/// concedes by the curve. A first offer draws the outcome towards it (Galinsky and Mussweiler 2001); an
/// ask beyond the evidence would not be credible.
///
/// Without a benchmark, or where no credible price is acceptable to itself, it concedes by the curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Anchor {
    /// How far from the benchmark, in its own favour, a price is still credible, money.
    #[schemars(range(min = 0.0))]
    pub half_width: f64,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { half_width: 5.0 }
    }
}

impl Anchor {
    /// Whether the package's price is no further than the edge; true where there is nothing to compare.
    fn is_credible(&self, view: &SessionView, package: u32) -> bool {
        let price = view.prices.get(package as usize);
        price.zip(view.benchmark).is_none_or(|(price, benchmark)| match view.side {
            Side::Seller => *price <= benchmark + self.half_width,
            Side::Buyer => *price >= benchmark - self.half_width,
        })
    }

    /// The best level with a credible price, if it is acceptable.
    fn edge(&self, view: &SessionView) -> Option<f64> {
        view.benchmark?;
        let best = view.preference.ranked().iter().find(|&&package| self.is_credible(view, package))?;
        Some(view.preference.utility(*best)).filter(|&edge| edge >= view.floor)
    }
}

impl Offering for Anchor {
    fn aspiration(&self, view: &SessionView, turn: u32) -> f64 {
        let opening = view.curve.share(0);
        match self.edge(view) {
            // The curve's start is a share of all it could hope for; the edge is where it opens.
            Some(edge) if opening > 0.0 => view.floor + (edge - view.floor) * (view.curve.share(turn) / opening),
            _ => view.aspiration(turn),
        }
    }

    fn package(&self, view: &SessionView, _: &Opponent, aspiration: f64) -> u32 {
        let reach = view.preference.at_least(aspiration);
        let reaching = view.preference.ranked()[..reach].iter().rev();
        let credible = reaching.copied().find(|&package| self.is_credible(view, package));
        credible.unwrap_or_else(|| view.preference.nearest_above(aspiration))
    }

    fn rationale(&self) -> &'static str {
        "anchor"
    }

    fn words(&self, view: &SessionView, _: u32) -> Cow<'static, str> {
        let evidence = view.benchmark.map(|benchmark| {
            format!(
                "anchor: the benchmark is {benchmark:.2}, prices up to {:.2} away from it are usual",
                self.half_width
            )
        });
        evidence.map_or(Cow::Borrowed(self.rationale()), Cow::Owned)
    }
}
