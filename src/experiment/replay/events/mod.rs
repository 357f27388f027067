//! What is worth telling of a round, in words, theme by theme; it does not know how lines are laid out.

mod clause;
mod decision;
mod price;
mod review;
mod undertaking;
mod work;

pub(super) use work::move_name;

use crate::experiment::number::fixed;
use crate::experiment::replay::transcript::Round;
use crate::relationship::record::RoundRecord;
use crate::relationship::rules::Rules;

/// All events of a round, in the order in which they happen.
pub fn all(rules: &Rules, round: &Round, record: &RoundRecord) -> Vec<String> {
    let mut told = price::events(round, record);
    if rules.world.matrix().is_some() {
        told.extend(work::moves(round));
    } else {
        told.extend(work::delivery(round));
    }
    told.extend(undertaking::events(rules, record));
    told.extend(review::events(round));
    told.extend(clause::events(record));
    told.extend(decision::events(rules, round, record));
    told
}

/// An amount of money, or a number on effort's scale.
fn two(value: f64) -> String {
    fixed(value, 2)
}

/// How trust moved, as the end of a sentence about the side that trusts.
fn trust(before: f64, after: f64) -> String {
    let (shown_before, shown_after) = (two(before), two(after));
    match () {
        () if shown_before == shown_after => format!("its trust stays at {shown_after}"),
        () if after < before => format!("its trust falls from {shown_before} to {shown_after}"),
        () => format!("its trust rises from {shown_before} to {shown_after}"),
    }
}
