//! Pairwise imitation: one looks at another and copies it with the Fermi probability of the difference of their payoffs.
//!
//! Traulsen, Nowak and Pacheco, Stochastic dynamics of invasion and fixation, 2006; with rare mutation it is alpha-rank
//! (Omidshafiei et al., 2019).

use super::{Chances, Entry, Event, Rule, pick};
use crate::base::catalogue::Row;
use crate::base::numeric::exp;
use crate::base::random::Draws;
use crate::experiment::evolve::census::Census;
use crate::experiment::evolve::selection::Selection;
use crate::scenario::evolution::Process;

/// The process.
pub const ENTRY: Entry = Entry {
    row: Row { name: "fermi", summary: "One looks at another and copies it the likelier the more it earns." },
    process: Process::Fermi,
    rule: &Fermi,
};

struct Fermi;

/// Probability of copying one who earns so much more.
fn copies(difference: f64, strength: f64) -> f64 {
    1.0 / (1.0 + exp(-strength * difference))
}

impl Rule for Fermi {
    fn chances(&self, k: f64, n: f64, [mutant, resident]: [f64; 2], selection: Selection) -> Chances {
        let strength = selection.strength;
        let meets = k / n * (n - k) / (n - 1.0);
        let up = meets * copies(mutant - resident, strength);
        let down = meets * copies(resident - mutant, strength);
        Chances::new(up, down, -strength * (mutant - resident))
    }

    fn event(&self, census: &Census, draws: &mut Draws) -> Event {
        let kinds = census.kinds();
        let own = pick(kinds, census.size(), draws.uniform(), |kind| census.count(kind));
        let others = |kind: usize| census.count(kind) - f64::from(u8::from(kind == own));
        let other = pick(kinds, census.size() - 1.0, draws.uniform(), others);
        let difference = census.payoff(other) - census.payoff(own);
        let copied = draws.uniform() < copies(difference, census.selection().strength);
        Event { loses: own, gains: if copied { other } else { own }, copied: own }
    }
}
