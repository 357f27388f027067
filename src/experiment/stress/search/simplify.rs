//! Makes a play readable at next to no loss: cases that do nothing go, numbers become round, needless bad manners are dropped.

use super::{Effort, following, rule, value};
use crate::base::numeric::larger;
use crate::execution::conduct::contingent::Contingent;
use crate::experiment::stress::arena::Arena;
use crate::experiment::stress::space::Space;
use crate::strategy::file::StrategyFile;

/// Share of the gain that simplification may cost in all.
const MOST_LOST: f64 = 0.01;

/// Grids of effort, gaming and thresholds, coarsest first.
const GRIDS: [f64; 3] = [0.5, 0.1, 0.05];

/// A play of a space that is worth no less than `most` but for a small share of its gain over `honest`, and is of that space too.
pub fn simplify(
    arena: &Arena,
    space: &Space,
    play: StrategyFile,
    (honest, most): (f64, f64),
    effort: Effort,
) -> StrategyFile {
    let least = most - MOST_LOST * (most - honest).abs();
    let mut simpler = Simpler { arena, floor: space.floor, effort, least, play };
    simpler.without_cases();
    simpler.without_manners();
    simpler.with_round_numbers();
    simpler.play
}

struct Simpler<'a> {
    arena: &'a Arena,
    floor: f64,
    effort: Effort,
    least: f64,
    play: StrategyFile,
}

impl Simpler<'_> {
    /// Keeps a change that costs next to nothing.
    fn keep(&mut self, changed: StrategyFile) -> bool {
        let fine = changed != self.play && value(self.arena, &changed, self.effort) >= self.least;
        if fine {
            self.play = changed;
        }
        fine
    }

    fn rule(&self) -> Contingent {
        rule(&self.play)
    }

    fn change(&self, change: impl FnOnce(&mut Contingent)) -> StrategyFile {
        let mut rule = self.rule();
        change(&mut rule);
        following(&self.play, rule)
    }

    fn without_cases(&mut self) {
        for place in (0..self.rule().cases.len()).rev() {
            let without = self.change(|rule| {
                rule.cases.remove(place);
            });
            self.keep(without);
        }
        let flat = self.change(|rule| rule.catch_up = 0.0);
        self.keep(flat);
    }

    fn without_manners(&mut self) {
        let changes: [fn(&mut StrategyFile); 8] = [
            |play| play.conduct.over_claims = false,
            |play| play.conduct.pays_bonus = true,
            |play| play.conduct.reports = true,
            |play| play.conduct.reminds = true,
            |play| play.conduct.shading = 0.0,
            |play| play.review.enforces = false,
            |play| play.review.weighs_renewal = false,
            |play| play.review.horizon = 0.0,
        ];
        for change in changes {
            let mut changed = self.play.clone();
            change(&mut changed);
            self.keep(changed);
        }
    }

    fn with_round_numbers(&mut self) {
        let numbers = numbers(&mut self.rule()).len();
        for place in 0..numbers {
            for grid in GRIDS {
                let floor = self.floor;
                let round = self.change(|rule| {
                    if let Some((number, is_effort)) = numbers_mut(rule, place) {
                        let nearest = (*number / grid).round() * grid;
                        // A product of a decimal grid shows its rounding; the nearest short decimal does not.
                        let short = (nearest * 100.0).round() / 100.0;
                        *number = if is_effort { larger(short, floor) } else { short };
                    }
                });
                if self.keep(round) {
                    break;
                }
            }
        }
    }
}

/// All numbers of a rule that can be rounded, and whether each is an effort.
fn numbers(rule: &mut Contingent) -> Vec<(&mut f64, bool)> {
    let Contingent { effort, gaming, catch_up, cases, .. } = rule;
    let first = [(effort, true), (gaming, false), (catch_up, false)];
    let in_cases =
        cases.iter_mut().flat_map(|case| [(&mut case.at, false), (&mut case.effort, true), (&mut case.gaming, false)]);
    first.into_iter().chain(in_cases).collect()
}

fn numbers_mut(rule: &mut Contingent, place: usize) -> Option<(&mut f64, bool)> {
    numbers(rule).into_iter().nth(place)
}
