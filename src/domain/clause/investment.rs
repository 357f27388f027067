//! Investment: who gets the value that a sunk investment adds; it does not know how much is sunk.

use crate::base::catalogue::Row;
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "investment", summary: "share of the value of a sunk investment that goes to the investor" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[Lever { key: "investment.share", set: |contract, value| contract.investment.share = value }];

/// Parameters of the split (hold-up: Grout 1984; Hart and Moore 1988).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvestmentShare {
    /// Share of the added value that goes to the investor; half is what equal bargaining power leaves it without a clause.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
}

impl Default for InvestmentShare {
    fn default() -> Self {
        Self { share: 0.5 }
    }
}

/// Value that an investment of `sunk` adds at productivity `a`: `2 a sqrt(I)`, money.
pub fn added(productivity: f64, sunk: f64) -> f64 {
    2.0 * productivity * sunk.sqrt()
}

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// This party's part of the value that it expects to be added. What the investor sank is gone and counts no more.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let share = contract.investment.share;
    let part = if outlook.invests { share } else { 1.0 - share };
    part * outlook.added
}

#[cfg(test)]
mod tests {
    use super::added;

    /// The investor that keeps a share s sinks (s a)^2.
    #[test]
    fn the_investor_stops_where_its_share_of_another_unit_is_one() {
        let (a, s) = (1.3, 0.6);
        let gain = |sunk: f64| s * added(a, sunk) - sunk;
        let best = (s * a) * (s * a);
        assert!(gain(best) > gain(best * 1.01) && gain(best) > gain(best * 0.99));
    }
}
