//! Mergeable integer histogram for quantiles of values of any sign and scale; knows not what they measure.

use serde::{Deserialize, Serialize};

use crate::statistics::{Estimate, Interval, normal_quantile};

/// Bits of a double below its sign, exponent and top eight mantissa bits.
const DROPPED_BITS: u32 = 44;
/// Leading bits of 2^-20, the smallest magnitude that has a bin of its own.
const FIRST: u32 = (1023 - 20) << 8;
/// Index of the outermost bin, which takes all magnitudes up to infinity: its lower edge is the last below 2^40.
const LAST: u32 = 60 * 256 - 1;
/// Windows start and end at multiples of this, so that they depend on the values only, not on their order.
const PAGE: u32 = 64;

/// Counts per bin, with the exact smallest and largest value.
///
/// A bin is a sign, a power of two and the top eight bits of the mantissa: at most 1/256 of its value wide. Magnitudes
/// below 2^-20 share one bin at zero; those from 2^40 fall into the outermost bin. Counts are integers, so merging
/// gives the same histogram in any order. A bin saturates at 2^32 - 1 values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    negative: Window,
    positive: Window,
    zeros: u64,
    count: u64,
    undefined: u64,
    min: f64,
    max: f64,
}

impl Histogram {
    /// Adds one value; NaN is only counted, see [`Histogram::undefined`].
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            self.undefined += 1;
            return;
        }
        // Drops the sign of zero, which would depend on the order.
        let value = value + 0.0;
        self.widen(value, value);
        self.count += 1;
        let leading = (value.abs().to_bits() >> DROPPED_BITS) as u32;
        if leading < FIRST {
            self.zeros += 1;
            return;
        }
        let index = (leading - FIRST).min(LAST);
        let side = if value < 0.0 { &mut self.negative } else { &mut self.positive };
        side.add(index, 1);
    }

    /// Adds all values of another histogram; the order of merging does not matter.
    pub fn merge(&mut self, other: &Self) {
        self.undefined += other.undefined;
        if other.count == 0 {
            return;
        }
        self.widen(other.min, other.max);
        self.count += other.count;
        self.zeros += other.zeros;
        self.negative.merge(&other.negative);
        self.positive.merge(&other.positive);
    }

    /// Number of values other than NaN.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Number of NaN that were offered and left out.
    pub fn undefined(&self) -> u64 {
        self.undefined
    }

    /// Smallest value, exact; none while empty.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// Largest value, exact; none while empty.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }

    /// Value below which a share `q` of the values lies, linear inside a bin, at most one bin width off.
    ///
    /// Exact at 0 and 1; none while empty or for `q` outside of [0, 1].
    pub fn quantile(&self, q: f64) -> Option<f64> {
        if self.count == 0 || !(0.0..=1.0).contains(&q) {
            return None;
        }
        let rank = q * self.count as f64;
        let mut below = 0.0;
        for bin in self.bins() {
            if below + bin.count >= rank {
                return Some(bin.low + (rank - below) / bin.count * (bin.high - bin.low));
            }
            below += bin.count;
        }
        Some(self.max)
    }

    /// Interval of the quantile at `level`, from the normal approximation to the rank (Conover 1999, section 3.2).
    pub fn quantile_interval(&self, q: f64, level: f64) -> Option<Interval> {
        let half = normal_quantile(0.5 + 0.5 * level) * (q * (1.0 - q) / self.count as f64).sqrt();
        let at = |share: f64| self.quantile(share.clamp(0.0, 1.0));
        self.quantile(q)?;
        Some(Interval { low: at(q - half)?, high: at(q + half)? })
    }

    /// Expected shortfall of the lower tail (CVaR): mean of the lowest share `q` of the values, in their unit and sign.
    ///
    /// v + E[min(X - v, 0)] / q with v the q-quantile (Rockafellar and Uryasev 2000), whose standard error is that of
    /// the expectation, divided by q. Values count as spread evenly over their bin. None while empty or for `q` outside
    /// of (0, 1].
    pub fn expected_shortfall(&self, q: f64) -> Option<Estimate> {
        let edge = self.quantile(q).filter(|_| q > 0.0)?;
        let (n, rank) = (self.count as f64, q * self.count as f64);
        let (mut below, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for bin in self.bins() {
            let taken = if below + bin.count < rank { bin.count } else { rank - below };
            let high = bin.low + taken / bin.count * (bin.high - bin.low);
            let (from, to) = (bin.low - edge, high - edge);
            sum += taken * 0.5 * (from + to);
            squares += taken * (from * from + from * to + to * to) / 3.0;
            below += bin.count;
            if below >= rank {
                break;
            }
        }
        let mean = sum / n;
        let spread = squares / n - mean * mean;
        let variance = if spread > 0.0 { spread * n / (n - 1.0) } else { 0.0 };
        Some(Estimate { mean: edge + mean / q, se: (variance / n).sqrt() / q, n: self.count })
    }

    fn widen(&mut self, low: f64, high: f64) {
        if self.count == 0 || low < self.min {
            self.min = low;
        }
        if self.count == 0 || high > self.max {
            self.max = high;
        }
    }

    /// Bins with values in ascending order, cut to the range of the values.
    fn bins(&self) -> impl Iterator<Item = Bin> {
        let negative = self.negative.used().rev().map(|(low, high, count)| (-high, -low, count));
        let zero = (self.zeros > 0).then_some((0.0, 0.0, self.zeros as f64));
        let cut = |edge: f64| edge.clamp(self.min, self.max);
        negative.chain(zero).chain(self.positive.used()).map(move |(low, high, count)| Bin {
            low: cut(low),
            high: cut(high),
            count,
        })
    }
}

