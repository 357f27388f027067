//! Rules of how a contract begins and ends: pilot, term, exit ramp, and the reviews that bear on it.

use super::credits::only;
use super::{Rule, Setting, flag, number, whole};
use crate::base::side::Side;
use crate::domain::clause::term::Renewal;
use crate::domain::contract::Contract;
use crate::experiment::stress::family::Family;

/// The rules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        key: "term.renewal",
        family: Family::Term,
        structural: true,
        get: |contract| {
            Setting::Word(match contract.term.renewal {
                Renewal::Explicit => "explicit",
                Renewal::Automatic => "automatic",
                Renewal::Hidden => "hidden",
            })
        },
        set: |contract, to| {
            contract.term.renewal = match to {
                Setting::Word("automatic") => Renewal::Automatic,
                Setting::Word("hidden") => Renewal::Hidden,
                _ => Renewal::Explicit,
            };
        },
        repairs: |contract, _| only(contract.term.renewal != Renewal::Explicit, Setting::Word("explicit")),
    },
    Rule {
        key: "pilot.audited",
        family: Family::Pilot,
        structural: true,
        get: |contract| Setting::Flag(contract.pilot.audited),
        set: |contract, to| contract.pilot.audited = flag(to),
        repairs: |contract, hostile| {
            only(hostile == Side::Seller && screens(contract) && !contract.pilot.audited, Setting::Flag(true))
        },
    },
    Rule {
        key: "exit_ramp.fee",
        family: Family::Ramp,
        structural: false,
        get: |contract| Setting::Number(contract.exit_ramp.fee),
        set: |contract, to| contract.exit_ramp.fee = number(to),
        repairs: |contract, _| {
            let times = |share: f64| Setting::Number(contract.exit_ramp.fee * share);
            let fee = contract.exit_ramp.exists() && contract.exit_ramp.fee > 0.0;
            if fee { [0.5, 0.25, 0.1, 0.02].map(times).to_vec() } else { Vec::new() }
        },
    },
    Rule {
        key: "exit_ramp.misses",
        family: Family::Ramp,
        structural: false,
        get: |contract| Setting::Whole(contract.exit_ramp.misses),
        set: |contract, to| contract.exit_ramp.misses = whole(to),
        repairs: |contract, _| (1..contract.exit_ramp.misses).rev().take(3).map(Setting::Whole).collect(),
    },
    Rule {
        key: "exit_ramp.cure",
        family: Family::Ramp,
        structural: false,
        get: |contract| Setting::Whole(contract.exit_ramp.cure),
        set: |contract, to| contract.exit_ramp.cure = whole(to),
        repairs: |contract, _| only(contract.exit_ramp.exists() && contract.exit_ramp.cure > 0, Setting::Whole(0)),
    },
    Rule {
        key: "exit_ramp.break_fee.seller",
        family: Family::Ramp,
        structural: false,
        get: |contract| Setting::Number(contract.exit_ramp.break_fee.seller),
        set: |contract, to| contract.exit_ramp.break_fee.seller = number(to),
        repairs: |contract, hostile| dearer(hostile == Side::Seller, contract.exit_ramp.break_fee.seller),
    },
    Rule {
        key: "exit_ramp.break_fee.buyer",
        family: Family::Ramp,
        structural: false,
        get: |contract| Setting::Number(contract.exit_ramp.break_fee.buyer),
        set: |contract, to| contract.exit_ramp.break_fee.buyer = number(to),
        repairs: |contract, hostile| dearer(hostile == Side::Buyer, contract.exit_ramp.break_fee.buyer),
    },
    Rule {
        key: "pilot.upgrade_kpi",
        family: Family::Pilot,
        structural: false,
        get: |contract| Setting::Number(contract.pilot.upgrade_kpi.unwrap_or(0.0)),
        set: |contract, to| {
            if contract.pilot.upgrade_kpi.is_some() {
                contract.pilot.upgrade_kpi = Some(number(to));
            }
        },
        repairs: |contract, hostile| {
            let bar = contract.pilot.upgrade_kpi.filter(|_| screens(contract) && hostile == Side::Seller);
            bar.map_or_else(Vec::new, |bar| [0.05, 0.1, 0.2].map(|more| Setting::Number(bar + more)).to_vec())
        },
    },
    Rule {
        key: "governance.cadence",
        family: Family::Governance,
        structural: false,
        get: |contract| Setting::Whole(contract.governance.cadence),
        set: |contract, to| contract.governance.cadence = whole(to),
        repairs: |contract, _| {
            // Reviews bear on what is played through the ramp alone.
            let oftener = [4, 2, 1].into_iter().filter(|rounds| *rounds < contract.governance.cadence);
            if contract.exit_ramp.misses > 0 { oftener.map(Setting::Whole).collect() } else { Vec::new() }
        },
    },
];

/// Whether the pilot has a bar.
const fn screens(contract: &Contract) -> bool {
    contract.pilot.rounds > 0 && contract.pilot.upgrade_kpi.is_some()
}

/// Greater shares of the rest of the term.
fn dearer(applies: bool, now: f64) -> Vec<Setting> {
    let shares = [0.25, 0.5, 1.0].into_iter().filter(|share| *share > now);
    if applies { shares.map(Setting::Number).collect() } else { Vec::new() }
}
