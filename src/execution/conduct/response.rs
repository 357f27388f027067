//! The cheapest plan of a party under given clauses: what a counterpart of bad faith would do; it does not know who would.

use crate::base::numeric::select;
use crate::base::side::{PerSide, Side};
use crate::domain::clause::service_credits::{Claimant, expected_share};
use crate::domain::contract::Contract;
use crate::domain::kpi::{Kpi, Plan};
use crate::domain::stage::Delivery;

/// The cheapest plan when the other does not monitor and when it monitors fully (m = 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// Plan against no monitoring.
    pub unwatched: Plan,
    /// Plan against monitoring of 1.
    pub watched: Plan,
}

impl Response {
    /// A response for stages in which clauses give no incentive.
    pub const IDLE: Self =
        Self { unwatched: Plan { effort: 0.0, gaming: 0.0 }, watched: Plan { effort: 0.0, gaming: 0.0 } };
}

/// Steps into which effort is divided in the search for the cheapest plan.
const STEPS: u32 = 20;

/// The plans of both sides that minimise own cost plus expected credits: `c a^k + gaming cost g + E[credit | a, g, m]`.
pub fn responses(contract: &Contract, delivery: &Delivery, kpi: &PerSide<Kpi>) -> PerSide<Response> {
    PerSide::from_fn(|side| Response {
        unwatched: cheapest(contract, delivery, kpi, side, 0.0),
        watched: cheapest(contract, delivery, kpi, side, 1.0),
    })
}

fn cheapest(contract: &Contract, delivery: &Delivery, kpi: &PerSide<Kpi>, side: Side, monitoring: f64) -> Plan {
    let credits = &contract.service_credits;
    // A counterpart of bad faith reports no miss of its own.
    let owes = (side == Side::Seller || credits.two_sided) && credits.claimant != Claimant::Owing;
    let rate = select(owes, contract.price, 0.0);
    let cost = |plan: Plan| {
        let due = if rate > 0.0 {
            rate * expected_share(credits, &kpi[side], plan, monitoring, contract.target[side])
        } else {
            0.0
        };
        delivery.effort(side).cost_of(plan.effort) + kpi[side].gaming_cost * plan.gaming + due
    };
    let plans = (0..=STEPS).flat_map(|step| {
        let effort = f64::from(step) / f64::from(STEPS);
        [0.0, 1.0].map(|gaming| Plan { effort, gaming })
    });
    let first = Plan { effort: 0.0, gaming: 0.0 };
    let mut best = (first, cost(first));
    for plan in plans {
        let paid = cost(plan);
        if paid < best.1 {
            best = (plan, paid);
        }
    }
    best.0
}
