//! Measures of a group of parties in one market replication, one row each; a measure reads sums, never strategies.

use crate::market::history::{KindHistory, MarketHistory, Snapshot};
use crate::table::Unit;

/// What measures read: the sums of a group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Over the whole replication.
    pub whole: KindHistory,
    /// Over the rounds after the burn-in.
    pub late: Snapshot,
}

/// A measure of a group.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Name in tables.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is.
    pub doc: &'static str,
    /// How it is read off; not a number where there is nothing to read.
    pub of: fn(&Group) -> f64,
}

/// Every measure, in the order of columns.
pub const ALL: [Measure; 17] = [
    Measure {
        name: "value",
        unit: Unit::Money,
        doc: "Discounted value of a party over the whole market.",
        of: |group| group.whole.value / group.whole.parties,
    },
    Measure {
        name: "flow",
        unit: Unit::Money,
        doc: "Net flow of a party in a round, undiscounted, with or without a partner.",
        of: |group| group.late.flow / group.late.parties,
    },
    Measure {
        name: "matched",
        unit: Unit::Probability,
        doc: "Share of party-rounds under a served contract.",
        of: |group| group.late.served / group.late.parties,
    },
    Measure {
        name: "cooperation",
        unit: Unit::Probability,
        doc: "Realised effort in rounds under contract; in a matrix stage the share of C.",
        of: |group| group.late.effort / group.late.served,
    },
    Measure {
        name: "kpi",
        unit: Unit::Ratio,
        doc: "Measured indicator in rounds under contract.",
        of: |group| group.whole.kpi / group.whole.served,
    },
    Measure {
        name: "trust",
        unit: Unit::Probability,
        doc: "Trust in the partner in rounds under contract.",
        of: |group| group.whole.trust / group.whole.served,
    },
    Measure {
        name: "price",
        unit: Unit::Money,
        doc: "Price in rounds under contract.",
        of: |group| group.late.price / group.late.served,
    },
    Measure {
        name: "premium",
        unit: Unit::Money,
        doc: "Price of sellers held to be good less that of the others, in rounds under contract.",
        of: premium,
    },
    Measure {
        name: "standing",
        unit: Unit::Probability,
        doc: "Score in the public record, or the mean of all opinions held.",
        of: |group| group.late.score / group.late.scored,
    },
    Measure {
        name: "partners",
        unit: Unit::Count,
        doc: "Partners that a party met.",
        of: |group| group.whole.partners / group.whole.parties,
    },
    Measure {
        name: "left",
        unit: Unit::Count,
        doc: "Relationships that a party ended.",
        of: |group| group.whole.left / group.whole.parties,
    },
    Measure {
        name: "abandoned",
        unit: Unit::Count,
        doc: "Relationships of a party that its partners ended.",
        of: |group| group.whole.abandoned / group.whole.parties,
    },
    Measure {
        name: "impasses",
        unit: Unit::Count,
        doc: "Relationships of a party that came to no contract, or to no further one.",
        of: |group| group.whole.impasses / group.whole.parties,
    },
    Measure {
        name: "alternative",
        unit: Unit::Money,
        doc: "What a party holds going back to the market to be worth at the end, per round.",
        of: |group| group.whole.alternative / group.whole.parties,
    },
    Measure {
        name: "back",
        unit: Unit::Money,
        doc: "Net flow of a party in a round soon after it went back to the market.",
        of: |group| group.whole.back_flow / group.whole.back,
    },
    Measure {
        name: "renamed",
        unit: Unit::Count,
        doc: "New names that a party took.",
        of: |group| group.whole.renamed / group.whole.parties,
    },
    Measure {
        name: "excluded",
        unit: Unit::Probability,
        doc: "Share of parties that nobody deals with any more.",
        of: |group| group.whole.excluded / group.whole.parties,
    },
];

fn premium(group: &Group) -> f64 {
    let late = &group.late;
    let others = late.sold - late.good;
    if others > 0.0 { late.good_price / late.good - (late.sold_price - late.good_price) / others } else { f64::NAN }
}

impl Group {
    /// The sums of some kinds of party; rounds up to `burn_in` do not count as late.
    pub fn of(history: &MarketHistory, kinds: &[usize], burn_in: usize) -> Self {
        let mut group = Self::default();
        for kind in kinds {
            group.whole.join(&history.kinds[*kind]);
        }
        for round in burn_in..history.rounds.len() / history.kinds.len() {
            for kind in kinds {
                group.late.join(&history.round(round)[*kind]);
            }
        }
        group
    }
}
