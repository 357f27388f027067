//! From where on one strategy earns more than another in a market, along the shadow of the future, along how much is known of
//! others, or along the other's share; it does not know why.

use super::super::{RunError, compared};
use crate::base::side::PerSide;
use crate::engine::market::summary::MarketSummary;
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::Watch;
use crate::experiment::run::LEVEL;
use crate::experiment::threshold::{Crossing, Curve, Search, find};
use crate::market::economy::Economy;
use crate::market::settings::{Along, Market};
use crate::scenario::file::{Run, ScenarioFile};
use crate::scenario::read::Scenario;
use crate::scenario::resolve::Design;
use crate::statistics::Estimate;

/// Points at which markets are played; between them differences are taken as straight.
const POINTS: u32 = 12;

/// Shares between which markets are played: one strategy alone has nobody to be compared with.
const SHARES: (f64, f64) = (0.05, 0.95);

/// The difference along one number.
pub struct Searched {
    /// Which number.
    pub along: Along,
    /// Its value, and flow of the first strategy less that of the second, money per party and round.
    pub points: Vec<(f64, Estimate)>,
    /// Where the difference changes sign beyond noise, in order.
    pub crossings: Vec<Crossing>,
}

/// Where the first strategy earns more, beyond noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Beyond a point; the last one, where there are several.
    Above(Crossing),
    /// Before a point; the last one, where there are several.
    Below(Crossing),
    /// At every point.
    Always,
    /// At none, where the second earns more.
    Never,
    /// Noise hides it.
    Undecided,
}

impl Verdict {
    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Above(_) => "above",
            Self::Below(_) => "below",
            Self::Always => "always",
            Self::Never => "never",
            Self::Undecided => "undecided",
        }
    }

    /// The crossing, if there is one.
    pub const fn crossing(self) -> Option<Crossing> {
        match self {
            Self::Above(crossing) | Self::Below(crossing) => Some(crossing),
            _ => None,
        }
    }
}

impl Searched {
    /// Where the first strategy earns more.
    pub fn verdict(&self) -> Verdict {
        let all = |beyond: fn(f64, f64) -> bool| {
            let clear = |estimate: &Estimate| {
                let interval = estimate.interval(LEVEL);
                beyond(interval.low, interval.high)
            };
            self.points.iter().all(|(_, gap)| clear(gap))
        };
        match self.crossings.last() {
            Some(crossing) if crossing.rises => Verdict::Above(*crossing),
            Some(crossing) => Verdict::Below(*crossing),
            None if all(|low, _| low > 0.0) => Verdict::Always,
            None if all(|_, high| high < 0.0) => Verdict::Never,
            None => Verdict::Undecided,
        }
    }

    /// First and last point.
    pub fn range(&self) -> Option<(f64, f64)> {
        Some((self.points.first()?.0, self.points.last()?.0))
    }
}

/// Along what a design point asks: it names whom to compare, and the number plays a part.
fn asked(run: &Run, market: &Market, continuation: f64) -> Vec<Along> {
    if run.compare.len() != 2 || run.break_even_replications < 2 {
        return Vec::new();
    }
    let lasts = continuation < 1.0 && !market.rotation;
    market.break_even.iter().copied().filter(|along| *along != Along::Continuation || lasts).collect()
}

/// Further replications that the searches of a scenario or variant take.
pub fn work(file: &ScenarioFile, replications: u64) -> u64 {
    let each = file.run.break_even_replications.min(replications);
    let searches = file.market.as_ref().map_or(0, |market| asked(&file.run, market, file.horizon.continuation).len());
    each * u64::from(POINTS) * searches as u64
}

/// Plays the market at points along each number that is asked for and finds where the compared strategies earn the same.
pub fn search(
    scenario: &Scenario,
    design: &Design,
    luck: (u64, u64),
    watch: Watch<'_>,
) -> Result<Vec<Searched>, RunError> {
    let (Some(pair), Some(market)) = (compared(scenario), &design.market) else { return Ok(Vec::new()) };
    let asked = asked(&scenario.file.run, &market.market, design.rules.world.horizon.continuation);
    asked.into_iter().map(|along| search_one(&scenario.file.run, design, along, pair, luck, watch)).collect()
}

fn search_one(
    run: &Run,
    design: &Design,
    along: Along,
    pair: [usize; 2],
    (replications, seed): (u64, u64),
    watch: Watch<'_>,
) -> Result<Searched, RunError> {
    let replications = run.break_even_replications.min(replications);
    let (low, high) = match along {
        Along::Continuation => (0.0, run.break_even_longest),
        Along::Visibility => (0.0, 1.0),
        Along::Share => SHARES,
    };
    let mut points = Vec::new();
    for step in 0..POINTS {
        let at = low + (high - low) * f64::from(step) / f64::from(POINTS - 1);
        let Some(mut economy) = design.economy() else { break };
        set(&mut economy, along, at, pair);
        let mut summary = MarketSummary::new(&economy, run.burn_in);
        market::run(&MarketPlan { economy, replications, seed }, watch, |history| summary.absorb(history))?;
        let Some((moments, sign)) = summary.difference(pair) else { break };
        let estimate = moments.estimate();
        points.push((at, Estimate { mean: sign * estimate.mean, ..estimate }));
    }
    let failed = |error: &dyn std::fmt::Display| RunError::Search(error.to_string());
    let mut curve = Curve::new(points.iter().copied()).map_err(|error| failed(&error))?;
    let (low, high) = (curve.low(), curve.high());
    let search = Search { low, high, tolerance: (high - low) * 1e-4, level: LEVEL, scan: POINTS as usize };
    let found = find(&mut curve, &search).map_err(|error| failed(&error))?;
    Ok(Searched { along, points, crossings: found.threshold.crossings().to_vec() })
}

/// Moves a market to a point; along the share of the second strategy all others belong to the first.
fn set(economy: &mut Economy<'_>, along: Along, at: f64, [one, other]: [usize; 2]) {
    match along {
        Along::Continuation => economy.continuation = at,
        Along::Visibility => {
            if let Some(rules) = &mut economy.reputation {
                rules.visibility = at;
            }
        }
        Along::Share => {
            economy.shares = PerSide::from_fn(|side| {
                let mut shares = vec![0.0; economy.shares[side].len()];
                shares[one] = 1.0 - at;
                shares[other] = at;
                shares
            });
        }
    }
}
