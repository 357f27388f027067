//! What to do in each standing of the contract, one after the other from the end of a term backwards: improvement of a policy state
//! by state (Howard 1960), by simulation; it does not know what standings mean.

use super::climb::Climb;
use super::leaf::leaves;
use super::{Found, Value};
use crate::execution::conduct::contingent::{Case, Condition, Contingent, MOST_CASES};
use crate::experiment::stress::cells::Cell;
use crate::experiment::stress::space::Space;

/// Rules of one cell that are looked at closely.
const SHORT_LIST: usize = 4;

/// A change in one cell that adds less than this share of the value may be luck.
const WORTH_HAVING: f64 = 5e-5;

/// Share of the value that a case may add and still be left out, so that the rest can be read.
const WORTH_LOSING: f64 = 2e-5;

/// Sweeps over all cells until nothing changes, by at most so many histories, and leaves out what has become needless.
pub(super) fn run(value: &Value<'_>, found: Found, histories: u64) -> Found {
    let mut climb = Climb::from(value, found, histories);
    while climb.sweep() {
        climb.prune();
        climb.hone();
    }
    climb.best
}

impl Climb<'_, '_> {
    /// Goes over all cells once; whether anything changed.
    fn sweep(&mut self) -> bool {
        let mut changed = false;
        for cell in &self.value.space.cells {
            let tried = within(&self.rule, cell, self.value.space);
            let Some(promising) = self.promising(tried, SHORT_LIST) else { return false };
            let Some(most) = self.most(promising) else { return false };
            let margin = WORTH_HAVING * self.best.value.abs();
            if self.take(most, margin) {
                self.hone_first();
                changed = true;
            }
        }
        changed
    }

    /// Leaves out the cases that add next to nothing, the least first, and more where there are too many to be read.
    fn prune(&mut self) {
        let without = |rule: &Contingent, place: usize| {
            let mut rule = rule.clone();
            rule.cases.remove(place);
            rule
        };
        loop {
            let count = self.rule.cases.len();
            let shorter: Vec<Contingent> = (0..count).map(|place| without(&self.rule, place)).collect();
            let Some(most) = self.most(shorter) else { return };
            let spare = if count > MOST_CASES { f64::INFINITY } else { WORTH_LOSING * self.best.value.abs() };
            if !self.take(most, -spare) {
                return;
            }
        }
    }
}

/// The rule with other things done in a cell or in one part of it, whatever it does there now.
fn within(rule: &Contingent, cell: &Cell, space: &Space) -> Vec<Contingent> {
    let parts = cell.parts.iter().map(|part| [cell.holds.as_slice(), &[*part]].concat());
    let all = [cell.holds.clone()].into_iter().chain(parts);
    let cases: Vec<Case> = all.filter_map(|holds| case(&holds)).collect();
    let leaves = leaves(rule, space);
    cases.iter().flat_map(|case| leaves.iter().map(|leaf| first(rule, leaf.of(case.clone())))).collect()
}

/// A case in which all conditions hold.
fn case(holds: &[Condition]) -> Option<Case> {
    let (first, further) = holds.split_first()?;
    Some(Case { and: further.to_vec(), ..Case::idle(*first) })
}

/// The rule with a case before all others, in place of one of the same conditions.
fn first(rule: &Contingent, case: Case) -> Contingent {
    let mut rule = rule.clone();
    rule.cases.retain(|other| other.first() != case.first() || other.and != case.and);
    rule.cases.insert(0, case);
    rule
}

#[cfg(test)]
mod tests {
    use super::{case, first};
    use crate::execution::conduct::contingent::{Case, Condition, Contingent, Situation};

    #[test]
    fn a_cell_comes_first_and_replaces_itself() {
        let holds = [Condition::at(Situation::TermEnds, 1.0), Condition::at(Situation::RampNear, 1.0)];
        let cell = case(&holds).unwrap();
        let other = Case { effort: 0.4, ..Case::idle(holds[0]) };
        let rule = Contingent { cases: vec![other.clone()], ..Contingent::default() };
        let once = first(&rule, Case { effort: 0.2, ..cell.clone() });
        let twice = first(&once, Case { effort: 0.9, ..cell.clone() });
        assert_eq!(once.cases, [Case { effort: 0.2, ..cell.clone() }, other.clone()]);
        assert_eq!(twice.cases, [Case { effort: 0.9, ..cell }, other]);
    }
}
