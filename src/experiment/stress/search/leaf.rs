//! What may be done in a part of a play; it does not know when.

use crate::execution::conduct::contingent::{Case, Contingent};
use crate::experiment::stress::space::Space;

/// What is done in a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leaf {
    /// Effort.
    pub effort: f64,
    /// Gaming.
    pub gaming: f64,
    /// How effort follows what the window needs.
    pub catch_up: f64,
}

impl Leaf {
    /// The case with this done in it.
    pub fn of(self, case: Case) -> Case {
        Case { effort: self.effort, gaming: self.gaming, catch_up: self.catch_up, ..case }
    }
}

/// What comes to mind: effort as a share of what is open, and gaming.
const PLANS: [(f64, f64); 8] =
    [(0.0, 0.0), (0.6, 0.0), (0.7, 0.0), (0.8, 0.0), (0.9, 0.0), (1.0, 0.0), (1.0, 0.6), (0.0, 1.0)];

/// What keeps a window on its target: effort as a share of what is open, and how it follows what the window needs.
const KEEPING: (f64, f64) = (0.7, 1.0);

/// What is tried in a leaf: what comes to mind under the bounds of a space, and what the rule does where no case holds.
pub(super) fn leaves(rule: &Contingent, space: &Space) -> Vec<Leaf> {
    let open = |share: f64| space.floor + (1.0 - space.floor) * share;
    let plans = PLANS.into_iter().filter(|(_, gaming)| space.games || *gaming <= 0.0);
    let mut all: Vec<Leaf> = plans.map(|(share, gaming)| Leaf { effort: open(share), gaming, catch_up: 0.0 }).collect();
    if space.windowed {
        all.push(Leaf { effort: open(KEEPING.0), gaming: 0.0, catch_up: KEEPING.1 });
    }
    all.push(Leaf { effort: rule.effort, gaming: rule.gaming, catch_up: rule.catch_up });
    all
}
