//! How work becomes a measured KPI: scale, noise, gaming and monitoring as numbers; it does not know who acts or what follows.

use crate::base::numeric::normal_cdf;
use schemars::JsonSchema;
use serde::Deserialize;

/// Measurement of performance. The scale is effort's own: 0 nothing delivered, 1 everything.
///
/// `y = a (1 - downtime) + yield g / (1 + m) + sd / sqrt(n) z / sqrt(1 + m)` (model.md section 3, step 6).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Kpi {
    /// Standard deviation of one reading.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub sd: f64,
    /// Readings averaged into one round's KPI.
    #[schemars(range(min = 1, max = 100_000))]
    pub observations: u32,
    /// How far full gaming lifts the KPI while nobody monitors.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub gaming_yield: f64,
    /// Cost of full gaming, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub gaming_cost: f64,
    /// Cost of one unit of monitoring, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub monitoring_cost: f64,
    /// A public signal, good or bad, in place of the graded KPI.
    pub binary: Option<BinarySignal>,
}

impl Default for Kpi {
    fn default() -> Self {
        Self { sd: 0.10, observations: 1, gaming_yield: 0.3, gaming_cost: 2.0, monitoring_cost: 1.0, binary: None }
    }
}

/// Probability of a bad public signal, given what both did (seller's action first).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BinarySignal {
    /// Both cooperate.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bad_cc: f64,
    /// Only the buyer defects.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bad_cd: f64,
    /// Only the seller defects.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bad_dc: f64,
    /// Both defect.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub bad_dd: f64,
}

impl BinarySignal {
    /// Probability of a bad signal at efforts `seller` and `buyer` in [0, 1], interpolated bilinearly.
    #[inline(always)]
    pub fn bad(&self, seller: f64, buyer: f64) -> f64 {
        let seller_d = 1.0 - seller;
        let buyer_d = 1.0 - buyer;
        seller * (buyer * self.bad_cc + buyer_d * self.bad_cd)
            + seller_d * (buyer * self.bad_dc + buyer_d * self.bad_dd)
    }
}

/// What a party plans to do in a round: effort and gaming, both in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Real effort.
    pub effort: f64,
    /// Effort spent on the KPI rather than the work.
    pub gaming: f64,
}

impl Kpi {
    /// Standard deviation of a round's KPI under monitoring `m`.
    #[inline(always)]
    pub fn noise(&self, monitoring: f64) -> f64 {
        self.sd / (f64::from(self.observations) * (1.0 + monitoring)).sqrt()
    }

    /// How far gaming `g` lifts the KPI under monitoring `m`.
    #[inline(always)]
    pub fn lift(&self, gaming: f64, monitoring: f64) -> f64 {
        self.gaming_yield * gaming / (1.0 + monitoring)
    }

    /// Probability that a round's KPI falls more than `margin` below `target`, as a party reckons it (no incidents).
    pub fn miss_probability(&self, plan: Plan, monitoring: f64, target: f64, margin: f64) -> f64 {
        let mean = plan.effort + self.lift(plan.gaming, monitoring);
        let gap = target - margin - mean;
        let noise = self.noise(monitoring);
        if noise > 0.0 {
            normal_cdf(gap / noise)
        } else if gap > 0.0 {
            1.0
        } else {
            0.0
        }
    }
}
