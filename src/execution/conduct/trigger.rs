//! A trigger on the public signal: D after a block of bad signals only, for a while or for ever; it knows nobody's private reading.

use super::response::Response;
use super::{Acts, RoundView, Rule};
use crate::base::catalogue::Row;
use crate::base::numeric::{select, unit};
use crate::domain::kpi::Plan;
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

/// Memory columns.
const BAD: usize = 0;
const WAR: usize = 1;
const HEEDED: usize = 2;
const COLUMNS: usize = 3;

impl Trigger {
    fn war(&self) -> f64 {
        self.rounds.map_or(f64::INFINITY, f64::from)
    }

    fn deviates_in(&self, round: f64) -> bool {
        self.deviates.iter().any(|deviation| (f64::from(*deviation) - round).abs() < 0.5)
    }
}

/// Whether the last round's public signal was bad, lane by lane.
fn bad<'a>(view: &RoundView<'a>) -> impl Iterator<Item = f64> + 'a {
    let own = view.own_kpi.iter().zip(view.own_target);
    let other = view.other_kpi.iter().zip(view.other_target);
    own.zip(other)
        .map(|((own, own_target), (other, other_target))| f64::from(u8::from(own < own_target || other < other_target)))
}

impl Rule for Trigger {
    /// Three columns: bad signals of the block so far, rounds of war still to come, and whether the next signal counts.
    fn memory(&self) -> usize {
        COLUMNS
    }

    fn act(&self, view: &RoundView<'_>, memory: &mut [Vec<f64>], acts: &mut Acts<'_>) {
        let (block, war) = (f64::from(self.block), self.war());
        for (lane, last) in bad(view).enumerate() {
            let count = memory[BAD][lane] + last * memory[HEEDED][lane];
            let passed = view.round[lane] - 1.0;
            let ends = passed % block < 0.5;
            let fires = ends && count >= block && unit(view.public_coin[lane]) < self.probability;
            let left = select(fires, war, memory[WAR][lane]);
            let peace = left <= 0.0;
            let served = view.served[lane] > 0.0;
            memory[BAD][lane] = select(ends, 0.0, count);
            memory[WAR][lane] = select(peace || !served, left, left - 1.0);
            memory[HEEDED][lane] = select(peace, view.served[lane], 0.0);
            acts.effort[lane] = f64::from(u8::from(peace && !self.deviates_in(view.round[lane])));
        }
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
