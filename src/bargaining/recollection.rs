//! What one side keeps from a session for the next with the same other; it does not know what happens in between.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::opponent_model::Memory;

/// What a party does about favours that are owed, after the agents of IAGO (Mell and Gratch 2017).
///
/// There a favour that is owed to the agent is cashed in at once and in full by all but `none`, and
/// the behaviours differ in what the agent gives back: an issue, one item of it, or nothing. Here a favour
/// moves what the party asks for, and with it every acceptance that compares with the own next ask;
/// rules with a level of their own (`constant`, `time`, `aspiration`, `backward_induction`) take no notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerBehaviour {
    /// Takes no notice of what is owed.
    #[default]
    None,
    /// Cashes in what it is owed, and pays back all that it owes.
    Fair,
    /// Cashes in what it is owed, and pays back no more than a limit in one session.
    Limited,
    /// Cashes in what it is owed, and pays nothing back.
    Betraying,
}

impl LedgerBehaviour {
    /// By how much it asks for more (or less) than otherwise, if it is `owed` so much (or owes it).
    pub fn claim(self, owed: f64, limit: f64) -> f64 {
        match self {
            Self::None => 0.0,
            _ if owed > 0.0 => owed,
            Self::Limited if owed < -limit => -limit,
            Self::Fair | Self::Limited => owed,
            Self::Betraying => 0.0,
        }
    }
}

/// What one side keeps of the other between their sessions. Empty before the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recollection {
    /// What its opponent model has learnt.
    pub memory: Memory,
    /// What it gave in all sessions beyond what it got, as it sees it, money per round: below 0 where it owes.
    pub owed: f64,
    /// Share of its range by which its floor is raised, after an impasse.
    pub grudge: f64,
    /// Whether the other owed it something when they last agreed, and set out to give back less than half of that.
    pub promise_broken: bool,
}

/// How a side stands towards a favour at the start of a session; both say so, as the agents of IAGO do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Debt {
    /// What it is owed, money per round: below 0 where it owes.
    pub owed: f64,
    /// By how much it asks for more than otherwise: below 0 where it gives back.
    pub claim: f64,
}

impl Debt {
    /// Whether it owes and gives back less than half of that.
    fn is_broken(self) -> bool {
        self.owed < 0.0 && self.claim > 0.5 * self.owed
    }
}

/// What a session was worth to one side, as levels of its own preference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// What it asked for first, if it made a proposal.
    pub asked: Option<f64>,
    /// What the other offered first, if it made a proposal.
    pub offered: Option<f64>,
    /// What was agreed.
    pub agreed: f64,
}

impl Course {
    /// Half the difference between what it gave from its first ask and what it got on top of the first
    /// offer: what it gave beyond the middle of the two. Claims are taken out of both first, or a debt
    /// that is repaid in the first offer would not count as repaid.
    pub fn given(&self, own_claim: f64, other_claim: f64) -> f64 {
        let given = self.asked.map_or(0.0, |asked| asked - own_claim - self.agreed);
        let received = self.offered.map_or(0.0, |offered| self.agreed - (offered + other_claim));
        0.5 * (given - received)
    }
}

impl Recollection {
    /// Takes an agreement into account. One that keeps no ledger expects nothing and sees no promise broken.
    pub fn agreed(&mut self, course: &Course, behaviour: LedgerBehaviour, own_claim: f64, other: Debt) {
        self.promise_broken = behaviour != LedgerBehaviour::None && self.owed > 0.0 && other.is_broken();
        self.owed += course.given(own_claim, other.claim);
        self.grudge = 0.0;
    }

    /// Takes an impasse into account: it is resented, and the next becomes likelier (O'Connor, Arnold and Burris 2005).
    pub const fn failed(&mut self, carry_over: f64) {
        self.grudge = carry_over;
        self.promise_broken = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_behaviours_cash_in_alike_and_pay_back_differently() {
        let claims =
            |behaviour: LedgerBehaviour| [3.0, 0.0, -1.0, -5.0].map(|owed| behaviour.claim(owed, 2.0).to_bits());
        assert_eq!(claims(LedgerBehaviour::None), [0.0; 4].map(f64::to_bits));
        assert_eq!(claims(LedgerBehaviour::Fair), [3.0, 0.0, -1.0, -5.0].map(f64::to_bits));
        assert_eq!(claims(LedgerBehaviour::Limited), [3.0, 0.0, -1.0, -2.0].map(f64::to_bits));
        assert_eq!(claims(LedgerBehaviour::Betraying), [3.0, 0.0, 0.0, 0.0].map(f64::to_bits));
    }

    #[test]
    fn who_agrees_below_the_middle_of_ask_and_offer_has_given() {
        let course = Course { asked: Some(10.0), offered: Some(2.0), agreed: 5.0 };
        assert!((course.given(0.0, 0.0) - 1.0).abs() < 1e-15);
        let mirrored = Course { asked: Some(-2.0), offered: Some(-10.0), agreed: -5.0 };
        assert!((mirrored.given(0.0, 0.0) + 1.0).abs() < 1e-15);
    }

    /// A debtor lowers all it asks for by 4, so that its first offer and the agreement are better for the creditor.
    #[test]
    fn what_is_repaid_from_the_first_offer_on_counts() {
        let usual = Course { asked: Some(10.0), offered: Some(2.0), agreed: 6.0 };
        let favoured = Course { offered: Some(6.0), agreed: 8.0, ..usual };
        assert!((favoured.given(0.0, -4.0) - (usual.given(0.0, 0.0) - 2.0)).abs() < 1e-15);
    }

    #[test]
    fn a_debt_of_which_less_than_half_is_paid_back_is_a_broken_promise() {
        let broken = |claim: f64, behaviour| {
            let mut recollection = Recollection { owed: 4.0, grudge: 0.5, ..Recollection::default() };
            let course = Course { asked: Some(0.0), offered: Some(0.0), agreed: 1.0 };
            recollection.agreed(&course, behaviour, 0.0, Debt { owed: -4.0, claim });
            assert!(recollection.grudge < 1e-15);
            recollection.promise_broken
        };
        assert!(broken(0.0, LedgerBehaviour::Fair) && broken(-1.9, LedgerBehaviour::Fair));
        assert!(!broken(-2.1, LedgerBehaviour::Fair) && !broken(0.0, LedgerBehaviour::None));
    }
}
