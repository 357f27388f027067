//! A replay: one relationship of a scenario played again and told round by round; what it tells is data, and words for people.

mod events;
pub mod named;
mod pair;
mod scene;
pub(crate) mod sheets;
pub mod sitting;
mod told;
mod trades;
pub mod transcript;
pub(crate) mod words;

pub use pair::{Pair, PairError};
pub use told::told;

use crate::base::side::{PerSide, Side};
use crate::domain::stage::Stage;
use crate::engine::plan::Plan;
use crate::engine::summary::ending_name;
use crate::relationship::game::Keys;
use crate::relationship::history::History;
use crate::relationship::matchup::Matchup;
use crate::relationship::record::{Replay, RoundRecord};
use crate::relationship::replay::replay as play;
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::resolve::{Design, resolve};
use std::ops::RangeInclusive;
use thiserror::Error;
use transcript::{Round, Span, Total, Transcript, Units};

/// Most rounds that one transcript shows.
pub const MOST_ROUNDS: u32 = 10_000;

/// Rounds shown where none are asked for.
pub const USUAL_ROUNDS: u32 = 1_000;

/// What is to be replayed.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who plays which side.
    pub pair: Pair,
    /// Replication, from 0.
    pub replication: u64,
    /// Seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// Rounds to show; the first [`USUAL_ROUNDS`] if left out.
    pub rounds: Option<RangeInclusive<u32>>,
}

/// Why there is no transcript.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// The scenario is at fault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The pair is at fault.
    #[error(transparent)]
    Pair(#[from] PairError),
    /// None of the rounds asked for exists.
    #[error("rounds {from} to {to} were asked for, and the need lasted {lasted} rounds in this replication")]
    NoSuchRounds {
        /// First round asked for.
        from: u32,
        /// Last round asked for.
        to: u32,
        /// Rounds that there are.
        lasted: u32,
    },
    /// More rounds than a transcript shows.
    #[error("{0} rounds are more than the {MOST_ROUNDS} that one transcript shows")]
    TooManyRounds(u32),
}

/// Replays one relationship of a scenario.
///
/// # Errors
/// [`ReplayError`], naming what is wrong.
pub fn replay(scenario: &Scenario, settings: &Settings) -> Result<Transcript, ReplayError> {
    let rounds = settings.rounds.clone().unwrap_or(1..=USUAL_ROUNDS);
    let asked = rounds.end().saturating_sub(*rounds.start()).saturating_add(1);
    if asked > MOST_ROUNDS {
        return Err(ReplayError::TooManyRounds(asked));
    }
    let between = pair::scenario(scenario, &settings.pair)?;
    let design = resolve(&between)?;
    let seed = settings.seed.unwrap_or(scenario.file.run.seed);
    let plan = Plan::round_robin(&design, 1, seed);
    let matchup = plan.matchup(pair::cell(&design, &settings.pair)?);
    let played = play(matchup, Keys::new(seed), plan.continuation(), settings.replication, &rounds);
    let lasted = played.history.rounds as u32;
    if *rounds.start() > lasted {
        return Err(ReplayError::NoSuchRounds { from: *rounds.start(), to: *rounds.end(), lasted });
    }
    let keys = issue_keys(scenario);
    let told = played.rounds.iter().map(|record| round(&matchup, &played, record, &keys)).collect();
    Ok(transcript(scenario, &design, settings, seed, &played, told))
}

/// The contract keys that each issue sets.
fn issue_keys(scenario: &Scenario) -> Vec<Vec<String>> {
    let issues = scenario.file.bargaining.iter().flat_map(|bargaining| &bargaining.issues);
    issues.map(|issue| issue.keys.clone()).collect()
}

fn round(matchup: &Matchup<'_>, played: &Replay, record: &RoundRecord, keys: &[Vec<String>]) -> Round {
    let number = record.after.round[0] as u32;
    let last = played.history.rounds as u32 == number;
    let mut round = scene::round(matchup.rules, record, last);
    let session = played.sessions.iter().find(|session| session.round == number);
    round.session = session.and_then(|session| sheets::sitting(matchup, session, keys, record.retries));
    round.events = events::all(matchup.rules, &round, record);
    round
}

fn transcript(
    scenario: &Scenario,
    design: &Design,
    settings: &Settings,
    seed: u64,
    played: &Replay,
    rounds: Vec<Round>,
) -> Transcript {
    let file = &scenario.file;
    let history = &played.history;
    let edge = |round: Option<&Round>| round.map_or(0, |round| round.round);
    Transcript {
        scenario: scenario.name.clone(),
        title: file.title.clone(),
        units: Units { money: file.units.money.clone(), round: file.units.round.clone() },
        stage: stage(&design.rules.world.stage),
        strategies: settings.pair.names.clone(),
        seed,
        replication: settings.replication,
        need_lasted: history.rounds as u32,
        under_contract: history.contracted as u32,
        ending: ending_name(history.ending),
        ending_told: ending_told(played),
        totals: PerSide::from_fn(|side| total(history, side)),
        shown: Span { from: edge(rounds.first()), to: edge(rounds.last()) },
        rounds,
    }
}

const fn stage(stage: &Stage) -> &'static str {
    match stage {
        Stage::Delivery(_) => "delivery",
        Stage::Matrix(_) => "matrix",
        Stage::Domain(_) => "domain",
    }
}

fn ending_told(played: &Replay) -> String {
    let words = words::ending(played.history.ending);
    match played.ended_in {
        Some(round) => format!("The relationship ends in round {round}: {words}."),
        None => "The relationship lasts as long as the need.".to_owned(),
    }
}

fn total(history: &History, side: Side) -> Total {
    let party = &history.party[side.index()];
    Total { value: party.value, flows: scene::flows(|account| party.flows[account.index()]) }
}
