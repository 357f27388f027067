//! Like meets like: a share of the seekers is matched within its own strategy, the others at random.

use super::{Match, Seekers, Sight, random};
use crate::base::catalogue::Row;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row { name: "assortative", summary: "a share meets its own kind, the others anyone" };

/// Assortment (Grafen 1979; Eshel and Cavalli-Sforza 1982): who is alike, not how.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assortment {
    /// Probability that a party meets its own kind, as far as there is one left.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub share: f64,
}

impl Assortment {
    /// Those who are to meet their kind wait for the next one of it; who finds none meets anyone.
    pub(super) fn pair(self, seekers: &Seekers<'_>, sight: &Sight<'_>, matches: &mut Vec<Match>) {
        let kinds = sight.kind.iter().max().map_or(0, |most| usize::from(*most) + 1);
        let (mut lone, mut others): (Vec<Vec<u32>>, Vec<u32>) = (vec![Vec::new(); kinds], Vec::new());
        let kind = |party: u32| usize::from(sight.kind[party as usize]);
        let keen = |party: u32| sight.draws(party).uniform() < self.share;
        let Some(waiting) = seekers.waiting else {
            for &party in seekers.searching {
                if !keen(party) {
                    others.push(party);
                } else if let Some(before) = lone[kind(party)].pop() {
                    matches.push(Match::blind(before, party));
                } else {
                    lone[kind(party)].push(party);
                }
            }
            let rest = ordered(seekers.searching, &others, &lone);
            random::pair(&Seekers { searching: &rest, waiting: None }, matches);
            return;
        };
        for &buyer in waiting.iter().rev() {
            lone[kind(buyer)].push(buyer);
        }
        for &seller in seekers.searching {
            match if keen(seller) { lone[kind(seller)].pop() } else { None } {
                Some(buyer) => matches.push(Match::blind(seller, buyer)),
                None => others.push(seller),
            }
        }
        let rest = ordered(waiting, &[], &lone);
        random::pair(&Seekers { searching: &others, waiting: Some(&rest) }, matches);
    }
}

/// Those of `all` that are among `others` or alone, in the order of `all`.
fn ordered(all: &[u32], others: &[u32], lone: &[Vec<u32>]) -> Vec<u32> {
    let mut left: Vec<u32> = others.iter().chain(lone.iter().flatten()).copied().collect();
    left.sort_unstable();
    all.iter().copied().filter(|party| left.binary_search(party).is_ok()).collect()
}
