//! From a checked scenario to rules and strategies ready to play; it finds what no single key's range can say.

use crate::base::random::Counter;
use crate::base::side::{PerSide, Side};
use crate::domain::clause::Lever;
use crate::domain::contract::{Contract, levers};
use crate::domain::issue::Issue;
use crate::domain::outcome::OutcomeSpace;
use crate::domain::stage::{Delivery, Stage};
use crate::execution::conduct::response::{Response, responses};
use crate::execution::nature::bootstrap::Series;
use crate::execution::nature::{Index, IndexProcess};
use crate::execution::world::World;
use crate::relationship::menu::{Menu, Preferences};
use crate::relationship::rules::Rules;
use crate::scenario::file::{Bargaining, IssueFile, Measurement, OutsideOptions, ScenarioFile};
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::{schema, series};
use crate::source::{Diagnostic, Diagnostics, KeyPath, Shape, nearest};
use crate::strategy::assembly::Strategy;
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;
use std::sync::Arc;

/// A design point, ready to play: rules, strategies and what these think of the menu.
#[derive(Debug)]
pub struct Design {
    /// The rules.
    pub rules: Rules,
    /// The line-up.
    pub strategies: Vec<Strategy>,
    /// Preferences of each strategy on each side; empty without a menu.
    pub preferences: Arc<Vec<Preferences>>,
    /// Share of each strategy among the partners one meets; sums to 1.
    pub shares: Vec<f64>,
    /// Cheapest plans under the contract as given.
    pub given: PerSide<Response>,
    appraised: Appraised,
}

/// All that menu and preferences are made of: where it is equal, they are.
#[derive(Debug, Clone, PartialEq)]
struct Appraised {
    stage: Stage,
    kpi: Measurement,
    outside: OutsideOptions,
    index: Index,
    contract: Contract,
    bargaining: Option<Bargaining>,
    strategies: Vec<(String, StrategyFile)>,
}

impl Appraised {
    fn of(scenario: &Scenario) -> Self {
        let file = &scenario.file;
        Self {
            stage: file.stage.clone(),
            kpi: file.kpi.clone(),
            outside: file.outside,
            index: file.index.clone(),
            contract: file.contract,
            bargaining: file.bargaining.clone(),
            strategies: scenario.strategies.clone(),
        }
    }
}

/// Turns in a session's luck besides those of the deadline: first mover and nibbles.
const SPARE_TURNS: u64 = 8;

/// Makes a scenario ready.
///
/// # Errors
/// [`ReadError::Mistakes`]: contradictions between keys, all in one go.
pub fn resolve(scenario: &Scenario) -> Result<Design, ReadError> {
    resolve_beside(scenario, None)
}

/// Makes a scenario ready beside a known design point, whose menu and preferences it shares where nothing they rest on differs.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_beside(scenario: &Scenario, known: Option<&Design>) -> Result<Design, ReadError> {
    build(scenario, known).map_err(|mut diagnostics| {
        diagnostics.sort();
        ReadError::Mistakes { files: Box::new(scenario.files.clone()), diagnostics }
    })
}

/// Makes every variant of a scenario ready, in order, beside the scenario's own design point.
///
/// # Errors
/// As [`resolve`]; also if two variants share a name, or one changes the line-up, whose values could then not be paired.
pub fn resolve_variants(scenario: &Scenario, design: &Design) -> Result<Vec<Design>, ReadError> {
    let variants = &scenario.file.variants;
    let mut problems = Diagnostics::new();
    let mut designs = Vec::new();
    for (place, variant) in variants.iter().enumerate() {
        if variants[..place].iter().any(|before| before.name == variant.name) {
            let message = format!("another variant is called `{}` too", variant.name);
            problems.push(scenario.mistake(&format!("variants[{place}].name"), message));
        }
        let set: Vec<String> = variant.set.iter().cloned().chain(["variants=[]".to_owned()]).collect();
        let changed = scenario.with(&set)?;
        if changed.file.lineup.strategies != scenario.file.lineup.strategies {
            let message =
                format!("variant `{}` changes the line-up, so it cannot be compared pair by pair", variant.name);
            problems.push(scenario.mistake(&format!("variants[{place}].set"), message));
        }
        designs.push(resolve_beside(&changed, Some(design))?);
    }
    problems
        .into_result(designs)
        .map_err(|diagnostics| ReadError::Mistakes { files: Box::new(scenario.files.clone()), diagnostics })
}

