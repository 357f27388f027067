//! The give-get record of one session; it is written by an analyst who sees both sides, and no party reads it.

use super::close::Close;
use super::observer::{Observer, Proposal};
use super::package_set::PackageSet;
use crate::base::side::Side;

/// Changes in utility up to this much count as none, money per round.
pub const TOLERANCE: f64 = 1e-9;

/// What a proposal does to both sides' utility compared with the proposer's last one, after the
/// step classes of Hindriks, Jonker and Tykhonov (2007).
///
/// Their fortunate step is part of `Logroll`: utilities are money here, so a move that gives the
/// other more than it costs the proposer must have traded across issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveType {
    /// The first proposal of a side.
    Opening,
    /// Costs the proposer something, and creates nothing on top.
    Concession,
    /// Gives the other more than it costs the proposer.
    Logroll,
    /// Gains something for the proposer, and gives the other nothing.
    Selfish,
    /// Changes nothing for either.
    Silent,
    /// Gives the other something at no cost.
    Nice,
    /// Takes from the other and gains the proposer nothing.
    Unfortunate,
}

impl MoveType {
    /// Classifies a move by the change in the proposer's own utility and in the other's.
    pub fn classify(own: f64, other: f64) -> Self {
        let unchanged = own.abs() <= TOLERANCE;
        if other > TOLERANCE {
            match own + other > TOLERANCE {
                _ if unchanged => Self::Nice,
                true => Self::Logroll,
                false => Self::Concession,
            }
        } else if own > TOLERANCE {
            Self::Selfish
        } else if other < -TOLERANCE {
            Self::Unfortunate
        } else if unchanged {
            Self::Silent
        } else {
            Self::Concession
        }
    }

    /// Name as shown in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Concession => "concession",
            Self::Logroll => "logroll",
            Self::Selfish => "selfish",
            Self::Silent => "silent",
            Self::Nice => "nice",
            Self::Unfortunate => "unfortunate",
        }
    }
}

/// One proposal in the log. All values are money per round.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Turn, from 0.
    pub turn: u32,
    /// The side that proposed.
    pub by: Side,
    /// Kind of move.
    pub move_type: MoveType,
    /// What it gave up of its own utility since its last proposal.
    pub give: f64,
    /// By how much the other's last proposal was better for it than the one before.
    pub get: f64,
    /// Utility of its lead package for itself.
    pub value_to_self: f64,
    /// Utility of the best of its packages for the other.
    pub value_to_other: f64,
    /// What brought the move about.
    pub trigger: String,
    /// All that it got so far less all that it gave.
    pub balance: f64,
    /// What it proposed.
    pub packages: PackageSet,
}

/// What the log remembers of one side.
#[derive(Debug, Clone, Copy, Default)]
struct Account {
    /// Values to self and to the other of its last proposal.
    last: Option<(f64, f64)>,
    /// How much its last proposal improved for the other.
    improvement: f64,
    balance: f64,
}

/// Records every proposal of a session.
#[derive(Debug, Clone, Default)]
pub struct ConcessionLog {
    entries: Vec<Entry>,
    close: Option<Close>,
    accuracy: [Option<f64>; 2],
    accounts: [Account; 2],
}

impl ConcessionLog {
    /// The proposals in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How the session ended, once it has.
    pub const fn close(&self) -> Option<&Close> {
        self.close.as_ref()
    }

    /// How well a side read the other in the end: the correlation of what it believed each outcome to be
    /// worth to the other with what it was worth; `None` where either was the same for all outcomes.
    pub const fn accuracy(&self, side: Side) -> Option<f64> {
        self.accuracy[side.index()]
    }

    /// All that a side got less all that it gave, money per round.
    pub const fn balance(&self, side: Side) -> f64 {
        self.accounts[side.index()].balance
    }
}

impl Observer for ConcessionLog {
    fn proposed(&mut self, proposal: &Proposal) {
        let by = proposal.by;
        let (value_to_self, value_to_other) = values(proposal);
        let get = self.accounts[by.other().index()].improvement;
        let account = &mut self.accounts[by.index()];
        let (give, improvement, move_type) = match account.last {
            None => (0.0, 0.0, MoveType::Opening),
            Some((own, other)) => {
                let (own, other) = (value_to_self - own, value_to_other - other);
                (-own, other, MoveType::classify(own, other))
            }
        };
        account.last = Some((value_to_self, value_to_other));
        account.improvement = improvement;
        account.balance += get - give;
        self.entries.push(Entry {
            turn: proposal.turn,
            by,
            move_type,
            give,
            get,
            value_to_self,
            value_to_other,
            trigger: trigger(proposal, get),
            balance: account.balance,
            packages: *proposal.packages,
        });
    }

    fn asks_for_accuracy(&self) -> bool {
        true
    }

    fn read_each_other(&mut self, accuracy: [Option<f64>; 2]) {
        self.accuracy = accuracy;
    }

    fn closed(&mut self, close: &Close) {
        self.close = Some(*close);
    }
}

fn values(proposal: &Proposal) -> (f64, f64) {
    let own = proposal.positions[proposal.by.index()].value(proposal.packages.lead());
    let other = proposal.positions[proposal.by.other().index()];
    let mut best = f64::NEG_INFINITY;
    for &package in proposal.packages.packages() {
        let value = other.value(package);
        best = if value > best { value } else { best };
    }
    (own, best)
}

fn trigger(proposal: &Proposal, get: f64) -> String {
    if get > TOLERANCE {
        format!("{}, after the other gave {get:.2}", proposal.rationale)
    } else {
        proposal.rationale.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classifies_moves_by_what_they_do_to_both() {
        let cases = [
            (-2.0, 2.0, MoveType::Concession),
            (-2.0, 0.0, MoveType::Concession),
            (-2.0, 5.0, MoveType::Logroll),
            (1.0, 1.0, MoveType::Logroll),
            (2.0, -2.0, MoveType::Selfish),
            (2.0, 0.0, MoveType::Selfish),
            (0.0, 0.0, MoveType::Silent),
            (0.0, 3.0, MoveType::Nice),
            (-1.0, -1.0, MoveType::Unfortunate),
        ];
        for (own, other, expected) in cases {
            assert_eq!(MoveType::classify(own, other), expected, "{own} {other}");
        }
    }
}
