//! Measures of the contract's life: how long, how often negotiated, at what price, how it ended.

use super::{Measure, Read, per};
use crate::base::catalogue::Row;
use crate::relationship::history::{Ending, History};
use crate::table::Unit;

const fn relationship(name: &'static str, summary: &'static str, unit: Unit, read: fn(&History) -> f64) -> Measure {
    Measure { row: Row { name, summary }, unit, read: Read::Relationship(read) }
}

/// The measures of the contract's life.
pub const MEASURES: &[Measure] = &[
    relationship("rounds", "rounds until the need ended", Unit::Round, |history| history.rounds),
    relationship("lifetime", "rounds under contract", Unit::Round, |history| history.contracted),
    relationship("sessions", "negotiations held", Unit::Count, |history| history.sessions),
    relationship("turns", "turns over all negotiations", Unit::Count, |history| history.turns),
    relationship("impasses", "share of negotiations without agreement", Unit::Ratio, |history| {
        per(history.impasses, history.sessions)
    }),
    relationship(
        "pareto_optimal",
        "share of agreements that waste nothing (negotiation domains)",
        Unit::Ratio,
        |history| per(history.efficient, history.agreed),
    ),
    relationship("renewals", "contracts renewed", Unit::Count, |history| history.renewals),
    relationship("ended_early", "1 if the relationship ended before the need did", Unit::Probability, |history| {
        f64::from(u8::from(history.ending != Ending::NeedEnded))
    }),
    relationship("mean_price", "mean effective price per contracted round", Unit::Money, |history| {
        per(history.price, history.contracted)
    }),
    relationship(
        "at_bound",
        "share of contracted rounds with the price at a bound of its band",
        Unit::Ratio,
        |history| per(history.at_bound, history.contracted),
    ),
    relationship("paused", "rounds in which a stop-loss paused the contract", Unit::Round, |history| history.paused),
];
