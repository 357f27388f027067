//! Why a session is held and what is kept of it; it does not know how it is held.

use crate::bargaining::concession_log::ConcessionLog;
use crate::base::side::Side;

/// Why a session is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The parties have no contract yet.
    First,
    /// A term has ended.
    Renewal,
    /// The stop-loss reopened a contract; `rose` tells through which bound.
    StopLoss {
        /// The index rose through the upper bound.
        rose: bool,
    },
    /// A side demands better terms and threatens to leave.
    HoldUp(Side),
}

/// One session as it was held.
#[derive(Debug, Clone)]
pub struct SessionRecord {
    /// Calendar round.
    pub round: u32,
    /// Why it was held.
    pub due: Due,
    /// Every proposal of it.
    pub log: ConcessionLog,
}
