//! A trigger on the public signal: D after a block of bad signals only, for a while or for ever; it knows nobody's private reading.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::{select, unit};
use crate::domain::kpi::Plan;
use multiversion::multiversion;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule's row.
pub const ROW: Row = Row {
    name: "trigger",
    summary: "C until every public signal of a block of rounds is bad, then D for some rounds or for ever",
};

/// A public strategy (Green and Porter 1984; Abreu, Milgrom and Pearce 1991): both sides see the same signals and the same
/// coin, so two parties that play it go to war and return from it together.
///
/// Blocks follow the calendar: rounds 1 to M, M + 1 to 2M, and so on. A signal is bad if either side's measured KPI misses
/// its target. Signals of rounds of war count for nothing, nor does a block in which the contract was not served throughout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Trigger {
    /// Rounds of a block (M): no signal is acted upon before its block ends.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub block: u32,
    /// Probability that a block of bad signals sets it off, by the coin that both sides see.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// Rounds of D once it is set off; for ever if left out.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub rounds: Option<u32>,
    /// Calendar rounds in which it plays D whatever the trigger says: a deviation from the rule, to be compared with it.
    pub deviates: Vec<u32>,
}

impl Default for Trigger {
    fn default() -> Self {
        Self { block: 1, probability: 1.0, rounds: None, deviates: Vec::new() }
    }
}

impl Trigger {
    fn war(&self) -> f64 {
        self.rounds.map_or(f64::INFINITY, f64::from)
    }

    /// Plays D in the rounds of deviation.
    fn deviate(&self, rounds: &[f64], efforts: &mut [f64]) {
        for deviation in &self.deviates {
            for (effort, round) in efforts.iter_mut().zip(rounds) {
                let here = (f64::from(*deviation) - round).abs() < 0.5;
                *effort = select(here, 0.0, *effort);
            }
        }
    }
}

/// Mask of the lanes in which the last round's public signal was bad, put into `bad`.
fn read(view: &RoundView<'_>, bad: &mut [f64]) {
    let own = view.own_kpi.iter().zip(view.own_target);
    let other = view.other_kpi.iter().zip(view.other_target);
    for (bad, ((own, own_target), (other, other_target))) in bad.iter_mut().zip(own.zip(other)) {
        *bad = select(own < own_target || other < other_target, 1.0, 0.0);
    }
}

/// One lane's memory: bad signals of the block so far, rounds of it past, rounds of war still to come, and whether the next
/// signal counts. A further column holds that signal.
const COLUMNS: usize = 5;

#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn step(rule: &Trigger, view: &RoundView<'_>, memory: &mut [Vec<f64>], efforts: &mut [f64]) {
    let [count, past, left, heeded, last] = memory else { return };
    read(view, last);
    let (block, war, probability) = (f64::from(rule.block), rule.war(), rule.probability);
    let block_so_far = count.iter_mut().zip(past).zip(last);
    let state = left.iter_mut().zip(heeded).zip(view.served.iter().zip(view.public_coin));
    for (((count, past), last), (((left, heeded), (served, coin)), effort)) in
        block_so_far.zip(state.zip(efforts.iter_mut()))
    {
        let bad = *count + *last * *heeded;
        let ends = *past >= block;
        let fires = ends && bad >= block && unit(*coin) < probability;
        let ahead = select(fires, war, *left);
        let peace = ahead <= 0.0;
        let fought = select(peace, 0.0, *served);
        *count = select(ends, 0.0, bad);
        *past = select(ends, 1.0, *past + 1.0);
        *left = ahead - fought;
        *heeded = *served - fought;
        *effort = select(peace, 1.0, 0.0);
    }
}

impl Rule for Trigger {
    fn memory(&self) -> usize {
        COLUMNS
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        step(self, view, memory, acts.effort);
        self.deviate(view.round, acts.effort);
        acts.gaming.fill(0.0);
    }

    fn planned(&self, _: f64, _: f64, _: f64, _: &Response) -> Plan {
        Plan { effort: 1.0, gaming: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Trigger;
    use crate::execution::conduct::{Acts, RoundView, Rule};

    /// What the rule plays, C or D, where the signal of round t is `signals[t - 1]`, g or b, and - is a round not served.
    fn played(rule: &Trigger, signals: &str, coins: &[u32]) -> String {
        let mut memory = vec![vec![0.0]; rule.memory()];
        let mut last = 1.0;
        let mut moves = String::new();
        for (passed, signal) in signals.chars().enumerate() {
            let (mut effort, mut gaming) = ([0.0], [0.0]);
            let served = f64::from(u8::from(signal != '-'));
            let view = RoundView {
                round: &[passed as f64 + 1.0],
                served: &[served],
                own_kpi: &[last],
                public_coin: &[coins[passed % coins.len()]],
                ..RoundView::FIRST
            };
            rule.act(&view, &mut memory, &mut Acts { effort: &mut effort, gaming: &mut gaming });
            moves.push(if effort[0] > 0.5 { 'C' } else { 'D' });
            last = if signal == 'b' { 0.0 } else { 1.0 };
        }
        moves
    }

    #[test]
    fn a_war_lasts_its_rounds_and_signals_of_war_are_not_heeded() {
        let rule = Trigger { rounds: Some(2), ..Trigger::default() };
        assert_eq!(played(&rule, "gbbbgbgg", &[0]), "CCDDCCDD");
        assert_eq!(played(&Trigger::default(), "gbgggg", &[0]), "CCDDDD");
    }

    #[test]
    fn a_block_counts_only_if_it_is_bad_throughout_and_served_throughout() {
        let rule = Trigger { block: 3, rounds: Some(1), ..Trigger::default() };
        // The bad rounds 2 to 4 cross a block's end; 4 to 6 do not, and neither do the unserved rounds of the third block.
        assert_eq!(played(&rule, "gbbbgbgg", &[0]), "CCCCCCCC");
        assert_eq!(played(&rule, "gbbbbbgb-bg", &[0]), "CCCCCCDCCCC");
    }

    #[test]
    fn the_public_coin_decides_and_a_deviation_is_made_once() {
        let rule = Trigger { probability: 0.25, ..Trigger::default() };
        let coins = [0, 0, u32::MAX / 2, u32::MAX / 8, 0];
        assert_eq!(played(&rule, "gbbgg", &coins), "CCCDD");
        let rule = Trigger { deviates: vec![2], ..Trigger::default() };
        assert_eq!(played(&rule, "gggg", &[0]), "CDCC");
    }
}
