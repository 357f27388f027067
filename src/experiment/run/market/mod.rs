//! A scenario with a market: what every kind of party earns, how conduct and names go over time, and where one kind beats another.

mod along;
mod figures;
mod sentences;
mod tables;

use super::{RunError, Settings, compared, report};
use crate::engine::market::course::Course;
use crate::engine::market::summary::{GroupKey, MarketSummary};
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::Watch;
use crate::report::Report;
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use crate::statistics::Estimate;
use along::Searched;

/// One design point that was played: the scenario as given, or a variant of it.
pub(super) struct Case<'a> {
    /// The variant's name; empty for the scenario as given.
    name: String,
    design: &'a Design,
    summary: MarketSummary,
    /// What parties earned in each part of the time.
    course: Course,
    /// From where on the first compared strategy earns more, along every number that was asked for.
    searched: Vec<Searched>,
}

/// What a variant changes for one kind of party.
struct Change<'a> {
    case: &'a Case<'a>,
    key: &'a GroupKey,
    /// First round, from 0, and the round after the last.
    rounds: [usize; 2],
    /// Flow of a party in a round, less that in the scenario as given.
    more: Estimate,
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

/// What is asked that only pairs have.
fn pairs_only(settings: &Settings) -> Result<(), RunError> {
    let asked = [
        (settings.factorial, "--factorial"),
        (settings.diagnostics, "--diagnostics"),
        (settings.relationships, "--relationships"),
    ];
    asked.into_iter().find(|(on, _)| *on).map_or(Ok(()), |(_, name)| Err(RunError::PairsOnly(name)))
}

/// Plays a scenario's market and that of its variants, under the same luck.
pub(super) fn run(
    scenario: &Scenario,
    (design, variants): (&Design, &[Design]),
    (replications, seed): (u64, u64),
    settings: &Settings,
    watch: Watch<'_>,
) -> Result<Report, RunError> {
    pairs_only(settings)?;
    let names = scenario.file.variants.iter().map(|variant| variant.name.clone());
    let mut cases = Vec::new();
    for (name, design) in std::iter::once(String::new()).chain(names).zip(std::iter::once(design).chain(variants)) {
        let Some(economy) = design.economy() else { continue };
        let burn_in = scenario.file.run.burn_in;
        let (mut summary, mut course) = (MarketSummary::new(&economy, burn_in), Course::new(&economy, burn_in));
        let plan = MarketPlan { economy, replications, seed };
        market::run(&plan, watch, |history| {
            summary.absorb(history);
            course.absorb(history);
        })?;
        let searched = along::search(scenario, design, (replications, seed), watch)?;
        cases.push(Case { name, design, summary, course, searched });
    }
    let played = Played { scenario, replications, compare: compared(scenario), cases };
    let figures = if settings.figures { figures::all(&played) } else { Vec::new() };
    let told = (sentences::all(&played), tables::all(&played)?, figures);
    Ok(report(scenario, (replications, seed), settings, told))
}

/// Replications that a run will take, for a progress bar.
pub(super) fn work(scenario: &Scenario, replications: u64) -> u64 {
    let variants = scenario.file.variants.iter().filter_map(|variant| scenario.with(&variant.set).ok());
    let searches: u64 = variants.map(|variant| along::work(&variant.file, replications)).sum();
    let cases = 1 + scenario.file.variants.len() as u64;
    cases * replications + along::work(&scenario.file, replications) + searches
}

impl Played<'_> {
    /// The scenario as given.
    fn base(&self) -> Option<&Case<'_>> {
        self.cases.first()
    }

    /// What every variant changes: by kind of party, over all rounds and then part by part.
    fn changes(&self) -> Vec<Change<'_>> {
        let Some((base, variants)) = self.cases.split_first() else { return Vec::new() };
        variants.iter().flat_map(|case| case.changes(&base.course)).collect()
    }

    /// Name of a group's strategy, or of all.
    fn kind(&self, key: &GroupKey) -> &str {
        key.strategy.map_or("all", |place| self.name(place))
    }

    /// Name of a strategy by its place in the line-up.
    fn name(&self, place: usize) -> &str {
        &self.scenario.file.lineup.strategies[place]
    }
}

impl Case<'_> {
    /// What is different from the scenario as given.
    fn changes<'a>(&'a self, base: &'a Course) -> impl Iterator<Item = Change<'a>> {
        let course = &self.course;
        let parts = (0..course.groups.len()).flat_map(|group| (0..course.parts.len()).map(move |part| (group, part)));
        parts.filter_map(move |(group, part)| {
            let more = course.less(base, group, part)?.estimate();
            Some(Change { case: self, key: &course.groups[group], rounds: course.parts[part], more })
        })
    }

    /// How the case is called.
    fn title(&self) -> &str {
        if self.name.is_empty() { "as given" } else { &self.name }
    }

    /// Whether names play a part.
    fn has_names(&self) -> bool {
        self.design.market.as_ref().is_some_and(|market| market.reputation.is_some())
    }
}
