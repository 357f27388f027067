//! `ChaCha8` over many lanes at once; it does not know what a stream or a counter stands for.
//!
//! The layout of D. J. Bernstein, *`ChaCha`, a variant of Salsa20* (2008), with 8 rounds and a 64-bit counter and
//! 64-bit nonce (here: stream). Lanes lie side by side, so that each step of a round is one loop over lanes.

use multiversion::multiversion;

/// Number of 32-bit words in a block.
pub const WORDS: usize = 16;

/// Lanes that the block function takes at once.
const LANES: usize = 16;

/// "expand 32-byte k", the constant words of the cipher.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// A 256-bit key as eight little-endian words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u32; 8]);

impl Key {
    /// A key from its words.
    pub const fn from_words(words: [u32; 8]) -> Self {
        Self(words)
    }

    /// The key's words.
    pub const fn words(&self) -> &[u32; 8] {
        &self.0
    }
}

/// The blocks of several lanes, stored word by word: all lanes' first words, then all lanes' second words, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    lanes: usize,
    words: Vec<u32>,
}

impl Slots {
    /// Slots for `lanes` lanes, all zero.
    pub fn new(lanes: usize) -> Self {
        Self { lanes, words: vec![0; WORDS * lanes] }
    }

    /// Number of lanes held.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Word `k` (0 to 15) of every lane, in lane order.
    #[inline]
    pub fn word(&self, k: usize) -> &[u32] {
        &self.words[k * self.lanes..(k + 1) * self.lanes]
    }

    /// Word `k` of every lane, to be replaced where a lane's words come from more than one block.
    #[inline]
    pub fn word_mut(&mut self, k: usize) -> &mut [u32] {
        &mut self.words[k * self.lanes..(k + 1) * self.lanes]
    }

    fn resize(&mut self, lanes: usize) {
        if lanes != self.lanes {
            self.lanes = lanes;
            self.words.resize(WORDS * lanes, 0);
        }
    }
}

/// Writes to `out` the block of every lane, given the lane's stream and counter.
///
/// `out` takes as many lanes as there are streams; it allocates only where it never held that many. Lane `l` holds
/// the same words whatever the number of lanes and its place among them. `streams` and `counters` are equally long.
pub fn blocks(key: &Key, streams: &[u64], counters: &[u64], out: &mut Slots) {
    debug_assert_eq!(streams.len(), counters.len());
    out.resize(streams.len());
    fill(key, streams, counters, &mut out.words);
}

