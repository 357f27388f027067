//! Settlement: a round's work and clauses become named flows of money; it does not know beliefs or decisions.

use crate::base::numeric::{select, unit};
use crate::base::side::each_side;
use crate::domain::clause::exclusivity::lost;
use crate::domain::clause::service_credits::{TIERS, Tier, credit_share};
use crate::domain::flow::Account;
use crate::domain::stage::{Delivery, Matrix};
use crate::execution::block::{Block, Lanes};
use crate::execution::perform::Words;
use crate::execution::world::World;

/// How a side settles: facts of its strategy, the same in every lane of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// It claims credits that are due.
    pub claims: bool,
    /// It also claims credits that are not.
    pub over_claims: bool,
    /// It reports its own misses where credits hang on its word.
    pub reports: bool,
    /// It pays the bonus it promised.
    pub pays_bonus: bool,
}

/// Payoffs of a matrix stage.
#[inline(always)]
pub fn matrix<const W: usize>(block: &mut Block<W>, matrix: &Matrix) {
    each_side!(side => {
        let payoffs = matrix.payoffs(side);
        let (me, other) = (side.index(), side.other().index());
        for lane in 0..W {
            let payoff = payoffs.at(block.party[me].realised[lane], block.party[other].realised[lane]);
            block.party[me].flow[Account::StagePayoff.index()][lane] = payoff * block.volume[lane];
        }
    });
}

/// What the agreed packages are worth in a negotiation domain.
#[inline(always)]
pub fn agreed<const W: usize>(block: &mut Block<W>) {
    for party in &mut block.party {
        for lane in 0..W {
            party.flow[Account::StagePayoff.index()][lane] = party.agreed[lane] * block.served[lane];
        }
    }
}

/// Value, cost and price of a delivery stage, and the cost of gaming and monitoring.
#[inline(always)]
pub fn delivery<const W: usize>(block: &mut Block<W>, world: &World, delivery: &Delivery) {
    let start = world.index.base();
    for lane in 0..W {
        let volume = block.volume[lane];
        let indexed = delivery.indexed_cost * (block.index[lane] / start - 1.0);
        let provision = delivery.base_cost + indexed;
        let price = block.price[lane] * volume;
        block.party[0].flow[Account::Price.index()][lane] = price;
        block.party[1].flow[Account::Price.index()][lane] = -price;
        block.party[0].flow[Account::DeliveryCost.index()][lane] = -(provision * volume);
        block.party[1].flow[Account::DeliveredValue.index()][lane] = delivery.base_value * volume;
    }
    each_side!(side => {
        let effort = delivery.effort(side);
        let (me, other) = (side.index(), side.other().index());
        let downtime = world.incidents[side].downtime;
        for lane in 0..W {
            let (served, volume) = (block.served[lane], block.volume[lane]);
            let realised = block.party[me].realised[lane];
            let lost = downtime * block.party[me].hit[lane] * block.party[me].remaining[lane];
            let left = effort.left_by(block.party[me].gaming[lane]);
            let worth = effort.value * (realised * (1.0 - lost)) * left * volume;
            let cost = effort.cost_of(realised) * volume;
            block.party[other].flow[Account::DeliveredValue.index()][lane] += worth;
            block.party[me].flow[Account::DeliveryCost.index()][lane] -= cost;
            let gaming = world.kpi[side].gaming_cost * block.party[me].gaming[lane];
            block.party[me].flow[Account::Gaming.index()][lane] = -(gaming * served);
            let monitoring = world.kpi[side.other()].monitoring_cost * block.party[me].monitoring[lane];
            block.party[me].flow[Account::Monitoring.index()][lane] = -(monitoring * served);
        }
    });
}

/// Credits judged round by round: each side's shortfall, the price that they are a share of, and where they fall due.
#[inline(always)]
pub fn judge_round<const W: usize>(block: &mut Block<W>) -> (Lanes<W>, Lanes<W>) {
    let mut base = [0.0; W];
    for lane in 0..W {
        base[lane] = block.price[lane] * block.volume[lane];
    }
    each_side!(side => {
        let side = side.index();
        for lane in 0..W {
            let party = &mut block.party[side];
            party.shortfall[lane] = block.terms.target[side][lane] - party.kpi[lane];
        }
    });
    (base, block.served)
}

