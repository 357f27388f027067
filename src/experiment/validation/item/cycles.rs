//! V29: the barrier that tit for tat must pass, and cycles of three strategies under rare mutation (Imhof et al. 2005).

use super::{Case, Item};
use crate::base::catalogue::Row;
use crate::engine::parallel::Watch;
use crate::experiment::evolve::payoffs::Payoffs;
use crate::experiment::evolve::process;
use crate::experiment::evolve::stationary::LogFixation;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::{payoffs as stage, set};
use crate::scenario::evolution::{Evolution, Fitness, Process};
use crate::scenario::read::read;
use crate::scenario::resolve::resolve;
use crate::statistics::Moments;
use serde_json::Value as Json;

/// The item. Replications are matches of every pair.
pub const ITEM: Item =
    Item { row: Row { name: "V29", summary: "replicator barrier and cycles" }, run, start: 20_000, most: 1_000_000 };

/// The scenario, and places in its line-up.
const SCENARIO: &str = "evolution/tit-for-tat";
const ALL_D: usize = 1;
const TFT: usize = 2;

/// Matrices from which the standard error of a barrier is taken.
const RESAMPLES: u64 = 200;

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let mut found = Vec::new();
    if case.wants("TFT_barrier_donation") {
        let donation = donation(case, replications)?;
        found.extend(barrier(case, "TFT_barrier_donation", &donation));
    }
    if case.wanted.iter().any(|(name, _)| name != "TFT_barrier_donation") {
        // Matches have a fixed length and no luck.
        let imhof = imhof(case)?;
        found.extend(barrier(case, "TFT_barrier_imhof", &imhof));
        found.extend(small_mutation(case, &imhof)?);
    }
    Ok(found)
}

/// Payoffs of the line-up in the scenario with these keys set.
fn play(case: &Case<'_>, keys: &[String], costs: &[f64], replications: u64) -> Result<Payoffs, ValidationError> {
    let design = resolve(&read(SCENARIO, keys)?)?;
    Ok(Payoffs::found(&design, costs, replications, case.seed, Watch::NONE)?)
}

/// Matches that go on with a probability: benefit, cost and that probability.
fn donation(case: &Case<'_>, replications: u64) -> Result<Payoffs, ValidationError> {
    let [benefit, cost, continuation] = case.numbers("donation")?;
    let mut keys = stage([benefit, benefit - cost, 0.0, -cost]);
    keys.extend([set("horizon.continuation", continuation), "horizon.rounds=1000000".to_owned()]);
    play(case, &keys, &[], replications)
}

fn imhof(case: &Case<'_>) -> Result<Payoffs, ValidationError> {
    let given = |key: &str| case.input.get("imhof").and_then(|table| table.get(key));
    let number = |key: &str| {
        given(key).and_then(Json::as_f64).ok_or_else(|| (case.fault)(format!("`in.imhof.{key}` must be a number")))
    };
    let list: Option<Vec<f64>> =
        given("pay").and_then(Json::as_array).and_then(|l| l.iter().map(Json::as_f64).collect());
    let pay: [f64; 4] = list
        .and_then(|list| list.try_into().ok())
        .ok_or_else(|| (case.fault)("`in.imhof.pay` must be a list of 4 numbers".to_owned()))?;
    let mut keys = stage(pay);
    keys.push(format!("horizon.rounds={}", number("m")?));
    play(case, &keys, &[0.0, 0.0, number("tft_cost")?], 2)
}

/// The share of tit for tat among defectors above which it grows, if there is one.
fn barrier(case: &Case<'_>, quantity: &str, payoffs: &Payoffs) -> Option<Found> {
    let estimate = payoffs.mean.duel(TFT, ALL_D).relation().barrier()?;
    let resampled =
        (0..RESAMPLES).map(|number| payoffs.resample(case.seed, number).duel(TFT, ALL_D).relation().barrier());
    let resampled: Vec<f64> = resampled.flatten().collect();
    Some(Found::number(quantity, estimate, Moments::from_slice(&resampled).standard_deviation()))
}

/// Shares of time by the chain of rare mutations, by size of the population.
fn small_mutation(case: &Case<'_>, payoffs: &Payoffs) -> Result<Vec<Found>, ValidationError> {
    let sizes = case.wanted.iter().filter_map(|(name, _)| name.strip_prefix("small_mutation.")?.split('[').next());
    let mut sizes: Vec<&str> = sizes.collect();
    sizes.dedup();
    let mut found = Vec::new();
    for size in sizes {
        let n: u32 = size.parse().ok().filter(|n| (2..=10_000).contains(n)).ok_or_else(|| {
            (case.fault)(format!("`out.small_mutation.{size}`: the size must be a whole number from 2 to 10000"))
        })?;
        let evolution = Evolution {
            process: Process::BirthDeath,
            fitness: Fitness::Linear,
            selection: 1.0,
            ..Evolution::default()
        };
        let rows: Vec<Vec<f64>> = (0..payoffs.mean.size()).map(|own| payoffs.mean.row(own).to_vec()).collect();
        if let Some(message) = evolution.negative(&rows, &payoffs.names) {
            return Err((case.fault)(message));
        }
        let (rule, selection) = process::rule(&evolution);
        let shares = LogFixation::new(rule, selection, &payoffs.mean, n).stationary();
        let named = shares.iter().enumerate();
        found.extend(named.map(|(kind, share)| Found::number(format!("small_mutation.{size}[{kind}]"), *share, 0.0)));
    }
    Ok(found)
}