fn build(scenario: &Scenario, known: Option<&Design>) -> Result<Design, Diagnostics> {
    let file = &scenario.file;
    let mut problems = Diagnostics::new();
    contradictions(scenario, &mut problems);
    let index = index(scenario, &mut problems);
    let strategies = assemble(scenario, &mut problems);
    let shares = shares(scenario, &mut problems);
    let outcomes = file.bargaining.as_ref().and_then(|bargaining| outcomes(scenario, bargaining, &mut problems));
    let (Some(index), Some(strategies)) = (index, strategies) else {
        return problems.into_result(()).and(Err(Diagnostics::new()));
    };
    problems.into_result(())?;
    let world = world(file, index);
    let appraised = Appraised::of(scenario);
    let known = known.filter(|known| known.appraised == appraised);
    let menu = match known {
        Some(known) => known.rules.menu.clone(),
        None => menu(file, &world, outcomes).map(Arc::new),
    };
    let given = match &file.stage {
        Stage::Delivery(delivery) => responses(&file.contract, delivery, &world.kpi),
        Stage::Matrix(_) => PerSide::new(Response::IDLE, Response::IDLE),
    };
    let rules = Rules::new(world, file.contract, menu, file.run.burn_in);
    let preferences = match known {
        Some(known) => Arc::clone(&known.preferences),
        None => Arc::new(preferences(scenario, &rules, &strategies)?),
    };
    Ok(Design { rules, strategies, preferences, shares, given, appraised })
}

fn contradictions(scenario: &Scenario, problems: &mut Diagnostics) {
    let file = &scenario.file;
    let horizon = &file.horizon;
    if horizon.continuation >= 1.0 && horizon.rounds.is_none() {
        let message = "continuation = 1 never ends: give horizon.rounds, or a continuation below 1";
        problems.push(
            scenario.mistake("horizon.continuation", message).with_help("for example `rounds = 40` under [horizon]"),
        );
    }
    if let Err(error) = file.contract.validate() {
        problems.push(scenario.mistake(&format!("contract.{}", error.key), error.message));
    }
    if let (Stage::Matrix(_), Some(_)) = (&file.stage, &file.bargaining) {
        problems
            .push(scenario.mistake("bargaining", "a matrix stage has no terms to negotiate: leave [bargaining] out"));
    }
    if file.kpi.buyer.binary.is_some() {
        let message = "a binary signal is public and common to both sides: give it under kpi.seller only";
        problems.push(scenario.mistake("kpi.buyer.binary", message));
    }
    let stops = file.contract.price_band.stop_loss_lower.or(file.contract.price_band.stop_loss_upper);
    let reopens =
        file.contract.price_band.stop_loss_action == crate::domain::clause::price_band::StopLossAction::Reopen;
    if stops.is_some() && reopens && file.bargaining.is_none() {
        let message =
            "a stop-loss that reopens needs [bargaining]; use stop_loss_action = \"end\" or \"pause\" without it";
        problems.push(scenario.mistake("contract.price_band.stop_loss_action", message));
    }
    for name in &file.run.compare {
        if !file.lineup.strategies.contains(name) {
            problems.push(scenario.mistake("run.compare", format!("`{name}` is not in the line-up")));
        }
    }
    let rounds = u64::from(horizon.rounds.unwrap_or(1));
    let turns = file.bargaining.as_ref().map_or(1, |table| u64::from(table.protocol.deadline) + SPARE_TURNS);
    if let Err(error) = Counter::check(1, rounds, turns) {
        problems.push(scenario.mistake("horizon.rounds", error.to_string()));
    }
}

fn index(scenario: &Scenario, problems: &mut Diagnostics) -> Option<Box<dyn IndexProcess>> {
    Some(match &scenario.file.index {
        Index::Fixed(process) => Box::new(*process),
        Index::Ar1(process) => Box::new(*process),
        Index::Walk(process) => Box::new(*process),
        Index::Geometric(process) => Box::new(*process),
        Index::Bootstrap(settings) => {
            let levels =
                scenario.data(&settings.file).map_err(|reason| ("index.bootstrap.file", reason)).and_then(|text| {
                    series::levels(&text, &settings.column, settings.every, settings.block).map_err(|error| {
                        let key = match error {
                            series::SeriesError::NoColumn { .. } => "index.bootstrap.column",
                            series::SeriesError::TooShort { .. } => "index.bootstrap.block",
                            _ => "index.bootstrap.file",
                        };
                        (key, format!("{}: {error}", settings.file))
                    })
                });
            match levels {
                Ok(levels) => Box::new(Series::new(settings, &levels)),
                Err((key, reason)) => {
                    problems.push(scenario.mistake(key, reason));
                    return None;
                }
            }
        }
    })
}

