//! One more case at a time: the leaf of a play that pays most to be split is split, as in a regression tree (Breiman et al. 1984).
//!
//! A play's leaves are its cases and what it does otherwise. It does not know what situations mean.

use super::climb::Climb;
use super::leaf::{Leaf, leaves};
use super::{Found, Value};
use crate::execution::conduct::contingent::{Case, Condition, Contingent, MOST_CASES};
use crate::experiment::stress::space::Space;

/// Rules that are looked at closely, of those that are glanced at.
const SHORT_LIST: usize = 16;

/// A case that adds less than this share of the value is not worth being read.
const WORTH_HAVING: f64 = 2e-4;

/// Grows a play by at most so many histories.
pub(super) fn run(value: &Value<'_>, found: Found, histories: u64) -> Found {
    let mut climb = Climb::from(value, found, histories);
    while climb.change() {
        climb.hone();
    }
    climb.best
}

impl Climb<'_, '_> {
    /// Makes the one change of cases that is worth most; false where none is worth having.
    fn change(&mut self) -> bool {
        let mut changes = replanned(&self.rule, self.value.space);
        if self.rule.cases.len() < MOST_CASES {
            changes.extend(splits(&self.rule, self.value.space));
        }
        let margin = WORTH_HAVING * self.best.value.abs();
        let most = self.promising(changes, SHORT_LIST).and_then(|promising| self.most(promising));
        most.is_some_and(|most| self.take(most, margin))
    }
}

/// The rule with each of its leaves split by each condition, whatever is done in the part: a case where its condition holds as
/// well, and what it does otherwise where any condition holds.
fn splits(rule: &Contingent, space: &Space) -> Vec<Contingent> {
    let mut all = Vec::new();
    for condition in &space.conditions {
        for leaf in leaves(rule, space) {
            for place in 0..=rule.cases.len() {
                all.extend(split(rule, place, *condition, leaf));
            }
        }
    }
    all
}

/// The rule with what it does in one of its leaves replaced, whatever by.
fn replanned(rule: &Contingent, space: &Space) -> Vec<Contingent> {
    let mut all = Vec::new();
    for leaf in leaves(rule, space) {
        let Leaf { effort, gaming, catch_up } = leaf;
        all.push(Contingent { effort, gaming, catch_up, ..rule.clone() });
        for place in 0..rule.cases.len() {
            let mut other = rule.clone();
            other.cases[place] = leaf.of(rule.cases[place].clone());
            all.push(other);
        }
    }
    all
}

/// The rule with the leaf at a place split; none where the leaf asks for two conditions already.
fn split(rule: &Contingent, place: usize, by: Condition, leaf: Leaf) -> Option<Contingent> {
    let part = match rule.cases.get(place) {
        None => Case::idle(by),
        Some(case) if !case.and.is_empty() || case.when == by.when => return None,
        Some(case) => Case { and: vec![by], ..case.clone() },
    };
    let mut rule = rule.clone();
    rule.cases.insert(place, leaf.of(part));
    Some(rule)
}

#[cfg(test)]
mod tests {
    use super::{Leaf, split};
    use crate::execution::conduct::contingent::{Case, Condition, Contingent, Situation};

    const EARNEST: Leaf = Leaf { effort: 0.9, gaming: 0.0, catch_up: 0.0 };

    fn case(when: Situation, and: Vec<Condition>) -> Case {
        Case { and, effort: 0.2, ..Case::idle(Condition::at(when, 1.0)) }
    }

    #[test]
    fn a_split_leaf_comes_before_what_is_left_of_it() {
        let rule = Contingent { cases: vec![case(Situation::RampNear, Vec::new())], ..Contingent::default() };
        let by = Condition::at(Situation::WindowOpens, 0.0);
        let narrowed = split(&rule, 0, by, EARNEST).unwrap();
        let part = Case { and: vec![by], effort: 0.9, ..rule.cases[0].clone() };
        assert_eq!(narrowed.cases, [part, rule.cases[0].clone()]);
        let otherwise = split(&rule, 1, by, EARNEST).unwrap();
        let part = Case { effort: 0.9, ..Case::idle(by) };
        assert_eq!(otherwise.cases, [rule.cases[0].clone(), part]);
    }

    #[test]
    fn a_leaf_of_two_conditions_is_not_split_again_nor_one_by_its_own_situation() {
        let by = Condition::at(Situation::WindowOpens, 0.0);
        let cases = vec![case(Situation::RampNear, vec![by]), case(Situation::WindowOpens, Vec::new())];
        let rule = Contingent { cases, ..Contingent::default() };
        assert!(split(&rule, 0, by, EARNEST).is_none());
        assert!(split(&rule, 1, by, EARNEST).is_none());
    }
}
