//! The recursion over rounds and terms: to a last round if there is one, else to the fixed point of a renewed term.

use super::decision::{Bound, Moment};
use super::duel::{Duel, Pair, Pilot};
use super::lattice::Axis;
use super::layer::{Layer, Round};
use super::tables::Tables;
use crate::base::numeric::{larger, smaller};

/// Most terms that are gone through in search of the fixed point.
const MOST_TERMS: u32 = 60;

/// Change of the value of a renewed term, over the spread of values, at which it counts as found; what is left is bounded and added.
const FOUND: f64 = 1e-7;

/// The value of a game, and what the hostile side does.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Values at signing.
    pub worth: Pair,
    /// Layers of the first term, from its first round.
    pub first: Vec<Layer>,
    /// Layers of a later term.
    pub later: Vec<Layer>,
    /// Values of a term renewed for ever, where there is no last round.
    pub stationary: Option<Layer>,
}

/// Solves a game from one side of its bounds. `near` is the solution of a game that may be like it.
///
/// Where a pilot hangs on the victim's KPI, what the hostile side sees of it is not followed: the upper bound lets it know the
/// outcome from the start, the lower one does not let it see anything.
pub fn solve(duel: &Duel, tables: &Tables, bound: Bound, near: Option<&Solution>) -> Solution {
    match duel.pilot.victims.filter(|share| bound == Bound::Upper && *share > 0.0 && *share < 1.0) {
        Some(share) => {
            let known = |outcome: f64| {
                let pilot = Pilot { victims: Some(outcome), ..duel.pilot };
                run(&Duel { pilot, ..duel.clone() }, tables, bound, near)
            };
            let (short, full) = (known(0.0), known(1.0));
            Solution { worth: short.worth.times(1.0 - share).plus(full.worth.times(share)), ..full }
        }
        None => run(duel, tables, bound, near),
    }
}

fn run(duel: &Duel, tables: &Tables, bound: Bound, near: Option<&Solution>) -> Solution {
    let near = near.and_then(|near| near.stationary.as_ref());
    let solver = Solver { duel, tables, bound, near };
    match duel.rounds {
        Some(rounds) => solver.finite(rounds),
        None => solver.endless(),
    }
}

struct Solver<'a> {
    duel: &'a Duel,
    tables: &'a Tables,
    bound: Bound,
    near: Option<&'a Layer>,
}

impl Solver<'_> {
    fn nothing(&self, worth: Pair) -> Layer {
        Layer::flat(Axis::origin(self.tables.step), self.tables.standings.len(), worth)
    }

    fn round(&self, moment: Moment) -> Round<'_> {
        Round { duel: self.duel, tables: self.tables, bound: self.bound, moment }
    }

    /// Backwards from the last round.
    fn finite(&self, rounds: u32) -> Solution {
        let term = self.duel.term.rounds;
        let mut next = self.nothing(Pair::default());
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for past in (0..rounds).rev() {
            let moment = Moment { chapter: past / term, age: past % term, to_come: Some(rounds - 1 - past) };
            next = self.round(moment).layer(&next);
            match moment.chapter {
                0 => first.push(next.clone()),
                1 => later.push(next.clone()),
                _ => {}
            }
        }
        first.reverse();
        later.reverse();
        Solution { worth: self.signed(&next), first, later, stationary: None }
    }

    fn endless(&self) -> Solution {
        let (stationary, later) = self.stationary();
        let second = self.chapter(1, &stationary);
        let first = self.chapter(0, &second[0]);
        Solution { worth: self.signed(&first[0]), first, later, stationary: Some(stationary) }
    }

    fn signed(&self, layer: &Layer) -> Pair {
        layer.at(self.tables.standings.number(super::standing::Standing::default()), 0)
    }

    /// Layers of a term whose end leads to `next`.
    fn chapter(&self, chapter: u32, next: &Layer) -> Vec<Layer> {
        let mut layers: Vec<Layer> = Vec::new();
        for age in (0..self.duel.term.rounds).rev() {
            let round = self.round(Moment { chapter, age, to_come: None });
            layers.push(round.layer(layers.last().unwrap_or(next)));
        }
        layers.reverse();
        layers
    }

    /// The fixed point of a term renewed for ever, with what is left to it bounded (`MacQueen` 1966; Porteus 1971).
    fn stationary(&self) -> (Layer, Vec<Layer>) {
        let term = self.duel.term.rounds;
        let kept = (0..term).fold(1.0, |kept, _| kept * self.duel.keep);
        let start = self.duel.scaled.plus(self.duel.unscaled).times(1.0 / (1.0 - self.duel.keep));
        let mut guess = self.nothing(start);
        if let Some(near) = self.near.filter(|near| near.hostile.len() == guess.hostile.len()) {
            guess = Layer { axis: guess.axis, ..near.clone() };
        }
        let mut before: Option<f64> = None;
        for _ in 0..MOST_TERMS {
            let layers = self.chapter(2, &guess);
            let image = &layers[0];
            let change = changes(&image.hostile, &guess.hostile);
            let victim = changes(&image.victim, &guess.victim);
            let scale = 1.0 + start.hostile.abs() + image.hostile[0].abs();
            let size = larger(change.1, -change.0) + larger(victim.1, -victim.0);
            let found = size < FOUND * scale;
            let ratio = before.map_or(0.0, |before| size / before);
            before = Some(size);
            let ahead = if ratio > 0.0 && ratio < 0.995 { ratio / (1.0 - ratio) } else { 0.0 };
            let step = if found { 0.0 } else { ahead };
            guess = along(&guess, image, step);
            if found {
                break;
            }
        }
        let layers = self.chapter(2, &guess);
        let (least, most) = changes(&layers[0].hostile, &guess.hostile);
        let left = match self.bound {
            Bound::Upper => larger(most, 0.0) / (1.0 - kept),
            Bound::Lower => smaller(least, 0.0) / (1.0 - kept),
            Bound::Neither => 0.0,
        };
        guess.hostile.iter_mut().for_each(|value| *value += left);
        (guess, layers)
    }
}

/// Least and greatest change.
fn changes(after: &[f64], before: &[f64]) -> (f64, f64) {
    let change = || after.iter().zip(before).map(|(after, before)| after - before);
    (change().fold(f64::INFINITY, smaller), change().fold(f64::NEG_INFINITY, larger))
}

/// Beyond `image`, by `step` times the way from `guess` to it.
fn along(guess: &Layer, image: &Layer, step: f64) -> Layer {
    let beyond = |image: &[f64], guess: &[f64]| {
        image.iter().zip(guess).map(|(image, guess)| image + step * (image - guess)).collect()
    };
    Layer {
        hostile: beyond(&image.hostile, &guess.hostile),
        victim: beyond(&image.victim, &guess.victim),
        ..image.clone()
    }
}
