//! Simulates one point of a design: the scenario with its keys set, under luck common to all points; it knows no file.

use super::SweepError;
use super::frozen::Frozen;
use super::measure::Measure;
use super::rows::Rows;
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::Plan;
use crate::scenario::read::{ReadError, Scenario};
use crate::scenario::resolve::{Design, resolve, resolve_beside};
use crate::statistics::{Estimate, Moments};

/// Level of the interval that tells when a point is known well enough.
const LEVEL: f64 = 0.95;

/// What was found at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Number of the point.
    pub point: u64,
    /// Replications simulated.
    pub replications: u64,
    /// Why there is nothing, if the point failed.
    pub failure: Option<String>,
    /// Per measure: mean and standard error.
    pub estimates: Vec<Estimate>,
    /// Per measure: the value of every replication, if kept.
    pub values: Vec<Vec<f64>>,
}

/// Simulates points of one sweep.
#[derive(Debug)]
pub struct Evaluator<'a> {
    frozen: &'a Frozen,
    scenario: &'a Scenario,
    rows: Rows,
    /// The scenario as given, whose menus points share where they can; none where it cannot be made ready as it stands.
    base: Option<Design>,
    measures: Vec<Measure>,
    /// Place among the measures of the one that tells when a point is known well enough.
    watched: Option<usize>,
}

impl<'a> Evaluator<'a> {
    /// Makes ready what all points share.
    ///
    /// # Errors
    /// If the design or a measure does not fit the scenario.
    pub fn new(frozen: &'a Frozen, scenario: &'a Scenario) -> Result<Self, SweepError> {
        let file = &scenario.file;
        let mut measures: Vec<Measure> =
            frozen.measures.iter().map(|name| Measure::find(name, file)).collect::<Result<_, _>>()?;
        let watched = match &frozen.until {
            None => None,
            Some(until) => {
                let found = Measure::find(&until.measure, file)?;
                let place = measures.iter().position(|measure| *measure == found);
                Some(place.unwrap_or_else(|| {
                    measures.push(found);
                    measures.len() - 1
                }))
            }
        };
        Ok(Self { frozen, scenario, rows: frozen.rows()?, base: resolve(scenario).ok(), measures, watched })
    }

    /// Simulates point `number`. A point whose keys contradict each other fails with a reason, and the others go on.
    ///
    /// # Errors
    /// If stopped.
    pub fn row(&self, number: u64, watch: Watch<'_>) -> Result<Row, SweepError> {
        let axes = self.rows.axes();
        let set: Vec<String> =
            self.rows.point(number).iter().flat_map(|(place, value)| axes[*place].set(value)).collect();
        self.made(number, self.frozen.checked_all(), &set, watch)
    }

    /// Simulates the scenario with these overrides, as point `number`.
    ///
    /// # Errors
    /// If stopped.
    pub fn at(&self, number: u64, set: &[String], watch: Watch<'_>) -> Result<Row, SweepError> {
        self.made(number, false, set, watch)
    }

    /// The point of these overrides; `allowed` tells that each was found so when the plan was made.
    fn made(&self, number: u64, allowed: bool, set: &[String], watch: Watch<'_>) -> Result<Row, SweepError> {
        let scenario = if allowed { self.scenario.with_allowed(set) } else { self.scenario.with(set) };
        match scenario.and_then(|scenario| resolve_beside(&scenario, self.base.as_ref())) {
            Ok(design) => self.simulate(number, &design, watch),
            Err(error) => {
                let nothing = Estimate { mean: f64::NAN, se: f64::NAN, n: 0 };
                let estimates = vec![nothing; self.frozen.measures.len()];
                let failure = Some(told(&error));
                Ok(Row { point: number, replications: 0, failure, estimates, values: Vec::new() })
            }
        }
    }

    fn simulate(&self, number: u64, design: &Design, watch: Watch<'_>) -> Result<Row, SweepError> {
        let mut replications = self.frozen.replications;
        loop {
            let (moments, values) = self.sample(design, replications, watch)?;
            let next = self.more(&moments, replications);
            if next > replications {
                replications = next;
                continue;
            }
            let estimates = moments.iter().take(self.frozen.measures.len()).map(known).collect();
            return Ok(Row { point: number, replications, failure: None, estimates, values });
        }
    }

    /// Replications that the watched measure needs; as many as there were if it is known well enough.
    fn more(&self, moments: &[Moments], replications: u64) -> u64 {
        let (Some(until), Some(watched)) = (&self.frozen.until, self.watched) else { return replications };
        let half = moments[watched].estimate().interval(LEVEL).width() / 2.0;
        if half <= until.half_width || replications >= until.most {
            return replications;
        }
        // Twice as many at least, so that repeating the sample from its start costs no more than the last of them.
        let wanted = if half.is_finite() { (half / until.half_width) * (half / until.half_width) } else { 2.0 };
        let wanted = (replications as f64 * if wanted > 2.0 { wanted } else { 2.0 }).ceil();
        if wanted < until.most as f64 { wanted as u64 } else { until.most }
    }

    fn sample(
        &self,
        design: &Design,
        replications: u64,
        watch: Watch<'_>,
    ) -> Result<(Vec<Moments>, Vec<Vec<f64>>), SweepError> {
        let mut sums = Sums {
            moments: vec![Moments::default(); self.measures.len()],
            kept: vec![Vec::new(); if self.frozen.keep_replications { self.frozen.measures.len() } else { 0 }],
        };
        if let Some(economy) = design.economy() {
            let (strategies, burn_in) = (design.strategies.len(), self.scenario.file.run.burn_in as usize);
            let plan = MarketPlan { economy, replications, seed: self.frozen.seed };
            market::run(&plan, watch, |history| {
                for (place, measure) in self.measures.iter().enumerate() {
                    sums.push(place, &[measure.in_market(history, strategies, burn_in)]);
                }
            })?;
            return Ok((sums.moments, sums.kept));
        }
        let mut plan = Plan::round_robin(design, replications, self.frozen.seed);
        plan.cells.retain(|cell| self.measures.iter().any(|measure| measure.needs(*cell)));
        parallel::run(&plan, watch, |batch| {
            for (place, measure) in self.measures.iter().enumerate() {
                sums.push(place, &measure.values(&batch, &design.shares));
            }
        })?;
        Ok((sums.moments, sums.kept))
    }
}

/// What is summed up over replications, per measure, in their order.
struct Sums {
    moments: Vec<Moments>,
    kept: Vec<Vec<f64>>,
}

impl Sums {
    fn push(&mut self, measure: usize, values: &[f64]) {
        values.iter().filter(|value| !value.is_nan()).for_each(|value| self.moments[measure].push(*value));
        if let Some(kept) = self.kept.get_mut(measure) {
            kept.extend(values);
        }
    }
}

/// The mean; nothing where the measure applied to no replication.
fn known(moments: &Moments) -> Estimate {
    if moments.count() > 0 { moments.estimate() } else { Estimate { mean: f64::NAN, se: f64::NAN, n: 0 } }
}

/// An error in one line.
fn told(error: &ReadError) -> String {
    match error {
        ReadError::Mistakes { diagnostics, .. } => diagnostics.to_string().replace('\n', "; "),
        other => other.to_string(),
    }
}
