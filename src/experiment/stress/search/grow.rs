//! One more case at a time: the leaf of a play that pays most to be split is split, as in a regression tree (Breiman et al. 1984).
//!
//! A play's leaves are its cases and what it does otherwise. It does not know what situations mean.

use super::{Found, Value, following, rule};
use crate::base::numeric::{clamp, larger};
use crate::execution::conduct::contingent::{Case, Condition, Contingent, MOST_CASES, Threshold};
use crate::experiment::stress::space::{MOST_CATCH_UP, Space};
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;

/// What is tried in a new case: effort as a share of what is open, and gaming.
const PLANS: [(f64, f64); 5] = [(0.0, 0.0), (0.6, 0.0), (1.0, 0.0), (1.0, 0.6), (0.0, 1.0)];

/// A case that adds less than this share of the value is not worth being read.
const WORTH_HAVING: f64 = 2e-4;

/// Lengths of the steps by which the numbers of a play are honed, longest first.
const STEPS: [f64; 3] = [0.15, 0.06, 0.02];

/// Grows a play by at most so many plays.
pub(super) fn run(value: &Value<'_>, found: Found, plays: u64) -> Found {
    let mut grown = Grown { value, rule: rule(&found.play), best: found, left: plays };
    while grown.split() {
        grown.hone();
    }
    grown.best
}

struct Grown<'a, 'v> {
    value: &'a Value<'v>,
    rule: Contingent,
    best: Found,
    left: u64,
}

impl Grown<'_, '_> {
    /// The best play with another rule.
    fn with(&self, rule: &Contingent) -> StrategyFile {
        following(&self.best.play, rule.clone())
    }

