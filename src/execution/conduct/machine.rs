//! Memory-n tables and finite automata over realised own and perceived other moves, compiled into one kind of machine.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::unit;
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// Row of the table rule.
pub const TABLE_ROW: Row = Row { name: "table", summary: "probability of C for every history of the last n rounds" };
/// Row of the automaton rule.
pub const AUTOMATON_ROW: Row =
    Row { name: "automaton", summary: "finite automaton: a probability of C per state, four transitions" };

/// Deepest memory of a table.
pub const DEEPEST: u32 = 5;

/// A memory-n table. Entry order: oldest round first, each round CC, CD, DC, DD (own move first).
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Rounds remembered (n).
    #[schemars(range(min = 1, max = 5))]
    pub memory: u32,
    /// Probabilities of C before the memory is full: the first entry for round 1, then 4 for round 2, and so on; or one
    /// entry for all of them.
    pub first: Vec<f64>,
    /// Probability of C for each of the 4^n histories.
    pub cooperate: Vec<f64>,
}

/// One state of an automaton.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Probability of C in this state.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub cooperate: f64,
    /// Next state after CC, CD, DC, DD (own realised move first), counted from 0.
    pub next: [u32; 4],
}

/// A finite automaton; it starts in state 0.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Automaton {
    /// Its states.
    #[schemars(length(min = 1, max = 4096))]
    pub states: Vec<State>,
}

/// A compiled machine: per state a probability of C and four successors. It starts in state 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    cooperate: Vec<f64>,
    next: Vec<u32>,
}

impl Table {
    /// The table as a machine whose states are the histories of up to n rounds, shorter ones first.
    ///
    /// # Errors
    /// If a list has the wrong length or an entry is no probability.
    pub fn compile(&self) -> Result<Machine, String> {
        let full = 4_usize.pow(self.memory.min(DEEPEST));
        let shorter = (full - 1) / 3;
        if self.cooperate.len() != full {
            return Err(format!(
                "cooperate has {} entries; memory = {} needs {full}",
                self.cooperate.len(),
                self.memory
            ));
        }
        if self.first.len() != shorter && self.first.len() != 1 {
            return Err(format!("first has {} entries; give 1, or {shorter}", self.first.len()));
        }
        let early = (0..shorter).map(|place| self.first[if self.first.len() == 1 { 0 } else { place }]);
        let cooperate: Vec<f64> = early.chain(self.cooperate.iter().copied()).collect();
        probabilities(&cooperate)?;
        let mut next = Vec::with_capacity(4 * cooperate.len());
        for state in 0..cooperate.len() {
            next.extend((0..4).map(|code| successor(state, code, shorter, full) as u32));
        }
        Ok(Machine { cooperate, next })
    }
}

/// Histories of length k occupy the states from (4^k - 1) / 3; a full history drops its oldest round.
const fn successor(state: usize, code: usize, shorter: usize, full: usize) -> usize {
    if state < shorter { 4 * state + 1 + code } else { shorter + (4 * (state - shorter) + code) % full }
}

impl Automaton {
    /// The automaton as a machine.
    ///
    /// # Errors
    /// If a transition leads nowhere or an entry is no probability.
    pub fn compile(&self) -> Result<Machine, String> {
        let count = self.states.len() as u32;
        let cooperate: Vec<f64> = self.states.iter().map(|state| state.cooperate).collect();
        probabilities(&cooperate)?;
        let next: Vec<u32> = self.states.iter().flat_map(|state| state.next).collect();
        match next.iter().find(|target| **target >= count) {
            Some(target) => Err(format!("a transition leads to state {target}, but states are 0 to {}", count - 1)),
            None => Ok(Machine { cooperate, next }),
        }
    }
}

fn probabilities(values: &[f64]) -> Result<(), String> {
    match values.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        Some(value) => Err(format!("{value} is no probability: entries lie between 0 and 1")),
        None => Ok(()),
    }
}

impl Rule for Machine {
    /// One column: the state plus one; 0 before the first move.
    fn memory(&self) -> usize {
        1
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        let seen = view.own_action.iter().zip(view.other_action);
        let now = view.served.iter().zip(view.coin);
        let lanes = memory[0].iter_mut().zip(acts.effort.iter_mut());
        for (((held, effort), (own, other)), (served, coin)) in lanes.zip(seen).zip(now) {
            let code = 2 * usize::from(*own < 0.5) + usize::from(*other < 0.5);
            let started = *held > 0.0;
            let before = if started { *held as usize - 1 } else { 0 };
            let state = if started { self.next[4 * before + code] as usize } else { 0 };
            *effort = f64::from(u8::from(unit(*coin) < self.cooperate[state]));
            *held = if *served > 0.0 { (state + 1) as f64 } else { *held };
        }
        acts.gaming.fill(0.0);
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: self.cooperate[0], gaming: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn a_table_of_depth_two_walks_through_its_histories() {
        let cooperate: Vec<f64> = (0..16).map(|place| f64::from(place) / 16.0).collect();
        let table = Table { memory: 2, first: vec![1.0], cooperate };
        let machine = table.compile().expect("a valid table");
        // CD then DC is history 1 * 4 + 2 = 6, after the 5 shorter ones.
        let after_cd = machine.next[1] as usize;
        let after_dc = machine.next[4 * after_cd + 2] as usize;
        assert_eq!(after_dc, 5 + 6);
        // A further DD leaves DC, DD: 2 * 4 + 3.
        assert_eq!(machine.next[4 * after_dc + 3] as usize, 5 + 11);
    }

    #[test]
    fn a_short_table_is_refused() {
        let table = Table { memory: 2, first: vec![1.0], cooperate: vec![1.0; 4] };
        assert!(table.compile().is_err());
    }
}
