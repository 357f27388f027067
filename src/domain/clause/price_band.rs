//! Price band: pass-through of an index between a floor and a cap, recalibrated, with a stop-loss; it does not know the index process.

use crate::base::catalogue::Row;
use crate::base::numeric::{clamp, larger, normal_cdf, normal_pdf, smaller};
use crate::base::side::Side;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row {
        name: "price_band",
        summary: "index-linked price between floor and cap, recalibrated, with a stop-loss",
    },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "price_band.pass_through", set: |contract, value| contract.price_band.pass_through = value },
    Lever { key: "price_band.floor", set: |contract, value| contract.price_band.floor = value },
    Lever { key: "price_band.cap", set: |contract, value| contract.price_band.cap = value },
    Lever { key: "price_band.floor_price", set: |contract, value| contract.price_band.floor_price = Some(value) },
    Lever { key: "price_band.cap_price", set: |contract, value| contract.price_band.cap_price = Some(value) },
    Lever { key: "price_band.leeway", set: |contract, value| contract.price_band.leeway = value },
    Lever {
        key: "price_band.recalibrate_every",
        set: |contract, value| contract.price_band.recalibrate_every = value as u32,
    },
    Lever {
        key: "price_band.stop_loss_lower",
        set: |contract, value| contract.price_band.stop_loss_lower = Some(value),
    },
    Lever {
        key: "price_band.stop_loss_upper",
        set: |contract, value| contract.price_band.stop_loss_upper = Some(value),
    },
];

/// What happens when the index leaves the stop-loss bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StopLossAction {
    /// The contract is renegotiated; if that fails it ends without a fee.
    Reopen,
    /// Service and payment rest until the index is back inside.
    Pause,
    /// The contract ends without a fee.
    End,
}

/// What a recalibration sets the reference to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recalibration {
    /// The unclamped price: the band starts afresh around it.
    Full,
    /// The clamped price: the band limits how fast the price moves.
    RateLimiter,
}

/// Who says where the index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexSource {
    /// A publication that neither side can move.
    Public,
    /// The seller reports it.
    Seller,
    /// The buyer reports it.
    Buyer,
}

/// Parameters of the band. Without pass-through the price stays where it was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PriceBand {
    /// Share of the index's relative change that the price follows (phi).
    #[schemars(range(min = 0.0, max = 2.0))]
    pub pass_through: f64,
    /// How far the price may fall below the reference, as a share of it; 1 no floor.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub floor: f64,
    /// How far the price may rise above the reference, as a share of it.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub cap: f64,
    /// Level below which the price never falls, money per round; none if left out.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub floor_price: Option<f64>,
    /// Level above which the price never rises, money per round; none if left out.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub cap_price: Option<f64>,
    /// Who says where the index stands.
    pub source: IndexSource,
    /// How far a side's report may be off before it is found, as a share of the index.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub leeway: f64,
    /// Rounds between recalibrations (Q); 0 never.
    #[schemars(range(min = 0, max = 10_000))]
    pub recalibrate_every: u32,
    /// What a recalibration sets the reference to.
    pub recalibration: Recalibration,
    /// Index level that the first reference stands for, index points; the level at signing if left out.
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub base_index: Option<f64>,
    /// Relative fall of the index below its base that triggers the stop-loss.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub stop_loss_lower: Option<f64>,
    /// Relative rise of the index above its base that triggers the stop-loss.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub stop_loss_upper: Option<f64>,
    /// What the stop-loss does.
    pub stop_loss_action: StopLossAction,
}

impl Default for PriceBand {
    fn default() -> Self {
        Self {
            pass_through: 0.0,
            floor: 0.05,
            cap: 0.05,
            floor_price: None,
            cap_price: None,
            source: IndexSource::Public,
            leeway: 0.1,
            recalibrate_every: 0,
            recalibration: Recalibration::Full,
            base_index: None,
            stop_loss_lower: None,
            stop_loss_upper: None,
            stop_loss_action: StopLossAction::Reopen,
        }
    }
}

/// The price that the index alone would give: `P_ref (1 + phi (I / I_ref - 1))`.
#[inline(always)]
pub fn indexed_price(reference: f64, pass_through: f64, index: f64, index_reference: f64) -> f64 {
    reference * (1.0 + pass_through * (index / index_reference - 1.0))
}

/// The indexed price held between floor and cap around the reference.
#[inline(always)]
pub fn banded_price(indexed: f64, reference: f64, floor: f64, cap: f64) -> f64 {
    clamp(indexed, reference * (1.0 - floor), reference * (1.0 + cap))
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let band = &contract.price_band;
    let has_stop = band.stop_loss_lower.is_some() || band.stop_loss_upper.is_some();
    if has_stop && band.stop_loss_lower == Some(0.0) && band.stop_loss_upper == Some(0.0) {
        return Err(ClauseError {
            key: "price_band.stop_loss_lower",
            message: "stop_loss_lower and stop_loss_upper are both 0: the contract would stop at once; \
                      give at least one of them more room"
                .to_owned(),
        });
    }
    if let (Some(floor), Some(cap)) = (band.floor_price, band.cap_price)
        && floor > cap
    {
        let message = format!("floor above cap: floor_price {floor} lies above cap_price {cap}");
        return Err(ClauseError { key: "price_band.floor_price", message });
    }
    Ok(())
}

/// Expected distortion of the price by unequal bounds, and by an index that the other reports and does not deserve trust.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    distortion(contract, outlook) - shaded(contract, outlook)
}

/// What a report by an other of bad faith costs each round: the whole leeway, passed through as far as the bounds let it.
fn shaded(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let band = &contract.price_band;
    let (reporter, bound) = match band.source {
        IndexSource::Public => return 0.0,
        IndexSource::Seller => (Side::Seller, band.cap),
        IndexSource::Buyer => (Side::Buyer, band.floor),
    };
    if reporter == outlook.side {
        return 0.0;
    }
    (1.0 - outlook.trust) * contract.price * smaller(band.pass_through * band.leeway, bound)
}

/// Expected distortion of the price by unequal bounds, a normal index assumed (collar mean, suite V31 a).
///
/// Risk-neutral parties care about the band only through this; what it does to risk is measured, not appraised.
fn distortion(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let band = &contract.price_band;
    let rounds = if band.recalibrate_every > 0 {
        f64::from(band.recalibrate_every)
    } else {
        f64::from(contract.term.rounds) / 2.0
    };
    let sd = band.pass_through * outlook.index_sd * rounds.sqrt();
    if sd <= 0.0 {
        return 0.0;
    }
    let share = |level: f64| level / contract.price - 1.0;
    let low = band.floor_price.map_or(-band.floor, |level| larger(-band.floor, share(level))) / sd;
    let high = band.cap_price.map_or(band.cap, |level| smaller(band.cap, share(level))) / sd;
    let shift = low * normal_cdf(low) + high * (1.0 - normal_cdf(high)) + normal_pdf(low) - normal_pdf(high);
    outlook.received_by_seller(contract.price * sd * shift)
}

#[cfg(test)]
mod tests {
    use super::{banded_price, indexed_price};

    #[test]
    fn full_pass_through_follows_the_index_until_the_cap() {
        let indexed = indexed_price(100.0, 1.0, 1.1, 1.0);
        assert!((indexed - 110.0).abs() < 1e-9);
        assert!((banded_price(indexed, 100.0, 0.05, 0.05) - 105.0).abs() < 1e-9);
    }
}
