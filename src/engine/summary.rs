//! Streaming summary of a plan: moments, quantiles and paired differences, fed batch by batch in order of replication.

use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::batch::{Batch, CellBatch};
use crate::engine::cost::Costs;
use crate::engine::measures;
use crate::engine::plan::{Cell, Plan};
use crate::relationship::history::Ending;
use crate::relationship::trajectory::Path;
use crate::statistics::{CoMoments, Histogram, Moments, Paired};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Summary of one cell.
#[derive(Debug, Clone)]
pub struct CellSummary {
    /// The cell.
    pub cell: Cell,
    /// Moments of every measure, `[measure][side]`.
    pub measures: Vec<[Moments; 2]>,
    /// Moments of discounted flows, `[account][side]`.
    pub flows: Vec<[Moments; 2]>,
    /// Distribution of value by side.
    pub values: [Histogram; 2],
    /// Joint value against first best.
    pub efficiency: CoMoments,
    /// How often each ending occurred, by name.
    pub endings: BTreeMap<&'static str, u64>,
    /// Mean paths, `[path][side][round]`.
    pub paths: Vec<[Vec<Moments>; 2]>,
}

/// Summary of one strategy over the line-up, both roles averaged.
#[derive(Debug, Clone, Default)]
pub struct StrategySummary {
    /// Value captured.
    pub value: Moments,
    /// Its distribution.
    pub values: Histogram,
    /// Exponential utility of the value, for certainty equivalents.
    pub utility: Moments,
    /// Value against the outside option held throughout, under the same luck.
    pub over_outside: Paired,
    /// Cumulative value by round.
    pub path: Vec<(Moments, Histogram)>,
    /// Trust by round, while under contract.
    pub trust: Vec<(Moments, Histogram)>,
    /// Value of every replication, in order: for comparisons between design points.
    pub replications: Vec<f64>,
}

/// Paired comparison of two strategies, over the line-up and against each opponent.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Places of the two in the line-up.
    pub pair: [usize; 2],
    /// Over the line-up.
    pub lineup: Paired,
    /// Against each opponent.
    pub against: Vec<Paired>,
    /// Difference over the line-up at each point of the profile.
    pub profile: Vec<Moments>,
    /// Difference against each opponent at each point of the profile.
    pub profile_against: Vec<Vec<Moments>>,
    /// Difference of cumulative value over the line-up by round.
    pub path: Vec<Moments>,
}

/// Summary of a plan over its round robin.
#[derive(Debug, Clone)]
pub struct Summary {
    /// One entry per cell, in the plan's order.
    pub cells: Vec<CellSummary>,
    /// One entry per strategy, in the line-up's order.
    pub strategies: Vec<StrategySummary>,
    /// One entry per pair of strategies.
    pub comparisons: Vec<Comparison>,
    /// What the buyer pays, and would pay at other prices.
    pub costs: Costs,
    /// The profile's continuation probabilities.
    pub profile: Vec<f64>,
    shares: Vec<f64>,
    outside: [f64; 2],
    risk_aversion: f64,
}

/// Name of an ending in tables.
pub const fn ending_name(ending: Ending) -> &'static str {
    match ending {
        Ending::NeedEnded => "need_ended",
        Ending::NoAgreement => "no_agreement",
        Ending::RenewalFailed => "renewal_failed",
        Ending::NotRenewed(Side::Seller) => "not_renewed_by_seller",
        Ending::NotRenewed(Side::Buyer) => "not_renewed_by_buyer",
        Ending::Broken(Side::Seller) => "broken_by_seller",
        Ending::Broken(Side::Buyer) => "broken_by_buyer",
        Ending::Ramp(Side::Seller) => "ramp_by_seller",
        Ending::Ramp(Side::Buyer) => "ramp_by_buyer",
        Ending::Fault(Side::Seller) => "fault_of_buyer",
        Ending::Fault(Side::Buyer) => "fault_of_seller",
        Ending::Mutual => "mutual",
        Ending::StopLossLower => "stop_loss_lower",
        Ending::StopLossUpper => "stop_loss_upper",
        Ending::PilotFailed => "pilot_failed",
        Ending::HoldUp(Side::Seller) => "hold_up_by_seller",
        Ending::HoldUp(Side::Buyer) => "hold_up_by_buyer",
    }
}

