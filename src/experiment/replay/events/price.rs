//! Events of the price: signing, recalibration, the band's bounds and pauses; it does not know what the money buys.

use super::two;
use crate::execution::block::Block;
use crate::experiment::replay::transcript::{Price, Round, State};
use crate::relationship::record::RoundRecord;

/// What happens to the price.
pub fn events(round: &Round, record: &RoundRecord) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(signed(round));
    told.extend(paused(round, record));
    if let Some(price) = &round.price {
        told.extend(recalibrated(price, record));
        told.extend(bound(price, record));
    }
    told
}

fn signed(round: &Round) -> Option<String> {
    let price = round.signed_price.filter(|_| round.session.is_none())?;
    Some(format!("The contract is signed as the scenario gives it, at a price of {}.", two(price)))
}

fn paused(round: &Round, record: &RoundRecord) -> Option<String> {
    let stopped = |block: &Block<1>| block.stopped[0] * block.terms.stop_pauses[0] > 0.0;
    let (before, after) = (stopped(&record.before), stopped(&record.after));
    match (round.state, before) {
        (State::Paused, false) if after => {
            let change = (round.index / record.after.index_base[0] - 1.0) * 100.0;
            Some(format!("The index stands {} its base: the stop-loss pauses the contract.", percent(change)))
        }
        (State::Served, true) => {
            Some("The index is back inside the stop-loss: the contract is served again.".to_owned())
        }
        _ => None,
    }
}

/// A relative change as words, such as "21% above".
pub(super) fn percent(change: f64) -> String {
    let side = if change < 0.0 { "below" } else { "above" };
    format!("{}% {side}", crate::experiment::number::fixed(change.abs(), 0))
}

fn recalibrated(price: &Price, record: &RoundRecord) -> Option<String> {
    price.recalibrated.then(|| {
        let from = two(record.before.price_reference[0]);
        format!("The price is recalibrated to the index: its reference moves from {from} to {}.", two(price.reference))
    })
}

/// Told when the band begins to bind or ceases to, not in every round in which it does.
fn bound(price: &Price, record: &RoundRecord) -> Option<String> {
    let before = record.before.at_bound[0] > 0.0 && record.before.served[0] > 0.0 && !record.signed;
    let (paid, indexed) = (two(price.paid), two(price.indexed));
    let bound = if price.paid < price.indexed { "upper" } else { "lower" };
    match (before, price.at_bound) {
        (false, true) => {
            Some(format!("The index would make the price {indexed}; the band holds it at its {bound} bound, {paid}."))
        }
        (true, false) => Some(format!("The price is inside its band again, at {paid}.")),
        _ => None,
    }
}
