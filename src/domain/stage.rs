//! The stage games: what one round of conduct is worth to both parties; it does not know contracts or strategies.

use super::negotiation::NegotiationDomain;
use crate::base::side::{PerSide, Side};
use schemars::JsonSchema;
use serde::Deserialize;

/// What is played every round. Exactly one of the three is given.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A service delivered under a contract, with effort in [0, 1] on both sides.
    Delivery(Delivery),
    /// A two-by-two game; actions in [0, 1] are interpolated bilinearly.
    Matrix(Matrix),
    /// What an agreed package is worth each round, without any conduct: negotiation alone.
    Domain(Box<NegotiationDomain>),
}

/// What one party's effort costs it and gives the other: cost `cost * a^exponent`, value `value * a`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Value of full effort for the other party, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub value: f64,
    /// Cost of full effort for oneself, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub cost: f64,
    /// Exponent of the cost: 1 linear, 2 quadratic.
    #[serde(default = "quadratic")]
    #[schemars(range(min = 1, max = 2))]
    pub exponent: u32,
    /// Share of the value that the KPI does not see, and that effort spent on the KPI is taken from.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub unmeasured: f64,
}

const fn quadratic() -> u32 {
    2
}

impl Effort {
    /// Cost of effort `a` in [0, 1], money per round.
    #[inline(always)]
    pub fn cost_of(&self, a: f64) -> f64 {
        let power = if self.exponent == 1 { a } else { a * a };
        self.cost * power
    }

    /// Share of an effort's value that is left where `gaming` of it goes to the KPI (Holmstrom and Milgrom 1991, multitasking).
    #[inline(always)]
    pub fn left_by(&self, gaming: f64) -> f64 {
        1.0 - self.unmeasured * gaming
    }

    /// The effort in [0, 1] that maximises value to the other less cost to oneself.
    pub fn first_best(&self) -> f64 {
        let interior = if self.cost > 0.0 && self.exponent == 2 {
            self.value / (2.0 * self.cost)
        } else if self.value > self.cost {
            1.0
        } else {
            0.0
        };
        if interior < 1.0 { interior } else { 1.0 }
    }
}

/// The delivery stage (model.md section 4): seller adds `P - c0 I`, buyer adds `u0 - P`, and effort flows both ways.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The seller's effort: quality of the work.
    pub seller: Effort,
    /// The buyer's effort: data, access, prompt payment.
    pub buyer: Effort,
    /// Buyer's value of the service before effort, money per round.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub base_value: f64,
    /// Seller's cost of the service before effort, at the index's start, money per round.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub base_cost: f64,
    /// The part of `base_cost` that moves with the cost index, money per round.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub indexed_cost: f64,
}

impl Delivery {
    /// The effort of one side.
    pub const fn effort(&self, side: Side) -> &Effort {
        match side {
            Side::Seller => &self.seller,
            Side::Buyer => &self.buyer,
        }
    }

    /// What full effort (C) or none (D) is worth to one side, own action first; price and clauses are not part of it.
    pub fn payoffs(&self, side: Side) -> Payoffs {
        let (cost, value) = (self.effort(side).cost_of(1.0), self.effort(side.other()).value);
        Payoffs { cc: value - cost, cd: -cost, dc: value, dd: 0.0 }
    }
}

impl Stage {
    /// Payoffs of the two-by-two game between full effort (C) and none (D) for one side; all 0 in a negotiation domain.
    pub fn payoffs(&self, side: Side) -> Payoffs {
        match self {
            Self::Matrix(matrix) => matrix.payoffs(side),
            Self::Delivery(delivery) => delivery.payoffs(side),
            Self::Domain(_) => Payoffs::default(),
        }
    }
}

/// Payoffs of one player of a two-by-two game, own action first: `cd` is own C against the other's D.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payoffs {
    /// Both cooperate.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub cc: f64,
    /// Own C, other's D.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub cd: f64,
    /// Own D, other's C.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub dc: f64,
    /// Both defect.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub dd: f64,
}

impl Payoffs {
    /// Payoff of own action `a` against `b`, both in [0, 1] with C = 1, interpolated bilinearly.
    #[inline(always)]
    pub fn at(&self, a: f64, b: f64) -> f64 {
        let own_d = 1.0 - a;
        let other_d = 1.0 - b;
        a * (b * self.cc + other_d * self.cd) + own_d * (b * self.dc + other_d * self.dd)
    }
}

/// A matrix stage: either the symmetric (T, R, P, S) or a full bimatrix.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matrix {
    /// Symmetric dilemma: temptation, reward, punishment, sucker's payoff.
    Symmetric(Dilemma),
    /// Payoffs of each side, own action first.
    Bimatrix(PerSide<Payoffs>),
}

/// Symmetric payoffs in the usual order (T, R, P, S).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dilemma {
    /// Temptation: D against C.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub temptation: f64,
    /// Reward: C against C.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub reward: f64,
    /// Punishment: D against D.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub punishment: f64,
    /// Sucker's payoff: C against D.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub sucker: f64,
}

impl Matrix {
    /// Payoffs of one side, own action first.
    pub fn payoffs(&self, side: Side) -> Payoffs {
        match self {
            Self::Symmetric(game) => {
                Payoffs { cc: game.reward, cd: game.sucker, dc: game.temptation, dd: game.punishment }
            }
            Self::Bimatrix(sides) => sides[side],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dilemma, Effort, Matrix};
    use crate::base::side::Side;

    #[test]
    fn pure_actions_give_the_entries_exactly() {
        let game = Dilemma { temptation: 5.0, reward: 3.0, punishment: 1.0, sucker: 0.0 };
        let payoffs = Matrix::Symmetric(game).payoffs(Side::Buyer);
        let corners = [(1.0, 1.0, 3.0), (1.0, 0.0, 0.0), (0.0, 1.0, 5.0), (0.0, 0.0, 1.0)];
        for (a, b, expected) in corners {
            assert!((payoffs.at(a, b) - expected).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn first_best_beats_its_neighbours() {
        let effort = Effort { value: 15.0, cost: 12.0, exponent: 2, unmeasured: 0.0 };
        let surplus = |a: f64| effort.value * a - effort.cost_of(a);
        let best = effort.first_best();
        assert!(surplus(best) > surplus(best - 0.01) && surplus(best) > surplus(best + 0.01));
    }
}
