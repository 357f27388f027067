//! Rules of service credits and of the bonus.

use super::{Rule, Setting, flag, number, whole};
use crate::base::numeric::{larger, smaller};
use crate::base::side::Side;
use crate::domain::clause::service_credits::{Basis, Claimant, ServiceCredits};
use crate::experiment::stress::family::Family;

/// The rules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        key: "service_credits.basis",
        family: Family::Credits,
        structural: true,
        get: |contract| {
            Setting::Word(match contract.service_credits.basis {
                Basis::Window => "window",
                Basis::Round => "round",
            })
        },
        set: |contract, to| {
            contract.service_credits.basis = if to == Setting::Word("window") { Basis::Window } else { Basis::Round };
        },
        repairs: |contract, hostile| {
            let credits = &contract.service_credits;
            let short = owes(credits, hostile) && credits.window > 1 && credits.basis == Basis::Round;
            only(short, Setting::Word("window"))
        },
    },
    Rule {
        key: "service_credits.claimant",
        family: Family::Credits,
        structural: true,
        get: |contract| {
            Setting::Word(match contract.service_credits.claimant {
                Claimant::Injured => "injured",
                Claimant::Automatic => "automatic",
                Claimant::Owing => "owing",
            })
        },
        set: |contract, to| {
            contract.service_credits.claimant = match to {
                Setting::Word("automatic") => Claimant::Automatic,
                Setting::Word("owing") => Claimant::Owing,
                _ => Claimant::Injured,
            };
        },
        repairs: |contract, _| {
            let credits = &contract.service_credits;
            only(credits.rate > 0.0 && credits.claimant != Claimant::Automatic, Setting::Word("automatic"))
        },
    },
    Rule {
        key: "service_credits.two_sided",
        family: Family::Credits,
        structural: true,
        get: |contract| Setting::Flag(contract.service_credits.two_sided),
        set: |contract, to| contract.service_credits.two_sided = flag(to),
        repairs: |contract, hostile| {
            let credits = &contract.service_credits;
            only(hostile == Side::Buyer && credits.rate > 0.0 && !credits.two_sided, Setting::Flag(true))
        },
    },
    Rule {
        key: "service_credits.cap",
        family: Family::Credits,
        structural: false,
        get: |contract| Setting::Number(contract.service_credits.cap),
        set: |contract, to| contract.service_credits.cap = number(to),
        repairs: |contract, hostile| {
            let credits = &contract.service_credits;
            let top = credits.rate * credits.tiers.iter().map(|tier| tier.share).fold(0.0, larger);
            if !owes(credits, hostile) || credits.cap >= top {
                return Vec::new();
            }
            let way = |share: f64| Setting::Number(credits.cap + (top - credits.cap) * share);
            [0.25, 0.5, 0.75, 1.0].map(way).to_vec()
        },
    },
    Rule {
        key: "service_credits.rate",
        family: Family::Credits,
        structural: false,
        get: |contract| Setting::Number(contract.service_credits.rate),
        set: |contract, to| contract.service_credits.rate = number(to),
        repairs: |contract, hostile| {
            let credits = &contract.service_credits;
            let times = |factor: f64| Setting::Number(smaller(credits.rate * factor, 1.0));
            if owes(credits, hostile) { [1.25, 1.5, 2.0, 3.0, 4.0, 6.0].map(times).to_vec() } else { Vec::new() }
        },
    },
    Rule {
        key: "service_credits.window",
        family: Family::Credits,
        structural: false,
        get: |contract| Setting::Whole(contract.service_credits.window),
        set: |contract, to| contract.service_credits.window = whole(to),
        repairs: |contract, hostile| {
            let credits = &contract.service_credits;
            only(owes(credits, hostile) && credits.window > 1, Setting::Whole(1))
        },
    },
    Rule {
        key: "bonus.enforceable",
        family: Family::Bonus,
        structural: true,
        get: |contract| Setting::Flag(contract.bonus.enforceable),
        set: |contract, to| contract.bonus.enforceable = flag(to),
        repairs: |contract, hostile| {
            let bonus = &contract.bonus;
            only(hostile == Side::Buyer && bonus.amount > 0.0 && !bonus.enforceable, Setting::Flag(true))
        },
    },
];

/// Whether a side can owe credits.
fn owes(credits: &ServiceCredits, side: Side) -> bool {
    credits.rate > 0.0 && (side == Side::Seller || credits.two_sided)
}

/// One repair, where there is anything to repair.
pub(super) fn only(applies: bool, to: Setting) -> Vec<Setting> {
    if applies { vec![to] } else { Vec::new() }
}
