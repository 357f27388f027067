//! The dilemma under a noisy public signal: who follows a trigger, who deviates from it, and what either earns; shared by its items.

use super::ValidationError;
use super::case::Case;
use super::sample::{Sample, set, value};
use crate::base::random::Slot;
use crate::statistics::{CoMoments, Estimate, Moments};
use rayon::prelude::*;

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
fn deviating(rounds: &[u32]) -> String {
    format!("strategies.deviates.conduct.effort.trigger.deviates={rounds:?}")
}

/// The matchups that are compared: conforming and deviating, both with one who conforms.
pub const MATCHUPS: [[usize; 2]; 2] = [[CONFORMS, CONFORMS], [DEVIATES, CONFORMS]];

/// A deviation from a trigger that reacts at the end of a block with some probability, and the same game cut short after the
/// first round in which it can have reacted.
pub struct Reaction {
    /// The game to its end.
    whole: Sample,
    /// The game cut short.
    short: Sample,
    /// Its last round: the first after the block.
    round: u32,
    /// Probability of a reaction to a block of bad signals.
    probability: f64,
}

/// Replications that suffice where the coin calls for no reaction, since there nothing differs.
const UNEVENTFUL: u64 = 1_024;

/// Replications that one thread looks at before it takes others: enough that those to be played out are many.
const AT_ONCE: usize = 32_768;

impl Reaction {
    /// A deviation in some rounds of the first block from a trigger with these keys, in a game with these.
    ///
    /// # Errors
    /// If their values are outside what the scenario allows.
    pub fn new(
        game: &PublicSignal<'_>,
        (block, probability): (u32, f64),
        deviations: &[u32],
        keys: &[String],
    ) -> Result<Self, ValidationError> {
        let round = block + 1;
        let mut keys = keys.to_vec();
        keys.extend([trigger("block", block), trigger("probability", probability), deviating(deviations)]);
        let whole = game.sample(&keys)?;
        keys.push(format!("horizon.rounds={round}"));
        Ok(Self { whole, short: game.sample(&keys)?, round, probability })
    }

    /// What conforming earns over the deviation, at a fraction of the cost where reactions are rare: so many replications in
    /// which the coin calls for a reaction if all signals were bad, and few in which it does not, weighted by their known shares.
    pub fn deterrence(&self, replications: u64) -> Estimate {
        let stratum = |below, count| self.short.stratum(Slot::PublicCoin, self.round, self.probability, below, count);
        let gaps = |below, count| self.gaps(&stratum(below, count)).estimate();
        if self.probability >= 1.0 {
            return gaps(true, replications);
        }
        let calm = gaps(false, UNEVENTFUL);
        if self.probability <= 0.0 {
            return calm;
        }
        let called = gaps(true, replications);
        let weighted = |called: f64, calm: f64| self.probability * called + (1.0 - self.probability) * calm;
        let [one, other] = [weighted(called.se, 0.0), weighted(0.0, calm.se)];
        Estimate { mean: weighted(called.mean, calm.mean), se: (one * one + other * other).sqrt(), n: called.n }
    }

    /// What conforming earns over deviating in these replications; the same for any number of threads.
    fn gaps(&self, replications: &[u64]) -> Moments {
        let parts: Vec<Moments> = replications.par_chunks(AT_ONCE).map(|some| self.gaps_at_once(some)).collect();
        parts.iter().fold(Moments::default(), |mut all, part| {
            all.merge(part);
            all
        })
    }

    /// What the partner does in the last round of the short game is all that a deviation can have changed. Where it does the
    /// same after conforming and after deviating, both histories go on alike under common luck, and the short ones hold their
    /// whole difference.
    fn gaps_at_once(&self, replications: &[u64]) -> Moments {
        let mut gaps = Vec::with_capacity(replications.len());
        let mut apart = Vec::new();
        self.short.pairs(MATCHUPS, replications, |one, other| {
            if one.party[1].effort.to_bits() != other.party[1].effort.to_bits() {
                apart.push(gaps.len());
            }
            gaps.push(value(one) - value(other));
        });
        let again: Vec<u64> = apart.iter().map(|place| replications[*place]).collect();
        let mut places = apart.iter();
        self.whole.pairs(MATCHUPS, &again, |one, other| {
            if let Some(place) = places.next() {
                gaps[*place] = value(one) - value(other);
            }
        });
        Moments::from_slice(&gaps)
    }
}

/// Value of a cooperative relationship from its first round, per round of its length.
///
/// What a relationship is worth rises with the rounds that it happens to last, so the ratio of both means tells more than the
/// mean value over the expected length.
///
/// # Errors
/// If stopped.
pub fn normalised(sample: &Sample, replications: u64) -> Result<Estimate, ValidationError> {
    let mut moments = CoMoments::default();
    sample.each(CONFORMS, CONFORMS, replications, |history| moments.push(value(history), history.rounds))?;
    Ok(moments.ratio())
}

/// The share of replications that tells how the value changes.
const SLOPING: u64 = 16;

/// Value at the probability of a reaction that just deters, whose own error counts by what it moves the value.
///
/// # Errors
/// If stopped, or a probability is outside what the scenario allows.
pub fn value_at(
    probability: Estimate,
    replications: u64,
    at: impl Fn(f64) -> Result<Sample, ValidationError>,
) -> Result<Estimate, ValidationError> {
    let most = |probability: f64| if probability < 1.0 { probability } else { 1.0 };
    let ends = [0.9, 1.1].map(|share| most(share * probability.mean));
    let found = normalised(&at(most(probability.mean))?, replications)?;
    let [low, high] = [ends[0], ends[1]].map(|end| normalised(&at(end)?, replications / SLOPING));
    let slope = (high?.mean - low?.mean) / (ends[1] - ends[0]);
    let moved = slope * probability.se;
    Ok(Estimate { mean: found.mean, se: (found.se * found.se + moved * moved).sqrt(), n: found.n })
}
