//! How much of its range a party still asks for as time runs out, tabulated; it does not know what the range is worth.

use crate::base::numeric;

/// Share of the range between reservation and ideal that is asked for in each turn.
///
/// `start * (1 - (t / deadline)^(1 / exponent))`: the polynomial time-dependent tactic of Faratin,
/// Sierra and Jennings (1998), their kappa written as `1 - start`. Exponents below 1 concede late
/// (boulware), above 1 early (conceder). It is tabulated since it is read in every turn of every session.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcessionCurve {
    shares: Vec<f64>,
}

impl ConcessionCurve {
    /// Tabulates turns 0 to `deadline`; `start` in [0, 1], `exponent` above 0.
    pub fn new(start: f64, exponent: f64, deadline: u32) -> Self {
        let share = |turn: u32| match turn {
            0 => start,
            last if last == deadline => 0.0,
            _ => start * (1.0 - numeric::pow(f64::from(turn) / f64::from(deadline), 1.0 / exponent)),
        };
        Self { shares: (0..=deadline).map(share).collect() }
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

    #[test]
    fn starts_at_the_start_and_ends_at_the_reservation() {
        for exponent in [0.15, 1.0, 4.0] {
            let curve = ConcessionCurve::new(0.9, exponent, 20);
            assert_eq!(curve.share(0).to_bits(), 0.9_f64.to_bits());
            assert_eq!(curve.share(20).to_bits(), 0.0_f64.to_bits());
            assert_eq!(curve.share(99).to_bits(), 0.0_f64.to_bits());
            assert!((0..20).all(|turn| curve.share(turn) >= curve.share(turn + 1)));
        }
    }

    /// Where the offers of a buyer from 100 to 200 and a seller from 220 to 120 cross.
    #[test]
    fn crossing_of_two_time_dependent_tactics() {
        for (buyer, seller, time, price) in
            [(0.2, 0.2, 902.9, 160.0), (1.0, 0.2, 822.8, 182.28), (5.0, 1.0, 377.2, 182.28)]
        {
            let curves = [buyer, seller].map(|exponent| ConcessionCurve::new(1.0, exponent, 1000));
            let offers = |turn| [200.0 - 100.0 * curves[0].share(turn), 120.0 + 100.0 * curves[1].share(turn)];
            let crossing = (0..=1000).find(|&turn| offers(turn)[0] >= offers(turn)[1]).unwrap();
            assert!((f64::from(crossing) - time).abs() <= 1.0, "{crossing} for {time}");
            assert!((offers(crossing)[0] - price).abs() < 0.6, "{:?} for {price}", offers(crossing));
        }
    }
}
