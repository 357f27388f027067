//! The main experiment: every matchup of a scenario's line-up, what each strategy captures, and where one beats the other.

mod artefacts;
mod break_even;
mod contract_sentences;
mod diagnostics;
mod factorial;
mod figures;
mod market;
mod people;
mod phase;
mod sentences;
mod tables;
mod terms;
mod variants;

pub use break_even::{BreakEven, Verdict};

use crate::base::random::Key;
use crate::engine::parallel::{self, Stopped, Watch};
use crate::engine::plan::{Keep, Plan};
use crate::engine::summary::Summary;
use crate::report::{GivenContract, Provenance, Report};
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::resolve::{Design, resolve, resolve_variants};
use crate::statistics::Estimate;
use crate::table::{Table, TableError};
use factorial::MOST_CROSSED;
use phase::PhaseMap;
use terms::Terms;
use thiserror::Error;
use variants::Variant;

/// Level of all intervals.
pub const LEVEL: f64 = 0.95;

/// What is asked beyond the scenario.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Replications of every matchup, instead of the scenario's.
    pub replications: Option<u64>,
    /// Seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// Cross the parts of the line-up's strategies.
    pub factorial: bool,
    /// Tell whether the model is alive.
    pub diagnostics: bool,
    /// One row per replication.
    pub relationships: bool,
    /// Draw figures, the phase map included.
    pub figures: bool,
    /// The command that gives the same result.
    pub command: String,
}

/// Why a run failed.
#[derive(Debug, Error)]
pub enum RunError {
    /// The scenario or a variant of it is at fault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Too many strategies to cross all their parts.
    #[error("the factorial crosses all parts of at most {MOST_CROSSED} strategies, and the line-up has {0}")]
    TooManyCrosses(usize),
    /// Something is asked that only pairs have.
    #[error("{0} tells of pairs, and this scenario is a market: leave it out")]
    PairsOnly(&'static str),
    /// A threshold search failed.
    #[error("the break-even search failed: {0}")]
    Search(String),
}

/// All that was simulated for one scenario.
pub(crate) struct Results<'a> {
    scenario: &'a Scenario,
    design: &'a Design,
    replications: u64,
    seed: u64,
    summary: Summary,
    /// The two strategies whose difference is the scenario's question, as places in the line-up.
    compare: Option<[usize; 2]>,
    break_even: Vec<BreakEven>,
    /// The curves behind the break-even points: per subject, points of continuation and difference.
    curves: Option<Summary>,
    variants: Vec<Variant>,
    phase: Option<PhaseMap>,
}

/// Runs a scenario.
///
/// # Errors
/// [`RunError`]; nothing is written in any case.
pub fn run(scenario: &Scenario, settings: &Settings, watch: Watch<'_>) -> Result<Report, RunError> {
    let design = resolve(scenario)?;
    let changed = resolve_variants(scenario, &design)?;
    factorial::check(settings, &design)?;
    let file = &scenario.file;
    let replications = settings.replications.unwrap_or(file.run.replications);
    let seed = settings.seed.unwrap_or(file.run.seed);
    if design.market.is_some() {
        return market::run(scenario, (&design, &changed), (replications, seed), settings, watch);
    }
    let mut rows = Vec::new();
    let mut plan = Plan::round_robin(&design, replications, seed);
    plan.keep.path_rounds = path_rounds(scenario);
    let mut summary = Summary::new(&plan, file.run.risk_aversion);
    let mut terms = first_term(scenario, &design, plan.keep.path_rounds).map(Terms::new);
    parallel::run(&plan, watch, |mut batch| {
        summary.absorb(&batch);
        if let Some(terms) = &mut terms {
            terms.absorb(&batch);
        }
        if settings.relationships {
            batch.cells.iter_mut().for_each(|cell| cell.trajectories = None);
            rows.push(batch);
        }
    })?;
    let compare = compared(scenario);
    let curves = profile(scenario, &design, settings, seed, watch)?;
    let results = Results {
        scenario,
        design: &design,
        replications,
        seed,
        break_even: break_even::search(&design, &summary, curves.as_ref())?,
        variants: variants::run(scenario, &changed, (&summary, terms.as_ref()), replications, seed, watch)?,
        phase: if settings.figures { phase::run(scenario, &design, compare, seed, watch)? } else { None },
        summary,
        compare,
        curves,
    };
    let mut tables = tables::all(&results)?;
    if settings.relationships {
        tables.push(tables::relationships(&results, &rows)?);
    }
    tables.extend(artefacts::tables(&results)?);
    let (compared, told) = people::compared(&results, watch)?;
    tables.extend(compared);
    if settings.diagnostics {
        tables.push(diagnostics::table(&results)?);
    }
    let mut sentences = sentences::all(&results);
    sentences.extend(told);
    if settings.factorial {
        let (more, told) = factorial::run(scenario, &results, watch)?;
        tables.extend(more);
        sentences.extend(told);
    }
    let figures = if settings.figures { figures::all(&results) } else { Vec::new() };
    Ok(report(scenario, (replications, seed), settings, (sentences, tables, figures)))
}

