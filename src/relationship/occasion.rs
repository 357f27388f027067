//! Why a session is held; it does not know how it is held or what is kept of it.

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
    /// A reopener fired; without agreement the terms stand.
    Reopener,
    /// A side demands better terms and threatens to leave.
    HoldUp(Side),
}
