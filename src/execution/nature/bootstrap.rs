//! A block bootstrap of a real series: blocks of consecutive relative changes, joined in random order.

use super::IndexProcess;
use crate::base::catalogue::Row;
use crate::base::numeric::unit;
use crate::base::random::Draws;
use schemars::JsonSchema;
use serde::Deserialize;

/// The process's row.
pub const ROW: Row = Row { name: "bootstrap", summary: "index resampled in blocks from a column of a CSV file" };

/// Where the series comes from and how it is cut (moving-block bootstrap, Kunsch 1989).
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bootstrap {
    /// CSV file with a header, relative to the scenario.
    pub file: String,
    /// Column of positive levels.
    pub column: String,
    /// Take every n-th row, so that a monthly series can serve quarterly rounds.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub every: u32,
    /// Rounds in a block.
    #[schemars(range(min = 1, max = 10_000))]
    pub block: u32,
    /// Level before the first round, index points.
    #[serde(default = "unit_level")]
    #[schemars(range(min = 0.000_001, max = 1e12))]
    pub start: f64,
    /// Whether the series' mean growth is taken out, so that the index has no trend.
    #[serde(default)]
    pub detrend: bool,
}

const fn one() -> u32 {
    1
}

const fn unit_level() -> f64 {
    1.0
}

/// The series, read and ready: relative changes from round to round.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    start: f64,
    block: usize,
    ratios: Vec<f64>,
    relative_sd: f64,
}

impl Series {
    /// Prepares the relative changes of `levels` (positive, at least `block + 1` of them).
    pub fn new(settings: &Bootstrap, levels: &[f64]) -> Self {
        let mut ratios: Vec<f64> = levels.windows(2).map(|pair| pair[1] / pair[0]).collect();
        let count = ratios.len() as f64;
        let mean = ratios.iter().sum::<f64>() / count;
        if settings.detrend {
            for ratio in &mut ratios {
                *ratio /= mean;
            }
        }
        let centre = ratios.iter().sum::<f64>() / count;
        let square = ratios.iter().map(|ratio| (ratio - centre) * (ratio - centre)).sum::<f64>();
        let relative_sd = (square / count).sqrt();
        Self { start: settings.start, block: settings.block as usize, ratios, relative_sd }
    }
}

impl IndexProcess for Series {
    /// The state is `place * 2^20 + rounds left in the block`; 0 asks for a new block.
    fn start(&self, _: &mut Draws) -> (f64, f64) {
        (self.start, 0.0)
    }

    fn step(&self, index: &mut [f64], state: &mut [f64], _: &[u32], spare: &[u32]) {
        const SHIFT: f64 = 1_048_576.0;
        let starts = (self.ratios.len() - self.block + 1) as f64;
        for ((level, held), word) in index.iter_mut().zip(state.iter_mut()).zip(spare) {
            let place = (*held / SHIFT).floor();
            let left = *held - place * SHIFT;
            let fresh = left == 0.0;
            let place = if fresh { (unit(*word) * starts).floor() } else { place };
            let left = if fresh { self.block as f64 } else { left };
            *level *= self.ratios[place as usize];
            *held = (place + 1.0) * SHIFT + (left - 1.0);
        }
    }

    fn relative_sd(&self) -> f64 {
        self.relative_sd
    }

    fn base(&self) -> f64 {
        self.start
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these products are exact")]
mod tests {
    use super::{Bootstrap, Series};
    use crate::execution::nature::IndexProcess;

    #[test]
    fn a_block_runs_on_through_the_series() {
        let settings =
            Bootstrap { file: String::new(), column: String::new(), every: 1, block: 3, start: 1.0, detrend: false };
        let series = Series::new(&settings, &[1.0, 2.0, 6.0, 24.0, 120.0]);
        let (mut index, mut state) = ([1.0], [0.0]);
        let mut path = Vec::new();
        for _ in 0..3 {
            series.step(&mut index, &mut state, &[0], &[0]);
            path.push(index[0]);
        }
        assert_eq!(path, [2.0, 6.0, 24.0]);
        series.step(&mut index, &mut state, &[0], &[u32::MAX]);
        assert_eq!(index, [24.0 * 3.0]);
    }
}
