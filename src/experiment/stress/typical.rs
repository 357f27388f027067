//! A typical history of a play, told round by round: the one whose gain over good faith is the median of many.

use crate::base::side::PerSide;
use crate::base::side::Side;
use crate::execution::nature::Index;
use crate::execution::nature::bootstrap::Bootstrap;
use crate::experiment::replay::{Pair, ReplayError, Settings, replay, told};
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::confirm::fresh;
use crate::experiment::stress::outcome::Searched;
use crate::experiment::stress::{Question, StressError, scenario_text};
use crate::scenario::catalogue;
use crate::scenario::read::{Scenario, read_text};
use std::path::Path;

/// Histories among which the median is sought.
const HISTORIES: usize = 255;

/// Most rounds told.
const MOST_ROUNDS: u32 = 40;

/// A typical exploit: as a scenario that can be played, and as a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typical {
    /// A scenario in which the exploit plays its victim.
    pub scenario: String,
    /// The data file of one's own that it rests on, to be put beside it: name and contents.
    pub data: Option<(String, String)>,
    /// The history, told.
    pub transcript: String,
    /// Its number under the fresh luck.
    pub replication: u64,
}

/// Finds and tells it.
///
/// # Errors
/// [`StressError`] where the play cannot be played.
pub fn typical(
    scenario: &Scenario,
    arena: &Arena,
    searched: &Searched,
    question: &Question,
    title: &str,
) -> Result<Typical, StressError> {
    let seed = fresh(question.seed);
    let replication = median(arena, searched, question.hostile, seed)?;
    let text = scenario_text::text(scenario, &searched.play, &question.victim, title);
    let mut playable = read_text("exploit", &text, &[])?;
    playable.folder.clone_from(&scenario.folder);
    let (hostile, victim) = (scenario_text::HOSTILE.to_owned(), question.victim.clone());
    let names = match question.hostile {
        Side::Seller => PerSide::new(hostile, victim),
        Side::Buyer => PerSide::new(victim, hostile),
    };
    let settings = Settings { pair: Pair { names }, replication, seed: Some(seed), rounds: Some(1..=MOST_ROUNDS) };
    let transcript = told(&replay(&playable, &settings).map_err(unplayable)?);
    let (text, data) = match own_data(scenario) {
        None => (text, None),
        Some((name, contents)) => {
            let moved = scenario.with(&[format!("index.bootstrap.file={name:?}")])?;
            let text = scenario_text::text(&moved, &searched.play, &question.victim, title);
            (text, Some((name, contents)))
        }
    };
    Ok(Typical { scenario: text, data, transcript, replication })
}

/// Name and contents of an index series that is not built in.
fn own_data(scenario: &Scenario) -> Option<(String, String)> {
    let Index::Bootstrap(Bootstrap { file, .. }) = &scenario.file.index else { return None };
    let name = Path::new(file).file_name()?.to_str()?.to_owned();
    let contents = scenario.data(file).ok().filter(|_| catalogue::text(file).is_none())?;
    Some((name, contents))
}

fn unplayable(error: ReplayError) -> StressError {
    match error {
        ReplayError::Read(error) => StressError::Read(error),
        other => StressError::Replay(other),
    }
}

/// The history whose gain is the median; the first of equals.
fn median(arena: &Arena, searched: &Searched, side: Side, seed: u64) -> Result<u64, StressError> {
    let values = |file| -> Result<Vec<f64>, StressError> {
        let play = Arena::assemble(file)?;
        let histories = arena.histories(&play, seed, 0, HISTORIES);
        Ok(histories.iter().map(|history| history.party[side.index()].value).collect())
    };
    let (honest, exploited) = (values(&searched.honest)?, values(&searched.play)?);
    let mut gains: Vec<(f64, u64)> =
        exploited.iter().zip(&honest).map(|(after, before)| after - before).zip(0..).collect();
    gains.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    Ok(gains.get(HISTORIES / 2).map_or(0, |(_, number)| *number))
}
