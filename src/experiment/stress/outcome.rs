//! From a question to its answer: good faith, the worst play, what it is worth under fresh luck; it does not know how it is told.

use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::confirm::{Confirmation, confirm, fresh};
use crate::experiment::stress::search::simplify::simplify;
use crate::experiment::stress::search::{Effort, best, value};
use crate::experiment::stress::space::Space;
use crate::experiment::stress::timing::{Timing, timing};
use crate::experiment::stress::{Question, StressError};
use crate::scenario::read::Scenario;
use crate::strategy::file::{ConductPart, StrategyFile};

/// Histories by which a play is valued in the search.
const HISTORIES: usize = 512;

/// Every so many plays of the budget go to good faith.
const HONEST_SHARE: u64 = 4;

/// Plays left for making the best one readable, as a divisor of the budget.
const READABLE_SHARE: u64 = 20;

/// The worst play found, and what is known of it.
#[derive(Debug)]
pub struct Searched {
    /// The best that the hostile side can do in good faith.
    pub honest: StrategyFile,
    /// The worst that it was found to do.
    pub play: StrategyFile,
    /// What that is worth under fresh luck.
    pub confirmation: Confirmation,
    /// Plays tried.
    pub tried: u64,
}

/// Both plays by round of the term.
#[derive(Debug)]
pub struct Timings {
    /// In good faith.
    pub honest: Timing,
    /// The worst.
    pub play: Timing,
}

/// What the hostile side is made of besides what it plays: no favours, but help for pay, and a word where silence would trap.
pub(super) fn base() -> StrategyFile {
    let conduct = ConductPart { help_if_paid: true, reminds: true, ..ConductPart::default() };
    StrategyFile { conduct, ..StrategyFile::default() }
}

/// The arena of a question under a contract.
///
/// # Errors
/// [`StressError`] where the contract or the victim's name is at fault.
pub fn arena(scenario: &Scenario, contract: Contract, question: &Question) -> Result<Arena, StressError> {
    Ok(Arena::new(scenario, contract, question.hostile, &question.victim)?)
}

/// Searches good faith and everything else, makes the worst play readable, and confirms it under fresh luck.
///
/// # Errors
/// [`StressError`] where a play found cannot be played.
pub fn search(arena: &Arena, question: &Question, advance: &(dyn Fn(u64) + Sync)) -> Result<Searched, StressError> {
    let (contract, world, side) = (&arena.design().rules.contract, &arena.design().rules.world, arena.hostile());
    let effort = |plays| Effort { plays, histories: HISTORIES, seed: question.seed };
    let budget = question.budget - question.budget / READABLE_SHARE;
    let in_good_faith = Space::good_faith(&base(), contract, side);
    let good = best(arena, &in_good_faith, effort(budget / HONEST_SHARE), advance);
    let honest = simplify(arena, &in_good_faith, good.play, (good.value, good.value), effort(0).closely());
    let open = Space::hostile(&base(), contract, world, side, &question.rules);
    let bad = best(arena, &open, effort(budget - budget / HONEST_SHARE), advance);
    let play = if bad.value > good.value {
        let honest = value(arena, &honest, effort(0).closely());
        simplify(arena, &open, bad.play, (honest, bad.value), effort(0).closely())
    } else {
        honest.clone()
    };
    let confirmation = confirm(arena, &honest, &play, fresh(question.seed), question.replications)?;
    Ok(Searched { honest, play, confirmation, tried: good.tried + bad.tried })
}

/// When both plays act, under the luck that confirmed them.
///
/// # Errors
/// [`StressError`] where a play cannot be played.
pub fn timings(arena: &Arena, searched: &Searched, question: &Question) -> Result<Timings, StressError> {
    let seed = fresh(question.seed);
    Ok(Timings { honest: timing(arena, &searched.honest, seed)?, play: timing(arena, &searched.play, seed)? })
}

/// The side that suffers.
pub const fn victim(question: &Question) -> Side {
    question.hostile.other()
}
