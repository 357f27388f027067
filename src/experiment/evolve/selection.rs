//! From payoffs to fitness, and how strongly they count; it does not know what fitness does.

use crate::base::numeric::{exp, ln};
use crate::scenario::evolution::Fitness;

/// How strongly payoffs count, and how they become fitness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Selection {
    /// The strength w.
    pub strength: f64,
    /// From payoff to fitness.
    pub fitness: Fitness,
}

impl Selection {
    /// Fitness of parties with these payoffs, up to a common factor; all equal if none has any. `best` is the highest payoff.
    fn weight(self, payoff: f64, best: f64) -> f64 {
        match self.fitness {
            Fitness::Linear => 1.0 - self.strength + self.strength * payoff,
            Fitness::Exponential => exp(self.strength * (payoff - best)),
        }
    }

    /// Fitness of several, up to a common factor.
    pub fn weights(self, payoffs: &[f64], present: impl Fn(usize) -> bool, out: &mut [f64]) {
        let mut best = f64::NEG_INFINITY;
        for (place, payoff) in payoffs.iter().enumerate() {
            best = if present(place) && *payoff > best { *payoff } else { best };
        }
        let mut any = false;
        for (place, (payoff, weight)) in payoffs.iter().zip(out.iter_mut()).enumerate() {
            *weight = if present(place) { self.weight(*payoff, best) } else { 0.0 };
            any |= *weight > 0.0;
        }
        if !any {
            out.iter_mut().enumerate().for_each(|(place, weight)| *weight = f64::from(u8::from(present(place))));
        }
    }

    /// Logarithm of the first's fitness over the second's.
    pub fn log_ratio(self, [first, second]: [f64; 2]) -> f64 {
        match self.fitness {
            Fitness::Exponential => self.strength * (first - second),
            Fitness::Linear => {
                let mut weights = [0.0; 2];
                self.weights(&[first, second], |_| true, &mut weights);
                ln(weights[0]) - ln(weights[1])
            }
        }
    }
}
