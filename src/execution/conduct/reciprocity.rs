//! Parametric reciprocity: keeps the contract's level, gives more to a partner that gives more, withdraws from one it distrusts.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::{clamp, select};
use crate::domain::kpi::Plan;
use multiversion::multiversion;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row {
    name: "reciprocity",
    summary: "contract level plus generosity towards a partner whose KPI average is generous; withdraws below a trust",
};

/// `effort = level + (1 - level) generosity clamp((average - target - threshold) / span, 0, 1)` (economics.md, rule 5).
///
/// The level is the own target plus a margin in standard deviations of the KPI: at the target itself a party misses half the time.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reciprocity {
    /// Margin above the own target, in standard deviations of the KPI.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub margin: f64,
    /// Share of the effort above the contract that it gives at most.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub generosity: f64,
    /// How far the other's average must lie above its target before generosity begins.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub threshold: f64,
    /// Over which further distance generosity grows to its full size.
    #[schemars(range(min = 0.001, max = 10.0))]
    pub span: f64,
    /// Trust below which it withdraws to `provoked`.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub provoked_below: f64,
    /// Effort, as a share of the level, towards a partner it does not trust.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub provoked: f64,
}

impl Default for Reciprocity {
    fn default() -> Self {
        Self { margin: 1.0, generosity: 1.0, threshold: 0.15, span: 0.15, provoked_below: 0.0, provoked: 0.0 }
    }
}

impl Reciprocity {
    /// What the contract asks for, with the margin.
    #[inline(always)]
    fn level(&self, own_target: f64, noise: f64) -> f64 {
        clamp(own_target + self.margin * noise, 0.0, 1.0)
    }
}

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn give(rule: &Reciprocity, view: &RoundView<'_>, efforts: &mut [f64]) {
    let earned = view.average.iter().zip(view.other_target);
    for ((effort, own_target), (average, other_target)) in efforts.iter_mut().zip(view.own_target).zip(earned) {
        let level = rule.level(*own_target, view.noise);
        let graded = clamp((average - other_target - rule.threshold) / rule.span, 0.0, 1.0);
        *effort = level + (1.0 - level) * rule.generosity * graded;
    }
}

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn withdraw(rule: &Reciprocity, view: &RoundView<'_>, efforts: &mut [f64]) {
    let standing = view.trust.iter().zip(view.repairing);
    for ((effort, own_target), (trust, repairing)) in efforts.iter_mut().zip(view.own_target).zip(standing) {
        let withdrawn = rule.provoked * rule.level(*own_target, view.noise);
        let calm = select(*trust < rule.provoked_below, withdrawn, *effort);
        *effort = select(*repairing > 0.0, 1.0, calm);
    }
}

impl Rule for Reciprocity {
    fn act(&self, view: &RoundView<'_>, _: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        give(self, view, acts.effort);
        withdraw(self, view, acts.effort);
        acts.gaming.fill(0.0);
    }

    /// Full generosity is planned in proportion to trust.
    fn planned(&self, own_target: f64, noise: f64, trust: f64, _: &Response) -> Plan {
        let level = self.level(own_target, noise);
        Plan { effort: level + (1.0 - level) * self.generosity * trust, gaming: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Reciprocity;
    use crate::execution::conduct::{Acts, RoundView, Rule};

    fn effort(rule: &Reciprocity, average: f64, trust: f64, repairing: f64) -> f64 {
        let view = RoundView { trust: &[trust], average: &[average], repairing: &[repairing], ..RoundView::FIRST };
        let (mut effort, mut gaming) = ([0.0], [0.0]);
        rule.act(&view, &mut [], &mut Acts { effort: &mut effort, gaming: &mut gaming });
        effort[0]
    }

    #[test]
    fn it_repays_generosity_and_answers_distrust() {
        let rule = Reciprocity { provoked_below: 0.3, provoked: 0.5, ..Reciprocity::default() };
        assert!((effort(&rule, 1.0, 0.8, 0.0) - 1.0).abs() < 1e-12);
        assert!((effort(&rule, 0.7, 0.8, 0.0) - 0.7).abs() < 1e-12);
        assert!((effort(&rule, 1.0, 0.2, 0.0) - 0.35).abs() < 1e-12);
        assert!((effort(&rule, 0.0, 0.8, 1.0) - 1.0).abs() < 1e-12);
    }
}
