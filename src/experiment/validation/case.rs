//! One case of a validation item as its runner sees it: inputs, wanted quantities, seed; it does not know the item.

use super::ValidationError;
use super::figure::Value;
use super::sample::Sample;
use serde_json::{Map, Value as Json};

/// One case as a runner sees it.
pub struct Case<'a> {
    /// Its inputs.
    pub input: &'a Map<String, Json>,
    /// Which form of the item it is, if it has several.
    pub kind: &'a str,
    /// Expected quantities: a runner reads their names, never their values.
    pub wanted: &'a [(String, Value)],
    /// Seed.
    pub seed: u64,
    /// Makes an error of a sentence.
    pub fault: &'a dyn Fn(String) -> ValidationError,
}

impl Case<'_> {
    /// Whether a quantity is asked for; a runner need not find others.
    pub fn wants(&self, quantity: &str) -> bool {
        self.wanted.iter().any(|(name, _)| name == quantity)
    }

    /// A number among the inputs.
    ///
    /// # Errors
    /// If there is none.
    pub fn number(&self, key: &str) -> Result<f64, ValidationError> {
        self.input.get(key).and_then(Json::as_f64).ok_or_else(|| (self.fault)(format!("`in.{key}` must be a number")))
    }

    /// A whole number of at least 1 among the inputs.
    ///
    /// # Errors
    /// If there is none.
    pub fn count(&self, key: &str) -> Result<u32, ValidationError> {
        let number = self.number(key)?;
        let whole = (1.0..=1e6).contains(&number) && number.fract() == 0.0;
        if whole {
            Ok(number as u32)
        } else {
            Err((self.fault)(format!("`in.{key}` must be a whole number from 1 to 1000000")))
        }
    }

    /// A list of numbers among the inputs.
    ///
    /// # Errors
    /// If there is none of that length.
    pub fn numbers<const N: usize>(&self, key: &str) -> Result<[f64; N], ValidationError> {
        let list: Option<Vec<f64>> =
            self.input.get(key).and_then(Json::as_array).and_then(|list| list.iter().map(Json::as_f64).collect());
        list.and_then(|list| list.try_into().ok())
            .ok_or_else(|| (self.fault)(format!("`in.{key}` must be a list of {N} numbers")))
    }

    /// Payoffs (T, R, P, S), as a list or one by one.
    ///
    /// # Errors
    /// If one is missing.
    pub fn payoffs(&self) -> Result<[f64; 4], ValidationError> {
        if self.input.contains_key("T_R_P_S") {
            return self.numbers("T_R_P_S");
        }
        Ok([self.number("T")?, self.number("R")?, self.number("P")?, self.number("S")?])
    }

    /// A scenario of the catalogue's theory folder.
    ///
    /// # Errors
    /// If its overrides contradict each other.
    pub fn sample(&self, name: &str, set: &[String]) -> Result<Sample, ValidationError> {
        Sample::new(name, set, self.seed)
    }
}
