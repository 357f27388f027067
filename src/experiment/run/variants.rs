//! Variants: the scenario with some keys changed, under the same luck, compared replication by replication.

use super::RunError;
use super::terms::{ByTerm, Terms};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::Plan;
use crate::engine::summary::Summary;
use crate::scenario::file::VariantFile;
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
    /// What it changes in the first term and later, if it changes the contract.
    pub by_term: Option<ByTerm>,
}

/// Runs every variant of the scenario; `designs` are theirs, in order.
pub fn run(
    scenario: &Scenario,
    designs: &[Design],
    (base, terms): (&Summary, Option<&Terms>),
    replications: u64,
    seed: u64,
    watch: Watch<'_>,
) -> Result<Vec<Variant>, RunError> {
    let mut variants = Vec::new();
    for (variant, design) in scenario.file.variants.iter().zip(designs) {
        let mut plan = Plan::round_robin(design, replications, seed);
        let terms = terms.filter(|_| changes_contract(variant));
        plan.keep.path_rounds = terms.map_or(0, Terms::rounds);
        let mut seen = Terms::new(plan.keep.path_rounds);
        let mut summary = Summary::new(&plan, scenario.file.run.risk_aversion);
        parallel::run(&plan, watch, |batch| {
            summary.absorb(&batch);
            if terms.is_some() {
                seen.absorb(&batch);
            }
        })?;
        let by_term = terms.map(|base| seen.less(base, &plan.cells, &design.shares));
        let against_base = summary.strategies.iter().zip(&base.strategies).map(|(changed, base)| {
            let mut paired = Paired::default();
            for (changed, base) in changed.replications.iter().zip(&base.replications) {
                paired.push(*changed, *base);
            }
            paired
        });
        let against_base = against_base.collect();
        variants.push(Variant { name: variant.name.clone(), summary, against_base, by_term });
    }
    Ok(variants)
}

/// Whether what a variant sets belongs to the contract.
pub fn changes_contract(variant: &VariantFile) -> bool {
    variant.set.iter().any(|change| change.trim_start().starts_with("contract."))
}