    /// The most valuable of some rules, the first of equals; none where too few plays are left.
    fn most(&mut self, rules: Vec<Contingent>) -> Option<(f64, Contingent)> {
        let needed = rules.len() as u64;
        if needed > self.left {
            return None;
        }
        self.left -= needed;
        self.best.tried += needed;
        let worth: Vec<f64> = rules.par_iter().map(|rule| self.value.of_play(&self.with(rule))).collect();
        worth.into_iter().zip(rules).reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Takes a rule where it is worth more by some margin.
    fn take(&mut self, (worth, rule): (f64, Contingent), margin: f64) -> bool {
        let better = worth > self.best.value + margin;
        if better {
            self.best.play = self.with(&rule);
            (self.best.value, self.rule) = (worth, rule);
        }
        better
    }

    /// Adds the case that is worth most; false where none is worth having.
    fn split(&mut self) -> bool {
        if self.rule.cases.len() >= MOST_CASES {
            return false;
        }
        let splits = splits(&self.rule, self.value.space);
        let margin = WORTH_HAVING * self.best.value.abs();
        self.most(splits).is_some_and(|most| self.take(most, margin))
    }

    /// Steps along every number.
    fn hone(&mut self) {
        for step in STEPS {
            for place in 0..self.count() {
                let both = [step, -step].map(|by| self.moved(place, by)).to_vec();
                let Some(most) = self.most(both) else { return };
                self.take(most, 0.0);
            }
        }
    }

    fn count(&self) -> usize {
        numbers(&mut self.rule.clone(), self.value.space.games).len()
    }

    /// The rule with one of its numbers moved by a share of its range.
    fn moved(&self, place: usize, by: f64) -> Contingent {
        let mut rule = self.rule.clone();
        let space = self.value.space;
        if let Some((number, kind)) = numbers(&mut rule, space.games).into_iter().nth(place) {
            *number = match kind {
                Kind::Effort => clamp(*number + by, space.floor, 1.0),
                Kind::Gaming => clamp(*number + by, 0.0, 1.0),
                Kind::CatchUp => clamp(*number + MOST_CATCH_UP * by, 0.0, MOST_CATCH_UP),
                Kind::Threshold(Threshold::MeanKpi) => *number + by,
                Kind::Threshold(Threshold::Count) => larger(*number + if by > 0.0 { 1.0 } else { -1.0 }, 0.0),
            };
        }
        rule
    }
}

/// What a number of a rule counts.
#[derive(Clone, Copy)]
enum Kind {
    Effort,
    Gaming,
    CatchUp,
    Threshold(Threshold),
}

/// All numbers of a rule that bear on its value.
fn numbers(rule: &mut Contingent, games: bool) -> Vec<(&mut f64, Kind)> {
    let Contingent { effort, gaming, catch_up, cases, .. } = rule;
    let mut all = vec![(effort, Kind::Effort), (gaming, Kind::Gaming), (catch_up, Kind::CatchUp)];
    for Case { when, at, and, effort, gaming } in cases {
        all.extend([(effort, Kind::Effort), (gaming, Kind::Gaming)]);
        all.extend(when.threshold().map(|kind| (at, Kind::Threshold(kind))));
        all.extend(and.as_mut().and_then(|and| and.when.threshold().map(|kind| (&mut and.at, Kind::Threshold(kind)))));
    }
    all.retain(|(_, kind)| games || !matches!(kind, Kind::Gaming));
    all
}

/// The rule with each of its leaves split by each condition, whatever is done in the part: a case where its condition holds as
/// well, and what it does otherwise where any condition holds.
fn splits(rule: &Contingent, space: &Space) -> Vec<Contingent> {
    let mut all = Vec::new();
    for condition in &space.conditions {
        for (effort, gaming) in plans(space) {
            for place in 0..=rule.cases.len() {
                all.extend(split(rule, place, *condition, effort, gaming));
            }
        }
    }
    all
}

/// The rule with the leaf at a place split; none where the leaf asks for two conditions already.
fn split(rule: &Contingent, place: usize, by: Condition, effort: f64, gaming: f64) -> Option<Contingent> {
    let part = match rule.cases.get(place) {
        None => Case { when: by.when, at: by.at, and: None, effort, gaming },
        Some(Case { and: Some(_), .. }) => return None,
        Some(case) if case.when == by.when => return None,
        Some(case) => Case { and: Some(by), effort, gaming, ..*case },
    };
    let mut rule = rule.clone();
    rule.cases.insert(place, part);
    Some(rule)
}

/// What is tried in a new case under the bounds of a space.
fn plans(space: &Space) -> Vec<(f64, f64)> {
    let open = PLANS.into_iter().filter(|(_, gaming)| space.games || *gaming <= 0.0);
    open.map(|(share, gaming)| (space.floor + (1.0 - space.floor) * share, gaming)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, numbers, split};
    use crate::execution::conduct::contingent::{Case, Condition, Contingent, Situation};

    fn case(when: Situation, and: Option<Condition>) -> Case {
        Case { when, at: 1.0, and, effort: 0.2, gaming: 0.0 }
    }

    #[test]
    fn a_split_leaf_comes_before_what_is_left_of_it() {
        let rule = Contingent { cases: vec![case(Situation::RampNear, None)], ..Contingent::default() };
        let by = Condition { when: Situation::WindowOpens, at: 0.0 };
        let narrowed = split(&rule, 0, by, 0.9, 0.0).unwrap();
        let part = Case { and: Some(by), effort: 0.9, ..rule.cases[0] };
        assert_eq!(narrowed.cases, [part, rule.cases[0]]);
        let otherwise = split(&rule, 1, by, 0.9, 0.0).unwrap();
        let part = Case { when: by.when, at: by.at, and: None, effort: 0.9, gaming: 0.0 };
        assert_eq!(otherwise.cases, [rule.cases[0], part]);
    }

    #[test]
    fn a_leaf_of_two_conditions_is_not_split_again_nor_one_by_its_own_situation() {
        let by = Condition { when: Situation::WindowOpens, at: 0.0 };
        let cases = vec![case(Situation::RampNear, Some(by)), case(Situation::WindowOpens, None)];
        let rule = Contingent { cases, ..Contingent::default() };
        assert!(split(&rule, 0, by, 0.9, 0.0).is_none());
        assert!(split(&rule, 1, by, 0.9, 0.0).is_none());
    }

    #[test]
    fn gaming_is_a_number_only_where_it_is_open() {
        let and = Some(Condition { when: Situation::TermEnds, at: 2.0 });
        let mut rule = Contingent { cases: vec![case(Situation::WindowLost, and)], ..Contingent::default() };
        let gaming = |rule: &mut Contingent, games| {
            let numbers = numbers(rule, games);
            (numbers.len(), numbers.iter().filter(|(_, kind)| matches!(kind, Kind::Gaming)).count())
        };
        // Effort, gaming and catching up; effort, gaming and two thresholds of the case.
        assert_eq!(gaming(&mut rule, true), (7, 2));
        assert_eq!(gaming(&mut rule, false), (5, 0));
    }
}
