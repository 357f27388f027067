//! The worksheet from which a party derives its reservation value; it does not know what the other side offers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a party must get to prefer this agreement to its best alternative (BATNA; Fisher, Ury and
/// Patton 1991), all in money per round.
///
/// One-off amounts are entered divided by the rounds over which the party spreads them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Worksheet {
    /// Value of the best alternative to an agreement.
    pub batna: f64,
    /// Cost of moving to that alternative, which makes it worth less.
    #[schemars(range(min = 0.0))]
    pub switching: f64,
    /// Cost of starting up with this partner that the utility of outcomes leaves out.
    #[schemars(range(min = 0.0))]
    pub onboarding: f64,
    /// Cost of supporting this partner that the utility of outcomes leaves out.
    #[schemars(range(min = 0.0))]
    pub support: f64,
    /// What being seen with this partner puts at risk.
    #[schemars(range(min = 0.0))]
    pub reputational_risk: f64,
}

impl Worksheet {
    /// The least utility at which agreeing is no worse than the alternative: the alternative net of
    /// moving there, plus all that agreeing costs on top of what outcomes already count.
    pub fn reservation(&self) -> f64 {
        self.batna - self.switching + self.onboarding + self.support + self.reputational_risk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_of_leaving_lower_and_costs_of_agreeing_raise_it() {
        let alone = Worksheet { batna: 20.0, ..Worksheet::default() };
        assert_eq!(alone.reservation().to_bits(), 20.0_f64.to_bits());
        let full = Worksheet { switching: 2.0, onboarding: 1.0, support: 0.5, reputational_risk: 0.25, ..alone };
        assert_eq!(full.reservation().to_bits(), 19.75_f64.to_bits());
    }
}
