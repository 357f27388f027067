//! Acceptance by an objective standard; it does not ask where the benchmark comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Acceptance, next_offer::NextOffer};
use crate::bargaining::view::SessionView;

/// Takes a price within a band around the public benchmark (objective criteria; Fisher, Ury and
/// Patton 1991), without holding out for more. Without a benchmark, and outside the band, it
/// answers as [`NextOffer`] does, so that a price better than the standard is welcome too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Standard {
    /// How far from the benchmark a price is still accepted, money.
    #[schemars(range(min = 0.0))]
    pub half_width: f64,
}

impl Default for Standard {
    fn default() -> Self {
        Self { half_width: 3.0 }
    }
}

impl Acceptance for Standard {
    fn accepts(&self, view: &SessionView, package: u32, next_ask: f64) -> bool {
        let price = view.prices.get(package as usize);
        let distance = price.zip(view.benchmark).map(|(price, benchmark)| (price - benchmark).abs());
        distance.is_some_and(|distance| distance <= self.half_width) || NextOffer {}.accepts(view, package, next_ask)
    }
}
