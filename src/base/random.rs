//! Which key, counter and word a random draw has; it does not know what the draws decide.
//!
//! A draw is a function of (seed, purpose, stream, counter, word) and of nothing else: not of the thread, the lane,
//! the cell or the order of the calls. The stream is the replication.

use thiserror::Error;

use crate::base::chacha::{self, WORDS};
use crate::base::numeric::{normal_deviate, unit};

pub use crate::base::chacha::{Key, Slots};
pub use crate::base::slot::Slot;

/// What a family of random numbers is for; each purpose has numbers of its own under the same seed.
///
/// New purposes go to the end, and no name may change: the names enter the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Nature: the shocks and coins of a round.
    Nature,
    /// The bargaining sessions.
    Session,
    /// The parties' private types.
    Type,
    /// Resampling of results.
    Bootstrap,
    /// Random order, as of matches or of evaluation points.
    Shuffle,
    /// Who meets whom in a market.
    Matching,
    /// Who sees, misjudges and forgets what in a market.
    Gossip,
    /// Starting points of a search.
    Search,
    /// Births, deaths, imitation and mutation in a population.
    Evolution,
    /// Demand of a round.
    Demand,
    /// Points of a sampled design.
    Design,
}

impl Purpose {
    /// Every purpose, in order of introduction.
    pub const ALL: [Purpose; 11] = [
        Purpose::Nature,
        Purpose::Session,
        Purpose::Type,
        Purpose::Bootstrap,
        Purpose::Shuffle,
        Purpose::Matching,
        Purpose::Gossip,
        Purpose::Search,
        Purpose::Evolution,
        Purpose::Demand,
        Purpose::Design,
    ];

    /// The name that enters the key, at most 24 ASCII bytes.
    pub const fn name(self) -> &'static str {
        match self {
            Purpose::Nature => "nature",
            Purpose::Session => "session",
            Purpose::Type => "type",
            Purpose::Bootstrap => "bootstrap",
            Purpose::Shuffle => "shuffle",
            Purpose::Matching => "matching",
            Purpose::Gossip => "gossip",
            Purpose::Search => "search",
            Purpose::Evolution => "evolution",
            Purpose::Demand => "demand",
            Purpose::Design => "design",
        }
    }

    /// The name's bytes as six little-endian words, filled up with zeros.
    fn name_words(self) -> [u32; 6] {
        let mut words = [0; 6];
        for (place, byte) in self.name().bytes().enumerate() {
            words[place / 4] |= u32::from(byte) << (8 * (place % 4));
        }
        words
    }
}

impl Key {
    /// The key of a purpose under a seed.
    ///
    /// The first eight words of `ChaCha8` block 0 of stream 0, whose own key is the seed's low and high word followed
    /// by the purpose's name in ASCII, filled up with zeros to 24 bytes. Part of the definition of all results.
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        let [n0, n1, n2, n3, n4, n5] = purpose.name_words();
        let from = Key::from_words([seed as u32, (seed >> 32) as u32, n0, n1, n2, n3, n4, n5]);
        let [k0, k1, k2, k3, k4, k5, k6, k7, ..] = chacha::block(&from, 0, 0);
        Key::from_words([k0, k1, k2, k3, k4, k5, k6, k7])
    }
}

impl Key {
    /// A digest of bytes as 32 hexadecimal digits, for telling texts apart; it is no defence against forgery.
    ///
    /// Blocks of 32 bytes are chained through `ChaCha8`: each keys the block function whose stream is the digest so far.
    pub fn digest(bytes: &[u8]) -> String {
        let mut state = (bytes.len() as u64, 0_u64);
        for chunk in bytes.chunks(32) {
            let mut words = [0_u32; 8];
            for (place, byte) in chunk.iter().enumerate() {
                words[place / 4] |= u32::from(*byte) << (8 * (place % 4));
            }
            let [a, b, c, d, ..] = chacha::block(&Key::from_words(words), state.0, state.1);
            state = (u64::from(a) << 32 | u64::from(b), u64::from(c) << 32 | u64::from(d));
        }
        format!("{:016x}{:016x}", state.0, state.1)
    }
}

/// The place of a block of draws within a replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter {
    /// The pair or, in a market, the party; below [`Counter::PAIRS`].
    pub pair: u32,
    /// The calendar round; below [`Counter::ROUNDS`].
    pub round: u32,
    /// The turn within the round, as of a session; below [`Counter::TURNS`].
    pub turn: u32,
}

/// A scenario asks for more than a counter can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{count} {what} are more than the {limit} that have random numbers of their own")]
pub struct CounterError {
    /// What there is too much of.
    pub what: &'static str,
    /// How many were asked for.
    pub count: u64,
    /// How many there can be.
    pub limit: u64,
}

impl Counter {
    const TURN_BITS: u32 = 16;
    const ROUND_BITS: u32 = 28;
    const PAIR_BITS: u32 = 20;

    /// Number of pairs or parties that a counter tells apart.
    pub const PAIRS: u64 = 1 << Self::PAIR_BITS;
    /// Number of rounds that a counter tells apart.
    pub const ROUNDS: u64 = 1 << Self::ROUND_BITS;
    /// Number of turns that a counter tells apart.
    pub const TURNS: u64 = 1 << Self::TURN_BITS;

    /// The counter of a pair's or party's round, at turn 0.
    #[inline]
    pub const fn of_round(pair: u32, round: u32) -> Self {
        Self { pair, round, turn: 0 }
    }