impl Summary {
    /// An empty summary of a round robin; `risk_aversion` is per unit of money.
    pub fn new(plan: &Plan<'_>, risk_aversion: f64) -> Self {
        let rounds = plan.keep.path_rounds;
        let count = plan.design.strategies.len();
        let points = plan.keep.profile.len();
        let world = &plan.design.rules.world;
        let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| [one, other]));
        Self {
            cells: plan.cells.iter().map(|cell| CellSummary::new(*cell, rounds)).collect(),
            strategies: (0..count).map(|_| StrategySummary::new(rounds)).collect(),
            comparisons: pairs.map(|pair| Comparison::new(pair, count, points, rounds)).collect(),
            costs: Costs::new(plan.cells.len()),
            profile: plan.keep.profile.clone(),
            shares: plan.design.shares.clone(),
            outside: Side::ALL.map(|side| world.outside[side].option),
            risk_aversion,
        }
    }

    /// Adds one batch; batches must come in order of replication.
    pub fn absorb(&mut self, batch: &Batch) {
        self.cells.par_iter_mut().zip(&batch.cells).for_each(|(summary, cell)| summary.absorb(cell));
        self.costs.absorb(batch, &self.shares);
        let replications = batch.cells.first().map_or(0, |cell| cell.histories.len());
        let values = |cell: &CellBatch, side: usize, replication: usize| cell.histories[replication].party[side].value;
        let table = self.by_strategy(batch, replications, &values);
        self.absorb_values(batch, &table);
        for comparison in &mut self.comparisons {
            comparison.absorb(&table, &self.shares);
        }
        self.absorb_paths(batch, replications);
        for point in 0..self.profile.len() {
            let at = |cell: &CellBatch, side: usize, replication: usize| {
                cell.profile.as_ref().map_or(f64::NAN, |profile| profile.at(point, side)[replication])
            };
            let table = self.by_strategy(batch, replications, &at);
            for comparison in &mut self.comparisons {
                comparison.absorb_point(point, &table, &self.shares);
            }
        }
    }

    /// The comparison of two strategies, and the sign with which its differences read as first less second.
    pub fn difference(&self, pair: [usize; 2]) -> Option<(&Comparison, f64)> {
        let [one, other] = pair;
        self.comparisons.iter().find_map(|comparison| match comparison.pair {
            [first, second] if first == one && second == other => Some((comparison, 1.0)),
            [first, second] if first == other && second == one => Some((comparison, -1.0)),
            _ => None,
        })
    }

    /// `[strategy][opponent][replication]`: a value averaged over the two roles.
    fn by_strategy(
        &self,
        batch: &Batch,
        replications: usize,
        value: &dyn Fn(&CellBatch, usize, usize) -> f64,
    ) -> ByStrategy {
        let count = self.strategies.len();
        let mut table = vec![vec![vec![0.0; replications]; count]; count];
        for cell in &batch.cells {
            let Cell { seller, buyer } = cell.cell;
            for replication in 0..replications {
                table[seller][buyer][replication] += 0.5 * value(cell, 0, replication);
                table[buyer][seller][replication] += 0.5 * value(cell, 1, replication);
            }
        }
        table
    }

    fn absorb_values(&mut self, batch: &Batch, table: &ByStrategy) {
        let outside = f64::midpoint(self.outside[0], self.outside[1]);
        let Some(reference) = batch.cells.first() else { return };
        for (strategy, summary) in self.strategies.iter_mut().enumerate() {
            for (replication, history) in reference.histories.iter().enumerate() {
                let value = over_lineup(&table[strategy], &self.shares, replication);
                summary.value.push(value);
                summary.values.add(value);
                summary.utility.push(crate::base::numeric::exp(-self.risk_aversion * value));
                summary.over_outside.push(value, outside * history.annuity);
                summary.replications.push(value);
            }
        }
    }

    fn absorb_paths(&mut self, batch: &Batch, replications: usize) {
        let rounds = self.strategies.first().map_or(0, |strategy| strategy.path.len());
        for round in 0..rounds {
            let table = self.path_table(batch, replications, Path::Value, round);
            for (strategy, summary) in self.strategies.iter_mut().enumerate() {
                let (moments, histogram) = &mut summary.path[round];
                for replication in 0..replications {
                    let value = over_lineup(&table[strategy], &self.shares, replication);
                    moments.push(value);
                    histogram.add(value);
                }
            }
            for comparison in &mut self.comparisons {
                let [one, other] = comparison.pair;
                for replication in 0..replications {
                    let value = |strategy: usize| over_lineup(&table[strategy], &self.shares, replication);
                    comparison.path[round].push(value(one) - value(other));
                }
            }
            self.absorb_trust(batch, replications, round);
        }
    }

    fn absorb_trust(&mut self, batch: &Batch, replications: usize, round: usize) {
        for cell in &batch.cells {
            let Some(trajectories) = &cell.trajectories else { continue };
            for side in Side::ALL {
                let (moments, histogram) = &mut self.strategies[cell.cell.on(side)].trust[round];
                let path = trajectories.at(Path::Trust, side.index(), round);
                for trust in path.iter().take(replications).filter(|trust| !trust.is_nan()) {
                    moments.push(*trust);
                    histogram.add(*trust);
                }
            }
        }
    }

    fn path_table(&self, batch: &Batch, replications: usize, path: Path, round: usize) -> ByStrategy {
        let at = |cell: &CellBatch, side: usize, replication: usize| {
            cell.trajectories.as_ref().map_or(f64::NAN, |paths| paths.at(path, side, round)[replication])
        };
        self.by_strategy(batch, replications, &at)
    }
}

