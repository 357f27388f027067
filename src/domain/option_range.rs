//! Evenly spaced numbers as the options of an issue; it does not know what they stand for.

use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// Evenly spaced options, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionRange {
    /// First option.
    pub from: f64,
    /// Last option.
    pub to: f64,
    /// Distance between options.
    #[schemars(range(min = 0.000_001, max = 1e9))]
    pub step: f64,
}

/// Most options of one range; the outcome space has its own limit.
const MOST_OPTIONS: f64 = 65_536.0;

impl OptionRange {
    /// The numbers from first to last.
    ///
    /// # Errors
    /// A sentence where there are none or too many.
    pub fn levels(&self) -> Result<Vec<f64>, String> {
        let steps = ((self.to - self.from) / self.step + 1e-9).floor();
        if (0.0..MOST_OPTIONS).contains(&steps) {
            return Ok((0..=steps as u32).map(|step| self.from + f64::from(step) * self.step).collect());
        }
        let count = if steps < 0.0 { "no options".to_owned() } else { format!("more than {MOST_OPTIONS} options") };
        Err(format!("the range {self} has {count}"))
    }
}

impl fmt::Display for OptionRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "from {} to {} by {}", self.from, self.to, self.step)
    }
}
