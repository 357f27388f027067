//! What the same purchases cost under the band, at the spot price and at a fixed price; it does not know the index.

use crate::engine::batch::Batch;
use crate::engine::plan::Cell;
use crate::relationship::history::History;
use crate::statistics::Moments;

/// A price at which the same volume is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pricing {
    /// As the contract has it, band included.
    Band,
    /// The agreed price moved by the index in every round, by the contract's pass-through, without band or delay.
    Spot,
    /// The price as agreed.
    Fixed,
}

impl Pricing {
    /// All of them, in the order in which they are stored.
    pub const ALL: [Self; 3] = [Self::Band, Self::Spot, Self::Fixed];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Spot => "spot",
            Self::Fixed => "fixed",
        }
    }

    const fn of(self, history: &History) -> f64 {
        match self {
            Self::Band => history.paid,
            Self::Spot => history.at_spot,
            Self::Fixed => history.at_fixed,
        }
    }
}

/// The buyer's cost over all replications, one entry per pricing.
#[derive(Debug, Clone, Default)]
pub struct Cost {
    /// Discounted cost until the need ends, money.
    pub total: [Moments; 3],
    /// Cost under the band less cost at this pricing, replication by replication.
    pub band_over: [Moments; 3],
    /// Cost at this pricing less cost at the price agreed: how far the total strays from what was agreed.
    pub strays: [Moments; 3],
}

impl Cost {
    fn push(&mut self, costs: [f64; 3]) {
        if costs.iter().any(|cost| cost.is_nan()) {
            return;
        }
        for (place, cost) in costs.into_iter().enumerate() {
            self.total[place].push(cost);
            self.band_over[place].push(costs[Pricing::Band as usize] - cost);
            self.strays[place].push(cost - costs[Pricing::Fixed as usize]);
        }
    }

    /// Whether the price ever moved with the index.
    pub fn moved(&self) -> bool {
        let spot = &self.strays[Pricing::Spot as usize];
        spot.count() > 0 && (spot.variance() > 0.0 || spot.mean().abs() > 0.0)
    }
}

/// Costs of every matchup and over the line-up.
#[derive(Debug, Clone, Default)]
pub struct Costs {
    /// One entry per cell, in the plan's order.
    pub cells: Vec<Cost>,
    /// All matchups, weighted by the shares of both strategies.
    pub lineup: Cost,
}

impl Costs {
    /// Nothing seen yet.
    pub fn new(cells: usize) -> Self {
        Self { cells: vec![Cost::default(); cells], lineup: Cost::default() }
    }

    /// Adds one batch; batches must come in order of replication.
    pub fn absorb(&mut self, batch: &Batch, shares: &[f64]) {
        let replications = batch.cells.first().map_or(0, |cell| cell.histories.len());
        for replication in 0..replications {
            let mut lineup = [0.0; 3];
            for (summary, cell) in self.cells.iter_mut().zip(&batch.cells) {
                let costs = Pricing::ALL.map(|pricing| pricing.of(&cell.histories[replication]));
                summary.push(costs);
                let Cell { seller, buyer } = cell.cell;
                let weight = shares[seller] * shares[buyer];
                lineup.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += weight * cost);
            }
            self.lineup.push(lineup);
        }
    }
}
