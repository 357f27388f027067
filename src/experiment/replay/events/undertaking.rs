//! Events of what is undertaken besides work and price: investment, volume, exclusivity, references; it does not know conduct.

use super::two;
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::experiment::number::fixed;
use crate::experiment::replay::words::{side as name, the};
use crate::relationship::record::RoundRecord;
use crate::relationship::rules::Rules;

/// Money up to this much counts as none.
const TOLERANCE: f64 = 1e-9;

/// What the undertakings bring about in a round.
pub fn events(rules: &Rules, record: &RoundRecord) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(invested(rules, record));
    told.extend(untaken(record));
    for side in Side::ALL {
        told.extend(seen(rules, record, side));
        told.extend(bound(record, side));
    }
    told
}

fn flow(record: &RoundRecord, side: Side, account: Account) -> f64 {
    record.after.side(side).flow[account.index()][0]
}

fn percent(share: f64) -> String {
    format!("{}%", fixed(share * 100.0, 0))
}

fn invested(rules: &Rules, record: &RoundRecord) -> Option<String> {
    let investment = &rules.world.investment;
    let sunk = -flow(record, investment.side, Account::Investment);
    let when = if investment.each_round { "every round under contract" } else { "at once" };
    let (added, share) = (record.after.covenants.added[0], record.after.covenants.share[0]);
    (sunk > TOLERANCE).then(|| {
        let (sunk, added, share) = (two(sunk), two(added), percent(share));
        format!("{} sinks {sunk}, which adds {added} {when}; {share} of that is its own.", the(investment.side))
    })
}

fn untaken(record: &RoundRecord) -> Option<String> {
    let due = flow(record, Side::Seller, Account::TakeOrPay);
    let covenants = &record.after.covenants;
    (due > TOLERANCE).then(|| {
        format!(
            "The buyer takes {} of full volume and pays {} for what it does not take of the committed {}.",
            percent(covenants.demand[0]),
            two(due),
            percent(covenants.committed[0])
        )
    })
}

/// Told when the contract is signed.
fn seen(rules: &Rules, record: &RoundRecord, side: Side) -> Option<String> {
    let right = record.after.covenants.right[side.index()][0];
    let worth = rules.world.reputation.value[side];
    (record.signed && right > 0.0 && worth > 0.0).then(|| {
        format!("{} may be seen with the {}: {} of others hear of it.", the(side), name(side.other()), percent(right))
    })
}

/// Told when a side loses its served contract while it may not deal elsewhere.
fn bound(record: &RoundRecord, side: Side) -> Option<String> {
    let (before, after) = (&record.before, &record.after);
    let left = after.covenants.bound[side.index()][0];
    let lost = before.served[0] > 0.0 && after.served[0] <= 0.0;
    let cut = after.covenants.reduction[0];
    (lost && cut > 0.0 && before.covenants.bound[side.index()][0] > 0.0).then(|| {
        let rounds = if left <= 1.0 { "1 more round".to_owned() } else { format!("{} more rounds", fixed(left, 0)) };
        format!(
            "{} is bound by exclusivity: it loses {} of its outside option, now and for {rounds}.",
            the(side),
            percent(cut)
        )
    })
}