fn assemble(scenario: &Scenario, problems: &mut Diagnostics) -> Option<Vec<Strategy>> {
    let deadline = scenario.file.bargaining.as_ref().map_or(1, |table| table.protocol.deadline);
    let mut ready = Vec::new();
    for (place, (name, strategy)) in scenario.strategies.iter().enumerate() {
        match Strategy::assemble(name, strategy, deadline) {
            Ok(strategy) => ready.push(strategy),
            Err(error) => {
                let key = format!("strategies.{name}");
                let key = if scenario.root.at(&key).is_some() { key } else { format!("lineup.strategies[{place}]") };
                problems.push(scenario.mistake(&key, format!("strategy `{name}`: {error}")));
            }
        }
    }
    (ready.len() == scenario.strategies.len()).then_some(ready)
}

fn shares(scenario: &Scenario, problems: &mut Diagnostics) -> Vec<f64> {
    let lineup = &scenario.file.lineup;
    let count = lineup.strategies.len();
    if lineup.shares.is_empty() {
        return vec![1.0 / count as f64; count];
    }
    let sum: f64 = lineup.shares.iter().sum();
    let valid = lineup.shares.iter().all(|share| *share >= 0.0) && sum > 0.0;
    if lineup.shares.len() != count || !valid {
        let message = format!(
            "{} shares for a line-up of {count}: give one share of at least 0 each, not all 0",
            lineup.shares.len()
        );
        problems.push(scenario.mistake("lineup.shares", message));
    }
    lineup.shares.iter().map(|share| share / sum).collect()
}

fn world(file: &ScenarioFile, index: Box<dyn IndexProcess>) -> World {
    World {
        stage: file.stage.clone(),
        kpi: PerSide::new(file.kpi.seller, file.kpi.buyer),
        noise: file.noise,
        incidents: PerSide::new(file.incidents.seller, file.incidents.buyer),
        help: file.incidents.help,
        outside: file.outside.into(),
        horizon: file.horizon,
        index,
        claim_cost: file.kpi.claim_cost,
        distress: file.distress,
    }
}

/// The outcome space, every outcome as a contract, and whether price is among the issues.
type Outcomes = (OutcomeSpace, Vec<Contract>, bool);

fn outcomes(scenario: &Scenario, bargaining: &Bargaining, problems: &mut Diagnostics) -> Option<Outcomes> {
    let before = problems.len();
    if bargaining.issues.is_empty() {
        problems.push(
            scenario
                .mistake("bargaining", "[bargaining] has no issues: add [[bargaining.issues]], or leave the table out"),
        );
        return None;
    }
    let values: Vec<Vec<f64>> =
        bargaining.issues.iter().enumerate().map(|(place, issue)| options(scenario, place, issue, problems)).collect();
    let set: Vec<Vec<&'static Lever>> = bargaining
        .issues
        .iter()
        .enumerate()
        .map(|(place, issue)| keys(scenario, place, issue, &values[place], problems))
        .collect();
    if problems.len() > before {
        return None;
    }
    let issues: Result<Vec<Issue>, _> = bargaining
        .issues
        .iter()
        .zip(&values)
        .map(|(issue, values)| Issue::new(issue.name.as_str(), values.iter().map(ToString::to_string)))
        .collect();
    let space = issues
        .map_err(|error| error.to_string())
        .and_then(|issues| OutcomeSpace::for_sessions(issues).map_err(|error| error.to_string()));
    match space {
        Ok(space) => {
            let contracts = contracts(scenario, &space, &values, &set, problems)?;
            let has_price = set.iter().flatten().any(|lever| lever.key == "price");
            Some((space, contracts, has_price))
        }
        Err(message) => {
            problems.push(scenario.mistake("bargaining.issues", message));
            None
        }
    }
}

