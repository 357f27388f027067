//! From a checked scenario to rules and strategies ready to play; it finds what no single key's range can say.

use crate::base::random::Counter;
use crate::base::side::PerSide;
use crate::domain::contract::Contract;
use crate::domain::stage::Stage;
use crate::execution::conduct::response::{Response, responses};
use crate::execution::demand::Demand;
use crate::execution::investment::Investment;
use crate::execution::nature::bootstrap::Series;
use crate::execution::nature::{Index, IndexProcess};
use crate::execution::reputation::MOST;
use crate::execution::world::World;
use crate::market::economy::Economy;
use crate::relationship::menu::Preferences;
use crate::relationship::rules::Rules;
use crate::scenario::evolution::Contradiction;
use crate::scenario::file::{Bargaining, Measurement, OutsideOptions, ScenarioFile};
use crate::scenario::market::MarketDesign;
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::{market, menu, people, series};
use crate::source::file::COMMAND_LINE;
use crate::source::{Diagnostic, Diagnostics, Value};
use crate::strategy::assembly::Strategy;
use crate::strategy::file::StrategyFile;
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
    /// The market in which they meet, if it is not pair by pair.
    pub market: Option<MarketDesign>,
    appraised: Appraised,
}

impl Design {
    /// The market, ready to be played, if there is one.
    pub fn economy(&self) -> Option<Economy<'_>> {
        let MarketDesign { market, reputation, edges, shares } = self.market.as_ref()?;
        Some(Economy {
            rules: &self.rules,
            strategies: &self.strategies,
            preferences: &self.preferences,
            given: self.given,
            market,
            reputation: *reputation,
            shares: shares.clone(),
            edges,
            alternative: PerSide::from_fn(|side| self.rules.world.outside[side].option),
            continuation: self.rules.world.horizon.continuation,
            named: true,
        })
    }
}