/// How many cell-replications a run will take, for a progress bar.
pub fn work(scenario: &Scenario, settings: &Settings) -> u64 {
    let file = &scenario.file;
    let count = file.lineup.strategies.len() as u64;
    let cells = count * count;
    let replications = settings.replications.unwrap_or(file.run.replications);
    if file.market.is_some() {
        return market::work(scenario, replications);
    }
    let variants = file.variants.len() as u64;
    let break_even = if has_future(scenario) { file.run.break_even_replications.min(replications) } else { 0 };
    let phase = if settings.figures { phase::work(scenario) } else { 0 };
    let crosses = if settings.factorial { count.pow(3) * count * 2 } else { 0 };
    cells * (replications * (1 + variants) + break_even + phase) + crosses * replications
}

fn path_rounds(scenario: &Scenario) -> usize {
    let wanted = scenario.file.run.report_rounds;
    scenario.file.horizon.rounds.map_or(wanted, |rounds| rounds.min(wanted)) as usize
}

/// Rounds of the first term, if a variant changes the contract and the paths reach further.
fn first_term(scenario: &Scenario, design: &Design, path_rounds: usize) -> Option<usize> {
    let rounds = design.rules.contract.term.rounds as usize;
    let changes = scenario.file.variants.iter().any(variants::changes_contract);
    (changes && rounds < path_rounds).then_some(rounds)
}

/// Whether a second round is possible: without one there is no shadow of the future.
fn has_future(scenario: &Scenario) -> bool {
    scenario.file.horizon.rounds.is_none_or(|rounds| rounds > 1)
}

fn compared(scenario: &Scenario) -> Option<[usize; 2]> {
    let names = &scenario.file.lineup.strategies;
    match scenario.file.run.compare.as_slice() {
        [one, other] => {
            let place = |name: &String| names.iter().position(|candidate| candidate == name);
            Some([place(one)?, place(other)?])
        }
        _ if names.len() >= 2 => Some([0, 1]),
        _ => None,
    }
}

/// The round robin again, run to the longest shadow of the future, with values kept at every shorter one.
fn profile(
    scenario: &Scenario,
    design: &Design,
    settings: &Settings,
    seed: u64,
    watch: Watch<'_>,
) -> Result<Option<Summary>, RunError> {
    let run = &scenario.file.run;
    let most = settings.replications.unwrap_or(run.replications);
    let replications = run.break_even_replications.min(most);
    if replications < 2 || !has_future(scenario) {
        return Ok(None);
    }
    let mut plan = Plan::round_robin(design, replications, seed);
    plan.keep = Keep { path_rounds: 0, profile: grid(run.break_even_longest) };
    let mut summary = Summary::new(&plan, 0.0);
    parallel::run(&plan, watch, |batch| summary.absorb(&batch))?;
    Ok(Some(summary))
}

/// Continuation probabilities from 0 to `longest` in steps of .01, the last one `longest` itself.
pub(crate) fn grid(longest: f64) -> Vec<f64> {
    let steps = (longest * 100.0 - 1e-9).ceil() as u32;
    (0..steps).map(|step| f64::from(step) / 100.0).chain([longest]).collect()
}

/// Mean, standard error and interval as table columns show them: NaN for what too few values leave unknown.
pub(crate) fn bounds(estimate: &Estimate) -> [f64; 4] {
    match estimate.n {
        0 => [f64::NAN; 4],
        1 => [estimate.mean, f64::NAN, f64::NAN, f64::NAN],
        _ => {
            let interval = estimate.interval(LEVEL);
            [estimate.mean, estimate.se, interval.low, interval.high]
        }
    }
}

/// Sentences, tables and figures of a run.
type Told = (Vec<String>, Vec<Table>, Vec<crate::report::Figure>);

fn report(
    scenario: &Scenario,
    (replications, seed): (u64, u64),
    settings: &Settings,
    (sentences, tables, figures): Told,
) -> Report {
    let file = &scenario.file;
    let text = scenario.canonical();
    Report {
        title: file.title.clone(),
        question: file.question.clone(),
        expectation: file.expect.clone(),
        sentences,
        tables,
        figures,
        assumptions: scenario.leaves(),
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario_name: scenario.name.clone(),
            scenario_hash: Key::digest(text.as_bytes()),
            scenario_text: text,
            seed,
            replications,
            command: settings.command.clone(),
            contract: scenario
                .contract
                .as_ref()
                .map(|contract| GivenContract { name: contract.shown.clone(), text: contract.text.clone() }),
        },
    }
}
