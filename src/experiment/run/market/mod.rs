//! A scenario with a market: what every kind of party earns, how conduct and names go over time, and where one kind beats another.

mod figures;
mod sentences;
mod shadow;
mod tables;

use super::{RunError, Settings, compared, report};
use crate::engine::market::summary::MarketSummary;
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::Watch;
use crate::report::Report;
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use shadow::Shadow;

/// One design point that was played: the scenario as given, or a variant of it.
pub(super) struct Case<'a> {
    /// The variant's name; empty for the scenario as given.
    name: String,
    design: &'a Design,
    summary: MarketSummary,
    /// From which shadow of the future on the first compared strategy earns more, where that was searched for.
    shadow: Option<Shadow>,
}

/// All that was simulated.
pub(super) struct Played<'a> {
    scenario: &'a Scenario,
    replications: u64,
    /// The compared strategies, as places in the line-up.
    compare: Option<[usize; 2]>,
    /// The scenario as given first.
    cases: Vec<Case<'a>>,
}

/// Plays a scenario's market and that of its variants, under the same luck.
pub(super) fn run(
    scenario: &Scenario,
    (design, variants): (&Design, &[Design]),
    (replications, seed): (u64, u64),
    settings: &Settings,
    watch: Watch<'_>,
) -> Result<Report, RunError> {
    let names = scenario.file.variants.iter().map(|variant| variant.name.clone());
    let mut cases = Vec::new();
    for (name, design) in std::iter::once(String::new()).chain(names).zip(std::iter::once(design).chain(variants)) {
        let Some(economy) = design.economy() else { continue };
        let mut summary = MarketSummary::new(&economy, scenario.file.run.burn_in);
        let plan = MarketPlan { economy, replications, seed };
        market::run(&plan, watch, |history| summary.absorb(history))?;
        let shadow = shadow::search(scenario, design, (replications, seed), watch)?;
        cases.push(Case { name, design, summary, shadow });
    }
    let played = Played { scenario, replications, compare: compared(scenario), cases };
    let figures = if settings.figures { figures::all(&played) } else { Vec::new() };
    let told = (sentences::all(&played), tables::all(&played)?, figures);
    Ok(report(scenario, (replications, seed), settings, told))
}

/// Replications that a run will take, for a progress bar.
pub(super) fn work(scenario: &Scenario, replications: u64) -> u64 {
    let cases = 1 + scenario.file.variants.len() as u64;
    cases * (replications + shadow::work(scenario, replications))
}

impl Played<'_> {
    /// The scenario as given.
    fn base(&self) -> Option<&Case<'_>> {
        self.cases.first()
    }

    /// Name of a strategy by its place in the line-up.
    fn name(&self, place: usize) -> &str {
        &self.scenario.file.lineup.strategies[place]
    }
}

impl Case<'_> {
    /// How the case is called.
    fn title(&self) -> &str {
        if self.name.is_empty() { "as given" } else { &self.name }
    }

    /// Whether names play a part.
    fn has_names(&self) -> bool {
        self.design.market.as_ref().is_some_and(|market| market.reputation.is_some())
    }
}
