//! Regret matching: makes a move the more often, the more it regrets not having made it so far; it knows its own payoffs only.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::{larger, select, unit};
use crate::domain::kpi::Plan;
use crate::domain::stage::Payoffs;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row {
    name: "regret_matching",
    summary: "learner: makes a move with a probability in proportion to its regret over the past",
};

/// Regret matching (Hart and Mas-Colell 2000, Econometrica 68:1127, section 4, theorem B) over full effort (C) and none (D).
///
/// The regret of a move is what it would have earned in all rounds so far, less what was earned. Each round a move is made with
/// a probability in proportion to its regret, as far as that is positive. The average regret then vanishes whatever the
/// other does, and in a two-by-two game with a single correlated equilibrium the time averages of two such learners approach
/// it. Own payoffs are the stage game's, without price and clauses.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegretMatching {
    /// Probability of C in the first round, and whenever it regrets neither move.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub indifferent: f64,
}

impl Default for RegretMatching {
    fn default() -> Self {
        Self { indifferent: 0.5 }
    }
}

/// Memory columns: whether the last round was served, and the summed regret of each move.
const SEEN: usize = 0;
const OF_C: usize = 1;
const OF_D: usize = 2;
const COLUMNS: usize = 3;

/// What D would have earned more than C against action `other` in [0, 1].
fn gain_of_d(payoffs: &Payoffs, other: f64) -> f64 {
    payoffs.at(0.0, other) - payoffs.at(1.0, other)
}

impl Rule for RegretMatching {
    fn memory(&self) -> usize {
        COLUMNS
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        for lane in 0..view.served.len() {
            let (own, other) = (view.own_action[lane], view.other_action[lane]);
            let gain = gain_of_d(&view.payoffs, other) * memory[SEEN][lane];
            // An action in between is C and D in these shares.
            let of_c = memory[OF_C][lane] - (1.0 - own) * gain;
            let of_d = memory[OF_D][lane] + own * gain;
            let (c, d) = (larger(of_c, 0.0), larger(of_d, 0.0));
            let works = select(c + d > 0.0, c / (c + d), self.indifferent);
            memory[SEEN][lane] = view.served[lane];
            memory[OF_C][lane] = of_c;
            memory[OF_D][lane] = of_d;
            acts.effort[lane] = f64::from(u8::from(unit(view.coin[lane]) < works));
        }
        acts.gaming.fill(0.0);
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: self.indifferent, gaming: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::RegretMatching;
    use crate::domain::stage::Payoffs;
    use crate::execution::conduct::{Acts, RoundView, Rule};

    /// Whether C follows these own moves and the other's, 1 for C, at such a coin: it does where the probability of C is above it.
    fn works_below(payoffs: Payoffs, rounds: &[(f64, f64)], coin: u32) -> bool {
        let rule = RegretMatching::default();
        let mut memory = vec![vec![0.0]; rule.memory()];
        let (mut effort, mut gaming) = ([0.0], [0.0]);
        for (own, other) in [(0.0, 0.0)].iter().chain(rounds) {
            let view =
                RoundView { payoffs, own_action: &[*own], other_action: &[*other], coin: &[coin], ..RoundView::FIRST };
            rule.act(&view, &mut memory, &mut Acts { effort: &mut effort, gaming: &mut gaming });
        }
        effort[0] > 0.5
    }

    #[test]
    fn moves_are_made_in_proportion_to_their_positive_regrets() {
        let (low, high) = (u32::MAX / 4 - 9, u32::MAX / 4 + 9);
        // C after the other's C earns 1 more, D after its D earns 3 more.
        let payoffs = Payoffs { cc: 1.0, cd: 0.0, dc: 0.0, dd: 3.0 };
        let rounds = [(0.0, 1.0), (1.0, 0.0)];
        assert!(works_below(payoffs, &rounds, low) && !works_below(payoffs, &rounds, high));
        // Without regret the coin is fair; after D was right, C is regretted less than nothing.
        let half = u32::MAX / 2;
        assert!(works_below(payoffs, &[], half - 9) && !works_below(payoffs, &[], half + 9));
        assert!(works_below(payoffs, &[(0.0, 0.0)], half - 9) && !works_below(payoffs, &[(0.0, 0.0)], half + 9));
    }

    #[test]
    fn a_dominated_move_is_given_up_once_it_was_regretted() {
        let dilemma = RoundView::FIRST.payoffs;
        assert!(!works_below(dilemma, &[(1.0, 1.0)], 0));
        assert!(works_below(dilemma, &[(0.0, 1.0)], 0));
    }
}
