//! What a strategy's TOML says: three parts with documented defaults; it does not know the rules behind their names.

use crate::bargaining::part::BargainingPart;
use crate::execution::conduct::EffortRule;
use crate::execution::conduct::reciprocity::Reciprocity;
use crate::trust::belief::Belief;
use crate::trust::ledger::Ledger;
use crate::trust::reputation::part::AssessPart;
use schemars::JsonSchema;
use serde::Deserialize;

/// A strategy: how it negotiates, how it works, and what it does when it looks back.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StrategyFile {
    /// A preset, or another strategy of the scenario, that this one changes.
    pub extends: Option<String>,
    /// One line on what it is.
    pub title: String,
    /// Paper or reason behind it.
    pub citation: String,
    /// At the table.
    pub bargaining: BargainingPart,
    /// Round by round.
    pub conduct: ConductPart,
    /// Staying, leaving, renewing.
    pub review: ReviewPart,
    /// Names: what it says about its partners, whether it would take a new one.
    pub assess: AssessPart,
}

/// How a party works, watches, helps, settles and trusts.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConductPart {
    /// Effort and gaming.
    pub effort: EffortRule,
    /// Monitoring at full trust.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub monitoring: f64,
    /// Monitoring added at full distrust, in proportion to 1 - trust.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub monitoring_distrust: f64,
    /// Helps for nothing while favours given less received stay within this amount, money; 0 never.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub help_credit: f64,
    /// Helps if paid when it does not help for nothing.
    pub help_if_paid: bool,
    /// Claims credits that are due.
    pub claims: bool,
    /// Claims credits that are not due.
    pub over_claims: bool,
    /// Reports its own misses where credits hang on its word.
    pub reports: bool,
    /// By how much it shades an index that it reports, as a share of the index: above 0 upwards.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub shading: f64,
    /// Pays the bonus it promised.
    pub pays_bonus: bool,
    /// Tells the other of a renewal that the contract hides from it.
    pub reminds: bool,
    /// What it sinks at the first signing where it is the side that can invest, money.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub investment: f64,
    /// How it turns signals into trust.
    pub trust: Belief,
    /// How it keeps account of giving and getting.
    pub ledger: Ledger,
}

impl Default for ConductPart {
    fn default() -> Self {
        Self {
            effort: EffortRule::Reciprocity(Reciprocity::default()),
            monitoring: 0.0,
            monitoring_distrust: 0.0,
            help_credit: 0.0,
            help_if_paid: false,
            claims: true,
            over_claims: false,
            reports: true,
            shading: 0.0,
            pays_bonus: true,
            reminds: false,
            investment: 0.0,
            trust: Belief::default(),
            ledger: Ledger::default(),
        }
    }
}

/// What a party does when it looks back: repair, leave, hold up.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewPart {
    /// Rounds over which it compares leaving with staying (H); 0 never leaves.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub horizon: f64,
    /// Makes good what a review finds, with full effort until the next.
    pub repairs: bool,
    /// Uses an exit ramp as soon as it is open and its fee lies below the price of the rest of the term.
    pub enforces: bool,
    /// As a seller, leaves in the round in which a bonus that it earned is not paid, whatever leaving costs.
    pub ends_on_unpaid_bonus: bool,
    /// Declines a renewal where the contract, kept by both sides, would earn it less over another term than its alternative.
    pub weighs_renewal: bool,
    /// Demands to renegotiate under threat of exit when the price is held at a bound against it.
    pub holds_up: bool,
}
