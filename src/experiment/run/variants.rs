//! Variants: the scenario with some keys changed, under the same luck, compared replication by replication.

use super::RunError;
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::Plan;
use crate::engine::summary::Summary;
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use crate::statistics::Paired;

/// One variant and what it changes.
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its own summary.
    pub summary: Summary,
    /// Per strategy: its value over the line-up in the variant against the scenario as given.
    pub against_base: Vec<Paired>,
}

/// Runs every variant of the scenario; `designs` are theirs, in order.
pub fn run(
    scenario: &Scenario,
    designs: &[Design],
    base: &Summary,
    replications: u64,
    seed: u64,
    watch: Watch<'_>,
) -> Result<Vec<Variant>, RunError> {
    let mut variants = Vec::new();
    for (variant, design) in scenario.file.variants.iter().zip(designs) {
        let plan = Plan::round_robin(design, replications, seed);
        let mut summary = Summary::new(&plan, scenario.file.run.risk_aversion);
        parallel::run(&plan, watch, |batch| summary.absorb(&batch))?;
        let against_base = summary.strategies.iter().zip(&base.strategies).map(|(changed, base)| {
            let mut paired = Paired::default();
            for (changed, base) in changed.replications.iter().zip(&base.replications) {
                paired.push(*changed, *base);
            }
            paired
        });
        let against_base = against_base.collect();
        variants.push(Variant { name: variant.name.clone(), summary, against_base });
    }
    Ok(variants)
}
