//! The replicator equation, with mutation: an infinite population followed by an adaptive method with the same bits everywhere.
//!
//! `dx_i/dt = w x_i (payoff_i - mean) + m ((1 - x_i) / (S - 1) - x_i)`: Taylor and Jonker 1978, with the mutation term of
//! Hofbauer 1985. Steps are those of Dormand and Prince (1980), doubled and halved by the error of the embedded formula.

use super::matrix::Matrix;

/// Largest error of a share in one step.
const TOLERANCE: f64 = 1e-9;

/// Shortest step, as a part of what is left to go.
const SHORTEST: f64 = 1e-12;

/// The equation of a game.
#[derive(Debug, Clone)]
pub struct Flow {
    matrix: Matrix,
    mutation: f64,
}

/// Stages of a step, kept between steps.
#[derive(Debug, Clone)]
pub struct Stepper<'a> {
    flow: &'a Flow,
    slopes: [Vec<f64>; 7],
    trial: Vec<f64>,
    step: f64,
}

/// Where slopes are taken, as weights of the earlier ones; the last row is the fifth-order step itself.
const STAGES: [&[f64]; 6] = [
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[19_372.0 / 6_561.0, -25_360.0 / 2_187.0, 64_448.0 / 6_561.0, -212.0 / 729.0],
    &[9_017.0 / 3_168.0, -355.0 / 33.0, 46_732.0 / 5_247.0, 49.0 / 176.0, -5_103.0 / 18_656.0],
    &[35.0 / 384.0, 0.0, 500.0 / 1_113.0, 125.0 / 192.0, -2_187.0 / 6_784.0, 11.0 / 84.0],
];

/// Fifth-order less fourth-order weights.
const ERROR: [f64; 7] =
    [71.0 / 57_600.0, 0.0, -71.0 / 16_695.0, 71.0 / 1_920.0, -17_253.0 / 339_200.0, 22.0 / 525.0, -1.0 / 40.0];

impl Flow {
    /// The equation for these payoffs, which selection of this strength multiplies, and this rate of mutation.
    pub fn new(payoffs: &Matrix, strength: f64, mutation: f64) -> Self {
        Self { matrix: payoffs.scaled(strength), mutation }
    }

    /// Payoffs of all kinds in a mix.
    pub fn payoffs(&self, shares: &[f64], out: &mut [f64]) {
        for (kind, payoff) in out.iter_mut().enumerate() {
            *payoff = self.matrix.row(kind).iter().zip(shares).map(|(payoff, share)| payoff * share).sum();
        }
    }

    /// Change of all shares per unit of time.
    pub fn velocity(&self, shares: &[f64], out: &mut [f64]) {
        self.payoffs(shares, out);
        let mean: f64 = out.iter().zip(shares).map(|(payoff, share)| payoff * share).sum();
        let others = if shares.len() > 1 { shares.len() as f64 - 1.0 } else { 1.0 };
        for (speed, share) in out.iter_mut().zip(shares) {
            *speed = share * (*speed - mean) + self.mutation * ((1.0 - share) / others - share);
        }
    }

    /// Something to walk along the flow with.
    pub fn stepper(&self) -> Stepper<'_> {
        let size = self.matrix.size();
        Stepper { flow: self, slopes: std::array::from_fn(|_| vec![0.0; size]), trial: vec![0.0; size], step: 0.01 }
    }
}

impl Stepper<'_> {
    /// Follows the shares for so much time.
    pub fn follow(&mut self, shares: &mut [f64], time: f64) {
        let mut left = time;
        while left > time * SHORTEST {
            left -= self.step_within(shares, left);
        }
    }

    /// One step of at most `most`; returns its length.
    pub fn step_within(&mut self, shares: &mut [f64], most: f64) -> f64 {
        self.flow.velocity(shares, &mut self.slopes[0]);
        loop {
            let step = if self.step < most { self.step } else { most };
            let error = self.attempt(shares, step);
            let inside = self.trial.iter().all(|share| *share >= 0.0);
            if (error <= TOLERANCE && inside) || step <= most * SHORTEST {
                self.accept(shares);
                if error < TOLERANCE / 64.0 && step >= self.step {
                    self.step *= 2.0;
                }
                return step;
            }
            self.step = 0.5 * step;
        }
    }

    /// Tries a step and says how wrong it may be.
    fn attempt(&mut self, shares: &[f64], step: f64) -> f64 {
        for (stage, weights) in STAGES.iter().enumerate() {
            for (place, trial) in self.trial.iter_mut().enumerate() {
                let slope: f64 = weights.iter().zip(&self.slopes).map(|(weight, slopes)| weight * slopes[place]).sum();
                *trial = shares[place] + step * slope;
            }
            self.flow.velocity(&self.trial, &mut self.slopes[stage + 1]);
        }
        let error = |place: usize| -> f64 {
            let sum: f64 = ERROR.iter().zip(&self.slopes).map(|(weight, slopes)| weight * slopes[place]).sum();
            (step * sum).abs()
        };
        (0..shares.len()).map(error).fold(0.0, |most, next| if next > most { next } else { most })
    }

    fn accept(&mut self, shares: &mut [f64]) {
        let cut = |share: f64| if share > 0.0 { share } else { 0.0 };
        let sum: f64 = self.trial.iter().map(|share| cut(*share)).sum();
        for (share, trial) in shares.iter_mut().zip(&self.trial) {
            *share = cut(*trial) / sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::numeric::exp;

    /// Constant payoffs: ln(x/y) grows by their difference per unit of time.
    #[test]
    fn constant_payoffs_give_logistic_growth() {
        let matrix = Matrix::from_rows(&[vec![2.0, 2.0], vec![1.0, 1.0]]);
        let flow = Flow::new(&matrix, 0.7, 0.0);
        let mut shares = vec![0.01, 0.99];
        flow.stepper().follow(&mut shares, 9.0);
        let odds = 0.01 / 0.99 * exp(0.7 * 9.0);
        assert!((shares[0] - odds / (1.0 + odds)).abs() < 1e-7, "{shares:?}");
    }

    /// Zero-sum rock-paper-scissors keeps the product of the shares (Hofbauer and Sigmund 1998).
    #[test]
    fn rock_paper_scissors_keeps_its_product() {
        let matrix = Matrix::from_rows(&[vec![0.0, -1.0, 1.0], vec![1.0, 0.0, -1.0], vec![-1.0, 1.0, 0.0]]);
        let flow = Flow::new(&matrix, 1.0, 0.0);
        let mut shares = vec![0.6, 0.3, 0.1];
        flow.stepper().follow(&mut shares, 100.0);
        let product: f64 = shares.iter().product();
        assert!((product - 0.018).abs() < 1e-6, "{shares:?}");
        assert!((shares[0] - 0.6).abs() > 0.01 || (shares[1] - 0.3).abs() > 0.01);
    }

    /// Mutation alone brings two kinds to one half at rate 2m.
    #[test]
    fn mutation_mixes() {
        let flow = Flow::new(&Matrix::zero(2), 1.0, 0.1);
        let mut shares = vec![1.0, 0.0];
        flow.stepper().follow(&mut shares, 3.0);
        assert!((shares[0] - 0.5 - 0.5 * exp(-0.6)).abs() < 1e-8);
    }
}
