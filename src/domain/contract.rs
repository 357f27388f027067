//! A contract: the price, the quality agreed and one parameter set per clause; it does not know how it was agreed or is kept.

use crate::base::side::PerSide;
use crate::domain::clause::bonus::Bonus;
use crate::domain::clause::exclusivity::Exclusivity;
use crate::domain::clause::exit_ramp::ExitRamp;
use crate::domain::clause::governance::Governance;
use crate::domain::clause::investment::InvestmentShare;
use crate::domain::clause::pilot::Pilot;
use crate::domain::clause::price_band::PriceBand;
use crate::domain::clause::reference_rights::ReferenceRights;
use crate::domain::clause::reopener::Reopener;
use crate::domain::clause::service_credits::ServiceCredits;
use crate::domain::clause::term::Term;
use crate::domain::clause::volume::Volume;
use crate::domain::clause::{self, ClauseError, Lever};
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// All terms of one contract. A clause left out is neutral: it moves no money and grants no right.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Contract {
    /// Price at signing, money per round.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub price: f64,
    /// KPI target of each side, on effort's scale (0 nothing, 1 full effort).
    pub target: PerSide<f64>,
    /// Index-linked price between bounds.
    pub price_band: PriceBand,
    /// Credits for missed targets.
    pub service_credits: ServiceCredits,
    /// Bonus for a good KPI, promised or enforceable.
    pub bonus: Bonus,
    /// Length and renewal.
    pub term: Term,
    /// Reviews.
    pub governance: Governance,
    /// Rights to leave and what leaving costs.
    pub exit_ramp: ExitRamp,
    /// First rounds at a smaller scale.
    pub pilot: Pilot,
    /// Volume that is paid for whether or not it is taken.
    pub volume: Volume,
    /// Windows in which a side may not deal elsewhere.
    pub exclusivity: Exclusivity,
    /// How visible the relationship makes each side.
    pub reference_rights: ReferenceRights,
    /// What brings both back to the table.
    pub reopener: Reopener,
    /// Who gets what an investment adds.
    pub investment: InvestmentShare,
}

impl Default for Contract {
    fn default() -> Self {
        Self {
            price: 100.0,
            target: PerSide::new(0.60, 0.60),
            price_band: PriceBand::default(),
            service_credits: ServiceCredits::default(),
            bonus: Bonus::default(),
            term: Term::default(),
            governance: Governance::default(),
            exit_ramp: ExitRamp::default(),
            pilot: Pilot::default(),
            volume: Volume::default(),
            exclusivity: Exclusivity::default(),
            reference_rights: ReferenceRights::default(),
            reopener: Reopener::default(),
            investment: InvestmentShare::default(),
        }
    }
}

/// Terms that belong to no clause and can be negotiated.
const LEVERS: &[Lever] = &[
    Lever { key: "price", set: |contract, value| contract.price = value },
    Lever { key: "target.seller", set: |contract, value| contract.target.seller = value },
    Lever { key: "target.buyer", set: |contract, value| contract.target.buyer = value },
];

/// Every term that can be negotiated.
pub fn levers() -> impl Iterator<Item = &'static Lever> {
    LEVERS.iter().chain(clause::ALL.iter().flat_map(|clause| clause.levers))
}

impl Contract {
    /// Checks what no single key's range can say.
    ///
    /// # Errors
    /// The first clause whose parameters contradict each other.
    pub fn validate(&self) -> Result<(), ClauseError> {
        if !self.target.iter().all(|(_, target)| (-10.0..=10.0).contains(target)) {
            return Err(ClauseError {
                key: "target",
                message: "targets lie on effort's scale: between -10 and 10, with 1 for full effort".to_owned(),
            });
        }
        clause::ALL.iter().try_for_each(|clause| (clause.validate)(self))
    }

    /// Expected flow per round to the party whose outlook this is: service, effort both ways, and every clause.
    pub fn appraise(&self, outlook: &Outlook<'_>) -> f64 {
        let base = outlook.mix(|plan| outlook.base_flow(self.price, plan));
        clause::ALL.iter().fold(base, |sum, clause| sum + (clause.appraise)(self, outlook))
    }
}