    /// Checks once, for a whole scenario, that every counter will fit, so that [`Counter::packed`] need not.
    ///
    /// # Errors
    /// If there are more pairs or parties, rounds or turns per round than a counter tells apart.
    pub fn check(pairs: u64, rounds: u64, turns: u64) -> Result<(), CounterError> {
        let limits = [
            ("pairs or parties", pairs, Self::PAIRS),
            ("rounds", rounds, Self::ROUNDS),
            ("turns in a round", turns, Self::TURNS),
        ];
        match limits.into_iter().find(|(_, count, limit)| count > limit) {
            Some((what, count, limit)) => Err(CounterError { what, count, limit }),
            None => Ok(()),
        }
    }

    /// The counter as a block number: 20 bits of pair, 28 bits of round, 16 bits of turn, from the highest bit on.
    ///
    /// The parts must be below their limits (see [`Counter::check`]); otherwise two counters may share their draws.
    #[inline]
    pub const fn packed(self) -> u64 {
        debug_assert!((self.pair as u64) < Self::PAIRS);
        debug_assert!((self.round as u64) < Self::ROUNDS);
        debug_assert!((self.turn as u64) < Self::TURNS);
        (self.pair as u64) << (Self::ROUND_BITS + Self::TURN_BITS)
            | (self.round as u64) << Self::TURN_BITS
            | self.turn as u64
    }
}

/// A reader of draws one after the other, for code that handles one replication at a time.
///
/// It begins at the first word of its counter's block and goes on with the block of the next turn whenever the 16
/// words are used up; after a round's last turn follows the next round's first.
#[derive(Clone, Debug)]
pub struct Draws {
    key: Key,
    stream: u64,
    block: u64,
    words: [u32; WORDS],
    used: usize,
}

impl Draws {
    /// A reader of the replication `stream` from `counter` on.
    pub fn new(key: Key, stream: u64, counter: Counter) -> Self {
        // The first block is made when the first word is asked for.
        Self { key, stream, block: counter.packed().wrapping_sub(1), words: [0; WORDS], used: WORDS }
    }

    /// The next 32 random bits.
    #[inline]
    pub fn word(&mut self) -> u32 {
        if self.used == WORDS {
            self.block = self.block.wrapping_add(1);
            self.words = chacha::block(&self.key, self.stream, self.block);
            self.used = 0;
        }
        let word = self.words[self.used];
        self.used += 1;
        word
    }

    /// A uniform of the open interval (0, 1); takes one word.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        unit(self.word())
    }

    /// A standard normal deviate; takes one word.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal_deviate(self.word())
    }

    /// A whole number below `n`, all equally likely; 0 for `n` = 0. Takes one word, seldom more.
    ///
    /// D. Lemire, Fast random integer generation in an interval, ACM Transactions on Modeling and Computer
    /// Simulation 29, 2019, algorithm 5.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        let mut product = u64::from(self.word()) * u64::from(n);
        if (product as u32) < n {
            let rejected = n.wrapping_neg() % n;
            while (product as u32) < rejected {
                product = u64::from(self.word()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_fixed_and_differ_by_seed_and_purpose() {
        let keys: Vec<Key> =
            Purpose::ALL.into_iter().flat_map(|p| [0, 1, 1 << 32].map(|seed| Key::new(seed, p))).collect();
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key));
        }
        assert!(Purpose::ALL.iter().all(|purpose| purpose.name().len() <= 24));
        assert_eq!(Key::new(42, Purpose::Nature).words()[..2], [2_365_306_661, 1_024_476_654]);
    }

    #[test]
    fn counters_keep_their_parts_apart_up_to_their_limits() {
        let last = Counter { pair: (1 << 20) - 1, round: (1 << 28) - 1, turn: (1 << 16) - 1 };
        assert_eq!(last.packed(), u64::MAX);
        assert_eq!(Counter { pair: 1, round: 2, turn: 3 }.packed(), 1 << 44 | 2 << 16 | 3);
        assert_eq!(Counter::check(1 << 20, 1 << 28, 1 << 16), Ok(()));
        let error = Counter::check(1, (1 << 28) + 1, 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "268435457 rounds are more than the 268435456 that have random numbers of their own"
        );
    }

    #[test]
    fn draws_read_the_blocks_of_successive_turns() {
        let key = Key::new(7, Purpose::Session);
        let mut draws = Draws::new(key, 3, Counter::of_round(2, 5));
        for turn in 0..3 {
            let counter = Counter { pair: 2, round: 5, turn };
            assert_eq!([(); WORDS].map(|()| draws.word()), chacha::block(&key, 3, counter.packed()));
        }
    }

    #[test]
    fn below_is_uniform_and_stays_below() {
        let mut draws = Draws::new(Key::new(1, Purpose::Shuffle), 0, Counter::of_round(0, 0));
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[draws.below(6) as usize] += 1;
        }
        // Five standard deviations of a binomial count with n = 60,000 and p = 1/6.
        assert!(counts.iter().all(|&count| count.abs_diff(10_000) < 457), "{counts:?}");
        assert!((0..100).all(|_| draws.below(u32::MAX) < u32::MAX));
        assert_eq!([draws.below(0), draws.below(1)], [0, 0]);
    }

    #[test]
    fn uniforms_and_normals_have_their_mean_and_variance() {
        let mut draws = Draws::new(Key::new(1, Purpose::Type), 9, Counter::of_round(0, 0));
        let n = 100_000;
        let (mut uniform, mut normal, mut square) = (0.0, 0.0, 0.0);
        for _ in 0..n {
            uniform += draws.uniform() / f64::from(n);
            let deviate = draws.normal();
            normal += deviate / f64::from(n);
            square += deviate * deviate / f64::from(n);
        }
        assert!((uniform - 0.5).abs() < 0.005 && normal.abs() < 0.016 && (square - 1.0).abs() < 0.023);
    }
}
