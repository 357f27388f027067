//! The best that two parties could have from one package, and which packages waste nothing; it does not know how they bargain.

use crate::base::numeric::larger;
use crate::domain::frontier::{Frontier, FrontierError};
use crate::domain::preference::Preference;

/// The yardstick of a negotiation domain under one pair of preferences.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// Largest sum of utilities over all packages, money per round, without shifts.
    pub joint: f64,
    /// Whether each package is Pareto-optimal among all.
    efficient: Vec<bool>,
}

impl Optimum {
    /// Finds both for a pair of preferences, seller's first.
    ///
    /// # Errors
    /// If they do not rank the same packages.
    pub fn new(seller: &Preference, buyer: &Preference) -> Result<Self, FrontierError> {
        let frontier = Frontier::new(seller, buyer)?;
        let mut efficient = vec![false; seller.len()];
        for outcome in frontier.outcomes() {
            efficient[*outcome as usize] = true;
        }
        let sums = seller.utilities().iter().zip(buyer.utilities()).map(|(seller, buyer)| seller + buyer);
        Ok(Self { joint: sums.fold(f64::NEG_INFINITY, larger), efficient })
    }

    /// Whether a package is Pareto-optimal among all.
    pub fn is_efficient(&self, outcome: u32) -> bool {
        self.efficient[outcome as usize]
    }

    /// Most that both can have together in a round: with a package, or with what they have outside.
    pub fn first_best(&self, shifts: [f64; 2], outside: f64) -> f64 {
        larger(self.joint + shifts[0] + shifts[1], outside)
    }
}
