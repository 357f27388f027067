//! From a recorded round to its part of the transcript, number by number; it does not know how rounds are told.

use crate::base::side::{PerSide, Side};
use crate::domain::clause::service_credits::credit_share;
use crate::domain::flow::Account;
use crate::execution::block::Block;
use crate::execution::party::Party;
use crate::experiment::replay::named::Named;
use crate::experiment::replay::transcript::{
    Bonus, Conduct, Credit, Decision, DecisionKind, Found, Help, Incident, Price, Round, SideRound, State,
};
use crate::relationship::occasion::Due;
use crate::relationship::record::RoundRecord;
use crate::relationship::rules::Rules;

/// Money up to this much counts as none.
const TOLERANCE: f64 = 1e-9;

/// The numbers of a round; its session and its words are added by others. `last`: the round in which the need ends.
pub fn round(rules: &Rules, record: &RoundRecord, last: bool) -> Round {
    let after = &*record.after;
    let served = after.served[0] > 0.0;
    let reviewed = served && after.reviewed[0] > 0.0;
    let state = match () {
        () if served => State::Served,
        () if after.signed[0] > 0.0 => State::Paused,
        () => State::None,
    };
    Round {
        round: after.round[0] as u32,
        state,
        discount: after.discount[0],
        index: after.index[0],
        session: None,
        signed_price: (record.signed && rules.world.delivery().is_some()).then(|| after.terms.price[0]),
        price: (served && rules.world.delivery().is_some()).then(|| price(record)),
        sides: PerSide::from_fn(|side| side_round(rules, record, side, served)),
        review: reviewed.then(|| PerSide::from_fn(|side| found(record, side))),
        decision: decision(record, last),
        events: Vec::new(),
    }
}

fn price(record: &RoundRecord) -> Price {
    let (before, after) = (&record.before, &record.after);
    let due = after.terms.recalibrate_every[0] > 0.0 && before.recalibrate_in[0] <= 0.0;
    Price {
        paid: after.price[0],
        indexed: after.indexed_price[0],
        reference: after.price_reference[0],
        at_bound: after.at_bound[0] > 0.0,
        recalibrated: due && !record.signed,
    }
}

fn side_round(rules: &Rules, record: &RoundRecord, side: Side, served: bool) -> SideRound {
    let party = record.after.side(side);
    SideRound {
        conduct: (served && rules.world.negotiation().is_none()).then(|| conduct(rules, record, side)),
        trust_before: record.before.side(side).trust[0],
        trust: party.trust[0],
        average: party.average[0],
        favours: party.favours[0],
        flows: flows(|account| party.flow[account.index()][0]),
        net: party.net[0],
        value: party.value[0],
    }
}

/// The accounts that hold anything.
pub fn flows(amount: impl Fn(Account) -> f64) -> Named<f64> {
    let held = Account::ALL.into_iter().map(|account| (account.name().to_owned(), amount(account)));
    Named(held.filter(|(_, amount)| amount.abs() > 0.0).collect())
}

fn flow(party: &Party<1>, account: Account) -> f64 {
    party.flow[account.index()][0]
}

fn conduct(rules: &Rules, record: &RoundRecord, side: Side) -> Conduct {
    let after = &*record.after;
    let (party, other) = (after.side(side), after.side(side.other()));
    let target = after.terms.target[side.index()][0];
    let (kpi, true_kpi) = (party.kpi[0], party.true_kpi[0]);
    let missed = kpi < target;
    Conduct {
        intended: party.effort[0],
        effort: party.realised[0],
        gaming: party.gaming[0],
        monitoring: party.monitoring[0],
        kpi,
        true_kpi,
        target,
        missed,
        hidden_miss: !missed && true_kpi < target,
        misses: party.misses[0] as u32,
        reads: party.perceived[0],
        misreads: party.perceived[0].to_bits() != other.kpi[0].to_bits(),
        incident: incident(rules, party, other),
        credit: credit(rules, after, side),
        rejected_claim: rejected_claim(after, side),
        bonus: bonus(after, side),
        repairing: party.repairing[0] > 0.0,
    }
}

fn incident(rules: &Rules, party: &Party<1>, other: &Party<1>) -> Option<Incident> {
    let help_cost = -flow(other, Account::Help);
    let help = match () {
        () if help_cost <= TOLERANCE => Help::Refused,
        () if other.helps[0] > 0.0 => Help::Free,
        () => Help::Paid,
    };
    let help_price = if help == Help::Paid { help_cost * rules.world.help.markup } else { 0.0 };
    let loss = -flow(party, Account::IncidentLoss);
    (party.hit[0] > 0.0).then_some(Incident { loss, help, help_cost, help_price })
}

/// What `side` pays the other for a miss, or is made to pay without one. Where both owe, the account holds the balance.
fn credit(rules: &Rules, after: &Block<1>, side: Side) -> Option<Credit> {
    let amount = -flow(after.side(side), Account::Credit);
    let rate = after.terms.credit_rate[side.index()][0];
    let shortfall = after.side(side).shortfall[0];
    let tiers = &rules.contract.service_credits.tiers;
    let due = credit_share(shortfall, rate, after.terms.credit_cap[0], tiers) > 0.0;
    (amount > TOLERANCE).then_some(Credit { amount, due })
}

fn rejected_claim(after: &Block<1>, side: Side) -> Option<f64> {
    let reviews = after.terms.review_cost[0] * after.reviewed[0];
    let rest = -flow(after.side(side), Account::Governance) - reviews;
    (rest > TOLERANCE).then_some(rest)
}

fn bonus(after: &Block<1>, side: Side) -> Option<Bonus> {
    let amount = after.terms.bonus[0];
    let bar = after.terms.target[0][0] + after.terms.bonus_above[0];
    let earned = side == Side::Buyer && amount > 0.0 && after.side(Side::Seller).kpi[0] >= bar;
    earned.then(|| Bonus { amount, paid: -flow(after.side(side), Account::Bonus) > TOLERANCE })
}

fn found(record: &RoundRecord, side: Side) -> Found {
    let finding = record.findings[side];
    Found {
        excused: finding.excused > TOLERANCE,
        accused: finding.accused,
        shirked: finding.shirked,
        uncovered: finding.audited as u32,
        lie: record.exposed[side.other()],
    }
}

fn decision(record: &RoundRecord, last: bool) -> Decision {
    let by = |kind, by| Decision { kind, by };
    let contract = record.after.signed[0] > 0.0;
    if record.ended.is_some() {
        return by(DecisionKind::End, None);
    }
    match record.due {
        _ if last => by(DecisionKind::NeedEnds, None),
        Some(Due::StopLoss { .. }) => by(DecisionKind::Reopen, None),
        Some(Due::Reopener) => by(DecisionKind::ReopenTerms, None),
        Some(Due::HoldUp(side)) => by(DecisionKind::HoldUp, Some(side)),
        Some(Due::Renewal) if record.opened != Some(Due::Renewal) || record.signed => {
            by(DecisionKind::NegotiateRenewal, None)
        }
        Some(Due::First | Due::Renewal) => by(DecisionKind::TryAgain, None),
        None if record.renewed => by(DecisionKind::RenewAutomatically, None),
        None if contract => by(DecisionKind::Stay, None),
        None => by(DecisionKind::Nothing, None),
    }
}
