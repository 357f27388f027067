//! Partner choice: who comes first chooses the best of the few that it gets to see, by their standing.

use super::{Match, Seekers, Sight};
use crate::base::catalogue::Row;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row { name: "reputation", summary: "each in turn chooses the best standing among a few it sees" };

/// Partner choice (biological markets: Noe and Hammerstein 1994; best of k: Roberts 1998).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Choice {
    /// Candidates that one who chooses gets to see (k); 1 is random matching.
    #[schemars(range(min = 1, max = 1000))]
    pub seen: u32,
    /// What a candidate whose standing is not seen counts as, from 0 (bad) to 1 (good).
    #[schemars(range(min = 0.0, max = 1.0))]
    pub unseen: f64,
}

impl Default for Choice {
    fn default() -> Self {
        Self { seen: 3, unseen: 0.5 }
    }
}

impl Choice {
    /// With fixed roles buyers choose among the sellers who search; otherwise whoever comes first chooses among the others.
    pub(super) fn pair(&self, seekers: &Seekers<'_>, sight: &Sight<'_>, matches: &mut Vec<Match>) {
        let mut left: Vec<u32> = seekers.searching.to_vec();
        match seekers.waiting {
            Some(buyers) => {
                for buyer in buyers {
                    let Some((seller, score)) = self.choose(*buyer, &mut left, sight) else { break };
                    matches.push(Match { parties: [seller, *buyer], seen: [None, Some(score)] });
                }
            }
            None => {
                // The order is random, and the last is as random as the first.
                while let Some(chooser) = left.pop() {
                    let Some((chosen, score)) = self.choose(chooser, &mut left, sight) else { break };
                    matches.push(Match { parties: [chosen, chooser], seen: [None, Some(score)] });
                }
            }
        }
    }

    /// The best of the candidates seen, who leaves those that are left; ties go to the one seen first.
    fn choose(&self, chooser: u32, left: &mut Vec<u32>, sight: &Sight<'_>) -> Option<(u32, f64)> {
        let mut draws = sight.draws(chooser);
        let candidates = (self.seen as usize).min(left.len());
        let mut best: Option<(usize, f64, f64)> = None;
        for place in 0..candidates {
            // Candidates are brought to the front one by one, so that nobody is seen twice.
            let other = place + draws.below((left.len() - place) as u32) as usize;
            left.swap(place, other);
            let score = (sight.look)(chooser, left[place], draws.uniform());
            let rank = if score < 0.0 { self.unseen } else { score };
            if best.is_none_or(|(_, _, before)| rank > before) {
                best = Some((place, score, rank));
            }
        }
        best.map(|(place, score, _)| (left.swap_remove(place), score))
    }
}
