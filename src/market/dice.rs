//! Draws for many parties at once, a block of words each; it does not know what they decide.

use crate::base::chacha::{self, Key, Slots};
use crate::base::random::Counter;

/// Parties drawn for together: few enough to stay in the nearest cache.
const TOGETHER: usize = 256;

/// A hand for dealing words to parties.
#[derive(Debug, Default)]
pub(super) struct Dice {
    streams: Vec<u64>,
    counters: Vec<u64>,
    words: Slots,
}

impl Dice {
    /// Deals to each of `parties`, given as places among all of several replications of equal size; `take` gets the place and
    /// reads words by their number.
    pub fn roll(
        &mut self,
        key: &Key,
        (first, size): (u64, usize),
        round: u32,
        parties: &[u32],
        mut take: impl FnMut(usize, &dyn Fn(usize) -> u32),
    ) {
        for some in parties.chunks(TOGETHER) {
            self.streams.clear();
            self.counters.clear();
            for party in some {
                let (replication, place) = (*party as usize / size, *party as usize % size);
                self.streams.push(first + replication as u64);
                self.counters.push(Counter::of_round(place as u32 + 1, round).packed());
            }
            chacha::blocks(key, &self.streams, &self.counters, &mut self.words);
            for (lane, party) in some.iter().enumerate() {
                take(*party as usize, &|word| self.words.word(word)[lane]);
            }
        }
    }
}
