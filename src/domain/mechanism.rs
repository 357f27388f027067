//! Which mechanisms of its clauses a contract uses, so that a round can skip the others; it does not know how they work.

use crate::domain::clause::exit_ramp::RampAction;
use crate::domain::clause::price_band::IndexSource;
use crate::domain::contract::Contract;

/// A part of the round that only some contracts need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// Reviews are held.
    Reviews,
    /// Rounds at a smaller scale.
    Pilot,
    /// Credits are paid.
    Credits,
    /// Credits are judged over more than one round.
    CreditWindow,
    /// A bonus is promised.
    Bonus,
    /// Misses open an exit ramp.
    Ramp,
    /// A ramp needs more than a count of misses: an average, a cure or a pause.
    RampWatch,
    /// A side reports the index.
    IndexReport,
    /// The buyer commits itself to a volume.
    Commitment,
    /// A side may not deal elsewhere for a while.
    Exclusivity,
    /// A side may be seen with the other.
    References,
    /// Something brings both back to the table.
    Reopener,
}

impl Mechanism {
    const ALL: [Self; 12] = [
        Self::Reviews,
        Self::Pilot,
        Self::Credits,
        Self::CreditWindow,
        Self::Bonus,
        Self::Ramp,
        Self::RampWatch,
        Self::IndexReport,
        Self::Commitment,
        Self::Exclusivity,
        Self::References,
        Self::Reopener,
    ];

    const fn bit(self) -> u32 {
        1 << self as u32
    }

    fn used_by(self, contract: &Contract) -> bool {
        let (credits, ramp) = (&contract.service_credits, &contract.exit_ramp);
        match self {
            Self::Reviews => contract.governance.cadence > 0,
            Self::Pilot => contract.pilot.rounds > 0,
            Self::Credits => credits.rate > 0.0,
            Self::CreditWindow => credits.rate > 0.0 && credits.window > 1,
            Self::Bonus => contract.bonus.amount > 0.0,
            Self::Ramp => ramp.exists(),
            Self::RampWatch => {
                ramp.exists() && (ramp.average_below.is_some() || ramp.cure > 0 || ramp.action == RampAction::Pause)
            }
            Self::IndexReport => contract.price_band.source != IndexSource::Public,
            Self::Commitment => contract.volume.committed > 0.0,
            Self::Exclusivity => contract.exclusivity.binds(),
            Self::References => contract.reference_rights.rights().iter().any(|(_, right)| *right > 0.0),
            Self::Reopener => contract.reopener.is_armed(),
        }
    }
}

/// A set of mechanisms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mechanisms(u32);

impl Mechanisms {
    /// What any of these contracts uses.
    pub fn of<'a>(contracts: impl IntoIterator<Item = &'a Contract>) -> Self {
        let used = |contract: &Contract| {
            Mechanism::ALL
                .into_iter()
                .filter(|mechanism| mechanism.used_by(contract))
                .fold(0, |set, one| set | one.bit())
        };
        Self(contracts.into_iter().fold(0, |set, contract| set | used(contract)))
    }

    /// Whether a mechanism is among them.
    #[inline(always)]
    pub const fn contains(self, mechanism: Mechanism) -> bool {
        self.0 & mechanism.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Mechanism, Mechanisms};
    use crate::domain::contract::Contract;

    #[test]
    fn a_set_holds_what_any_contract_uses() {
        let plain = Contract::default();
        let mut piloted = plain;
        piloted.pilot.rounds = 2;
        assert_eq!(Mechanisms::of([&plain]), Mechanisms::default());
        let both = Mechanisms::of([&plain, &piloted]);
        assert!(both.contains(Mechanism::Pilot) && !both.contains(Mechanism::Reviews));
    }
}
