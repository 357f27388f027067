//! One figure of a validation: what was expected, what was found, and the verdict; it does not know how it was simulated.

use serde_json::Value as Json;
use std::fmt;

/// A value that can be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Words, such as a sequence of moves.
    Text(String),
    /// Does not exist, or is infeasible.
    Nothing,
}

impl Value {
    /// The value that a file states; `None` for arrays and tables.
    pub fn of(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::Nothing),
            Json::Bool(flag) => Some(Self::Flag(*flag)),
            Json::Number(number) => number.as_f64().map(Self::Number),
            Json::String(text) => Some(Self::Text(text.clone())),
            Json::Array(_) | Json::Object(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Flag(flag) => write!(out, "{flag}"),
            Self::Text(text) => out.write_str(text),
            Self::Nothing => out.write_str("null"),
        }
    }
}

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Within tolerance.
    Pass,
    /// Outside tolerance.
    Fail,
    /// Four standard errors exceed the tolerance, or there is no mechanism for it yet.
    NotTested,
}

impl Verdict {
    /// The verdict's name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotTested => "not-tested",
        }
    }
}

/// What a runner found for one quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The quantity, as the file names it.
    pub quantity: String,
    /// The estimate.
    pub value: Value,
    /// Its standard error; 0 where it is exact.
    pub se: f64,
}

impl Found {
    /// An estimated number.
    pub fn number(quantity: impl Into<String>, value: f64, se: f64) -> Self {
        Self { quantity: quantity.into(), value: Value::Number(value), se }
    }
}

/// One line of a validation.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Item.
    pub item: String,
    /// Inputs of the case.
    pub case: String,
    /// What is compared.
    pub quantity: String,
    /// What it should be.
    pub expected: Value,
    /// What it is.
    pub estimate: Value,
    /// Standard error.
    pub se: f64,
    /// Tolerance.
    pub tolerance: f64,
    /// Verdict.
    pub verdict: Verdict,
}

/// Differences up to this share of the expected value, or this much around 0, are rounding.
pub const ROUNDING: f64 = 1e-9;

impl Figure {
    /// A figure for which there is no runner.
    pub fn untested(item: &str, case: &str, quantity: &str, expected: Value) -> Self {
        Self {
            item: item.to_owned(),
            case: case.to_owned(),
            quantity: quantity.to_owned(),
            expected,
            estimate: Value::Nothing,
            se: f64::NAN,
            tolerance: f64::NAN,
            verdict: Verdict::NotTested,
        }
    }

    /// Compares: tested only if four standard errors are within the tolerance, passed if the difference is.
    pub fn compared(item: &str, case: &str, expected: Value, found: &Found, tolerance: f64) -> Self {
        let verdict = match (&expected, &found.value) {
            (Value::Number(_), Value::Number(_)) if found.se.is_nan() || 4.0 * found.se > tolerance => {
                Verdict::NotTested
            }
            (Value::Number(expected), Value::Number(value)) => judged((value - expected).abs() <= tolerance),
            (expected, value) => judged(expected == value),
        };
        Self {
            item: item.to_owned(),
            case: case.to_owned(),
            quantity: found.quantity.clone(),
            expected,
            estimate: found.value.clone(),
            se: found.se,
            tolerance,
            verdict,
        }
    }
}

impl Figure {
    /// Compares an estimate with a tolerance that is itself the stated error of the estimator: tested however large that is.
    pub fn stated(item: &str, case: &str, expected: f64, found: &Found, tolerance: f64) -> Self {
        let exact = Found { se: 0.0, ..found.clone() };
        Self { se: found.se, ..Self::compared(item, case, Value::Number(expected), &exact, tolerance) }
    }
}

const fn judged(passes: bool) -> Verdict {
    if passes { Verdict::Pass } else { Verdict::Fail }
}
