//! Effort and gaming by the situation of the contract: the first case that holds decides; it does not know why one would play so.

use super::response::Response;
use super::{Acts, RoundView, Rule, Standing};
use crate::base::catalogue::Row;
use crate::base::numeric::{clamp, select};
use crate::domain::kpi::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row {
    name: "contingent",
    summary: "effort and gaming by the situation of the contract: the first case that holds",
};

/// A situation that a party sees in its own contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// The contract is in its pilot.
    Pilot,
    /// The pilot leads to full scale only if the seller's mean KPI is above `at` in what is left of it.
    PilotLost,
    /// The pilot leads to full scale if the seller's mean KPI is `at` in what is left of it, or more.
    PilotWon,
    /// The term has at most `at` rounds left, this one included.
    TermEnds,
    /// At most `at` more misses open the exit ramp, or the time to cure runs.
    RampNear,
    /// At most `at` rounds of the measurement window are past; 0 is its first round.
    WindowOpens,
    /// The window's target asks for a mean KPI above `at` in what is left of it.
    WindowLost,
    /// The window's target asks for a mean KPI of `at` at most in what is left of it.
    WindowWon,
    /// A review is held in at most `at` rounds; 0 is this round.
    ReviewNext,
    /// The price was held at a bound of its band in the last round.
    PriceAtBound,
}

/// What a threshold of a situation measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// A mean KPI.
    MeanKpi,
    /// Rounds or misses.
    Count,
}

impl Situation {
    /// All situations.
    pub const ALL: [Self; 10] = [
        Self::Pilot,
        Self::PilotLost,
        Self::PilotWon,
        Self::TermEnds,
        Self::RampNear,
        Self::WindowOpens,
        Self::WindowLost,
        Self::WindowWon,
        Self::ReviewNext,
        Self::PriceAtBound,
    ];

    /// The situation's name, as in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pilot => "pilot",
            Self::PilotLost => "pilot_lost",
            Self::PilotWon => "pilot_won",
            Self::TermEnds => "term_ends",
            Self::RampNear => "ramp_near",
            Self::WindowOpens => "window_opens",
            Self::WindowLost => "window_lost",
            Self::WindowWon => "window_won",
            Self::ReviewNext => "review_next",
            Self::PriceAtBound => "price_at_bound",
        }
    }

    /// What the situation's threshold is; none where it has none.
    pub const fn threshold(self) -> Option<Threshold> {
        match self {
            Self::WindowLost | Self::WindowWon | Self::PilotLost | Self::PilotWon => Some(Threshold::MeanKpi),
            Self::TermEnds | Self::RampNear | Self::WindowOpens | Self::ReviewNext => Some(Threshold::Count),
            Self::Pilot | Self::PriceAtBound => None,
        }
    }

    /// Whether the situation holds in a lane.
    fn holds(self, at: f64, view: &RoundView<'_>, lane: usize) -> bool {
        let standing = &view.standing;
        match self {
            Self::Pilot => standing.pilot_left[lane] > 0.0,
            Self::PilotLost => standing.pilot_left[lane] > 0.0 && asked(view, lane) > at,
            Self::PilotWon => standing.pilot_left[lane] > 0.0 && asked(view, lane) <= at,
            Self::TermEnds => standing.left[lane] <= at,
            Self::RampNear => standing.failing[lane] > 0.0 || standing.misses[lane] + at >= standing.ramp_misses[lane],
            Self::WindowOpens => standing.window[lane] > 0.0 && standing.window_past[lane] <= at,
            Self::WindowLost => needed(view, lane) > at,
            Self::WindowWon => needed(view, lane) <= at,
            Self::ReviewNext => standing.cadence[lane] > 0.0 && standing.review_in[lane] <= at,
            Self::PriceAtBound => standing.at_bound[lane] > 0.0,
        }
    }
}

/// Mean KPI that what is left of the measurement window must show for the window to meet the own target.
#[inline(always)]
fn needed(view: &RoundView<'_>, lane: usize) -> f64 {
    let Standing { window, window_past, window_sum, .. } = view.standing;
    let left = window[lane] - window_past[lane];
    // Without a contract there is no window: whatever comes out must be finite.
    (view.own_target[lane] * window[lane] - window_sum[lane]) / select(left > 0.0, left, 1.0)
}

/// Mean KPI that what is left of the pilot must show for it to lead to full scale.
#[inline(always)]
fn asked(view: &RoundView<'_>, lane: usize) -> f64 {
    let Standing { pilot_left, pilot_rounds, pilot_bar, pilot_sum, .. } = view.standing;
    (pilot_bar[lane] * pilot_rounds[lane] - pilot_sum[lane]) / pilot_left[lane]
}

/// A situation with its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The situation.
    pub when: Situation,
    /// Its threshold, where it has one.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 1e6))]
    pub at: f64,
    /// A threshold at which it must not hold: at 3 unless at 2 is the third last round of a term, or three misses to the ramp.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 1e6))]
    pub unless: Option<f64>,
}

