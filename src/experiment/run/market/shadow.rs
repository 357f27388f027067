//! From which shadow of the future on one strategy earns more than another in a market; it does not know why.

use super::super::{RunError, compared};
use crate::engine::market::summary::MarketSummary;
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::Watch;
use crate::experiment::run::LEVEL;
use crate::experiment::threshold::{Curve, Search, Threshold, find};
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use crate::statistics::{Estimate, Interval};

/// Continuations at which markets are played; between them differences are taken as straight.
const POINTS: u32 = 12;

/// The difference along the shadow of the future.
pub struct Shadow {
    /// Continuation, and flow of the first strategy less that of the second, money per party and round.
    pub points: Vec<(f64, Estimate)>,
    /// Where it changes sign beyond noise, with its interval and whether it rises; none where it does not.
    pub crossing: Option<(f64, Interval, bool)>,
}

/// Whether the scenario asks: it names whom to compare, and partners can go on needing each other.
fn asked(scenario: &Scenario) -> bool {
    let file = &scenario.file;
    let rotates = file.market.as_ref().is_some_and(|market| market.rotation);
    file.run.compare.len() == 2 && file.run.break_even_replications > 1 && file.horizon.continuation < 1.0 && !rotates
}

/// Further replications that the search takes.
pub fn work(scenario: &Scenario, replications: u64) -> u64 {
    let each = scenario.file.run.break_even_replications.min(replications);
    if asked(scenario) { each * u64::from(POINTS) } else { 0 }
}

/// Plays the market at continuations from 0 to the longest and finds where the compared strategies earn the same.
pub fn search(
    scenario: &Scenario,
    design: &Design,
    (replications, seed): (u64, u64),
    watch: Watch<'_>,
) -> Result<Option<Shadow>, RunError> {
    let Some(pair) = compared(scenario).filter(|_| asked(scenario)) else { return Ok(None) };
    let run = &scenario.file.run;
    let replications = run.break_even_replications.min(replications);
    let mut points = Vec::new();
    for step in 0..POINTS {
        let continuation = run.break_even_longest * f64::from(step) / f64::from(POINTS - 1);
        let Some(mut economy) = design.economy() else { return Ok(None) };
        economy.continuation = continuation;
        let mut summary = MarketSummary::new(&economy, run.burn_in);
        market::run(&MarketPlan { economy, replications, seed }, watch, |history| summary.absorb(history))?;
        let Some((moments, sign)) = summary.difference(pair) else { return Ok(None) };
        let estimate = moments.estimate();
        points.push((continuation, Estimate { mean: sign * estimate.mean, ..estimate }));
    }
    let failed = |error: &dyn std::fmt::Display| RunError::Search(error.to_string());
    let mut curve = Curve::new(points.iter().copied()).map_err(|error| failed(&error))?;
    let (low, high) = (curve.low(), curve.high());
    let search = Search { low, high, tolerance: (high - low) * 1e-4, level: LEVEL, scan: POINTS as usize };
    let found = find(&mut curve, &search).map_err(|error| failed(&error))?;
    let last = match &found.threshold {
        Threshold::Crossing(crossing) => Some(*crossing),
        Threshold::Several(crossings) => crossings.last().copied(),
        _ => None,
    };
    Ok(Some(Shadow { points, crossing: last.map(|one| (one.estimate, one.interval, one.rises)) }))
}
