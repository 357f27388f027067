//! Measures of conduct: effort, KPI, gaming and trust over the rounds under contract.

use super::{Measure, Read, per};
use crate::base::catalogue::Row;
use crate::base::side::Side;
use crate::relationship::history::History;
use crate::table::Unit;

const fn share(name: &'static str, summary: &'static str, read: fn(&History, Side) -> f64) -> Measure {
    Measure { row: Row { name, summary }, unit: Unit::Ratio, read: Read::Party(read) }
}

/// The measures of conduct.
pub const MEASURES: &[Measure] = &[
    share("effort", "mean realised effort per contracted round", |history, side| {
        per(history.party[side.index()].effort, history.contracted)
    }),
    share("cooperation", "mean realised action per round after the burn-in (C = 1)", |history, side| {
        per(history.party[side.index()].settled_effort, history.settled)
    }),
    share("kpi", "mean measured KPI per contracted round", |history, side| {
        per(history.party[side.index()].kpi, history.contracted)
    }),
    share("missed", "share of contracted rounds in which its own KPI missed the target", |history, side| {
        per(history.party[side.index()].missed, history.contracted)
    }),
    share("gamed", "share of contracted rounds in which its gaming hid a miss", |history, side| {
        per(history.party[side.index()].gamed, history.contracted)
    }),
    share("credited", "share of contracted rounds in which it paid a credit", |history, side| {
        per(history.party[side.index()].credits, history.contracted)
    }),
    share("trust", "mean trust in the other per contracted round", |history, side| {
        per(history.party[side.index()].trust, history.contracted)
    }),
    share("low_trust", "share of contracted rounds with trust below .05", |history, side| {
        per(history.party[side.index()].low_trust, history.contracted)
    }),
    share("high_trust", "share of contracted rounds with trust above .95", |history, side| {
        per(history.party[side.index()].high_trust, history.contracted)
    }),
];
