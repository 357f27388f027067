//! How a session ended; it does not know how it came to that.

use crate::base::side::Side;

/// An agreed package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// The package.
    pub outcome: u32,
    /// The side that said yes.
    pub accepted_by: Side,
    /// By how much nibbles at the close raised (or lowered) its price, or by how much a price that
    /// sealed bids made lies above the package's, money.
    pub price_shift: f64,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ending {
    /// With a package.
    Agreement(Agreement),
    /// Talks broke down after a refusal.
    Breakdown,
    /// The last proposal was refused, or sealed bids did not meet.
    Deadline,
    /// A party left: no outcome could satisfy it, or it refused and took its outside option.
    WalkAway {
        /// The party that left.
        by: Side,
    },
}

/// The result of a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Close {
    /// How it ended.
    pub ending: Ending,
    /// Number of proposals made, to be charged with the cost of a turn.
    pub turns: u32,
}

impl Close {
    /// The agreement, if there is one.
    pub const fn agreement(&self) -> Option<&Agreement> {
        match &self.ending {
            Ending::Agreement(agreement) => Some(agreement),
            _ => None,
        }
    }
}