/// Credits judged over windows of served rounds, counted from signing; as [`judge_round`], due in a window's last round.
#[inline(always)]
pub fn judge_window<const W: usize>(block: &mut Block<W>) -> (Lanes<W>, Lanes<W>) {
    let (mut base, mut due) = ([0.0; W], [0.0; W]);
    for lane in 0..W {
        let paid = block.price[lane] * block.volume[lane];
        let round = block.window_round[lane] + block.served[lane];
        let sum = block.window_price[lane] + paid;
        let complete = round >= block.terms.credit_window[lane];
        let share_of = select(block.terms.credit_of_round[lane] > 0.0, paid, sum);
        due[lane] = select(complete, block.served[lane], 0.0);
        base[lane] = select(complete, share_of, 0.0) * due[lane];
        block.window_round[lane] = select(complete, 0.0, round);
        block.window_price[lane] = select(complete, 0.0, sum);
    }
    each_side!(side => {
        let side = side.index();
        for lane in 0..W {
            let party = &mut block.party[side];
            let sum = party.window_kpi[lane] + party.kpi[lane] * block.served[lane];
            let mean = sum / block.terms.credit_window[lane];
            let judged = due[lane] > 0.0;
            party.shortfall[lane] = select(judged, block.terms.target[side][lane] - mean, party.shortfall[lane]);
            party.window_kpi[lane] = select(judged, 0.0, sum);
        }
    });
    (base, due)
}

/// Service credits on a share of `base` where they are `judged`: claimed, reported or paid as measured where due; over-claims succeed as often as judgement errs, and a rejected one costs.
#[inline(always)]
pub fn credits<const W: usize>(
    block: &mut Block<W>,
    (base, judged): &(Lanes<W>, Lanes<W>),
    tiers: &[Tier; TIERS],
    claim_cost: f64,
    manners: [Manners; 2],
    dispute: &Words<W>,
) {
    let tiers = *tiers;
    each_side!(side => {
        let (owes, gets) = (side.index(), side.other().index());
        let claims = f64::from(u8::from(manners[gets].claims));
        let tries = f64::from(u8::from(manners[gets].over_claims));
        let reports = f64::from(u8::from(manners[owes].reports));
        for lane in 0..W {
            let rate = block.terms.credit_rate[owes][lane];
            let cap = block.terms.credit_cap[lane];
            let due = credit_share(block.party[owes].shortfall[lane], rate, cap, &tiers);
            let injured = block.terms.credit_claimed[lane];
            let unasked = block.terms.credit_automatic[lane] + block.terms.credit_reported[lane] * reports;
            let share = due * (injured * claims + unasked);
            let attempt = select(due > 0.0 || rate <= 0.0, 0.0, injured * tries * judged[lane]);
            let granted = unit(dispute[lane]) >= block.terms.accuracy[lane];
            let lowest = select(rate * tiers[0].share < cap, rate * tiers[0].share, cap);
            let extra = select(granted, lowest * attempt, 0.0);
            let paid = base[lane] * (share + extra);
            let rejected = select(granted, 0.0, claim_cost * attempt);
            block.party[owes].flow[Account::Credit.index()][lane] -= paid;
            block.party[gets].flow[Account::Credit.index()][lane] += paid;
            block.party[gets].flow[Account::Governance.index()][lane] -= rejected;
            block.party[owes].tally.credits[lane] += select(paid > 0.0, 1.0, 0.0);
        }
    });
}

/// The bonus, where earned and where the buyer keeps its word or must.
#[inline(always)]
pub fn bonus<const W: usize>(block: &mut Block<W>, pays: bool) {
    let pays = f64::from(u8::from(pays));
    for lane in 0..W {
        let bar = block.terms.target[0][lane] + block.terms.bonus_above[lane];
        let earned = select(block.party[0].kpi[lane] >= bar, block.served[lane], 0.0);
        let kept = select(block.terms.bonus_enforceable[lane] > 0.0, 1.0, pays);
        let paid = block.terms.bonus[lane] * earned * kept;
        block.party[0].flow[Account::Bonus.index()][lane] = paid;
        block.party[1].flow[Account::Bonus.index()][lane] = -paid;
    }
}

/// What each side earns elsewhere while it has no served contract, less what exclusivity cuts of it.
#[inline(always)]
pub fn outside<const W: usize>(block: &mut Block<W>, world: &World) {
    each_side!(side => {
        let option = world.outside[side].option;
        for lane in 0..W {
            let idle = block.live[lane] * (1.0 - block.served[lane]);
            let bound = select(block.covenants.bound[side.index()][lane] > 0.0, block.covenants.reduction[lane], 0.0);
            block.party[side.index()].flow[Account::OutsideOption.index()][lane] = (option - lost(option, bound)) * idle;
        }
    });
}

/// Convex cost of a round's own negative flow.
#[inline(always)]
pub fn distress<const W: usize>(block: &mut Block<W>, weight: f64) {
    for party in &mut block.party {
        let mut net = [0.0; W];
        for account in Account::ALL {
            for lane in 0..W {
                net[lane] += party.flow[account.index()][lane];
            }
        }
        for lane in 0..W {
            let short = select(net[lane] < 0.0, net[lane], 0.0);
            party.flow[Account::Distress.index()][lane] = -(weight * short * short);
        }
    }
}
