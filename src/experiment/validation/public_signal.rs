//! The dilemma under a noisy public signal: who follows a trigger, who deviates from it, and what either earns; shared by its items.

use super::ValidationError;
use super::case::Case;
use super::sample::{Sample, set, value};
use crate::statistics::Estimate;

/// Places in the line-up of each of the scenarios.
const CONFORMS: usize = 0;
const DEVIATES: usize = 1;

/// A case's game in one of the scenarios, of which the trigger is still to be chosen.
pub struct PublicSignal<'a> {
    case: &'a Case<'a>,
    scenario: &'static str,
    keys: Vec<String>,
}

impl<'a> PublicSignal<'a> {
    /// The case's payoffs, and the probabilities of a bad signal that it gives under the two names.
    ///
    /// # Errors
    /// If a number is missing, or there is nothing to deter.
    pub fn new(case: &'a Case<'a>, scenario: &'static str, bad: [&str; 2]) -> Result<Self, ValidationError> {
        let [temptation, reward, punishment] = [case.number("T")?, case.number("R")?, case.number("P")?];
        if temptation <= reward || reward <= punishment {
            return Err((case.fault)("`in.T` must lie above `in.R`, and this above `in.P`".to_owned()));
        }
        let [conforming, deviating] = [case.number(bad[0])?, case.number(bad[1])?];
        let payoff = |key: &str, amount| set(&format!("stage.matrix.symmetric.{key}"), amount);
        let mut keys = vec![
            payoff("temptation", temptation),
            payoff("reward", reward),
            payoff("punishment", punishment),
            set("kpi.seller.binary.bad_cc", conforming),
        ];
        keys.extend(["cd", "dc", "dd"].iter().map(|both| set(&format!("kpi.seller.binary.bad_{both}"), deviating)));
        if case.input.contains_key("S") {
            keys.push(payoff("sucker", case.number("S")?));
        }
        Ok(Self { case, scenario, keys })
    }

    /// The game with more keys set.
    ///
    /// # Errors
    /// If their values are outside what the scenario allows.
    pub fn sample(&self, set: &[String]) -> Result<Sample, ValidationError> {
        let keys: Vec<String> = self.keys.iter().chain(set).cloned().collect();
        self.case.sample(self.scenario, &keys)
    }
}

/// A key of the trigger that both strategies follow.
pub fn trigger(key: &str, value: impl std::fmt::Debug) -> String {
    format!("strategies.conforms.conduct.effort.trigger.{key}={value:?}")
}

/// The calendar rounds in which the deviating strategy defects.
pub fn deviating(rounds: &[u32]) -> String {
    format!("strategies.deviates.conduct.effort.trigger.deviates={rounds:?}")
}

/// The matchups that are compared: conforming and deviating, both with one who conforms.
pub const MATCHUPS: [[usize; 2]; 2] = [[CONFORMS, CONFORMS], [DEVIATES, CONFORMS]];

/// What conforming earns over the deviation.
///
/// # Errors
/// If stopped.
pub fn deterrence(sample: &Sample, replications: u64) -> Result<Estimate, ValidationError> {
    Ok(sample.difference(MATCHUPS, replications, value)?.estimate())
}

/// Value of a cooperative relationship from its first round, per round of its expected length.
///
/// # Errors
/// If stopped.
pub fn normalised(sample: &Sample, continuation: f64, replications: u64) -> Result<Estimate, ValidationError> {
    let scale = 1.0 - continuation;
    let moments = sample.moments(CONFORMS, CONFORMS, replications, |history| scale * value(history))?;
    Ok(moments.estimate())
}

/// Value at the probability of a reaction that just deters, whose own error counts by what it moves the value.
///
/// # Errors
/// If stopped, or a probability is outside what the scenario allows.
pub fn value_at(
    probability: Estimate,
    continuation: f64,
    replications: u64,
    at: impl Fn(f64) -> Result<Sample, ValidationError>,
) -> Result<Estimate, ValidationError> {
    let most = |probability: f64| if probability < 1.0 { probability } else { 1.0 };
    let ends = [0.9, 1.1].map(|share| most(share * probability.mean));
    let found = normalised(&at(most(probability.mean))?, continuation, replications)?;
    let [low, high] = [ends[0], ends[1]].map(|end| normalised(&at(end)?, continuation, replications / 16));
    let slope = (high?.mean - low?.mean) / (ends[1] - ends[0]);
    let moved = slope * probability.se;
    Ok(Estimate { mean: found.mean, se: (found.se * found.se + moved * moved).sqrt(), n: found.n })
}
