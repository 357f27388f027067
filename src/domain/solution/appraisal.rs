//! Where an agreement stands against the solutions; it does not know how the agreement came about.

use super::concept::{CONCEPTS, Concept};
use super::{Solutions, nearest};

/// An agreement measured against the solutions of its bargaining problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// Each party's gain over disagreement, in units of utility.
    pub gains: [f64; 2],
    /// Share of the largest joint gain of any rational outcome that the parties realise; `None` where there is none.
    pub efficiency: Option<f64>,
    /// Share of the joint gain that each party claims; `None` where the joint gain is not positive.
    pub claimed: Option<[f64; 2]>,
    /// Each party's gain as a share of its ideal gain over rational outcomes; `None` where that is nothing.
    pub relative_gains: [Option<f64>; 2],
    /// Shortest distance to the frontier's outcomes, in units of utility; `None` where the frontier is empty.
    pub from_frontier: Option<f64>,
    /// Shortest distance to a point of each concept, in the order of [`CONCEPTS`], in units of utility.
    pub distances: [Option<f64>; CONCEPTS.len()],
}

impl Appraisal {
    pub(super) fn new(solutions: &Solutions, utilities: [f64; 2]) -> Self {
        let disagreement = solutions.disagreement();
        let over_disagreement = |point: [f64; 2]| [0, 1].map(|party| point[party] - disagreement[party]);
        let gains = over_disagreement(utilities);
        let joint = gains[0] + gains[1];
        let largest = solutions.point(Concept::Utilitarian).map(over_disagreement).map(|most| most[0] + most[1]);
        let ideal = solutions.ideal().map(over_disagreement);
        let relative = |party: usize| ideal.filter(|most| most[party] > 0.0).map(|most| gains[party] / most[party]);
        Self {
            gains,
            efficiency: largest.filter(|most| *most > 0.0).map(|most| joint / most),
            claimed: (joint > 0.0).then(|| gains.map(|gain| gain / joint)),
            relative_gains: [0, 1].map(relative),
            from_frontier: nearest(solutions.utilities().iter().copied(), utilities),
            distances: CONCEPTS.map(|concept| solutions.distance(concept, utilities)),
        }
    }

    /// Shortest distance to a point of a concept, in units of utility.
    pub const fn distance(&self, concept: Concept) -> Option<f64> {
        self.distances[concept as usize]
    }
}
