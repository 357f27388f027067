//! Measures of value: what a party captures and what both make together.

use super::{Measure, Read, per};
use crate::base::catalogue::Row;
use crate::table::Unit;

/// The measures of value.
pub const MEASURES: &[Measure] = &[
    Measure {
        row: Row { name: "value", summary: "value captured: discounted sum of own flows until the need ends" },
        unit: Unit::Money,
        read: Read::Party(|history, side| history.party[side.index()].value),
    },
    Measure {
        row: Row { name: "joint_value", summary: "value of both sides together" },
        unit: Unit::Money,
        read: Read::Relationship(|history| history.party[0].value + history.party[1].value),
    },
    Measure {
        row: Row { name: "value_per_round", summary: "own net flow per round after the burn-in, undiscounted" },
        unit: Unit::Money,
        read: Read::Party(|history, side| per(history.party[side.index()].settled_flow, history.settled)),
    },
];