struct Bin {
    low: f64,
    high: f64,
    count: f64,
}

/// Dense counts over the pages in use, by magnitude.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Window {
    start: u32,
    counts: Vec<u32>,
}

impl Window {
    fn add(&mut self, index: u32, amount: u32) {
        if index.wrapping_sub(self.start) as usize >= self.counts.len() {
            self.cover(index, index + 1);
        }
        let count = &mut self.counts[(index - self.start) as usize];
        *count = count.saturating_add(amount);
    }

    fn merge(&mut self, other: &Self) {
        if other.counts.is_empty() {
            return;
        }
        self.cover(other.start, other.end());
        let offset = (other.start - self.start) as usize;
        for (count, amount) in self.counts[offset..].iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*amount);
        }
    }

    /// Extends the window to the whole pages that hold the indices from `start` to before `end`.
    #[cold]
    fn cover(&mut self, start: u32, end: u32) {
        let (mut start, mut end) = (start / PAGE * PAGE, end.next_multiple_of(PAGE));
        if !self.counts.is_empty() {
            start = start.min(self.start);
            end = end.max(self.end());
        }
        if (start, end) == (self.start, self.end()) {
            return;
        }
        let mut counts = vec![0; (end - start) as usize];
        if !self.counts.is_empty() {
            let offset = (self.start - start) as usize;
            counts[offset..offset + self.counts.len()].copy_from_slice(&self.counts);
        }
        *self = Self { start, counts };
    }

    fn end(&self) -> u32 {
        self.start + self.counts.len() as u32
    }

    /// Lower edge, upper edge and count of the bins with values, by ascending magnitude.
    fn used(&self) -> impl DoubleEndedIterator<Item = (f64, f64, f64)> {
        let used = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        used.map(|(offset, &count)| {
            let index = self.start + offset as u32;
            let high = if index == LAST { f64::INFINITY } else { edge(index + 1) };
            (edge(index), high, f64::from(count))
        })
    }
}

