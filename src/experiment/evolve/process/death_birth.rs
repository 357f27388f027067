//! Death-birth: one dies, all equally likely, and the others compete for its place in proportion to fitness.
//!
//! Ohtsuki, Hauert, Lieberman and Nowak, A simple rule for the evolution of cooperation, 2006; here all are neighbours.

use super::{Chances, Entry, Event, Rule, log_share, pick, share};
use crate::base::catalogue::Row;
use crate::base::numeric::ln;
use crate::base::random::Draws;
use crate::experiment::evolve::census::Census;
use crate::experiment::evolve::selection::Selection;
use crate::scenario::evolution::Process;

/// The process.
pub const ENTRY: Entry = Entry {
    row: Row { name: "death_birth", summary: "One dies and the others compete for its place by fitness." },
    process: Process::DeathBirth,
    rule: &DeathBirth,
};

/// Most kinds.
const MOST: usize = 64;

struct DeathBirth;

impl Rule for DeathBirth {
    fn chances(&self, k: f64, n: f64, payoffs: [f64; 2], selection: Selection) -> Chances {
        let log_ratio = selection.log_ratio(payoffs);
        // Who dies does not compete for its own place.
        let up = (n - k) / n * share(log_ratio, k, n - k - 1.0);
        let down = k / n * share(-log_ratio, n - k, k - 1.0);
        let log_up = ln(n - k) + log_share(log_ratio, k, n - k - 1.0);
        let log_down = ln(k) + log_share(-log_ratio, n - k, k - 1.0);
        Chances::new(up, down, log_down - log_up)
    }

    fn event(&self, census: &Census, draws: &mut Draws) -> Event {
        let kinds = census.kinds();
        let loses = pick(kinds, census.size(), draws.uniform(), |kind| census.count(kind));
        let left = |kind: usize| census.count(kind) - f64::from(u8::from(kind == loses));
        let mut fitness = [0.0; MOST];
        // Anew among those who are left: beside the fittest, who may be gone, the others' fitness may have vanished.
        census.weights(|kind| left(kind) > 0.0, &mut fitness[..kinds]);
        let part = |kind: usize| left(kind) * fitness[kind];
        let total = (0..kinds).map(part).sum();
        let gains = pick(kinds, total, draws.uniform(), part);
        Event { loses, gains, copied: gains }
    }
}
