//! The solution concepts: what each maximises over the frontier; none knows how the frontier was found.

use crate::base::catalogue::Row;
use crate::base::numeric::smaller;

/// A rule that picks from a bargaining problem what the parties should agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concept {
    /// The largest product of gains over disagreement (Nash 1950).
    Nash,
    /// The largest of the smaller shares of each party's ideal gain, ideals over rational outcomes (Kalai and
    /// Smorodinsky 1975, on a discrete frontier).
    KalaiSmorodinsky,
    /// The most equal shares of each party's ideal gain, ideals over all outcomes: what NegMAS calls `ks_points`.
    EqualShares,
    /// The largest of the smaller gain over disagreement (Kalai 1977).
    Egalitarian,
    /// The largest sum of utilities.
    Utilitarian,
    /// The largest sum of shares of each party's ideal gain, ideals over all outcomes: what NegMAS calls
    /// `max_relative_welfare_points`.
    RelativeUtilitarian,
}

/// All concepts, in the order in which they are shown; a concept's place is its number.
pub const CONCEPTS: [Concept; 6] = [
    Concept::Nash,
    Concept::KalaiSmorodinsky,
    Concept::EqualShares,
    Concept::Egalitarian,
    Concept::Utilitarian,
    Concept::RelativeUtilitarian,
];

/// The scales on which gains are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gains {
    pub(super) disagreement: [f64; 2],
    /// Best rational utility of each party.
    pub(super) ideal: [f64; 2],
    /// Best utility of each party.
    pub(super) best: [f64; 2],
}

impl Gains {
    fn over_disagreement(&self, utilities: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|party| utilities[party] - self.disagreement[party])
    }

    /// Gains as shares of what `top` would gain; nothing where that is nothing.
    fn shares(&self, utilities: [f64; 2], top: [f64; 2]) -> [f64; 2] {
        let gains = self.over_disagreement(utilities);
        let most = self.over_disagreement(top);
        [0, 1].map(|party| if most[party] > 0.0 { gains[party] / most[party] } else { 0.0 })
    }
}

impl Concept {
    /// Name, as tables and files give it, and what it means.
    pub const fn row(self) -> Row {
        let (name, summary) = match self {
            Self::Nash => ("nash", "largest product of gains over disagreement"),
            Self::KalaiSmorodinsky => {
                ("kalai_smorodinsky", "largest smaller share of the ideal gain, ideals over rational outcomes")
            }
            Self::EqualShares => ("equal_shares", "most equal shares of the ideal gain, ideals over all outcomes"),
            Self::Egalitarian => ("egalitarian", "largest smaller gain over disagreement"),
            Self::Utilitarian => ("utilitarian", "largest sum of utilities"),
            Self::RelativeUtilitarian => {
                ("relative_utilitarian", "largest sum of shares of the ideal gain, ideals over all outcomes")
            }
        };
        Row { name, summary }
    }

    /// Name, as tables and files give it.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What the concept maximises over the frontier.
    pub(super) fn objective(self, gains: &Gains, utilities: [f64; 2]) -> f64 {
        let [first, second] = match self {
            Self::Nash | Self::Egalitarian => gains.over_disagreement(utilities),
            Self::KalaiSmorodinsky => gains.shares(utilities, gains.ideal),
            Self::EqualShares | Self::RelativeUtilitarian => gains.shares(utilities, gains.best),
            Self::Utilitarian => utilities,
        };
        match self {
            Self::Nash => first * second,
            Self::KalaiSmorodinsky | Self::Egalitarian => smaller(first, second),
            Self::EqualShares => -(first - second).abs(),
            Self::Utilitarian | Self::RelativeUtilitarian => first + second,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concept_stands_at_its_number() {
        assert!(CONCEPTS.into_iter().enumerate().all(|(place, concept)| concept as usize == place));
    }
}
