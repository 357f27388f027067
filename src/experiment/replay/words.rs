//! Words for sides, occasions and endings, shared by transcript and tables; it does not know any round.

use crate::bargaining::close::Ending as SessionEnding;
use crate::base::side::Side;
use crate::relationship::history::Ending;
use crate::relationship::occasion::Due;

/// Name of a side.
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Seller => "seller",
        Side::Buyer => "buyer",
    }
}

/// A side at the beginning of a sentence.
pub const fn the(side: Side) -> &'static str {
    match side {
        Side::Seller => "The seller",
        Side::Buyer => "The buyer",
    }
}

/// Why a session is held.
pub const fn occasion(due: Due) -> &'static str {
    match due {
        Due::First => "first contract",
        Due::Renewal => "renewal",
        Due::StopLoss { .. } => "stop-loss",
        Due::Reopener => "reopener",
        Due::HoldUp(Side::Seller) => "hold-up by the seller",
        Due::HoldUp(Side::Buyer) => "hold-up by the buyer",
    }
}

/// How a session ended.
pub fn session_ending(ending: &SessionEnding) -> String {
    match ending {
        SessionEnding::Agreement(agreement) => format!("agreement, accepted by the {}", side(agreement.accepted_by)),
        SessionEnding::Breakdown => "breakdown".to_owned(),
        SessionEnding::Deadline => "deadline".to_owned(),
        SessionEnding::WalkAway { by } => format!("walk-away by the {}", side(*by)),
    }
}

/// How a relationship ends, as a clause that follows a colon.
pub fn ending(ending: Ending) -> String {
    let of = |by: Side, what: &str| format!("the {} {what}", side(by));
    match ending {
        Ending::NeedEnded => "the need is over".to_owned(),
        Ending::NoAgreement => "no first contract is agreed".to_owned(),
        Ending::RenewalFailed => "talks about a renewal fail for good".to_owned(),
        Ending::NotRenewed(by) => of(by, "will not renew"),
        Ending::Broken(by) => of(by, "breaks the contract"),
        Ending::Ramp(by) => of(by, "leaves by the exit ramp"),
        Ending::Fault(by) => format!("the {} leaves for the {}'s proven fault", side(by), side(by.other())),
        Ending::Mutual => "both want out at once".to_owned(),
        Ending::StopLossLower => "the index has fallen through the stop-loss".to_owned(),
        Ending::StopLossUpper => "the index has risen through the stop-loss".to_owned(),
        Ending::PilotFailed => "the pilot has fallen short of what full scale asks for".to_owned(),
        Ending::HoldUp(by) => of(by, "has demanded better terms in vain and leaves"),
    }
}
