//! When a play acts: effort, gaming and credits by round of the first term, play and good faith under the same luck.

use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::experiment::stress::arena::Arena;
use crate::relationship::game::Keys;
use crate::relationship::record::RoundRecord;
use crate::relationship::replay::replay;
use crate::strategy::assembly::{AssemblyError, Strategy};
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;

/// Histories replayed.
const HISTORIES: u64 = 200;

/// Most rounds shown.
const MOST_ROUNDS: u32 = 60;

/// Means over the histories in which the round was served, one entry per round of the term from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// Effort that the hostile side means to make.
    pub effort: Vec<f64>,
    /// Its gaming.
    pub gaming: Vec<f64>,
    /// Its measured KPI.
    pub kpi: Vec<f64>,
    /// Credits that it gets, less those that it pays, money.
    pub credit: Vec<f64>,
    /// Its net flow, money.
    pub flow: Vec<f64>,
    /// The victim's net flow, money.
    pub victim_flow: Vec<f64>,
    /// Share of the histories in which the round is served.
    pub served: Vec<f64>,
}

/// One history's rounds: served, then the six numbers above.
type Row = [f64; 7];

/// Replays a play.
///
/// # Errors
/// [`AssemblyError`] where its parameters contradict each other.
pub fn timing(arena: &Arena, play: &StrategyFile, seed: u64) -> Result<Timing, AssemblyError> {
    let play = Arena::assemble(play)?;
    let rounds = arena.design().rules.contract.term.rounds.min(MOST_ROUNDS);
    let histories: Vec<Vec<Row>> =
        (0..HISTORIES).into_par_iter().map(|number| one(arena, &play, seed, number, rounds)).collect();
    let mut sums = vec![[0.0; 7]; rounds as usize];
    for history in &histories {
        for (sum, row) in sums.iter_mut().zip(history) {
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += value;
            }
        }
    }
    let mean = |place: usize| sums.iter().map(|sum| sum[place] / sum[0]).collect();
    Ok(Timing {
        effort: mean(1),
        gaming: mean(2),
        kpi: mean(3),
        credit: mean(4),
        flow: mean(5),
        victim_flow: mean(6),
        served: sums.iter().map(|sum| sum[0] / HISTORIES as f64).collect(),
    })
}

fn one(arena: &Arena, play: &Strategy, seed: u64, number: u64, rounds: u32) -> Vec<Row> {
    let played = replay(arena.matchup(play), Keys::new(seed), arena.continuation(), number, &(1..=rounds));
    played.rounds.iter().map(|record| row(record, arena.hostile())).collect()
}

fn row(record: &RoundRecord, hostile: Side) -> Row {
    let block = &record.after;
    let served = block.served[0];
    let (party, victim) = (block.side(hostile), block.side(hostile.other()));
    let credit = party.flow[Account::Credit.index()][0];
    let numbers = [party.effort[0], party.gaming[0], party.kpi[0], credit, party.net[0], victim.net[0]];
    let mut row = [served; 7];
    for (place, number) in row[1..].iter_mut().zip(numbers) {
        *place = number * served;
    }
    row
}