impl Condition {
    /// A situation at a threshold.
    pub const fn at(when: Situation, at: f64) -> Self {
        Self { when, at, unless: None }
    }

    fn holds(&self, view: &RoundView<'_>, lane: usize) -> bool {
        let excepted = || self.unless.is_some_and(|unless| self.when.holds(unless, view, lane));
        self.when.holds(self.at, view, lane) && !excepted()
    }
}

/// What is done in one situation, or where further ones hold as well.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The situation.
    pub when: Situation,
    /// Its threshold, where it has one.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 1e6))]
    pub at: f64,
    /// A threshold at which it must not hold.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 1e6))]
    pub unless: Option<f64>,
    /// Further situations that must hold as well.
    #[serde(default)]
    #[schemars(length(max = 2))]
    pub and: Vec<Condition>,
    /// Effort then.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub effort: f64,
    /// Gaming then.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub gaming: f64,
    /// Effort added then for every unit of mean KPI that what is left of the window needs beyond the target.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 10.0))]
    pub catch_up: f64,
}

impl Case {
    /// Nothing is done where a condition holds.
    pub const fn idle(on: Condition) -> Self {
        Self { when: on.when, at: on.at, unless: on.unless, and: Vec::new(), effort: 0.0, gaming: 0.0, catch_up: 0.0 }
    }

    /// Its first condition.
    pub const fn first(&self) -> Condition {
        Condition { when: self.when, at: self.at, unless: self.unless }
    }

    fn holds(&self, view: &RoundView<'_>, lane: usize) -> bool {
        self.first().holds(view, lane) && self.and.iter().all(|and| and.holds(view, lane))
    }
}

/// Most cases of one rule.
pub const MOST_CASES: usize = 16;

/// Parameters: what is done otherwise, and the cases, the first that holds first.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Contingent {
    /// Effort where no case holds.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub effort: f64,
    /// Gaming where no case holds.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub gaming: f64,
    /// Effort added there for every unit of mean KPI that what is left of the window needs beyond the target.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub catch_up: f64,
    /// Least effort, however far a window is ahead that is made up for.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub least: f64,
    /// The cases, in order of precedence.
    #[schemars(length(max = 16))]
    pub cases: Vec<Case>,
}

impl Default for Contingent {
    fn default() -> Self {
        Self { effort: 1.0, gaming: 0.0, catch_up: 0.0, least: 0.0, cases: Vec::new() }
    }
}

impl Contingent {
    /// Effort, and what is added to it for what the rest of the window needs.
    #[inline(always)]
    fn made_up(&self, effort: f64, catch_up: f64, view: &RoundView<'_>, lane: usize) -> f64 {
        let ahead = catch_up * (needed(view, lane) - view.own_target[lane]);
        select(catch_up.abs() > 0.0, clamp(effort + ahead, self.least, 1.0), effort)
    }
}