/// The block of one lane.
pub fn block(key: &Key, stream: u64, counter: u64) -> [u32; WORDS] {
    lanes_of_blocks(key, &[stream], &[counter]).map(|[word]| word)
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2", "aarch64+neon"))]
fn fill(key: &Key, streams: &[u64], counters: &[u64], out: &mut [u32]) {
    let (stream_groups, last_streams) = streams.as_chunks::<LANES>();
    let (counter_groups, last_counters) = counters.as_chunks::<LANES>();
    for (group, (streams_here, counters_here)) in stream_groups.iter().zip(counter_groups).enumerate() {
        let words = lanes_of_blocks(key, streams_here, counters_here);
        store(&words, group * LANES, streams.len(), out);
    }
    let first = stream_groups.len() * LANES;
    for (lane, (stream, counter)) in last_streams.iter().zip(last_counters).enumerate() {
        let words = lanes_of_blocks(key, &[*stream], &[*counter]);
        store(&words, first + lane, streams.len(), out);
    }
}

#[inline(always)]
fn store<const L: usize>(words: &[[u32; L]; WORDS], first: usize, lanes: usize, out: &mut [u32]) {
    for (k, word) in words.iter().enumerate() {
        let start = k * lanes + first;
        out[start..start + L].copy_from_slice(word);
    }
}

/// The blocks of `L` lanes, word by word.
#[inline(always)]
fn lanes_of_blocks<const L: usize>(key: &Key, streams: &[u64; L], counters: &[u64; L]) -> [[u32; L]; WORDS] {
    let mut words = [[0; L]; WORDS];
    // Halves first: 64-bit values within the loop would halve the number of lanes in a vector register.
    let [counter_low, counter_high] = halves(counters);
    let [stream_low, stream_high] = halves(streams);
    for l in 0..L {
        let position = [counter_low[l], counter_high[l], stream_low[l], stream_high[l]];
        let state = one_block(key, position);
        for k in 0..WORDS {
            words[k][l] = state[k];
        }
    }
    words
}

#[inline(always)]
fn halves<const L: usize>(values: &[u64; L]) -> [[u32; L]; 2] {
    [values.map(|value| value as u32), values.map(|value| (value >> 32) as u32)]
}

#[inline(always)]
fn one_block(key: &Key, [p0, p1, p2, p3]: [u32; 4]) -> [u32; WORDS] {
    let [c0, c1, c2, c3] = CONSTANTS;
    let [k0, k1, k2, k3, k4, k5, k6, k7] = key.0;
    let initial = [c0, c1, c2, c3, k0, k1, k2, k3, k4, k5, k6, k7, p0, p1, p2, p3];
    let mut state = initial;
    double_round(&mut state);
    double_round(&mut state);
    double_round(&mut state);
    double_round(&mut state);
    for k in 0..WORDS {
        state[k] = state[k].wrapping_add(initial[k]);
    }
    state
}

/// A round on the columns of the 4 x 4 state, then one on its diagonals.
#[inline(always)]
fn double_round(state: &mut [u32; WORDS]) {
    quarter_round(state, [0, 4, 8, 12]);
    quarter_round(state, [1, 5, 9, 13]);
    quarter_round(state, [2, 6, 10, 14]);
    quarter_round(state, [3, 7, 11, 15]);
    quarter_round(state, [0, 5, 10, 15]);
    quarter_round(state, [1, 6, 11, 12]);
    quarter_round(state, [2, 7, 8, 13]);
    quarter_round(state, [3, 4, 9, 14]);
}

#[inline(always)]
fn quarter_round(state: &mut [u32; WORDS], [ia, ib, ic, id]: [usize; 4]) {
    let [mut a, mut b, mut c, mut d] = [state[ia], state[ib], state[ic], state[id]];
    a = a.wrapping_add(b);
    d = (d ^ a).rotate_left(16);
    c = c.wrapping_add(d);
    b = (b ^ c).rotate_left(12);
    a = a.wrapping_add(b);
    d = (d ^ a).rotate_left(8);
    c = c.wrapping_add(d);
    b = (b ^ c).rotate_left(7);
    [state[ia], state[ib], state[ic], state[id]] = [a, b, c, d];
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    const KEY: Key = Key::from_words([1, 0x8000_0000, 3, 0xffff_ffff, 5, 6, 0x0102_0304, 8]);

    /// The same block from the reference implementation.
    fn reference(stream: u64, counter: u64) -> [u32; WORDS] {
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(KEY.words()) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(seed);
        generator.set_stream(stream);
        generator.set_word_pos(u128::from(counter) * 16);
        [(); WORDS].map(|()| generator.next_u32())
    }

    fn streams_and_counters(lanes: usize) -> (Vec<u64>, Vec<u64>) {
        let streams = (0..lanes as u64).map(|l| l.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        let counters = (0..lanes as u64).map(|l| (l << 31) + (l << 60) + l).collect();
        (streams, counters)
    }

    #[test]
    fn blocks_equal_the_reference_at_every_width() {
        let mut out = Slots::default();
        for lanes in [64, 1, 7, 16, 0, 33] {
            let (streams, counters) = streams_and_counters(lanes);
            blocks(&KEY, &streams, &counters, &mut out);
            assert_eq!(out.lanes(), lanes);
            for lane in 0..lanes {
                let words: Vec<u32> = (0..WORDS).map(|k| out.word(k)[lane]).collect();
                assert_eq!(words, reference(streams[lane], counters[lane]), "lane {lane} of {lanes}");
            }
        }
    }

    #[test]
    fn a_single_block_equals_the_reference_up_to_the_last_counter() {
        for counter in [0, 1, u64::from(u32::MAX), 1 << 32, u64::MAX - 1] {
            assert_eq!(block(&KEY, 7 << 40, counter), reference(7 << 40, counter));
        }
    }
}
