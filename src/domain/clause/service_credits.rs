//! Service credits: tiered, capped shares of the price for a missed target; it does not know how the KPI came about.

use crate::base::catalogue::Row;
use crate::base::numeric::smaller;
use crate::base::side::Side;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::kpi::{Kpi, Plan};
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "service_credits", summary: "tiered, capped credits for a missed KPI target, one- or two-sided" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[
    Lever { key: "service_credits.rate", set: |contract, value| contract.service_credits.rate = value },
    Lever { key: "service_credits.cap", set: |contract, value| contract.service_credits.cap = value },
    Lever { key: "service_credits.window", set: |contract, value| contract.service_credits.window = value as u32 },
];

/// How many tiers a credit scale has.
pub const TIERS: usize = 3;

/// One step of the scale: a shortfall beyond `shortfall` pays `share` of the full rate.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Shortfall of the KPI below the target beyond which the tier applies.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub shortfall: f64,
    /// Share of the full rate that is then due.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
}

/// What a credit is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The price of the whole window.
    Window,
    /// The price of one round, however long the window is.
    Round,
}

/// On whose word a credit is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Claimant {
    /// The injured side claims it, if that is its way.
    Injured,
    /// Nobody claims: it is paid as measured.
    Automatic,
    /// The side that owes it reports its own miss, if that is its way.
    Owing,
}

/// Parameters of the credits. A rate of 0 means that there are none.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceCredits {
    /// Credit of the top tier as a share of the price.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub rate: f64,
    /// Most that one credit may be, as a share of the same price.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub cap: f64,
    /// The scale of up to three tiers, shortfalls ascending.
    #[serde(deserialize_with = "padded")]
    #[schemars(with = "Vec<Tier>", length(min = 1, max = 3))]
    pub tiers: [Tier; TIERS],
    /// Whether the buyer owes credits too when it misses its own target.
    pub two_sided: bool,
    /// Served rounds over which the KPI is averaged before it is judged, counted from signing; the credit is due in the last.
    #[schemars(range(min = 1, max = 1000))]
    pub window: u32,
    /// What the credit is a share of.
    pub basis: Basis,
    /// On whose word it is paid.
    pub claimant: Claimant,
}

impl Default for ServiceCredits {
    fn default() -> Self {
        Self {
            rate: 0.0,
            cap: 1.0,
            tiers: [
                Tier { shortfall: 0.05, share: 1.0 / 3.0 },
                Tier { shortfall: 0.15, share: 2.0 / 3.0 },
                Tier { shortfall: 0.30, share: 1.0 },
            ],
            two_sided: false,
            window: 1,
            basis: Basis::Window,
            claimant: Claimant::Injured,
        }
    }
}

/// Fewer tiers than there may be: the last one counts for those left, which changes nothing.
fn padded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Tier; TIERS], D::Error> {
    let given = Vec::<Tier>::deserialize(deserializer)?;
    let tier = |place: usize| given.get(place).or(given.last()).copied();
    match [tier(0), tier(1), tier(2)] {
        [Some(first), Some(second), Some(third)] if given.len() <= TIERS => Ok([first, second, third]),
        _ => Err(D::Error::invalid_length(given.len(), &"one to three tiers")),
    }
}

/// Share of the price due for a shortfall of the KPI below its target.
#[inline(always)]
pub fn credit_share(shortfall: f64, rate: f64, cap: f64, tiers: &[Tier; TIERS]) -> f64 {
    let mut share = 0.0;
    for tier in tiers {
        share = if shortfall > tier.shortfall { tier.share } else { share };
    }
    smaller(rate * share, cap)
}

/// Expected share of a round's price due, per round, from a party that follows `plan` under monitoring `m` (as a party
/// reckons it). Over a window the readings of all its rounds are averaged.
pub fn expected_share(credits: &ServiceCredits, kpi: &Kpi, plan: Plan, monitoring: f64, target: f64) -> f64 {
    let judged = Kpi { observations: kpi.observations * credits.window, ..*kpi };
    let mut expected = 0.0;
    let mut before = 0.0;
    for tier in &credits.tiers {
        let due = smaller(credits.rate * tier.share, credits.cap);
        expected += (due - before) * judged.miss_probability(plan, monitoring, target, tier.shortfall);
        before = due;
    }
    match credits.basis {
        Basis::Window => expected,
        Basis::Round => expected / f64::from(credits.window),
    }
}

fn validate(contract: &Contract) -> Result<(), ClauseError> {
    let tiers = &contract.service_credits.tiers;
    let ascending =
        tiers.windows(2).all(|pair| pair[0].shortfall <= pair[1].shortfall && pair[0].share <= pair[1].share);
    if ascending {
        return Ok(());
    }
    Err(ClauseError {
        key: "service_credits.tiers",
        message: "credit tiers overlap: shortfall and share must both rise from tier to tier".to_owned(),
    })
}

/// Credits expected from the other less credits expected to be owed; who would have to report its own miss does so in good faith.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let credits = &contract.service_credits;
    let owed = |side: Side, plan: Plan| {
        if side == Side::Buyer && !credits.two_sided {
            return 0.0;
        }
        contract.price * expected_share(credits, outlook.kpi, plan, 0.0, contract.target[side])
    };
    let other = outlook.side.other();
    let expected = match credits.claimant {
        Claimant::Injured | Claimant::Automatic => outlook.mix(|plan| owed(other, plan)),
        Claimant::Owing => outlook.trust * owed(other, outlook.good),
    };
    expected - owed(outlook.side, outlook.own)
}

#[cfg(test)]
mod tests {
    use super::{ServiceCredits, credit_share};

    #[test]
    fn tiers_step_up_to_the_cap() {
        let credits = ServiceCredits { rate: 0.3, cap: 0.25, ..ServiceCredits::default() };
        let due = |shortfall| credit_share(shortfall, credits.rate, credits.cap, &credits.tiers);
        assert!(due(0.04).abs() < 1e-12);
        assert!((due(0.10) - 0.1).abs() < 1e-12);
        assert!((due(0.20) - 0.2).abs() < 1e-12);
        assert!((due(0.50) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn a_scale_of_one_tier_is_all_or_nothing() {
        let credits: ServiceCredits = toml::from_str("rate = 0.2\ntiers = [{ shortfall = 0.1, share = 1.0 }]").unwrap();
        let due = |shortfall| credit_share(shortfall, credits.rate, credits.cap, &credits.tiers);
        assert!(due(0.1).abs() < 1e-12 && (due(0.11) - 0.2).abs() < 1e-12 && (due(0.9) - 0.2).abs() < 1e-12);
        let four = ["{ shortfall = 0.1, share = 1.0 }"; 4].join(", ");
        for wrong in ["tiers = []".to_owned(), format!("tiers = [{four}]")] {
            assert!(toml::from_str::<ServiceCredits>(&wrong).unwrap_err().message().contains("one to three tiers"));
        }
    }
}
