//! What a party expects of a contract when it appraises it, as plain data; it does not know how the expectation was formed.

use crate::base::side::Side;
use crate::domain::kpi::{Kpi, Plan};
use crate::domain::stage::Delivery;

/// One party's expectations about the rounds under a contract (decisions.md, "Bargaining and clauses").
#[derive(Debug, Clone, Copy)]
pub struct Outlook<'a> {
    /// Whose outlook this is.
    pub side: Side,
    /// Probability with which the other is believed to act in good faith.
    pub trust: f64,
    /// What this party plans to do itself.
    pub own: Plan,
    /// What the other does in good faith.
    pub good: Plan,
    /// What the other does when it answers the clauses with its cheapest plan.
    pub bad: Plan,
    /// Economics of effort, value and cost.
    pub delivery: &'a Delivery,
    /// How work is measured.
    pub kpi: &'a Kpi,
    /// Standard deviation of the index's relative change per round.
    pub index_sd: f64,
    /// Standard deviation of demand, as a share of full volume.
    pub demand_sd: f64,
    /// What this party expects of being seen with the other by everybody, money per round.
    pub reputation: f64,
    /// Whether this party is the one that invests.
    pub invests: bool,
    /// Value that it expects an investment to add, money per round.
    pub added: f64,
    /// This party's outside option, money per round.
    pub outside: f64,
    /// Rounds over which this party reckons.
    pub horizon: f64,
}

impl Outlook<'_> {
    /// Expectation over good faith and bad, weighted by trust.
    pub fn mix(&self, value: impl Fn(Plan) -> f64) -> f64 {
        self.trust * value(self.good) + (1.0 - self.trust) * value(self.bad)
    }

    /// What the other's effort `a` is worth to this party, money per round.
    pub fn value_of_other(&self, plan: Plan) -> f64 {
        let effort = self.delivery.effort(self.side.other());
        effort.value * plan.effort * effort.left_by(plan.gaming)
    }

    /// What this party's own plan costs it, money per round.
    pub fn own_cost(&self) -> f64 {
        self.delivery.effort(self.side).cost_of(self.own.effort) + self.kpi.gaming_cost * self.own.gaming
    }

    /// Money that the seller receives and the buyer pays, seen by this party.
    pub fn received_by_seller(&self, amount: f64) -> f64 {
        match self.side {
            Side::Seller => amount,
            Side::Buyer => -amount,
        }
    }

    /// This party's flow per round at `price` if the other follows `plan`, before clauses.
    pub fn base_flow(&self, price: f64, plan: Plan) -> f64 {
        let service = match self.side {
            Side::Seller => price - self.delivery.base_cost,
            Side::Buyer => self.delivery.base_value - price,
        };
        service + self.value_of_other(plan) - self.own_cost()
    }
}
