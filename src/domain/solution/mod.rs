//! What bargaining theory proposes for two utilities and a disagreement point; it does not know who bargains nor how.
//!
//! A [`BargainingProblem`] is solved once into [`Solutions`]: the Pareto set of the individually rational outcomes and
//! the point of each [`Concept`] on it. [`Solutions::appraise`] says where an agreement stands against them. All is
//! exact by enumeration, up to [`OutcomeSpace::MOST_EXACT`](super::outcome::OutcomeSpace::MOST_EXACT) outcomes;
//! outcomes whose utilities or objectives are equal up to a [`Resolution`](super::resolution::Resolution) are all
//! listed.

pub mod appraisal;
pub mod concept;
pub mod opposition;
#[cfg(test)]
mod tests;

use super::frontier::{Frontier, FrontierError, range};
use super::preference::Preference;
use crate::base::numeric::{larger, smaller};
use appraisal::Appraisal;
use concept::{CONCEPTS, Concept, Gains};
use thiserror::Error;

/// Two parties' utilities of the same outcomes and what each has without agreement (Nash 1950).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BargainingProblem<'a> {
    /// Utility of every outcome, by number, for each party.
    pub utilities: [&'a [f64]; 2],
    /// Each party's utility of disagreement, its reservation value, on the same scale.
    pub disagreement: [f64; 2],
}

/// Why a bargaining problem cannot be solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProblemError {
    /// Utilities that have no frontier.
    #[error(transparent)]
    Frontier(#[from] FrontierError),
    /// A disagreement utility that is infinite or not a number.
    #[error("the reservation value of the {} party is not a finite number", if *.0 == 0 { "first" } else { "second" })]
    Disagreement(usize),
}

/// The Pareto set of a bargaining problem and the points of the solution concepts on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Solutions {
    frontier: Frontier,
    /// Utilities of the outcomes of `frontier`, in its order.
    utilities: Vec<[f64; 2]>,
    disagreement: [f64; 2],
    ideal: Option<[f64; 2]>,
    best: [f64; 2],
    chosen: [Vec<u32>; CONCEPTS.len()],
}

impl<'a> BargainingProblem<'a> {
    /// The problem of two preferences over the same outcomes.
    pub fn new(preferences: [&'a Preference; 2], disagreement: [f64; 2]) -> Self {
        Self { utilities: preferences.map(Preference::utilities), disagreement }
    }

    /// Whether an outcome gives each party at least what it has without agreement, to the last bit.
    pub fn rational(&self, outcome: u32) -> bool {
        [0, 1].into_iter().all(|party| self.utilities[party][outcome as usize] >= self.disagreement[party])
    }

    /// Both parties' utilities of an outcome.
    pub fn at(&self, outcome: u32) -> [f64; 2] {
        self.utilities.map(|utilities| utilities[outcome as usize])
    }

    /// Finds the frontier and the points of all concepts.
    ///
    /// # Errors
    /// [`ProblemError`] where utilities are missing, too many, of different length or not finite, or a disagreement
    /// utility is not finite.
    pub fn solve(&self) -> Result<Solutions, ProblemError> {
        if let Some(party) = self.disagreement.iter().position(|utility| !utility.is_finite()) {
            return Err(ProblemError::Disagreement(party));
        }
        let frontier = Frontier::rational(self.utilities, self.disagreement)?;
        let utilities: Vec<[f64; 2]> = frontier.outcomes().iter().map(|&outcome| self.at(outcome)).collect();
        let best = self.utilities.map(|utilities| range(utilities).map_or(f64::NAN, |(_, high)| high));
        // The best that a party can have among rational outcomes is at its end of the frontier.
        let ideal = utilities.first().zip(utilities.last()).map(|(first, last)| [first[0], last[1]]);
        let mut solutions =
            Solutions { frontier, utilities, disagreement: self.disagreement, ideal, best, chosen: Default::default() };
        if let Some(gains) = solutions.gains() {
            solutions.chosen = CONCEPTS.map(|concept| solutions.choose(concept, &gains));
        }
        Ok(solutions)
    }
}

impl Solutions {
    /// The individually rational outcomes that no such outcome dominates, best for the first party first; empty where
    /// there is no zone of agreement.
    pub const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Number of different pairs of utilities on the frontier.
    pub const fn points(&self) -> usize {
        self.frontier.points()
    }

    /// Utilities of the frontier's outcomes, in its order.
    pub fn utilities(&self) -> &[[f64; 2]] {
        &self.utilities
    }

    /// Each party's utility of disagreement.
    pub const fn disagreement(&self) -> [f64; 2] {
        self.disagreement
    }

    /// The most that each party can have in a rational outcome; `None` where there is no such outcome.
    pub const fn ideal(&self) -> Option<[f64; 2]> {
        self.ideal
    }

    /// The most that each party can have in any outcome.
    pub const fn best(&self) -> [f64; 2] {
        self.best
    }

    /// The outcomes that a concept picks, in the order of the frontier; several where they tie, none without a zone of
    /// agreement.
    pub fn of(&self, concept: Concept) -> &[u32] {
        &self.chosen[concept as usize]
    }

    /// Utilities of the first outcome that a concept picks.
    pub fn point(&self, concept: Concept) -> Option<[f64; 2]> {
        let outcome = self.of(concept).first()?;
        let place = self.frontier.outcomes().iter().position(|other| other == outcome)?;
        Some(self.utilities[place])
    }

    /// Where an agreement worth `utilities` to the parties stands.
    pub fn appraise(&self, utilities: [f64; 2]) -> Appraisal {
        Appraisal::new(self, utilities)
    }

    /// Shortest distance from a pair of utilities to a point of the concept, in units of utility.
    pub fn distance(&self, concept: Concept, utilities: [f64; 2]) -> Option<f64> {
        let chosen = self.of(concept);
        let points = self.frontier.outcomes().iter().zip(&self.utilities);
        nearest(points.filter(|(outcome, _)| chosen.contains(outcome)).map(|(_, point)| *point), utilities)
    }

    fn gains(&self) -> Option<Gains> {
        Some(Gains { disagreement: self.disagreement, ideal: self.ideal?, best: self.best })
    }

    /// All outcomes whose objective is the largest, up to the resolution of utilities.
    fn choose(&self, concept: Concept, gains: &Gains) -> Vec<u32> {
        let resolutions = self.frontier.resolutions();
        let on_grid = |levels: &[f64; 2]| [0, 1].map(|party| levels[party] / resolutions[party].steps_per_unit());
        let objectives = self.frontier.levels().iter().map(|levels| concept.objective(gains, on_grid(levels)));
        let objectives: Vec<f64> = objectives.collect();
        let (low, high) = range(&objectives).unwrap_or_default();
        let tolerance = 1e-12 * larger(high.abs(), low.abs());
        let outcomes = self.frontier.outcomes().iter().zip(&objectives);
        outcomes.filter(|(_, objective)| **objective >= high - tolerance).map(|(outcome, _)| *outcome).collect()
    }
}

/// Shortest Euclidean distance from `here` to one of `points`.
fn nearest(points: impl Iterator<Item = [f64; 2]>, here: [f64; 2]) -> Option<f64> {
    let distance = |there: [f64; 2]| {
        let (dx, dy) = (there[0] - here[0], there[1] - here[1]);
        (dx * dx + dy * dy).sqrt()
    };
    points.map(distance).reduce(smaller)
}