fn contracts(
    scenario: &Scenario,
    space: &OutcomeSpace,
    values: &[Vec<f64>],
    set: &[Vec<&'static Lever>],
    problems: &mut Diagnostics,
) -> Option<Vec<Contract>> {
    let mut contracts = Vec::with_capacity(space.len());
    for outcome in 0..space.len() as u32 {
        let mut contract = scenario.file.contract;
        for ((option, values), levers) in space.options(outcome).iter().zip(values).zip(set) {
            for lever in levers {
                (lever.set)(&mut contract, values[usize::from(*option)]);
            }
        }
        if let Err(error) = contract.validate() {
            let message = format!("the outcome `{}` is no contract: {error}", space.describe(outcome));
            problems.push(scenario.mistake("bargaining.issues", message));
            return None;
        }
        contracts.push(contract);
    }
    Some(contracts)
}

/// Most options of one issue; the outcome space has its own limit.
const MOST_OPTIONS: f64 = 65_536.0;

fn options(scenario: &Scenario, place: usize, issue: &IssueFile, problems: &mut Diagnostics) -> Vec<f64> {
    let key = format!("bargaining.issues[{place}]");
    match (&issue.range, issue.options.as_slice()) {
        (None, []) => {
            problems.push(
                scenario.mistake(&key, format!("issue `{}` has no options: give `options` or `range`", issue.name)),
            );
            Vec::new()
        }
        (None, options) => options.to_vec(),
        (Some(_), [_, ..]) => {
            problems.push(
                scenario.mistake(&key, format!("issue `{}` has both `options` and `range`: give one", issue.name)),
            );
            Vec::new()
        }
        (Some(range), []) => {
            let steps = ((range.to - range.from) / range.step + 1e-9).floor();
            if !(0.0..MOST_OPTIONS).contains(&steps) {
                let count =
                    if steps < 0.0 { "no options".to_owned() } else { format!("more than {MOST_OPTIONS} options") };
                let message = format!("the range from {} to {} by {} has {count}", range.from, range.to, range.step);
                problems.push(scenario.mistake(&format!("{key}.range"), message));
                return Vec::new();
            }
            (0..=steps as u32).map(|step| range.from + f64::from(step) * range.step).collect()
        }
    }
}

fn keys(
    scenario: &Scenario,
    place: usize,
    issue: &IssueFile,
    values: &[f64],
    problems: &mut Diagnostics,
) -> Vec<&'static Lever> {
    let schema = schema::scenario();
    let mut found = Vec::new();
    for (item, key) in issue.keys.iter().enumerate() {
        let at = format!("bargaining.issues[{place}].keys[{item}]");
        match levers().find(|lever| lever.key == key) {
            Some(lever) => {
                if let Some(problem) = out_of_range(scenario, &schema, place, key, values) {
                    problems.push(problem);
                }
                found.push(lever);
            }
            None => problems.push(unknown_lever(scenario, &at, key)),
        }
    }
    found
}

fn unknown_lever(scenario: &Scenario, at: &str, key: &str) -> Diagnostic {
    let names: Vec<&str> = levers().map(|lever| lever.key).collect();
    let help = match nearest(key, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? terms are {}", names.join(", ")),
        None => format!("terms are {}", names.join(", ")),
    };
    scenario.mistake(at, format!("`{key}` is no term that can be negotiated")).with_help(help)
}

fn out_of_range(
    scenario: &Scenario,
    schema: &serde_json::Value,
    place: usize,
    key: &str,
    values: &[f64],
) -> Option<Diagnostic> {
    let path: KeyPath = format!("contract.{key}").parse().ok()?;
    let shape = path.steps().iter().fold(Shape::of(schema), |shape, step| shape.step(step));
    let (low, high) = shape.range();
    let outside = values.iter().find(|value| {
        low.as_ref().is_some_and(|bound| **value < bound.value)
            || high.as_ref().is_some_and(|bound| **value > bound.value)
    })?;
    let bound = |bound: &Option<crate::source::form::Bound>| {
        bound.as_ref().map_or("any".to_owned(), |bound| bound.value.to_string())
    };
    let message = format!("option {outside} is outside the range of `{key}`: {} to {}", bound(&low), bound(&high));
    Some(scenario.mistake(&format!("bargaining.issues[{place}]"), message))
}

fn menu(file: &ScenarioFile, world: &World, outcomes: Option<Outcomes>) -> Option<Menu> {
    let (space, contracts, has_price) = outcomes?;
    let bargaining = file.bargaining.as_ref()?;
    let delivery: &Delivery = world.delivery()?;
    let table = (bargaining.protocol.clone(), bargaining.retries, bargaining.benchmark_sd);
    Some(Menu::new(space, contracts, has_price, world, delivery, table))
}

fn preferences(scenario: &Scenario, rules: &Rules, strategies: &[Strategy]) -> Result<Vec<Preferences>, Diagnostics> {
    let (Some(menu), Some(delivery)) = (&rules.menu, rules.world.delivery()) else {
        return Ok(strategies.iter().map(|_| PerSide::new(Vec::new(), Vec::new())).collect());
    };
    let of = |strategy: &Strategy, side: Side| {
        menu.preferences(strategy, side, &rules.world, delivery)
            .map_err(|error| Diagnostics::from(scenario.mistake("bargaining.issues", error.to_string())))
    };
    strategies
        .par_iter()
        .map(|strategy| Ok(PerSide::new(of(strategy, Side::Seller)?, of(strategy, Side::Buyer)?)))
        .collect()
}
