//! Volume commitment: what the buyer pays for whether or not it takes it; it does not know why demand varies.

use crate::base::catalogue::Row;
use crate::base::numeric::{larger, normal_cdf, normal_pdf};
use crate::domain::clause::{Clause, ClauseError, Lever};
use crate::domain::contract::Contract;
use crate::domain::outlook::Outlook;
use schemars::JsonSchema;
use serde::Deserialize;

/// The clause's row.
pub const CLAUSE: Clause = Clause {
    row: Row { name: "volume", summary: "share of full volume that the buyer pays for whether or not it takes it" },
    levers: LEVERS,
    validate,
    appraise,
};

const LEVERS: &[Lever] = &[Lever { key: "volume.committed", set: |contract, value| contract.volume.committed = value }];

/// Parameters of the commitment (take-or-pay; Masten and Crocker 1985).
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Volume {
    /// Share of full volume that the buyer pays for in every served round, taken or not; 0 nothing.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub committed: f64,
}

/// Share of full volume that is paid for though it is not taken: `max(0, committed - demand)`.
#[inline(always)]
pub fn untaken(committed: f64, demand: f64) -> f64 {
    larger(committed - demand, 0.0)
}

/// Expectation of [`untaken`] where demand is normal around 1 and never below 0.
pub fn expected_untaken(committed: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return untaken(committed, 1.0);
    }
    let below = |level: f64| {
        let distance = (level - 1.0) / sd;
        sd * (distance * normal_cdf(distance) + normal_pdf(distance))
    };
    below(committed) - below(0.0)
}

fn validate(_: &Contract) -> Result<(), ClauseError> {
    Ok(())
}

/// What is expected to be paid for nothing.
fn appraise(contract: &Contract, outlook: &Outlook<'_>) -> f64 {
    let committed = contract.volume.committed;
    if committed > 0.0 {
        outlook.received_by_seller(contract.price * expected_untaken(committed, outlook.demand_sd))
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::{expected_untaken, untaken};

    #[test]
    fn only_what_is_committed_and_not_taken_is_paid_for() {
        assert!((untaken(0.8, 0.5) - 0.3).abs() < 1e-12);
        assert_eq!([untaken(0.8, 0.8), untaken(0.8, 1.3)].map(f64::to_bits), [0, 0]);
    }

    /// Against a Riemann sum over the normal density, demand held at 0.
    #[test]
    fn the_expectation_is_the_integral() {
        for (committed, sd) in [(0.8, 0.3), (1.0, 0.5), (0.2, 0.8)] {
            let step = 1e-3;
            let sum: f64 = (-8000..=8000)
                .map(|place| {
                    let z = f64::from(place) * step;
                    let demand = if 1.0 + sd * z > 0.0 { 1.0 + sd * z } else { 0.0 };
                    untaken(committed, demand) * crate::base::numeric::normal_pdf(z) * step
                })
                .sum();
            assert!((expected_untaken(committed, sd) - sum).abs() < 1e-6, "{committed} {sd}");
        }
        assert!(expected_untaken(0.9, 0.0).abs() < f64::EPSILON);
    }
}
