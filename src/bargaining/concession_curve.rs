//! How much of its range a party still asks for as time runs out, tabulated; it does not know what the range is worth.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::numeric;

/// What counts as time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The turn as a share of the deadline, from 0 on.
    #[default]
    Turn,
    /// Rounds of two turns: `(turn / 2 + 1) / (deadline / 2 + 1)` in whole numbers, as in `NegMAS`.
    Round,
}

/// How the share that is given up depends on time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// `1 - start * (1 - t^(1 / exponent))`.
    #[default]
    Polynomial,
    /// `exp((1 - t)^exponent * ln(1 - start))`: much the same for `start` near 1, but nothing is given up before the end at 1.
    Exponential,
}

/// Share of the range between reservation and ideal that is asked for in each turn.
///
/// The time-dependent tactics of Faratin, Sierra and Jennings (1998), their kappa written as
/// `1 - start`. Exponents below 1 concede late (boulware), above 1 early (conceder). It is
/// tabulated since it is read in every turn of every session.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcessionCurve {
    shares: Vec<f64>,
}

impl ConcessionCurve {
    /// Tabulates turns 0 to `deadline`; `start` in [0, 1], `exponent` above 0.
    pub fn new(start: f64, exponent: f64, clock: Clock, form: Form, deadline: u32) -> Self {
        let time = |turn: u32| match clock {
            Clock::Turn => f64::from(turn) / f64::from(deadline),
            Clock::Round => f64::from(turn / 2 + 1) / f64::from(deadline / 2 + 1),
        };
        let asked = |time: f64| match form {
            Form::Polynomial => start * (1.0 - numeric::pow(time, 1.0 / exponent)),
            Form::Exponential => match numeric::pow(1.0 - time, exponent) {
                // A start of 1 has a logarithm of minus infinity, which must not meet a zero.
                left if left > 0.0 => 1.0 - numeric::exp(left * numeric::ln(1.0 - start)),
                _ => 0.0,
            },
        };
        Self { shares: (0..=deadline).map(|turn| if turn == deadline { 0.0 } else { asked(time(turn)) }).collect() }
    }

    /// The turn from which on nothing is held back.
    pub const fn deadline(&self) -> u32 {
        self.shares.len() as u32 - 1
    }

    /// Share asked for in `turn`; nothing is held back from the deadline on.
    pub fn share(&self, turn: u32) -> f64 {
        self.shares.get(turn as usize).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polynomial(start: f64, exponent: f64, deadline: u32) -> ConcessionCurve {
        ConcessionCurve::new(start, exponent, Clock::Turn, Form::Polynomial, deadline)
    }

    #[test]
    fn starts_at_the_start_and_ends_at_the_reservation() {
        for (exponent, form) in
            [0.15, 1.0, 4.0].into_iter().flat_map(|e| [(e, Form::Polynomial), (e, Form::Exponential)])
        {
            let curve = ConcessionCurve::new(0.9, exponent, Clock::Turn, form, 20);
            assert!((curve.share(0) - 0.9).abs() < 1e-15);
            assert_eq!(curve.share(20).to_bits(), 0.0_f64.to_bits());
            assert_eq!(curve.share(99).to_bits(), 0.0_f64.to_bits());
            assert!((0..20).all(|turn| curve.share(turn) >= curve.share(turn + 1)));
        }
        assert_eq!(polynomial(0.9, 0.15, 20).share(0).to_bits(), 0.9_f64.to_bits());
    }

    #[test]
    fn exponential_concession_follows_its_formula_also_at_its_ends() {
        let curve = |start, exponent| ConcessionCurve::new(start, exponent, Clock::Turn, Form::Exponential, 10);
        // exp(0.5^2 ln 0.1) = 0.1^0.25
        assert!((1.0 - curve(0.9, 2.0).share(5) - 0.562_341_325_190_349).abs() < 1e-14);
        assert!((0..10).all(|turn| curve(1.0, 100.0).share(turn) > 0.99));
        assert_eq!(curve(0.0, 2.0).share(3).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn rounds_of_two_turns_share_their_time() {
        let curve = ConcessionCurve::new(1.0, 1.0, Clock::Round, Form::Polynomial, 200);
        for round in [0, 1, 57, 99] {
            let asked = 1.0 - f64::from(round + 1) / 101.0;
            assert_eq!(curve.share(2 * round).to_bits(), asked.to_bits());
            assert_eq!(curve.share(2 * round + 1).to_bits(), asked.to_bits());
        }
    }

    /// Where the offers of a buyer from 100 to 200 and a seller from 220 to 120 cross.
    #[test]
    fn crossing_of_two_time_dependent_tactics() {
        for (buyer, seller, time, price) in
            [(0.2, 0.2, 902.9, 160.0), (1.0, 0.2, 822.8, 182.28), (5.0, 1.0, 377.2, 182.28)]
        {
            let curves = [buyer, seller].map(|exponent| polynomial(1.0, exponent, 1000));
            let offers = |turn| [200.0 - 100.0 * curves[0].share(turn), 120.0 + 100.0 * curves[1].share(turn)];
            let crossing = (0..=1000).find(|&turn| offers(turn)[0] >= offers(turn)[1]).unwrap();
            assert!((f64::from(crossing) - time).abs() <= 1.0, "{crossing} for {time}");
            assert!((offers(crossing)[0] - price).abs() < 0.6, "{:?} for {price}", offers(crossing));
        }
    }
}
