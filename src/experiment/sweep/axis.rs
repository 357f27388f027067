//! One key that varies and the values it can take; it does not know in which design, or what the key means.

use super::SweepError;
use crate::scenario::schema;
use crate::scenario::sweep::{Setting, VaryFile};
use crate::source::form::Form;
use crate::source::{KeyPath, Shape};
use serde::{Deserialize, Serialize};

/// Levels of a range whose number is not given.
const USUAL_LEVELS: u32 = 5;

/// Most levels of one key.
const MOST_LEVELS: u32 = 1_000_000;

/// Joins keys that take the same value, such as both bounds of a band.
const TOGETHER: char = '+';

/// One key, or several that go together, and the values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// The key; several that take the same value stand apart by `+`.
    pub key: String,
    /// Its values.
    pub levels: Levels,
}

/// Values of a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Levels {
    /// Numbers from one end to the other.
    Range {
        /// Low end.
        from: f64,
        /// High end.
        to: f64,
        /// Evenly spaced levels in a grid.
        steps: u32,
        /// Whole numbers only.
        whole: bool,
    },
    /// These values.
    Options(Vec<Setting>),
}

impl Axis {
    /// Reads `key=0..1:11`, `key=0..1` or `key=0.5,0.7,0.9`.
    ///
    /// # Errors
    /// [`SweepError::Vary`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self, SweepError> {
        let fault = |reason: &str| SweepError::Vary { text: text.to_owned(), reason: reason.to_owned() };
        let (key, values) = text.split_once('=').ok_or_else(|| fault("write it as key=from..to:steps or key=a,b,c"))?;
        let (key, values) = (key.trim(), values.trim());
        if values.is_empty() {
            return Err(fault("no value is given"));
        }
        let Some((from, rest)) = values.split_once("..") else {
            let options: Vec<Setting> = values.split(',').map(Setting::from).collect();
            return Self::options(key, options).map_err(|reason| fault(&reason));
        };
        let (to, steps) = rest.split_once(':').map_or((rest, None), |(to, steps)| (to, Some(steps)));
        let number = |part: &str| part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let (Some(from), Some(to)) = (number(from), number(to)) else {
            return Err(fault("both ends of a range are numbers, such as 0..1"));
        };
        let steps = match steps.map(|steps| steps.trim().parse::<u32>()) {
            None => None,
            Some(Ok(steps)) => Some(steps),
            Some(Err(_)) => return Err(fault("the number of steps is a whole number, such as 0..1:11")),
        };
        Self::range(key, from, to, steps).map_err(|reason| fault(&reason))
    }

    /// What `[[sweep.vary]]` says.
    ///
    /// # Errors
    /// A sentence on what is wrong.
    pub fn of(file: &VaryFile) -> Result<Self, String> {
        match (file.from, file.to, file.options.is_empty()) {
            (Some(from), Some(to), true) => Self::range(&file.key, from, to, file.steps),
            (None, None, false) if file.steps.is_none() => Self::options(&file.key, file.options.clone()),
            (None, None, true) => Err(format!("`{}` varies over nothing: give from and to, or options", file.key)),
            _ => Err(format!("`{}`: give from and to (and steps), or options, not both", file.key)),
        }
    }

    fn options(key: &str, options: Vec<Setting>) -> Result<Self, String> {
        let twice = options.iter().enumerate().find(|(place, option)| options[..*place].contains(option));
        match twice {
            Some((_, option)) => Err(format!("the value {option} is given twice")),
            None => Ok(Self { key: key.to_owned(), levels: Levels::Options(options) }),
        }
    }

    fn range(key: &str, from: f64, to: f64, steps: Option<u32>) -> Result<Self, String> {
        let whole = is_whole(key);
        if from >= to {
            return Err(format!("the range from {from} to {to} is empty"));
        }
        if whole && (from.fract() != 0.0 || to.fract() != 0.0) {
            return Err(format!("`{key}` is a whole number, and {from} to {to} has an end that is none"));
        }
        let steps = steps.unwrap_or_else(|| if whole { whole_levels(from, to) } else { USUAL_LEVELS });
        if !(2..=MOST_LEVELS).contains(&steps) {
            return Err(format!("{steps} levels: a range has 2 to {MOST_LEVELS}"));
        }
        if whole && f64::from(steps) > to - from + 1.0 {
            return Err(format!(
                "{steps} levels: there are only {} whole numbers from {from} to {to}",
                to - from + 1.0
            ));
        }
        Ok(Self { key: key.to_owned(), levels: Levels::Range { from, to, steps, whole } })
    }

    /// Number of levels in a grid.
    pub fn count(&self) -> u64 {
        match &self.levels {
            Levels::Range { steps, .. } => u64::from(*steps),
            Levels::Options(options) => options.len() as u64,
        }
    }

    /// Value at a level of the grid.
    pub fn level(&self, level: u64) -> Setting {
        match &self.levels {
            Levels::Range { from, to, steps, whole } => {
                let last = u64::from(*steps) - 1;
                let value = if level >= last { *to } else { from + (to - from) * (level as f64 / last as f64) };
                number(value, *whole)
            }
            Levels::Options(options) => options[level as usize].clone(),
        }
    }

    /// Value at a point of the unit interval: ranges are stretched over it, options share it equally.
    pub fn at(&self, unit: f64) -> Setting {
        match &self.levels {
            Levels::Range { from, to, whole: false, .. } => Setting::Number(from + (to - from) * unit),
            Levels::Range { from, to, whole: true, .. } => {
                let count = to - from + 1.0;
                let step = (unit * count).floor();
                Setting::Whole((from + if step < count { step } else { count - 1.0 }) as i64)
            }
            Levels::Options(options) => {
                // The end of the interval belongs to the last.
                let place = (unit * options.len() as f64) as usize;
                options[if place < options.len() { place } else { options.len() - 1 }].clone()
            }
        }
    }

    /// The overrides that give its keys a value.
    pub fn set(&self, value: &Setting) -> Vec<String> {
        let written = value.written();
        self.key.split(TOGETHER).map(|key| format!("{}={written}", key.trim())).collect()
    }

    /// Both ends of a range, which hold all others between them; all options, or the first and last of more than `most`.
    pub fn samples(&self, most: usize) -> Vec<Setting> {
        match &self.levels {
            Levels::Options(options) if options.len() <= most => options.clone(),
            _ => self.ends().to_vec(),
        }
    }

    /// The first and the last value.
    pub fn ends(&self) -> [Setting; 2] {
        [self.level(0), self.level(self.count() - 1)]
    }
}

