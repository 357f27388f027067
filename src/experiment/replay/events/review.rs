//! Events of a review: what it excuses, blames and uncovers, and whether it is right; it does not know what follows from it.

use super::trust;
use crate::base::side::Side;
use crate::experiment::replay::transcript::{Found, Round, SideRound};
use crate::experiment::replay::words::{side as name, the};

/// What the reviews of both sides bring to light; nothing where they find nothing.
pub fn events(round: &Round) -> Vec<String> {
    let Some(review) = &round.review else { return Vec::new() };
    Side::ALL.into_iter().filter_map(|side| found(round, side, review[side])).collect()
}

fn found(round: &Round, side: Side, found: Found) -> Option<String> {
    let other = side.other();
    let parts: Vec<String> = [lie(found), uncovered(found), excused(found), accused(found, &round.sides[other])]
        .into_iter()
        .flatten()
        .collect();
    let change = trust(round.sides[side].trust_before, round.sides[side].trust);
    let told = format!("{} reviews the {}: {}; {change}.", the(side), name(other), parts.join("; "));
    (!parts.is_empty()).then_some(told)
}

fn lie(found: Found) -> Option<String> {
    found.lie.then(|| "it comes to light that it lied at the table about what it needs".to_owned())
}

fn uncovered(found: Found) -> Option<String> {
    match found.uncovered {
        0 => None,
        1 => Some("a miss hidden by gaming comes to light".to_owned()),
        count => Some(format!("{count} misses hidden by gaming come to light")),
    }
}

fn excused(found: Found) -> Option<String> {
    found.excused.then(|| "misses are put down to bad luck and forgiven".to_owned())
}

fn accused(found: Found, other: &SideRound) -> Option<String> {
    let right = if found.shirked { "rightly" } else { "wrongly" };
    let repairs = other.conduct.as_ref().is_some_and(|conduct| conduct.repairing);
    let answer = if repairs { "repairs with full effort until the next review" } else { "admits nothing" };
    found.accused.then(|| format!("it is held to be shirking, {right}, and {answer}"))
}
