//! The phase map: how the difference between two strategies depends on misreading and on the shadow of the future.

use super::{LEVEL, RunError, has_future};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::{Keep, Plan};
use crate::engine::summary::Summary;
use crate::scenario::read::Scenario;
use crate::scenario::resolve::{Design, resolve_beside};
use crate::statistics::Estimate;

/// Replications of each level of misreading: few, so that undecided cells are shown as such.
pub(super) const REPLICATIONS: u64 = 512;

/// Levels of misreading.
const LEVELS: [f64; 5] = [0.0, 0.05, 0.10, 0.20, 0.30];

/// Continuation probabilities of the map.
const CONTINUATIONS: [f64; 12] = [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99];

/// Difference between the compared strategies over the line-up on a grid.
pub struct PhaseMap {
    /// Continuation probabilities, one per column.
    pub continuation: Vec<f64>,
    /// Probabilities of misreading, one per row.
    pub perception: Vec<f64>,
    /// Differences, `[row][column]`.
    pub difference: Vec<Vec<Estimate>>,
}

/// How many points of a map each verdict holds at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Where the first strategy earns more.
    pub more: usize,
    /// Where it earns less.
    pub less: usize,
    /// Where zero cannot be excluded.
    pub undecided: usize,
}

impl Counts {
    /// All points.
    pub const fn all(&self) -> usize {
        self.more + self.less + self.undecided
    }
}

impl PhaseMap {
    /// How many points each verdict holds at.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for estimate in self.difference.iter().flatten() {
            let interval = estimate.interval(LEVEL);
            if interval.contains(0.0) {
                counts.undecided += 1;
            } else if interval.low > 0.0 {
                counts.more += 1;
            } else {
                counts.less += 1;
            }
        }
        counts
    }

    /// Whether zero cannot be excluded in a cell.
    pub fn undecided(&self, row: usize, column: usize) -> bool {
        self.difference[row][column].interval(LEVEL).contains(0.0)
    }
}

/// Replications of the map per cell of the round robin.
pub fn work(scenario: &Scenario) -> u64 {
    if has_future(scenario) && scenario.file.run.break_even_replications > 0 {
        REPLICATIONS * LEVELS.len() as u64
    } else {
        0
    }
}

/// Simulates the map; the longest shadow alone, which holds all shorter ones.
pub fn run(
    scenario: &Scenario,
    design: &Design,
    compare: Option<[usize; 2]>,
    seed: u64,
    watch: Watch<'_>,
) -> Result<Option<PhaseMap>, RunError> {
    let Some(compare) = compare.filter(|_| work(scenario) > 0) else { return Ok(None) };
    let longest = scenario.file.run.break_even_longest;
    let continuation: Vec<f64> = CONTINUATIONS.into_iter().filter(|point| *point <= longest).collect();
    if continuation.is_empty() {
        return Ok(None);
    }
    let mut difference = Vec::new();
    for perception in LEVELS {
        let changed = scenario.with(&[format!("noise.perception={perception}"), "variants=[]".to_owned()])?;
        let changed_design = resolve_beside(&changed, Some(design))?;
        let mut plan = Plan::round_robin(&changed_design, REPLICATIONS, seed);
        plan.keep = Keep { path_rounds: 0, profile: continuation.clone() };
        let mut summary = Summary::new(&plan, 0.0);
        parallel::run(&plan, watch, |batch| summary.absorb(&batch))?;
        difference.push(row(&summary, compare));
    }
    Ok(Some(PhaseMap { continuation, perception: LEVELS.to_vec(), difference }))
}

fn row(summary: &Summary, compare: [usize; 2]) -> Vec<Estimate> {
    summary.difference(compare).map_or_else(Vec::new, |(comparison, sign)| {
        comparison
            .profile
            .iter()
            .map(|moments| {
                let estimate = moments.estimate();
                Estimate { mean: sign * estimate.mean, ..estimate }
            })
            .collect()
    })
}