impl Rule for Contingent {
    fn act(&self, view: &RoundView<'_>, _: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        for lane in 0..acts.effort.len() {
            acts.effort[lane] = self.made_up(self.effort, self.catch_up, view, lane);
            acts.gaming[lane] = self.gaming;
        }
        for case in self.cases.iter().rev() {
            for lane in 0..acts.effort.len() {
                let holds = case.holds(view, lane);
                let effort = self.made_up(case.effort, case.catch_up, view, lane);
                acts.effort[lane] = select(holds, effort, acts.effort[lane]);
                acts.gaming[lane] = select(holds, case.gaming, acts.gaming[lane]);
            }
        }
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: self.effort, gaming: self.gaming }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Condition, Contingent, Situation};
    use crate::execution::conduct::{Acts, RoundView, Rule, Standing};

    /// Effort and gaming in a window of three rounds, with so much KPI shown in it and so many rounds of it left.
    fn acts(rule: &Contingent, shown: f64, window_left: f64, left: f64) -> (f64, f64) {
        let standing = Standing {
            left: &[left],
            review_in: &[1.0],
            cadence: &[2.0],
            misses: &[1.0],
            ramp_misses: &[3.0],
            failing: &[0.0],
            at_bound: &[0.0],
            window: &[3.0],
            window_past: &[3.0 - window_left],
            window_sum: &[shown],
            pilot_left: &[0.0],
            pilot_rounds: &[0.0],
            pilot_bar: &[f64::NEG_INFINITY],
            pilot_sum: &[0.0],
        };
        let view = RoundView { standing, ..RoundView::FIRST };
        let (mut effort, mut gaming) = ([0.0], [0.0]);
        rule.act(&view, &mut [], &mut Acts { effort: &mut effort, gaming: &mut gaming });
        (effort[0], gaming[0])
    }

    /// Effort in whole percent, which compares exactly.
    fn percent(effort: f64) -> i64 {
        (100.0 * effort).round() as i64
    }

    #[test]
    fn a_window_opens_with_its_first_round() {
        let cases = vec![Case { effort: 0.1, ..Case::idle(Condition::at(Situation::WindowOpens, 0.0)) }];
        let rule = Contingent { effort: 0.6, cases, ..Contingent::default() };
        let efforts = [3.0, 2.0, 1.0].map(|left| percent(acts(&rule, 0.6 * (3.0 - left), left, 5.0).0));
        assert_eq!(efforts, [10, 60, 60]);
    }

    #[test]
    fn a_pilot_is_lost_where_the_rest_of_it_cannot_make_up() {
        let case = |when, at, effort| Case { effort, ..Case::idle(Condition::at(when, at)) };
        let cases = vec![case(Situation::PilotLost, 1.1, 0.1), case(Situation::PilotWon, 0.5, 0.3)];
        let rule = Contingent { effort: 0.9, cases, ..Contingent::default() };
        let effort = |sum: f64, rounds_left: f64| {
            let standing = Standing {
                pilot_left: &[rounds_left],
                pilot_rounds: &[3.0],
                pilot_bar: &[0.8],
                pilot_sum: &[sum],
                window: &[1.0],
                window_past: &[0.0],
                window_sum: &[0.0],
                ..RoundView::FIRST.standing
            };
            let view = RoundView { standing, ..RoundView::FIRST };
            let (mut effort, mut gaming) = ([0.0], [0.0]);
            rule.act(&view, &mut [], &mut Acts { effort: &mut effort, gaming: &mut gaming });
            effort[0]
        };
        // 2.4 in all: 0.8 a round at first, 1.2 in the last after 1.2, 0.4 after 2; over once nothing is left.
        let efforts = [(0.0, 3.0), (1.2, 1.0), (2.0, 1.0), (2.0, 0.0)].map(|(sum, left)| percent(effort(sum, left)));
        assert_eq!(efforts, [90, 10, 30, 90]);
    }

    #[test]
    fn a_condition_may_be_for_one_count_alone() {
        let second_last = Condition { unless: Some(1.0), ..Condition::at(Situation::TermEnds, 2.0) };
        let cases = vec![Case { effort: 0.1, ..Case::idle(second_last) }];
        let rule = Contingent { effort: 0.6, cases, ..Contingent::default() };
        assert_eq!([3.0, 2.0, 1.0].map(|left| percent(acts(&rule, 0.0, 3.0, left).0)), [60, 10, 60]);
    }

    #[test]
    fn a_case_may_make_up_for_its_window() {
        let case = Case { effort: 0.5, catch_up: 1.0, ..Case::idle(Condition::at(Situation::TermEnds, 2.0)) };
        let rule = Contingent { effort: 0.9, cases: vec![case], ..Contingent::default() };
        // 1.8 in all, .4 shown: .7 a round is needed, .1 beyond the target.
        assert_eq!([2.0, 3.0].map(|left| percent(acts(&rule, 0.4, 2.0, left).0)), [60, 90]);
    }

    #[test]
    fn both_situations_of_a_case_must_hold() {
        let and = vec![Condition::at(Situation::TermEnds, 2.0)];
        let cases = vec![Case { and, effort: 0.1, ..Case::idle(Condition::at(Situation::WindowOpens, 0.0)) }];
        let rule = Contingent { effort: 0.6, cases, ..Contingent::default() };
        let efforts = [(3.0, 2.0), (3.0, 3.0), (2.0, 2.0)]
            .map(|(window, left)| percent(acts(&rule, 0.6 * (3.0 - window), window, left).0));
        assert_eq!(efforts, [10, 60, 60]);
    }

    #[test]
    fn the_first_case_that_holds_decides_and_the_rest_of_the_window_is_made_up_for() {
        let case = |when, at, effort| Case { effort, gaming: 0.5, ..Case::idle(Condition::at(when, at)) };
        let cases = vec![case(Situation::TermEnds, 1.0, 0.1), case(Situation::WindowLost, 1.0, 0.2)];
        let rule = Contingent { effort: 0.6, gaming: 0.0, catch_up: 1.0, least: 0.0, cases };
        let near = |(effort, gaming): (f64, f64), expected: (f64, f64)| {
            assert!((effort - expected.0).abs() < 1e-12 && (gaming - expected.1).abs() < 1e-12, "{effort} {gaming}");
        };
        near(acts(&rule, 0.0, 3.0, 5.0), (0.6, 0.0));
        // 1.8 in all, .4 shown: .7 a round is needed.
        near(acts(&rule, 0.4, 2.0, 5.0), (0.7, 0.0));
        // 1.8 in all, .5 shown: 1.3 in one round cannot be had.
        near(acts(&rule, 0.5, 1.0, 5.0), (0.2, 0.5));
        near(acts(&rule, 0.5, 1.0, 1.0), (0.1, 0.5));
    }
}
