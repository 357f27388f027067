//! A play on its way up: rules are tried in its place and the better one is kept, its numbers are honed; it does not know where
//! rules come from.

use super::{Found, Value, following, rule};
use crate::base::numeric::{clamp, larger};
use crate::execution::conduct::contingent::{Case, Contingent, Threshold};
use crate::experiment::stress::space::MOST_CATCH_UP;
use crate::strategy::file::StrategyFile;
use rayon::prelude::*;
use std::ops::Range;

/// Lengths of the steps by which the numbers of a play are honed, longest first.
const STEPS: [f64; 3] = [0.15, 0.06, 0.02];

/// The same where what is done was chosen from a few plans.
const SHORT_STEPS: [f64; 2] = [0.06, 0.03];

/// A play and how many histories it may still cost.
pub(super) struct Climb<'a, 'v> {
    /// How plays are valued.
    pub value: &'a Value<'v>,
    /// What the best play does by situation.
    pub rule: Contingent,
    /// The best play so far.
    pub best: Found,
    /// Histories left.
    pub left: u64,
}

impl<'a, 'v> Climb<'a, 'v> {
    /// From a play on, with so many histories.
    pub fn from(value: &'a Value<'v>, best: Found, left: u64) -> Self {
        Self { value, rule: rule(&best.play), best, left }
    }

    /// The best play with another rule.
    fn with(&self, rule: &Contingent) -> StrategyFile {
        following(&self.best.play, rule.clone())
    }

    /// What some rules are worth, valued in some way; none where too few histories are left.
    pub fn worth(&mut self, rules: &[Contingent], value: &Value<'_>) -> Option<Vec<f64>> {
        let plays = rules.len() as u64;
        if plays > value.plays(self.left) {
            return None;
        }
        self.left -= plays * value.effort.histories as u64;
        self.best.tried += plays;
        Some(rules.par_iter().map(|rule| value.of_play(&self.with(rule))).collect())
    }

    /// The most valuable of some rules, the first of equals; none where too few histories are left.
    pub fn most(&mut self, rules: Vec<Contingent>) -> Option<(f64, Contingent)> {
        let worth = self.worth(&rules, self.value)?;
        worth.into_iter().zip(rules).reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Those rules of many that are worth most at a glance, by few histories.
    pub fn promising(&mut self, rules: Vec<Contingent>, count: usize) -> Option<Vec<Contingent>> {
        let glance = Value { effort: self.value.effort.at_a_glance(), ..*self.value };
        let worth = self.worth(&rules, &glance)?;
        let mut ranked: Vec<(f64, Contingent)> = worth.into_iter().zip(rules).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        Some(ranked.into_iter().take(count).map(|(_, rule)| rule).collect())
    }

    /// Takes a rule where it is worth more by some margin.
    pub fn take(&mut self, (worth, rule): (f64, Contingent), margin: f64) -> bool {
        let better = worth > self.best.value + margin;
        if better {
            self.best.play = self.with(&rule);
            (self.best.value, self.rule) = (worth, rule);
        }
        better
    }

    /// Steps along every number.
    pub fn hone(&mut self) {
        let all = 0..self.numbers(|_| true);
        self.hone_some(&all, &STEPS);
    }

    /// Short steps along what is done in the first case.
    pub fn hone_first(&mut self) {
        let first = self.numbers(|_| false);
        let done = first..first + numbers_done(self.value.space.games, self.value.space.windowed);
        self.hone_some(&done, &SHORT_STEPS);
    }

    fn hone_some(&mut self, places: &Range<usize>, steps: &[f64]) {
        for step in steps {
            for place in places.clone() {
                let both = [*step, -step].map(|by| self.moved(place, by)).to_vec();
                let Some(most) = self.most(both) else { return };
                self.take(most, 0.0);
            }
        }
    }

    /// How many numbers there are in what is done otherwise and in some of the cases.
    fn numbers(&self, counted: impl Fn(usize) -> bool) -> usize {
        let mut rule = self.rule.clone();
        let mut place = 0;
        rule.cases.retain(|_| {
            place += 1;
            counted(place - 1)
        });
        numbers(&mut rule, self.value.space.games, self.value.space.windowed).len()
    }

    /// The rule with one of its numbers moved by a share of its range.
    fn moved(&self, place: usize, by: f64) -> Contingent {
        let mut rule = self.rule.clone();
        let space = self.value.space;
        if let Some((number, kind)) = numbers(&mut rule, space.games, space.windowed).into_iter().nth(place) {
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
fn numbers(rule: &mut Contingent, games: bool, windowed: bool) -> Vec<(&mut f64, Kind)> {
    let Contingent { effort, gaming, catch_up, cases, .. } = rule;
    let mut all = vec![(effort, Kind::Effort), (gaming, Kind::Gaming), (catch_up, Kind::CatchUp)];
    for case in cases {
        all.extend(numbers_of(case));
    }
    all.retain(|(_, kind)| match kind {
        Kind::Gaming => games,
        Kind::CatchUp => windowed,
        Kind::Effort | Kind::Threshold(_) => true,
    });
    all
}

/// How many numbers say what is done in a case.
const fn numbers_done(games: bool, windowed: bool) -> usize {
    1 + games as usize + windowed as usize
}

/// The numbers of a case, what is done first. A condition with an exception is as narrow as it is meant to be and stays.
fn numbers_of(case: &mut Case) -> Vec<(&mut f64, Kind)> {
    let Case { when, at, unless, and, effort, gaming, catch_up } = case;
    let first = when.threshold().filter(|_| unless.is_none()).map(|kind| (at, Kind::Threshold(kind)));
    let further = and.iter_mut().filter(|and| and.unless.is_none());
    let further = further.filter_map(|and| and.when.threshold().map(|kind| (&mut and.at, Kind::Threshold(kind))));
    let done = [(effort, Kind::Effort), (gaming, Kind::Gaming), (catch_up, Kind::CatchUp)];
    done.into_iter().chain(first).chain(further).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;
    use crate::execution::conduct::contingent::{Case, Condition, Contingent, Situation};

    #[test]
    fn gaming_and_catching_up_are_numbers_only_where_they_are_open() {
        let and = vec![Condition::at(Situation::TermEnds, 2.0)];
        let cases = vec![Case { and, ..Case::idle(Condition::at(Situation::WindowLost, 1.0)) }];
        let mut rule = Contingent { cases, ..Contingent::default() };
        let mut count = |games, windowed| numbers(&mut rule, games, windowed).len();
        // Effort, gaming and catching up; the same and two thresholds of the case.
        assert_eq!([count(true, true), count(false, true), count(true, false), count(false, false)], [8, 6, 6, 4]);
    }
}
