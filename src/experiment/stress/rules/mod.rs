//! The table of rules that a hostile side may exploit: parameters of clauses, each with its repairs; it does not know what they are worth.
//!
//! Adding a rule is one row in the table of its clause.

mod band;
mod credits;
mod end;

use crate::base::side::Side;
use crate::domain::contract::Contract;
use crate::experiment::stress::family::{Families, Family};
use std::fmt;

/// What a parameter may be set to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(u32),
    /// A word.
    Word(&'static str),
    /// Yes or no.
    Flag(bool),
}

/// As a contract file has it.
impl fmt::Display for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{:?}", (number * 1e6).round() / 1e6),
            Self::Whole(number) => write!(out, "{number}"),
            Self::Word(word) => write!(out, "{word:?}"),
            Self::Flag(flag) => write!(out, "{flag}"),
        }
    }
}

/// A parameter of a clause, and how it could be repaired.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its key below `contract`.
    pub key: &'static str,
    /// The clause's family.
    pub family: Family,
    /// Whether a repair changes how the clause works, rather than how much of something it asks for.
    pub structural: bool,
    /// What a contract says now.
    pub get: fn(&Contract) -> Setting,
    /// Makes a contract say something else.
    pub set: fn(&mut Contract, Setting),
    /// Repairs against a hostile side, from the least change to the greatest; none where the clause is not in force.
    pub repairs: fn(&Contract, Side) -> Vec<Setting>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// One rule repaired.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// The rule.
    pub rule: Rule,
    /// What it then says.
    pub to: Setting,
}

impl Repair {
    /// The contract with this repair.
    pub fn applied(&self, contract: &Contract) -> Contract {
        let mut repaired = *contract;
        (self.rule.set)(&mut repaired, self.to);
        repaired
    }
}

/// Every rule; those that change how a clause works come first.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let rules = || [credits::RULES, band::RULES, end::RULES].into_iter().flatten();
    rules().filter(|rule| rule.structural).chain(rules().filter(|rule| !rule.structural))
}

/// Repairs of a contract against a hostile side, rule by rule, that leave a valid contract.
pub fn repairs(contract: &Contract, hostile: Side, families: &Families) -> Vec<(Rule, Vec<Repair>)> {
    let open = all().filter(|rule| families.contains(rule.family));
    let valid = |repair: &Repair| repair.applied(contract).validate().is_ok();
    open.map(|rule| {
        let settings = (rule.repairs)(contract, hostile).into_iter();
        (*rule, settings.map(|to| Repair { rule: *rule, to }).filter(valid).collect())
    })
    .filter(|(_, repairs): &(Rule, Vec<Repair>)| !repairs.is_empty())
    .collect()
}

/// A set of repairs in words.
pub fn said(repairs: &[Repair]) -> String {
    let one = |repair: &Repair| format!("{} = {}", repair.rule.key, repair.to);
    if repairs.is_empty() { "as it is".to_owned() } else { repairs.iter().map(one).collect::<Vec<_>>().join(", ") }
}

/// A setting as a number.
const fn number(setting: Setting) -> f64 {
    match setting {
        Setting::Number(number) => number,
        Setting::Whole(number) => number as f64,
        Setting::Word(_) | Setting::Flag(_) => f64::NAN,
    }
}

/// A setting as a whole number.
const fn whole(setting: Setting) -> u32 {
    match setting {
        Setting::Whole(number) => number,
        Setting::Number(number) => number as u32,
        Setting::Word(_) | Setting::Flag(_) => 0,
    }
}

/// Whether a setting says yes.
const fn flag(setting: Setting) -> bool {
    matches!(setting, Setting::Flag(true))
}

#[cfg(test)]
mod tests {
    use super::{Setting, all, repairs};
    use crate::base::side::Side;
    use crate::domain::contract::{Contract, levers};
    use crate::experiment::stress::family::Families;

    #[test]
    fn every_rule_says_what_it_was_made_to_say_and_moves_nothing_else() {
        for rule in all() {
            let mut contract = Contract::default();
            let before = (rule.get)(&contract);
            (rule.set)(&mut contract, before);
            assert_eq!(contract, Contract::default(), "{}", rule.key);
        }
    }

    #[test]
    fn numbers_are_terms_that_can_be_negotiated() {
        for rule in all() {
            let Setting::Number(_) = (rule.get)(&Contract::default()) else { continue };
            assert!(levers().any(|lever| lever.key == rule.key), "{}", rule.key);
        }
    }

    #[test]
    fn a_clause_that_is_not_in_force_is_not_repaired() {
        for hostile in Side::ALL {
            let found = repairs(&Contract::default(), hostile, &Families::all());
            let keys: Vec<&str> = found.iter().map(|(rule, _)| rule.key).collect();
            assert!(keys.iter().all(|key| key.starts_with("exit_ramp.break_fee")), "{keys:?}");
        }
    }
}