/// `[strategy][opponent][replication]`.
type ByStrategy = Vec<Vec<Vec<f64>>>;

fn over_lineup(opponents: &[Vec<f64>], shares: &[f64], replication: usize) -> f64 {
    opponents.iter().zip(shares).map(|(values, share)| share * values[replication]).sum()
}

impl CellSummary {
    fn new(cell: Cell, rounds: usize) -> Self {
        let paths = || [vec![Moments::default(); rounds], vec![Moments::default(); rounds]];
        Self {
            cell,
            measures: measures::all().map(|_| Default::default()).collect(),
            flows: Account::ALL.iter().map(|_| Default::default()).collect(),
            values: Default::default(),
            efficiency: CoMoments::default(),
            endings: BTreeMap::new(),
            paths: Path::ALL.iter().map(|_| paths()).collect(),
        }
    }

    /// Moments of the measure of this name on one side.
    pub fn measure(&self, name: &str, side: Side) -> Option<&Moments> {
        let place = measures::all().position(|measure| measure.row.name == name)?;
        Some(&self.measures[place][side.index()])
    }

    fn absorb(&mut self, batch: &CellBatch) {
        for history in &batch.histories {
            for (measure, moments) in measures::all().zip(&mut self.measures) {
                for (side, moments) in Side::ALL.into_iter().zip(moments) {
                    let value = measure.of(history, side);
                    if !value.is_nan() {
                        moments.push(value);
                    }
                }
            }
            for (place, moments) in self.flows.iter_mut().enumerate() {
                for (party, moments) in history.party.iter().zip(moments) {
                    moments.push(party.flows[place]);
                }
            }
            let joint = history.party[0].value + history.party[1].value;
            for (party, values) in history.party.iter().zip(&mut self.values) {
                values.add(party.value);
            }
            self.efficiency.push(joint, history.first_best * history.annuity);
            *self.endings.entry(ending_name(history.ending)).or_insert(0) += 1;
        }
        self.absorb_paths(batch);
    }

    fn absorb_paths(&mut self, batch: &CellBatch) {
        let Some(trajectories) = &batch.trajectories else { return };
        for (path, sides) in Path::ALL.into_iter().zip(&mut self.paths) {
            for (side, rounds) in sides.iter_mut().enumerate() {
                for (round, moments) in rounds.iter_mut().enumerate() {
                    for value in trajectories.at(path, side, round).iter().filter(|value| !value.is_nan()) {
                        moments.push(*value);
                    }
                }
            }
        }
    }
}

impl StrategySummary {
    fn new(rounds: usize) -> Self {
        let path = || (0..rounds).map(|_| Default::default()).collect();
        Self { path: path(), trust: path(), ..Self::default() }
    }
}

impl Comparison {
    fn new(pair: [usize; 2], count: usize, points: usize, rounds: usize) -> Self {
        Self {
            pair,
            lineup: Paired::default(),
            against: vec![Paired::default(); count],
            profile: vec![Moments::default(); points],
            profile_against: vec![vec![Moments::default(); points]; count],
            path: vec![Moments::default(); rounds],
        }
    }

    fn absorb(&mut self, table: &ByStrategy, shares: &[f64]) {
        let [one, other] = self.pair;
        let replications = table[one].first().map_or(0, Vec::len);
        for replication in 0..replications {
            let value = |strategy: usize| over_lineup(&table[strategy], shares, replication);
            self.lineup.push(value(one), value(other));
            for (opponent, paired) in self.against.iter_mut().enumerate() {
                paired.push(table[one][opponent][replication], table[other][opponent][replication]);
            }
        }
    }

    fn absorb_point(&mut self, point: usize, table: &ByStrategy, shares: &[f64]) {
        let [one, other] = self.pair;
        let replications = table[one].first().map_or(0, Vec::len);
        for replication in 0..replications {
            let value = |strategy: usize| over_lineup(&table[strategy], shares, replication);
            self.profile[point].push(value(one) - value(other));
            for (opponent, points) in self.profile_against.iter_mut().enumerate() {
                points[point].push(table[one][opponent][replication] - table[other][opponent][replication]);
            }
        }
    }
}