/// All that menu and preferences are made of: where it is equal, they are.
#[derive(Debug, Clone, PartialEq)]
struct Appraised {
    stage: Stage,
    kpi: Measurement,
    outside: OutsideOptions,
    index: Index,
    demand: Demand,
    reputation: PerSide<f64>,
    investment: Investment,
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
            demand: file.demand,
            reputation: file.reputation.unwrap_or_default().value,
            investment: file.investment,
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
    let market = market::market(scenario, &shares, &mut problems);
    let stage = people::stage(scenario, &mut problems);
    let offered = menu::offered(scenario, &stage, &mut problems);
    let (Some(index), Some(strategies)) = (index, strategies) else {
        return problems.into_result(()).and(Err(Diagnostics::new()));
    };
    problems.into_result(())?;
    let world = world(file, stage.into_owned(), index);
    let appraised = Appraised::of(scenario);
    let known = known.filter(|known| known.appraised == appraised);
    let (menu, shared) = match (known, offered) {
        (Some(known), _) => (known.rules.menu.clone(), None),
        (None, Some(offered)) => {
            offered.menu(file, &world).map_or((None, None), |(menu, shared)| (Some(Arc::new(menu)), shared))
        }
        (None, None) => (None, None),
    };
    let given = match &file.stage {
        Stage::Delivery(delivery) => responses(&file.contract, delivery, &world.kpi),
        Stage::Matrix(_) | Stage::Domain(_) => PerSide::new(Response::IDLE, Response::IDLE),
    };
    let rules = Rules::new(world, file.contract, menu, file.run.burn_in);
    let preferences = match known {
        Some(known) => Arc::clone(&known.preferences),
        None => Arc::new(menu::preferences(scenario, &rules, &strategies, shared)?),
    };
    Ok(Design { rules, strategies, preferences, shares, given, market, appraised })
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
    if let Some(problem) = no_cadence(scenario) {
        problems.push(problem);
    }
    if let (Stage::Matrix(_), Some(_)) = (&file.stage, &file.bargaining) {
        problems
            .push(scenario.mistake("bargaining", "a matrix stage has no terms to negotiate: leave [bargaining] out"));
    }
    if let (Stage::Domain(_), Some(Bargaining { issues, .. })) = (&file.stage, &file.bargaining)
        && !issues.is_empty()
    {
        let message = "a negotiation domain names its issues under [stage.domain]: leave bargaining.issues out";
        problems.push(scenario.mistake("bargaining.issues", message));
    }
    let discounted = menu::table(file.bargaining.as_ref()).protocol.discount != PerSide::new(1.0, 1.0);
    if discounted && !matches!(file.stage, Stage::Domain(_)) {
        let message = "turns discount agreements in a negotiation domain only: use turn_cost to make time dear here";
        problems.push(scenario.mistake("bargaining.protocol.discount", message));
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
    if file.people.is_some() && !matches!(file.stage, Stage::Domain(_)) {
        let message = "people's negotiations can be compared with in a negotiation domain only: give [stage.domain]";
        problems.push(scenario.mistake("people", message));
    }
    evolution(scenario, problems);
    idle_keys(scenario, problems);
    for name in &file.run.compare {
        if !file.lineup.strategies.contains(name) {
            problems.push(scenario.mistake("run.compare", format!("`{name}` is not in the line-up")));
        }
    }
    let rounds = u64::from(horizon.rounds.unwrap_or(1));
    let turns = u64::from(menu::table(file.bargaining.as_ref()).protocol.deadline) + SPARE_TURNS;
    if let Err(error) = Counter::check(1, rounds, turns) {
        problems.push(scenario.mistake("horizon.rounds", error.to_string()));
    }
}

/// A cadence of 0 written into a file; as an option of an issue, in a variant or on the command line it switches reviews off.
fn no_cadence(scenario: &Scenario) -> Option<Diagnostic> {
    let key = "contract.governance.cadence";
    let written = scenario.root.at(key)?;
    let in_file = scenario.files.name(written.file) != COMMAND_LINE;
    let message = "a cadence of 0 rounds is none: leave it out for no reviews, or give at least 1";
    (in_file && written.value == Value::Integer(0)).then(|| scenario.mistake(key, message))
}

fn evolution(scenario: &Scenario, problems: &mut Diagnostics) {
    let Some(evolution) = &scenario.file.evolution else { return };
    for Contradiction { key, message } in evolution.contradictions(&scenario.file.lineup.strategies) {
        problems.push(scenario.mistake(&format!("evolution.{key}"), message));
    }
}

/// Values out of range, and keys that have no effect on the stage that is played.
fn idle_keys(scenario: &Scenario, problems: &mut Diagnostics) {
    let file = &scenario.file;
    let worth = file.reputation.unwrap_or_default().value;
    if !worth.iter().all(|(_, value)| (0.0..=MOST).contains(value)) {
        problems.push(scenario.mistake("reputation.value", format!("a name is worth between 0 and {MOST} a round")));
    }
    let varies = [
        ("demand.sd", file.demand.sd > 0.0),
        ("reputation.value", worth.iter().any(|(_, value)| *value > 0.0)),
        ("investment.productivity", file.investment.productivity > 0.0),
    ];
    for (key, used) in varies {
        if used && matches!(file.stage, Stage::Domain(_)) {
            let message = format!("`{key}` has no effect in a negotiation domain, where nobody works: leave it out");
            problems.push(scenario.mistake(key, message));
        }
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
    let deadline = menu::table(scenario.file.bargaining.as_ref()).protocol.deadline;
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

fn world(file: &ScenarioFile, stage: Stage, index: Box<dyn IndexProcess>) -> World {
    World {
        stage,
        kpi: PerSide::new(file.kpi.seller, file.kpi.buyer),
        noise: file.noise,
        culture: file.culture,
        incidents: PerSide::new(file.incidents.seller, file.incidents.buyer),
        help: file.incidents.help,
        outside: file.outside.into(),
        horizon: file.horizon,
        index,
        claim_cost: file.kpi.claim_cost,
        demand: file.demand,
        reputation: file.reputation.unwrap_or_default(),
        investment: file.investment,
        distress: file.distress,
    }
}
