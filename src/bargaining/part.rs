//! What a scenario file says about how a strategy bargains; it does not know how tactics work.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::acceptance::AcceptancePart;
use super::offering::OfferingPart;
use super::opponent_model::OpponentModelPart;

/// What a party tells the other about its interests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Nothing.
    #[default]
    Nothing,
    /// What each outcome is worth to it, but not what it would settle for.
    Priorities,
    /// What each outcome is worth to it and its reservation value.
    Reservation,
}

/// How a party says what it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// In so many words.
    #[default]
    Direct,
    /// Between the lines.
    Indirect,
    /// Either way, as the other does.
    Blended,
}

/// The bargaining part of a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BargainingPart {
    /// How it chooses what it proposes.
    pub offering: OfferingPart,
    /// How it decides whether to take a package.
    pub acceptance: AcceptancePart,
    /// How it forms a belief about what the other wants.
    pub opponent_model: OpponentModelPart,
    /// Share of the range between reservation and ideal that it asks for first.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub concession_start: f64,
    /// How early it concedes: below 1 late (boulware), 1 evenly, above 1 early (conceder).
    #[schemars(range(min = 0.01, max = 100.0))]
    pub concession_exponent: f64,
    /// Most that its ideal may lie above its reservation value, money per round; no limit if absent.
    #[schemars(range(min = 0.0))]
    pub credible_range: Option<f64>,
    /// Packages in each proposal; more than 1 makes multiple equivalent simultaneous offers.
    #[schemars(range(min = 1, max = 8))]
    pub packages: usize,
    /// How far above the aspiration further packages may lie, money per round.
    #[schemars(range(min = 0.0))]
    pub package_band: f64,
    /// What it tells the other about its interests.
    pub discloses: Disclosure,
    /// How it says what it means; a difference of style leads to misreading where the scenario's culture says so.
    pub style: Style,
    /// Last small price move that it asks for once all is agreed, money.
    #[schemars(range(min = 0.0))]
    pub nibble: f64,
    /// Probability that it yields to the other's nibble, if that leaves it its reservation value.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub nibble_acceptance: f64,
}

impl Default for BargainingPart {
    fn default() -> Self {
        Self {
            offering: OfferingPart::default(),
            acceptance: AcceptancePart::default(),
            opponent_model: OpponentModelPart::default(),
            concession_start: 0.95,
            concession_exponent: 1.0,
            credible_range: None,
            packages: 1,
            package_band: 1.0,
            discloses: Disclosure::Nothing,
            style: Style::Direct,
            nibble: 0.0,
            nibble_acceptance: 0.5,
        }
    }
}
