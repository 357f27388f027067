//! What a contract is worth to an honest and to a hostile side, so that contracts can be compared: exactly, or by a short search.

use crate::base::numeric::larger;
use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::exact::estimate;
use crate::experiment::stress::exact::reading::Contest;
use crate::experiment::stress::exact::tables::Resolution;
use crate::experiment::stress::family::Families;
use crate::experiment::stress::outcome::{Searched, arena, base};
use crate::experiment::stress::rules::{Repair, Rule, repairs};
use crate::experiment::stress::search::{Effort, best};
use crate::experiment::stress::space::Space;
use crate::experiment::stress::{ALARM, Question};
use crate::scenario::read::Scenario;
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;

/// What a contract is worth to an honest and to a hostile side, money per round of need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stressed {
    /// Values where both play in good faith.
    pub honest: PerSide<f64>,
    /// Values at the hostile side's worst.
    pub exploited: PerSide<f64>,
    /// Which side that is.
    pub hostile: Side,
}

impl Stressed {
    fn new([honest, exploited]: [PerSide<f64>; 2], annuity: f64, hostile: Side) -> Self {
        let round = |values: PerSide<f64>| PerSide::from_fn(|side| values[side] / annuity);
        Self { honest: round(honest), exploited: round(exploited), hostile }
    }

    /// What the hostile side gains.
    pub fn gain(&self) -> f64 {
        larger(self.exploited[self.hostile] - self.honest[self.hostile], 0.0)
    }

    /// What its victim loses.
    pub fn loss(&self) -> f64 {
        let victim = self.hostile.other();
        larger(self.honest[victim] - self.exploited[victim], 0.0)
    }

    /// Whether that is an alarm at a price.
    pub fn alarms(&self, price: f64) -> bool {
        self.gain() > ALARM * price.abs() && self.loss() > 0.0
    }

    /// What both would have together in good faith.
    pub fn joint(&self) -> f64 {
        self.honest.seller + self.honest.buyer
    }

    /// What an honest pair loses, either side by itself, where `self` gives way to `repaired`.
    ///
    /// Transfers are not netted: who pays more false credits will ask it back.
    pub fn value_lost(&self, repaired: &Self) -> f64 {
        Side::ALL.iter().map(|side| larger(self.honest[*side] - repaired.honest[*side], 0.0)).sum()
    }
}

/// A way to value contracts.
pub trait Appraise: Sync {
    /// What a contract is worth; none where it cannot be valued.
    fn appraise(&self, contract: &Contract) -> Option<Stressed>;

    /// Whether hundreds of contracts may be valued.
    fn is_quick(&self) -> bool;
}

/// By dynamic programming on a coarse grid, since all that counts in a comparison are large differences.
#[derive(Debug, Clone, Copy)]
pub struct Exactly<'a>(pub Contest<'a>);

/// The grid on which contracts are compared.
const GRID: Resolution = Resolution { efforts: 40, nodes: 4 };

impl Appraise for Exactly<'_> {
    fn appraise(&self, contract: &Contract) -> Option<Stressed> {
        let contest = Contest { contract, ..self.0 };
        let values = estimate(&contest, GRID).ok()?;
        Some(Stressed::new(values, contest.annuity(), contest.hostile))
    }

    fn is_quick(&self) -> bool {
        true
    }
}

/// By a short search from the plays that were found for the contract as it is, under the luck by which they were found.
#[derive(Debug, Clone, Copy)]
pub struct BySearch<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The question.
    pub question: &'a Question,
    /// What was found for the contract as it is.
    pub searched: &'a Searched,
}

/// Plays tried for one contract, and those in good faith among them.
const PLAYS: u64 = 240;
const IN_GOOD_FAITH: u64 = 60;

/// Histories by which each is valued.
const HISTORIES: usize = 256;

impl BySearch<'_> {
    /// Values of both sides under the play that is worth most to the hostile side.
    fn most(&self, arena: &Arena, plays: &[&StrategyFile]) -> Option<PerSide<f64>> {
        let values = plays.iter().filter_map(|play| {
            let play = Arena::assemble(play).ok()?;
            Some(arena.value(&play, self.question.seed, HISTORIES))
        });
        let side = arena.hostile();
        values.reduce(|best, next| if next[side] > best[side] { next } else { best })
    }
}

impl Appraise for BySearch<'_> {
    fn appraise(&self, contract: &Contract) -> Option<Stressed> {
        let arena = arena(self.scenario, *contract, self.question).ok()?;
        let (rules, side) = (&arena.design().rules, arena.hostile());
        let effort = |plays| Effort { plays, histories: HISTORIES, seed: self.question.seed };
        let faithful = Space::good_faith(&base(), contract, side);
        let good = best(&arena, &faithful, effort(IN_GOOD_FAITH), &|_| {}).play;
        let open = Space::hostile(&base(), contract, &rules.world, side, &self.question.rules);
        let bad = best(&arena, &open, effort(PLAYS - IN_GOOD_FAITH), &|_| {}).play;
        let known = &self.searched;
        let honest = self.most(&arena, &[&known.honest, &good])?;
        let exploited = self.most(&arena, &[&known.honest, &good, &known.play, &bad])?;
        Some(Stressed::new([honest, exploited], arena.contest(&self.question.rules).annuity(), side))
    }

    fn is_quick(&self) -> bool {
        false
    }
}

/// A contract whose rules are looked at one by one.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// The hostile side.
    pub hostile: Side,
    /// Rules that may be repaired.
    pub rules: &'a Families,
    /// How contracts are valued.
    pub appraise: &'a dyn Appraise,
}

/// A repair tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// The repair.
    pub repair: Repair,
    /// What the contract is worth with it.
    pub after: Stressed,
    /// What it costs an honest pair.
    pub value_lost: f64,
}

/// A draft with every repair of every rule tried by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// What the contract is worth as it is.
    pub now: Stressed,
    /// The repairs, rule by rule; those that cannot be valued are passed over.
    pub trials: Vec<(Rule, Vec<Trial>)>,
}

impl Draft<'_> {
    /// Tries every repair of the contract, which is worth so much now.
    pub fn inspect(&self, now: Stressed) -> Inspection {
        Inspection { now, trials: self.trials(self.contract, &now) }
    }

    /// Every repair of `contract`, against what it is worth now.
    pub(super) fn trials(&self, contract: &Contract, now: &Stressed) -> Vec<(Rule, Vec<Trial>)> {
        let tried = |repair: &Repair| {
            let after = self.appraise.appraise(&repair.applied(contract))?;
            Some(Trial { repair: *repair, after, value_lost: now.value_lost(&after) })
        };
        let rules: Vec<(Rule, Vec<Repair>)> = repairs(contract, self.hostile, self.rules);
        rules.into_par_iter().map(|(rule, repairs)| (rule, repairs.iter().filter_map(tried).collect())).collect()
    }
}
