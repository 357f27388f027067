//! The bargaining part of a strategy, made ready to be shared by sessions; it does not know any session.

use thiserror::Error;

use super::acceptance::Acceptance;
use super::concession_curve::ConcessionCurve;
use super::offering::Offering;
use super::opponent_model::OpponentModel;
use super::package_set::PackageSet;
use super::part::{BargainingPart, Disclosure, Style};
use super::recollection::LedgerBehaviour;

/// How a party bargains. Immutable; made once per strategy and deadline.
#[derive(Debug)]
pub struct Tactics {
    /// Concession over time.
    pub curve: ConcessionCurve,
    /// What it proposes.
    pub offering: Box<dyn Offering>,
    /// When it says yes.
    pub acceptance: Box<dyn Acceptance>,
    /// What it believes the other wants.
    pub opponent_model: Box<dyn OpponentModel>,
    /// Most that its ideal may lie above its reservation value, money per round.
    pub credible_range: Option<f64>,
    /// Packages in each proposal.
    pub packages: usize,
    /// How far above the aspiration further packages may lie, money per round.
    pub package_band: f64,
    /// What it tells the other.
    pub discloses: Disclosure,
    /// By what share of its range it overstates a reservation value that it discloses.
    pub overstatement: f64,
    /// What it does about favours that are owed.
    pub ledger: LedgerBehaviour,
    /// Most that it gives back in one session if its ledger is limited, money per round.
    pub ledger_limit: f64,
    /// Share of its range by which an impasse raises its next floor.
    pub impasse_carry_over: f64,
    /// Share of what it has learnt that it still knows in the next session.
    pub learning_kept: f64,
    /// How it talks.
    pub style: Style,
    /// Leaves where no outcome can satisfy it.
    pub walks_away: bool,
    /// Last price move that it asks for at the close, money.
    pub nibble: f64,
    /// Probability of yielding to the other's nibble.
    pub nibble_acceptance: f64,
}

/// A parameter outside its range.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{key}` is {value}; it must be {range}")]
pub struct TacticsError {
    /// Key in the scenario file.
    pub key: &'static str,
    /// Its value.
    pub value: f64,
    /// What would be right.
    pub range: &'static str,
}

/// Makes tactics for sessions of `deadline` turns.
///
/// # Errors
/// [`TacticsError`] for the first parameter outside its range.
pub fn assemble(part: &BargainingPart, deadline: u32) -> Result<Tactics, TacticsError> {
    check(part, deadline)?;
    let BargainingPart { concession_start, concession_exponent, concession_clock, concession_form, .. } = *part;
    Ok(Tactics {
        curve: ConcessionCurve::new(concession_start, concession_exponent, concession_clock, concession_form, deadline),
        offering: part.offering.build(),
        acceptance: part.acceptance.build(),
        opponent_model: part.opponent_model.build(),
        credible_range: part.credible_range,
        packages: part.packages,
        package_band: part.package_band,
        discloses: part.discloses,
        overstatement: part.overstatement,
        ledger: part.ledger,
        ledger_limit: part.ledger_limit,
        impasse_carry_over: part.impasse_carry_over,
        learning_kept: part.learning_kept,
        style: part.style,
        walks_away: part.walks_away,
        nibble: part.nibble,
        nibble_acceptance: part.nibble_acceptance,
    })
}

fn check(part: &BargainingPart, deadline: u32) -> Result<(), TacticsError> {
    let shares = [
        ("concession_start", part.concession_start),
        ("overstatement", part.overstatement),
        ("impasse_carry_over", part.impasse_carry_over),
        ("learning_kept", part.learning_kept),
        ("nibble_acceptance", part.nibble_acceptance),
    ];
    let amounts = [
        ("credible_range", part.credible_range.unwrap_or(0.0)),
        ("package_band", part.package_band),
        ("ledger_limit", part.ledger_limit),
        ("nibble", part.nibble),
    ];
    let exponent = part.concession_exponent;
    let packages = part.packages;
    let some_packages = (1..=PackageSet::CAPACITY).contains(&packages);
    require("deadline", f64::from(deadline), deadline >= 1, "at least 1")?;
    require("concession_exponent", exponent, is_positive(exponent), "finite and above 0")?;
    require("packages", packages as f64, some_packages, "between 1 and 8")?;
    for (key, value) in shares {
        require(key, value, is_share(value), "between 0 and 1")?;
    }
    for (key, value) in amounts {
        require(key, value, is_amount(value), "finite and at least 0")?;
    }
    Ok(())
}

fn require(key: &'static str, value: f64, met: bool, range: &'static str) -> Result<(), TacticsError> {
    if met { Ok(()) } else { Err(TacticsError { key, value, range }) }
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn is_positive(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_parameter_that_is_out_of_range() {
        assert!(assemble(&BargainingPart::default(), 20).is_ok());
        let nine = BargainingPart { packages: 9, ..BargainingPart::default() };
        let message = assemble(&nine, 20).unwrap_err().to_string();
        assert_eq!(message, "`packages` is 9; it must be between 1 and 8");
        let never = BargainingPart { concession_exponent: 0.0, ..BargainingPart::default() };
        assert_eq!(assemble(&never, 20).unwrap_err().key, "concession_exponent");
        assert_eq!(assemble(&BargainingPart::default(), 0).unwrap_err().key, "deadline");
    }
}
