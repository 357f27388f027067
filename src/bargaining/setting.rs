//! What both parties of a session face; it does not know the parties.

use super::protocol::Protocol;
use crate::domain::outcome::OutcomeSpace;

/// What both parties face in a session.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The rules of the table.
    pub protocol: &'a Protocol,
    /// The packages that can be agreed.
    pub space: &'a OutcomeSpace,
    /// Price in each outcome; empty where price is not an issue.
    pub prices: &'a [f64],
    /// Public objective standard for the price, if there is one.
    pub benchmark: Option<f64>,
    /// Probability that the answering side misreads a proposal: it counters as if it had not understood it.
    pub misreading: f64,
}

impl<'a> Setting<'a> {
    /// A table without a public standard, at which both understand each other.
    pub const fn new(protocol: &'a Protocol, space: &'a OutcomeSpace, prices: &'a [f64]) -> Self {
        Self { protocol, space, prices, benchmark: None, misreading: 0.0 }
    }
}
