//! One round of the Bellman recursion: the best plan in every standing and at every running sum, with certified slack.

use super::decision::{Bound, Verdict, decide};
use super::duel::Pair;
use super::follow::Rows;
use super::lattice::Axis;
use super::layer::{Ended, Layer, Round};
use super::running::{Purpose, Running, judged, scale};
use super::slack::{Slack, slack};
use super::standing::Standing;
use crate::base::numeric::{larger, smaller};

impl Round<'_> {
    fn running(&self) -> Running {
        Running::of(self.duel, self.moment.chapter, self.moment.age)
    }

    /// The layer of this round from that of the next; `next` is asked for standings as they begin the next round.
    pub fn layer(&self, next: &Layer) -> Layer {
        let running = self.running();
        let axis = running.axis(self.duel, &self.tables.actions, running.position, self.tables.step);
        let ended = self.ended(next, running);
        let mut layer = Layer::flat(axis, self.tables.standings.len(), Pair::default());
        for number in 0..self.tables.standings.len() {
            self.standing(number, running, &ended, &mut layer);
        }
        layer
    }

    fn ended(&self, next: &Layer, running: Running) -> Ended {
        let set = |reached: bool| {
            let mut layer = Layer::flat(self.next_axis(next, running), self.tables.standings.len(), Pair::default());
            for number in 0..self.tables.standings.len() {
                let verdicts: Vec<Verdict> =
                    (0..layer.axis.len).map(|node| self.verdict(next, number, node, reached, running)).collect();
                for (node, verdict) in verdicts.iter().enumerate() {
                    let pull = if self.bound == Bound::Lower { torn(&verdicts, node) } else { 0.0 };
                    layer.set(number, node, verdict.worth.plus(Pair::new(-pull, 0.0)));
                }
            }
            layer
        };
        let closes = running.purpose == Some(Purpose::Pilot) && running.closes();
        Ended { sets: if closes { vec![set(false), set(true)] } else { vec![set(true)] } }
    }

    fn next_axis(&self, next: &Layer, running: Running) -> Axis {
        if running.closes() { Axis::origin(self.tables.step) } else { next.axis }
    }

    fn verdict(&self, next: &Layer, number: usize, node: usize, reached: bool, running: Running) -> Verdict {
        let own = running.purpose == Some(Purpose::Pilot) && running.closes();
        let judged = self
            .duel
            .pilot
            .victims
            .filter(|_| self.moment.chapter == 0 && self.moment.age + 1 == self.duel.pilot.rounds);
        let Some(share) = judged else { return self.outcome(next, number, node, (own, reached)) };
        let [short, full] = [false, true].map(|reached| self.outcome(next, number, node, (true, reached)));
        let worth = short.worth.times(1.0 - share).plus(full.worth.times(share));
        Verdict { worth, leaving: f64::NEG_INFINITY }
    }

    /// As [`Round::verdict`], where a pilot `closes` and whether it `reached` its bar are known.
    fn outcome(&self, next: &Layer, number: usize, node: usize, (closes, reached): (bool, bool)) -> Verdict {
        let mut standing = self.tables.standings.at(number);
        standing.small |= closes && !reached && !self.duel.pilot.ends;
        let failed = closes && !reached && self.duel.pilot.ends;
        let age = self.moment.age + 1;
        // After the last round of a pilot its verdict decides the scale.
        let scale = scale(self.duel, self.moment.chapter, age, standing.small);
        let ends = age == self.duel.term.rounds;
        let stay = |standing: Standing| {
            let begun = match (ends, self.duel.term.runs_on) {
                (false, _) => standing,
                (true, true) => Standing { noticed: false, ..standing },
                (true, false) => Standing::default(),
            };
            next.at(self.tables.standings.number(begun), node).times(self.duel.keep)
        };
        decide(self.duel, self.moment, self.bound, standing, scale, failed, &stay)
    }

    fn slack(&self, rows: &Rows<'_>, running: Running, between: bool) -> Option<Slack> {
        if self.duel.work.sd <= 0.0 || self.bound == Bound::Neither {
            return None;
        }
        let judged = judged(self.duel, self.moment.chapter, self.moment.age, false).unwrap_or(0.0);
        Some(slack(self.duel, self.tables, running, rows.variation(), judged, between))
    }

    fn standing(&self, number: usize, running: Running, ended: &Ended, layer: &mut Layer) {
        let before = self.tables.standings.at(number);
        let rows = Rows::new(self, before, running, ended, &layer.axis);
        let len = layer.axis.len;
        let slack = self.slack(&rows, running, len > 1);
        let nodes = slack.as_ref().map_or(0.0, |slack| slack.nodes);
        let mut best = vec![f64::NEG_INFINITY; len];
        let mut choice = vec![0_u32; len];
        let mut values = vec![0.0; len];
        for plan in 0..self.tables.actions.all.len() {
            rows.plan(plan, &mut values);
            let beyond = slack.as_ref().filter(|_| self.bound == Bound::Upper).map_or(0.0, |slack| slack.plans[plan]);
            for value in &mut values {
                *value += beyond;
            }
            for node in 0..len {
                if values[node] > best[node] {
                    best[node] = values[node];
                    choice[node] = plan as u32;
                }
            }
        }
        let pulls = if self.bound == Bound::Lower { rows.pulls(&best, &choice) } else { Vec::new() };
        for node in 0..len {
            let hostile = match self.bound {
                Bound::Upper => best[node] + nodes,
                Bound::Lower => best[node] - nodes - pulls[node],
                Bound::Neither => best[node],
            };
            let victim = match self.bound {
                Bound::Upper => 0.0,
                Bound::Lower | Bound::Neither => rows.one(choice[node] as usize, node, false),
            };
            layer.set(number, node, Pair::new(hostile, victim));
            layer.choice[number * len + node] = choice[node];
        }
    }
}

/// How far below the line between two nodes the value may lie where the side leaves at one and stays at the other.
fn torn(verdicts: &[Verdict], node: usize) -> f64 {
    let here = verdicts[node].leaving;
    let beside = [node.checked_sub(1), Some(node + 1)].into_iter().flatten();
    let other = beside.filter_map(|place| verdicts.get(place)).map(|verdict| verdict.leaving);
    other.filter(|there| (*there > 0.0) != (here > 0.0)).map(|there| smaller(here.abs(), there.abs())).fold(0.0, larger)
}
