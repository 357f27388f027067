//! One run of differential evolution (Storn and Price 1997) over the points of a space, by a crate; it does not know what points mean.

use super::{Run, Value};
use crate::base::random::{Counter, Draws, Key, Purpose};
use crate::execution::conduct::contingent::Situation;
use crate::experiment::stress::space::Gene;
use metaheuristics_nature::{Bounded, De, ObjFunc, Pool, Solver};
use rayon::prelude::*;

/// Points kept at once for every number of a point, within bounds.
const PER_GENE: usize = 3;
const FEWEST: usize = 16;
const MOST: usize = 60;

/// The crate minimises.
struct Loss<'a, 'v>(&'a Value<'v>);

impl Bounded for Loss<'_, '_> {
    fn bound(&self) -> &[[f64; 2]] {
        &self.0.space.bounds
    }
}

impl ObjFunc for Loss<'_, '_> {
    type Ys = f64;

    fn fitness(&self, point: &[f64]) -> f64 {
        -self.0.of(point)
    }
}

/// Evolves a population for as many generations as the number of plays allows.
pub(super) fn run(value: &Value<'_>, restart: u64, plays: u64) -> Run {
    let size = (PER_GENE * value.space.genes.len()).clamp(FEWEST, MOST);
    let generations = (plays / size as u64).saturating_sub(1);
    let pool = population(value, restart, size);
    let pool_y: Vec<f64> = pool.par_iter().map(|point| -value.of(point)).collect();
    let seed = Draws::new(key(value), restart, Counter::of_round(0, 1)).word();
    let solved = Solver::build(De::new().f(0.6).cross(0.8), Loss(value))
        .seed(u64::from(seed))
        .init_pool(Pool::Ready { pool, pool_y })
        .task(move |state| state.r#gen >= generations)
        .solve();
    let (point, loss) = solved.as_best();
    Run { point: point.to_vec(), value: -loss, tried: (generations + 1) * size as u64 }
}

fn key(value: &Value<'_>) -> Key {
    Key::new(value.effort.seed, Purpose::Search)
}

/// Points anywhere in the space, and those plays that anybody would try first.
fn population(value: &Value<'_>, restart: u64, size: usize) -> Vec<Vec<f64>> {
    let mut draws = Draws::new(key(value), restart, Counter::of_round(0, 0));
    let mut all: Vec<Vec<f64>> = FIRST.iter().map(|first| value.space.point(first)).collect();
    while all.len() < size {
        let between = |[low, high]: &[f64; 2]| low + (high - low) * draws.uniform();
        all.push(value.space.bounds.iter().map(between).collect());
    }
    all
}

/// The least work; the least work with gaming; full work; the least work, gaming and every bad manner; the least work, but all
/// that there is where the ramp is near; work in earnest but where the window is lost or won or the term ends; and windows by
/// turns: one is let go whole, the next is kept.
pub(super) const FIRST: [fn(Gene) -> f64; 7] = [
    |_| 0.0,
    |gene| if gene == Gene::Gaming { 1.0 } else { 0.0 },
    |gene| if gene == Gene::Effort { 1.0 } else { 0.0 },
    |gene| match gene {
        Gene::Gaming | Gene::OverClaims | Gene::Reneges => 1.0,
        _ => 0.0,
    },
    |gene| match gene {
        Gene::Case(Situation::RampNear) | Gene::EffortIn(Situation::RampNear) | Gene::OverClaims => 1.0,
        _ => 0.0,
    },
    |gene| match gene {
        Gene::Effort => 0.75,
        Gene::CatchUp => 0.5,
        Gene::Case(_) | Gene::EffortIn(Situation::RampNear) => 1.0,
        Gene::At(..) => 0.25,
        _ => 0.0,
    },
    |gene| match gene {
        Gene::Effort => 0.75,
        Gene::CatchUp | Gene::GamingIn(Situation::RampNear) => 0.5,
        Gene::Case(Situation::RampNear | Situation::WindowLost | Situation::WindowOpens)
        | Gene::EffortIn(Situation::RampNear) => 1.0,
        Gene::At(Situation::WindowLost, ..) => 0.25,
        _ => 0.0,
    },
];