/// Lower edge of the magnitudes in a bin.
fn edge(index: u32) -> f64 {
    f64::from_bits(u64::from(FIRST + index) << DROPPED_BITS)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an oracle need not be exact to the bit")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[f64]) -> Histogram {
        let mut histogram = Histogram::default();
        for &value in values {
            histogram.add(value);
        }
        histogram
    }

    /// Values of either sign over many scales, zero and numbers beyond the bins included.
    fn wild() -> impl Strategy<Value = Vec<f64>> {
        let scaled = (-1.0..1.0_f64, -25..45_i32).prop_map(|(x, e)| x * 2.0_f64.powi(e));
        prop::collection::vec(prop_oneof![8 => scaled, 1 => Just(0.0), 1 => Just(-0.0)], 1..120)
    }

    proptest! {
        #[test]
        fn merging_is_free_of_order(values in wild(), cut in 0..120_usize) {
            let (left, right) = values.split_at(cut.min(values.len()));
            let (mut forward, mut backward) = (of(left), of(right));
            forward.merge(&of(right));
            backward.merge(&of(left));
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(&forward, &of(&values));
        }

        #[test]
        fn quantiles_are_within_a_bin_of_the_sorted_sample(values in wild(), q in 0.0..1.0_f64) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let exact = sorted[((q * sorted.len() as f64).ceil() as usize).max(1) - 1];
            let got = of(&values).quantile(q).unwrap();
            let allowed = exact.abs() / 256.0 + 2.0_f64.powi(-20);
            // Beyond 2^40 only the range is known.
            let inside = exact.abs() < 2.0_f64.powi(40) * (1.0 - 1.0 / 512.0);
            prop_assert!(!inside || (got - exact).abs() <= allowed, "{} against {}", got, exact);
            prop_assert!(sorted[0] <= got && got <= sorted[sorted.len() - 1]);
        }
    }

    #[test]
    fn expected_shortfall_is_the_mean_of_the_tail() {
        // Squares keep their order and cover several powers of two, on both sides of zero.
        let values: Vec<f64> = (0..10_000).map(|i| (f64::from(i) / 100.0).powi(2) - 30.0).collect();
        let got = of(&values).expected_shortfall(0.05).unwrap();
        let exact = values[..500].iter().sum::<f64>() / 500.0;
        assert!((got.mean - exact).abs() < exact.abs() / 256.0, "{got:?} {exact}");
        let below: Vec<f64> = values.iter().map(|v| (v - values[499]).min(0.0) / 0.05).collect();
        let se = crate::statistics::Moments::from_slice(&below).standard_error();
        assert!((got.se / se - 1.0).abs() < 0.01, "{got:?} {se}");
        let whole = of(&values).expected_shortfall(1.0).unwrap();
        let moments = crate::statistics::Moments::from_slice(&values);
        assert!((whole.mean / moments.mean() - 1.0).abs() < 1e-3);
        assert!((whole.se / moments.standard_error() - 1.0).abs() < 1e-3);
    }

    #[test]
    fn ends_are_exact_and_a_constant_is_exact_everywhere() {
        let histogram = of(&[-1e15, -0.3, 0.1, 7.7, 1e15]);
        assert_eq!((histogram.quantile(0.0), histogram.quantile(1.0)), (Some(-1e15), Some(1e15)));
        // Zeros of either sign leave the same bits in any order.
        assert_eq!(of(&[-0.0, 0.0]).min().map(f64::to_bits), of(&[0.0, -0.0]).min().map(f64::to_bits));
        let constant = of(&[0.3; 9]);
        assert_eq!((constant.quantile(0.4), constant.expected_shortfall(0.05).map(|e| e.mean)), (Some(0.3), Some(0.3)));
        assert_eq!(constant.quantile_interval(0.5, 0.95), Some(Interval { low: 0.3, high: 0.3 }));
    }

    #[test]
    fn nothing_and_nan_have_no_quantile() {
        let mut histogram = of(&[f64::NAN]);
        assert_eq!((histogram.count(), histogram.undefined(), histogram.quantile(0.5)), (0, 1, None));
        histogram.merge(&of(&[2.0]));
        assert_eq!((histogram.min(), histogram.max(), histogram.undefined()), (Some(2.0), Some(2.0), 1));
        assert_eq!((histogram.quantile(1.1), histogram.expected_shortfall(0.0)), (None, None));
    }

    #[test]
    fn storage_stays_with_the_values() {
        let histogram = of(&[1000.0, 1500.0, -3.0]);
        assert!(histogram.positive.counts.len() <= 256 + 64 && histogram.negative.counts.len() <= 64);
    }
}
