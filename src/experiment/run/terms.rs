//! The first term of a contract against what comes later, replication by replication; it does not know what is told of it.

use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::batch::{Batch, CellBatch};
use crate::engine::plan::Cell;
use crate::relationship::history::PartyHistory;
use crate::relationship::trajectory::Path;
use crate::statistics::Moments;
use crate::table::Unit;

/// What is seen of one replication, from one side of one matchup.
struct Seen<'a> {
    cell: &'a CellBatch,
    side: Side,
    replication: usize,
    /// Its value up to the end of the first term.
    first: f64,
}

/// One thing that a changed contract may change.
pub struct Change {
    /// Name of its columns.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is.
    pub doc: &'static str,
    read: fn(&Seen<'_>) -> f64,
}

const fn money(name: &'static str, doc: &'static str, read: fn(&Seen<'_>) -> f64) -> Change {
    Change { name, unit: Unit::Money, doc, read }
}

/// How many things are compared.
const COUNT: usize = 7;

/// Everything that is compared.
pub static CHANGES: [Change; COUNT] = [
    money("first_term", "Change of own value up to the end of the first term.", |seen| seen.first),
    money("later", "Change of own value after it.", |seen| seen.own().value - seen.first),
    money("whole", "Change of own value until the need ends.", |seen| seen.own().value),
    money("name", "Change of what the own good name is worth, part of the whole.", |seen| {
        seen.own().flows[Account::Reference.index()]
    }),
    Change {
        name: "lifetime",
        unit: Unit::Round,
        doc: "Change of the rounds under contract.",
        read: |seen| seen.cell.histories[seen.replication].contracted,
    },
    Change {
        name: "partner_effort",
        unit: Unit::Ratio,
        doc: "Change of the partner's mean effort per contracted round.",
        read: |seen| seen.partner(|party| party.effort),
    },
    Change {
        name: "partner_trust",
        unit: Unit::Ratio,
        doc: "Change of the partner's mean trust per contracted round.",
        read: |seen| seen.partner(|party| party.trust),
    },
];

impl Seen<'_> {
    fn own(&self) -> &PartyHistory {
        &self.cell.histories[self.replication].party[self.side.index()]
    }

    /// A sum over contracted rounds of the partner's, per round; NaN without any.
    fn partner(&self, read: fn(&PartyHistory) -> f64) -> f64 {
        let history = &self.cell.histories[self.replication];
        read(&history.party[self.side.other().index()]) / history.contracted
    }
}

/// What all changes come to, one entry per change.
pub type Changes = [Moments; COUNT];

/// One number per change.
type Row = [f64; COUNT];

/// What was seen of every replication: `[replication][cell][side]`.
#[derive(Debug, Default)]
pub struct Terms {
    rounds: usize,
    rows: Vec<Vec<[Row; 2]>>,
}

/// A contract less another, by term.
pub struct ByTerm {
    /// `[cell][side]`, in the plan's order.
    pub cells: Vec<[Changes; 2]>,
    /// Over all matchups, weighted by the shares of both strategies.
    pub lineup: [Changes; 2],
}

impl Terms {
    /// Nothing seen yet of a contract whose first term has so many rounds.
    pub fn new(rounds: usize) -> Self {
        Self { rounds, rows: Vec::new() }
    }

    /// Rounds of the first term.
    pub const fn rounds(&self) -> usize {
        self.rounds
    }

    /// Adds one batch with its paths; batches must come in order of replication.
    pub fn absorb(&mut self, batch: &Batch) {
        let replications = batch.cells.first().map_or(0, |cell| cell.histories.len());
        for replication in 0..replications {
            let row = |cell: &CellBatch, side: Side| -> Row {
                let path = cell.trajectories.as_ref().filter(|paths| paths.rounds() >= self.rounds);
                let first =
                    path.map_or(f64::NAN, |paths| paths.at(Path::Value, side.index(), self.rounds - 1)[replication]);
                let seen = Seen { cell, side, replication, first };
                std::array::from_fn(|place| (CHANGES[place].read)(&seen))
            };
            self.rows.push(batch.cells.iter().map(|cell| Side::ALL.map(|side| row(cell, side))).collect());
        }
    }

    /// This less a base that was seen under the same luck.
    pub fn less(&self, base: &Self, cells: &[Cell], shares: &[f64]) -> ByTerm {
        let mut by_term =
            ByTerm { cells: cells.iter().map(|_| Default::default()).collect(), lineup: Default::default() };
        for (changed, base) in self.rows.iter().zip(&base.rows) {
            let mut lineup = [[0.0; COUNT]; 2];
            for (place, cell) in cells.iter().enumerate() {
                let weight = shares[cell.seller] * shares[cell.buyer];
                for side in 0..2 {
                    for change in 0..COUNT {
                        let difference = changed[place][side][change] - base[place][side][change];
                        push(&mut by_term.cells[place][side][change], difference);
                        lineup[side][change] += weight * difference;
                    }
                }
            }
            for (moments, differences) in by_term.lineup.iter_mut().zip(lineup) {
                moments.iter_mut().zip(differences).for_each(|(moments, difference)| push(moments, difference));
            }
        }
        by_term
    }
}

/// Counts what applies: without a contract there is no effort under it.
fn push(moments: &mut Moments, difference: f64) {
    if !difference.is_nan() {
        moments.push(difference);
    }
}