impl std::fmt::Display for Axis {
    /// As it is typed after `--vary`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.levels {
            Levels::Range { from, to, steps, .. } => write!(out, "{}={from}..{to}:{steps}", self.key),
            Levels::Options(options) => {
                let options: Vec<String> = options.iter().map(Setting::to_string).collect();
                write!(out, "{}={}", self.key, options.join(","))
            }
        }
    }
}

/// Levels of a whole range: all of them if they are few.
fn whole_levels(from: f64, to: f64) -> u32 {
    let all = to - from + 1.0;
    if all <= f64::from(USUAL_LEVELS) { all as u32 } else { USUAL_LEVELS }
}

fn number(value: f64, whole: bool) -> Setting {
    if whole { Setting::Whole(value.round() as i64) } else { Setting::Number(value) }
}

/// Whether one of the scenario's keys takes whole numbers only; an unknown key does not, and is found later.
fn is_whole(keys: &str) -> bool {
    let whole = |key: &str| {
        let Ok(path) = key.trim().parse::<KeyPath>() else { return false };
        let shape = path.steps().iter().fold(Shape::of(schema::scenario()), |shape, step| shape.step(step));
        matches!(shape.form(), Form::Integer)
    };
    keys.split(TOGETHER).any(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reaches_both_ends_and_whole_keys_stay_whole() {
        let axis = Axis::parse("horizon.continuation=0..0.9:4").unwrap();
        let levels: Vec<String> = (0..axis.count()).map(|level| axis.level(level).written()).collect();
        assert_eq!(levels, ["0.0", "0.3", "0.6", "0.9"]);
        let whole = Axis::parse("contract.term.rounds=4..12").unwrap();
        assert_eq!(whole.level(1), Setting::Whole(6));
        assert_eq!([whole.at(0.0), whole.at(0.999_999), whole.at(1.0)], [4, 12, 12].map(Setting::Whole));
    }

    #[test]
    fn options_keep_their_kinds_and_share_the_unit_interval() {
        let axis = Axis::parse("a=0.5,2,true,tit_for_tat").unwrap();
        let kinds: Vec<Setting> = [0.0, 0.3, 0.6, 0.99].into_iter().map(|unit| axis.at(unit)).collect();
        let name = Setting::Name("tit_for_tat".to_owned());
        assert_eq!(kinds, [Setting::Number(0.5), Setting::Whole(2), Setting::Flag(true), name]);
    }

    #[test]
    fn what_is_no_axis_is_refused_with_a_reason() {
        for (text, reason) in [
            ("a", "write it as"),
            ("a=", "no value"),
            ("a=1..0", "is empty"),
            ("a=0..x", "both ends"),
            ("a=0..1:x", "whole number"),
            ("a=0..1:1", "levels"),
            ("a=1,1", "given twice"),
            ("contract.term.rounds=1..3:9", "only 3 whole numbers"),
        ] {
            let error = Axis::parse(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
