//! What a scenario file says about how a strategy bargains; it does not know how tactics work.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::acceptance::AcceptancePart;
use super::concession_curve::{Clock, Form};
use super::offering::OfferingPart;
use super::opponent_model::OpponentModelPart;
use super::recollection::LedgerBehaviour;

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

/// How much of what a party means it puts into words (high and low context; Hall 1976, Adair and Brett 2005).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Says what it means.
    #[default]
    Direct,
    /// Lets the offers speak.
    Indirect,
    /// Is at home with both.
    Blended,
}

impl Style {
    /// Whether one of two styles says what the other leaves to be read.
    pub const fn clashes(self, other: Self) -> bool {
        matches!((self, other), (Self::Direct, Self::Indirect) | (Self::Indirect, Self::Direct))
    }
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
    /// What it counts as time.
    pub concession_clock: Clock,
    /// How what it gives up depends on time.
    pub concession_form: Form,
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
    /// By what share of its range it overstates a reservation value that it discloses: a lie unless 0.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub overstatement: f64,
    /// What it does about favours that are owed from sessions before.
    pub ledger: LedgerBehaviour,
    /// Most that it gives back in one session if its ledger is `limited`, money per round.
    #[schemars(range(min = 0.0))]
    pub ledger_limit: f64,
    /// Share of its range by which an impasse raises what it must get in the next session with the same other.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub impasse_carry_over: f64,
    /// Share of what it has learnt about the other that it still knows in the next session.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub learning_kept: f64,
    /// How it talks; what differs is misread.
    pub style: Style,
    /// Leaves where no outcome can satisfy it; otherwise it proposes its best outcome, and stands by that.
    pub walks_away: bool,
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
            concession_clock: Clock::Turn,
            concession_form: Form::Polynomial,
            credible_range: None,
            packages: 1,
            package_band: 1.0,
            discloses: Disclosure::Nothing,
            overstatement: 0.0,
            ledger: LedgerBehaviour::None,
            ledger_limit: 1.0,
            impasse_carry_over: 0.0,
            learning_kept: 1.0,
            style: Style::Direct,
            walks_away: true,
            nibble: 0.0,
            nibble_acceptance: 0.5,
        }
    }
}
