//! Anyone meets anyone, all pairings equally likely.

use super::{Match, Seekers};
use crate::base::catalogue::Row;

/// The rule's row.
pub const ROW: Row = Row { name: "random", summary: "anyone meets anyone, all pairings equally likely" };

/// Neighbours in random order meet; of an odd number the last stays alone.
pub fn pair(seekers: &Seekers<'_>, matches: &mut Vec<Match>) {
    if let Some(waiting) = seekers.waiting {
        matches.extend(seekers.searching.iter().zip(waiting).map(|(seller, buyer)| Match::blind(*seller, *buyer)));
        return;
    }
    let (pairs, _) = seekers.searching.as_chunks::<2>();
    matches.extend(pairs.iter().map(|[seller, buyer]| Match::blind(*seller, *buyer)));
}
