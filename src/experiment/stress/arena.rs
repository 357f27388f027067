//! The arena: a hostile play against its victim under one contract, in the engine, under common luck; it does not know what is tried.

use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::domain::flow::Account;
use crate::experiment::stress::exact::reading::Contest;
use crate::experiment::stress::family::Families;
use crate::relationship::game::{Game, Keys, Sink};
use crate::relationship::history::History;
use crate::relationship::matchup::{Matchup, Seat};
use crate::relationship::rules::Rules;
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::resolve::{Design, resolve};
use crate::strategy::assembly::{AssemblyError, Strategy};
use crate::strategy::file::StrategyFile;

/// Lanes stepped together; no result depends on it.
const WIDTH: usize = 64;

/// A design point with its contract signed as given, and who is the victim in it.
#[derive(Debug)]
pub struct Arena {
    design: Design,
    victim: StrategyFile,
    hostile: Side,
    continuation: f64,
}

impl Arena {
    /// The scenario under `contract`, which is signed as given: what the scenario would bargain over is left out.
    ///
    /// # Errors
    /// [`ReadError`] where the contract, or the victim's name, is at fault.
    pub fn new(scenario: &Scenario, contract: Contract, hostile: Side, victim: &str) -> Result<Self, ReadError> {
        let mut alone = between(scenario, victim)?;
        alone.file.contract = contract;
        alone.file.bargaining = None;
        let design = resolve(&alone)?;
        let victim = alone.strategies.into_iter().next().map(|(_, file)| file).unwrap_or_default();
        let continuation = design.rules.world.horizon.continuation;
        Ok(Self { design, victim, hostile, continuation })
    }

    /// The design point.
    pub const fn design(&self) -> &Design {
        &self.design
    }

    /// The hostile side.
    pub const fn hostile(&self) -> Side {
        self.hostile
    }

    /// What the victim plays.
    pub const fn victim(&self) -> &StrategyFile {
        &self.victim
    }

    /// A play, ready for this arena.
    ///
    /// # Errors
    /// [`AssemblyError`] where its parameters contradict each other.
    pub fn assemble(file: &StrategyFile) -> Result<Strategy, AssemblyError> {
        Strategy::assemble("hostile", file, 1)
    }

    /// The matchup of a play and the victim.
    pub fn matchup<'a>(&'a self, play: &'a Strategy) -> Matchup<'a> {
        let victim = &self.design.strategies[0];
        let seat = |side: Side| {
            let strategy = if side == self.hostile { play } else { victim };
            Seat { strategy, preferences: &[] }
        };
        Matchup { rules: &self.design.rules, seats: PerSide::from_fn(seat), given: self.design.given }
    }

    /// The shadow of the future that ends histories.
    pub const fn continuation(&self) -> f64 {
        self.continuation
    }

    /// Histories `first..first + count` of a play.
    pub fn histories(&self, play: &Strategy, seed: u64, first: u64, count: usize) -> Vec<History> {
        let mut histories = vec![History::default(); count];
        let mut game = Game::<WIDTH>::new(self.matchup(play), Keys::new(seed), self.continuation);
        game.run(first, &mut Sink { histories: &mut histories, trajectories: None, profile: None });
        histories
    }

    /// Mean discounted value of both sides over the first `count` histories.
    pub fn value(&self, play: &Strategy, seed: u64, count: usize) -> PerSide<f64> {
        let histories = self.histories(play, seed, 0, count);
        let sum = |side: Side| histories.iter().map(|history| history.party[side.index()].value).sum::<f64>();
        PerSide::from_fn(|side| sum(side) / count as f64)
    }

    /// What is played between whom, for the exact worst case.
    pub fn contest<'a>(&'a self, rules: &'a Families) -> Contest<'a> {
        let Rules { world, contract, .. } = &self.design.rules;
        Contest { world, contract, victim: &self.victim, hostile: self.hostile, rules }
    }

    /// Accounts that can move in this stage.
    pub fn accounts(&self) -> &[Account] {
        &self.design.rules.accounts
    }
}

/// The scenario with the victim as its whole line-up, which changes nothing about how it plays.
fn between(scenario: &Scenario, victim: &str) -> Result<Scenario, ReadError> {
    scenario.with(&[
        format!("lineup.strategies=[{victim:?}]"),
        "lineup.shares=[]".to_owned(),
        format!("run.compare=[{victim:?}, {victim:?}]"),
        "variants=[]".to_owned(),
    ])
}
