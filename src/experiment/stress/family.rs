//! Families of rules, one for each clause that can be exploited, and sets of them as typed; it does not know their rules.

use crate::source::nearest;
use std::str::FromStr;
use thiserror::Error;

/// A clause whose rules a hostile side may exploit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Service credits.
    Credits,
    /// Price band.
    Band,
    /// Bonus.
    Bonus,
    /// Term and renewal.
    Term,
    /// Exit ramp and break fees.
    Ramp,
    /// Pilot.
    Pilot,
    /// Reviews, owners and escalation.
    Governance,
    /// Volume commitment.
    Volume,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 8] =
        [Self::Credits, Self::Band, Self::Bonus, Self::Term, Self::Ramp, Self::Pilot, Self::Governance, Self::Volume];

    /// The family's name, as typed and in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Credits => "credits",
            Self::Band => "band",
            Self::Bonus => "bonus",
            Self::Term => "term",
            Self::Ramp => "ramp",
            Self::Pilot => "pilot",
            Self::Governance => "governance",
            Self::Volume => "volume",
        }
    }
}

/// A name that is no family.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there are no rules called `{name}`{}; known are {}", hint(near.as_deref()), all())]
pub struct FamilyError {
    /// What was typed.
    pub name: String,
    /// The nearest family.
    pub near: Option<String>,
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn all() -> String {
    Family::ALL.map(Family::name).join(", ")
}

impl FromStr for Family {
    type Err = FamilyError;

    fn from_str(text: &str) -> Result<Self, FamilyError> {
        let found = Family::ALL.into_iter().find(|family| family.name() == text);
        found.ok_or_else(|| FamilyError {
            name: text.to_owned(),
            near: nearest(text, Family::ALL.map(Family::name)).map(str::to_owned),
        })
    }
}

/// A set of families, written as names with commas between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Families(Vec<Family>);

impl Families {
    /// All of them.
    pub fn all() -> Self {
        Self(Family::ALL.to_vec())
    }

    /// Whether a family belongs to the set.
    pub fn contains(&self, family: Family) -> bool {
        self.0.contains(&family)
    }

    /// The families, in the order of [`Family::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Family> {
        self.0.iter().copied()
    }
}

impl FromIterator<Family> for Families {
    fn from_iter<I: IntoIterator<Item = Family>>(families: I) -> Self {
        let mut families: Vec<Family> = families.into_iter().collect();
        families.sort_unstable();
        families.dedup();
        Self(families)
    }
}

impl FromStr for Families {
    type Err = FamilyError;

    fn from_str(text: &str) -> Result<Self, FamilyError> {
        text.split(',').map(|name| name.trim().parse()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Families, Family};

    #[test]
    fn names_with_commas_are_a_set() {
        let set: Families = "band, credits,band".parse().unwrap();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Family::Credits, Family::Band]);
        let error = "credits,credit".parse::<Families>().unwrap_err();
        assert_eq!(error.near.as_deref(), Some("credits"));
    }
}
