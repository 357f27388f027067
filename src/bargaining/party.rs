//! One side of a session: its interests and its tactics; it does not know the other side.

use super::part::Disclosure;
use super::tactics::Tactics;
use super::view::Statement;
use crate::base::side::Side;
use crate::domain::preference::Preference;

/// The interests of a party in one session.
#[derive(Debug, Clone, Copy)]
pub struct Position<'a> {
    /// Utility of every outcome, in money per round, without `shift`.
    pub preference: &'a Preference,
    /// What every outcome is worth in addition in this session, in money per round.
    pub shift: f64,
    /// Least acceptable utility with `shift` included, in money per round: also what an impasse pays.
    pub reservation: f64,
    /// What leaving at once pays where the protocol lets this side opt out, in money per round; its
    /// reservation value if absent.
    pub opt_out: Option<f64>,
}

impl<'a> Position<'a> {
    /// A position whose option to leave is worth its reservation value.
    pub const fn new(preference: &'a Preference, shift: f64, reservation: f64) -> Self {
        Self { preference, shift, reservation, opt_out: None }
    }

    /// What leaving at once pays, on the scale of `preference`.
    pub fn way_out(&self) -> f64 {
        self.opt_out.unwrap_or(self.reservation) - self.shift
    }

    /// The reservation value on the scale of `preference`.
    pub fn floor(&self) -> f64 {
        self.reservation - self.shift
    }

    /// Utility of an outcome, in money per round.
    pub fn value(&self, outcome: u32) -> f64 {
        self.preference.utility(outcome) + self.shift
    }

    /// Whether no outcome at all is acceptable.
    pub fn hopeless(&self) -> bool {
        self.preference.best_utility() < self.floor()
    }
}

/// A party at the table.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    /// How it bargains.
    pub tactics: &'a Tactics,
    /// What it wants.
    pub position: Position<'a>,
    /// Its trust in the other, in [0, 1].
    pub trust: f64,
}

impl<'a> Party<'a> {
    /// What it tells the other about its interests.
    pub fn statement(&self) -> Option<Statement<'a>> {
        let Position { preference, shift, .. } = self.position;
        let silent = Statement { preference, shift, floor: None, way_out: None };
        match self.tactics.discloses {
            Disclosure::Nothing => None,
            Disclosure::Priorities => Some(silent),
            Disclosure::Reservation => {
                let floor = self.position.floor() + self.tactics.overstatement * self.range();
                Some(Statement { floor: Some(floor), way_out: Some(self.position.way_out()), ..silent })
            }
        }
    }

    /// How far its best outcome lies above its floor; nothing where no outcome reaches that.
    fn range(&self) -> f64 {
        let range = self.position.preference.best_utility() - self.position.floor();
        if range > 0.0 { range } else { 0.0 }
    }
}

/// What a rise of the price by `price_shift` is worth to a side.
pub const fn gain(side: Side, price_shift: f64) -> f64 {
    match side {
        Side::Seller => price_shift,
        Side::Buyer => -price_shift,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_moves_the_floor_and_the_value() {
        let preference = Preference::new(vec![1.0, 4.0]).unwrap();
        let position = Position::new(&preference, 2.0, 6.0);
        assert_eq!(position.floor().to_bits(), 4.0_f64.to_bits());
        assert_eq!(position.value(1).to_bits(), 6.0_f64.to_bits());
        assert!(!position.hopeless());
        assert!(Position { shift: 1.5, ..position }.hopeless());
    }
}
