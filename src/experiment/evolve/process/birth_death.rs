//! Moran's process: one is born in proportion to fitness and replaces one of all, its parent included.
//!
//! P. A. P. Moran, Random processes in genetics, 1958; with payoffs from a game: Nowak, Sasaki, Taylor and Fudenberg 2004.

use super::{Chances, Entry, Event, Rule, pick, share};
use crate::base::catalogue::Row;
use crate::base::random::Draws;
use crate::experiment::evolve::census::Census;
use crate::experiment::evolve::selection::Selection;
use crate::scenario::evolution::Process;

/// The process.
pub const ENTRY: Entry = Entry {
    row: Row { name: "birth_death", summary: "One is born in proportion to fitness and replaces one of all (Moran)." },
    process: Process::BirthDeath,
    rule: &BirthDeath,
};

struct BirthDeath;

impl Rule for BirthDeath {
    fn chances(&self, k: f64, n: f64, payoffs: [f64; 2], selection: Selection) -> Chances {
        let log_ratio = selection.log_ratio(payoffs);
        let up = share(log_ratio, k, n - k) * (n - k) / n;
        let down = share(-log_ratio, n - k, k) * k / n;
        Chances::new(up, down, -log_ratio)
    }

    fn event(&self, census: &Census, draws: &mut Draws) -> Event {
        let kinds = census.kinds();
        let gains = pick(kinds, census.fitness(), draws.uniform(), |kind| census.fitness_of(kind));
        let loses = pick(kinds, census.size(), draws.uniform(), |kind| census.count(kind));
        Event { loses, gains, copied: gains }
    }
}
