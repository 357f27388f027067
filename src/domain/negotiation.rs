//! The negotiation domain as a stage: what an agreed package is worth to each side every round; it does not know how one is agreed.

use super::issue::{Issue, IssueError};
use super::option_range::OptionRange;
use super::outcome::{OutcomeError, OutcomeSpace};
use super::preference::{Preference, PreferenceError};
use crate::base::side::{PerSide, Side};
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

/// Issues and both sides' utilities; an agreed package pays its utility in every round until the term ends.
///
/// Utility is `base + sum over issues of weight * value of the option`, or an explicit table, or drawn per replication.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NegotiationDomain {
    /// What is negotiated.
    #[schemars(length(min = 1, max = 64))]
    pub issues: Vec<DomainIssue>,
    /// Worth of any agreement, whatever the package, per round.
    #[serde(default)]
    pub base: PerSide<f64>,
    /// Weight of each issue by side; 1 each if left out.
    #[serde(default)]
    pub weights: PerSide<Vec<f64>>,
    /// Utility of every package by side, the last issue fastest: for utilities that do not add up over issues.
    #[serde(default)]
    pub table: Option<PerSide<Vec<f64>>>,
    /// Option values that take turns: replication r has profile r modulo their number. They replace the issues' own.
    #[serde(default)]
    pub profiles: Vec<Profile>,
    /// What each side is worth it by luck of the replication, known to itself only.
    #[serde(default)]
    pub types: PrivateTypes,
}

/// One issue: labelled options with a value each, or a range of numbers with a slope.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DomainIssue {
    /// Name in tables.
    pub name: String,
    /// Labels of the options. Give either these or a range.
    #[serde(default)]
    pub options: Vec<String>,
    /// Evenly spaced numbers as options.
    #[serde(default)]
    pub range: Option<OptionRange>,
    /// Value of each option by side.
    #[serde(default)]
    pub values: PerSide<Vec<f64>>,
    /// Value of one unit of a range by side.
    #[serde(default)]
    pub slope: PerSide<f64>,
    /// Whether the range is the price that benchmarks, nibbles and sealed bids refer to.
    #[serde(default)]
    pub is_price: bool,
}

/// Option values of both sides, `[issue][option]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The seller's values.
    pub seller: Vec<Vec<f64>>,
    /// The buyer's values.
    pub buyer: Vec<Vec<f64>>,
}

/// Private types, drawn once per replication from distributions that both sides know.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrivateTypes {
    /// Added to the worth of any agreement.
    pub agreement: Drawn,
    /// The value of each option in place of the issues' own.
    pub options: Drawn,
    /// The weight of each issue in place of the domain's own, scaled so that they sum to 1.
    pub weights: Drawn,
}

/// Distribution of a private value by side; none where left out.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Drawn {
    /// The seller's.
    pub seller: Option<Uniform>,
    /// The buyer's.
    pub buyer: Option<Uniform>,
}

/// A uniform distribution.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uniform {
    /// Lower end.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub low: f64,
    /// Upper end.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub high: f64,
}

/// Why a domain cannot be negotiated. The key is below `stage.domain`.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{message}")]
pub struct DomainError {
    /// Key of what is wrong.
    pub key: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

impl PrivateTypes {
    /// Whether preferences differ between replications beyond the worth of an agreement.
    pub const fn preferences(&self) -> bool {
        !(self.options.is_none() && self.weights.is_none())
    }

    /// What contradicts itself in the distributions.
    ///
    /// # Errors
    /// [`DomainError`] at the distribution whose ends are the wrong way round, or whose weights can be 0 all at once.
    pub fn check(&self) -> Result<(), DomainError> {
        let families = [("agreement", &self.agreement), ("options", &self.options), ("weights", &self.weights)];
        for (family, side) in families.into_iter().flat_map(|family| Side::ALL.map(|side| (family, side))) {
            let (name, drawn) = family;
            let Some(Uniform { low, high }) = drawn.on(side) else { continue };
            let key = format!("types.{name}.{}", side.name());
            if low > high {
                return Err(DomainError {
                    key,
                    message: format!("low is {low} and high is {high}: low must not be above high"),
                });
            }
            if name == "weights" && low <= 0.0 {
                return Err(DomainError { key, message: format!("low is {low}: weights must be above 0") });
            }
        }
        Ok(())
    }
}

impl Drawn {
    /// The distribution on one side.
    pub const fn on(&self, side: Side) -> Option<Uniform> {
        match side {
            Side::Seller => self.seller,
            Side::Buyer => self.buyer,
        }
    }

    /// Whether nothing is drawn.
    pub const fn is_none(&self) -> bool {
        self.seller.is_none() && self.buyer.is_none()
    }
}

impl Uniform {
    /// The value at a uniform number in [0, 1].
    pub fn at(&self, uniform: f64) -> f64 {
        self.low + (self.high - self.low) * uniform
    }
}

impl DomainIssue {
    /// The numbers of a range.
    fn levels(&self) -> Option<Vec<f64>> {
        self.range.and_then(|range| range.levels().ok())
    }

    /// Labels of all options.
    fn labels(&self) -> Vec<String> {
        match self.levels() {
            Some(levels) => levels.iter().map(ToString::to_string).collect(),
            None => self.options.clone(),
        }
    }

    /// One side's value of each option.
    fn values(&self, side: Side) -> Vec<f64> {
        match self.levels() {
            Some(levels) if self.values[side].is_empty() => {
                levels.iter().map(|level| self.slope[side] * level).collect()
            }
            _ => self.values[side].clone(),
        }
    }
}

impl NegotiationDomain {
    /// All packages.
    ///
    /// # Errors
    /// [`DomainError`] at the issue that has no options, both kinds or a repeated one, or where there are too many packages.
    pub fn space(&self) -> Result<OutcomeSpace, DomainError> {
        OutcomeSpace::for_sessions(self.named_issues()?)
            .map_err(|error: OutcomeError| DomainError { key: "issues".to_owned(), message: error.to_string() })
    }

    /// The issues with their options by label.
    ///
    /// # Errors
    /// [`DomainError`] at the issue that has no options, both kinds or a repeated one.
    pub fn named_issues(&self) -> Result<Vec<Issue>, DomainError> {
        self.issues.iter().enumerate().map(|(place, issue)| Self::issue(place, issue)).collect()
    }

    fn issue(place: usize, issue: &DomainIssue) -> Result<Issue, DomainError> {
        let fault = |key: &str, message: String| DomainError { key: format!("issues[{place}]{key}"), message };
        let name = &issue.name;
        match (&issue.range, issue.options.is_empty()) {
            (Some(_), false) => {
                return Err(fault("", format!("issue `{name}` has both `options` and `range`: give one")));
            }
            (None, true) => return Err(fault("", format!("issue `{name}` has no options: give `options` or `range`"))),
            (Some(range), true) => {
                range.levels().map_err(|message| fault(".range", message))?;
            }
            (None, false) => {}
        }
        Issue::new(name.as_str(), issue.labels()).map_err(|error: IssueError| fault("", error.to_string()))
    }

    /// How many sets of option values take turns: at least one.
    pub fn profile_count(&self) -> usize {
        self.profiles.len().max(1)
    }

    /// One side's utility of every package under one profile, without what is drawn for the agreement.
    ///
    /// # Errors
    /// [`DomainError`] where values or weights are missing or too many, or no finite numbers.
    pub fn preference(&self, space: &OutcomeSpace, side: Side, profile: usize) -> Result<Preference, DomainError> {
        if let Some(table) = &self.table {
            return self.tabulated(space, side, &table[side]);
        }
        let values = self.values(side, profile);
        self.check(space, side, profile, &values)?;
        self.summed(space, side, &values, &self.weights[side])
    }

    /// One side's option values under one profile, `[issue][option]`.
    pub fn values(&self, side: Side, profile: usize) -> Vec<Vec<f64>> {
        match self.profiles.get(profile) {
            Some(profile) if side == Side::Seller => profile.seller.clone(),
            Some(profile) => profile.buyer.clone(),
            None => self.issues.iter().map(|issue| issue.values(side)).collect(),
        }
    }

    /// One side's utilities with these option values and weights in place of the domain's own; no weights count as 1 each.
    ///
    /// # Errors
    /// [`DomainError`] where a sum is no finite number.
    pub fn summed(
        &self,
        space: &OutcomeSpace,
        side: Side,
        values: &[Vec<f64>],
        weights: &[f64],
    ) -> Result<Preference, DomainError> {
        let worth = |outcome: u32| -> f64 {
            let chosen = values.iter().zip(space.options(outcome)).enumerate();
            let parts = chosen.map(|(place, (issue, option))| {
                let weight = weights.get(place).copied().unwrap_or(1.0);
                weight * issue[usize::from(*option)]
            });
            // From left to right, as published domains are summed; a base of 0 leaves the sum's bits alone.
            self.base[side] + parts.fold(0.0, |sum, part| sum + part)
        };
        Self::ranked((0..space.len() as u32).map(worth).collect())
    }

    fn tabulated(&self, space: &OutcomeSpace, side: Side, table: &[f64]) -> Result<Preference, DomainError> {
        if table.len() != space.len() {
            let message = format!(
                "the {}'s table has {} utilities for {} packages: give one for each",
                side.name(),
                table.len(),
                space.len()
            );
            return Err(DomainError { key: format!("table.{}", side.name()), message });
        }
        Self::ranked(table.iter().map(|utility| self.base[side] + utility).collect())
    }

    fn ranked(utilities: Vec<f64>) -> Result<Preference, DomainError> {
        Preference::new(utilities)
            .map_err(|error: PreferenceError| DomainError { key: "issues".to_owned(), message: error.to_string() })
    }

    fn check(&self, space: &OutcomeSpace, side: Side, profile: usize, values: &[Vec<f64>]) -> Result<(), DomainError> {
        let count = self.issues.len();
        let weights = self.weights[side].len();
        let who = side.name();
        if weights != 0 && weights != count {
            let message = format!("{weights} weights for {count} issues: give one for each, or none");
            return Err(DomainError { key: format!("weights.{who}"), message });
        }
        for (place, issue) in space.issues().iter().enumerate() {
            let (found, wanted) = (values.get(place).map_or(0, Vec::len), issue.options.len());
            if found != wanted {
                let key = if self.profiles.is_empty() {
                    format!("issues[{place}].values.{who}")
                } else {
                    format!("profiles[{profile}].{who}")
                };
                let message = format!(
                    "issue `{}` has {wanted} options and {found} values of the {who}: give one for each",
                    issue.name
                );
                return Err(DomainError { key, message });
            }
        }
        Ok(())
    }

    /// The price in each package; empty where price is not an issue.
    pub fn prices(&self, space: &OutcomeSpace) -> Vec<f64> {
        let priced = self.issues.iter().enumerate().find(|(_, issue)| issue.is_price);
        let Some((place, levels)) = priced.and_then(|(place, issue)| Some((place, issue.levels()?))) else {
            return Vec::new();
        };
        (0..space.len() as u32).map(|outcome| levels[usize::from(space.options(outcome)[place])]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(name: &str, values: [[f64; 2]; 2]) -> DomainIssue {
        DomainIssue {
            name: name.to_owned(),
            options: vec!["low".to_owned(), "high".to_owned()],
            range: None,
            values: PerSide::new(values[0].to_vec(), values[1].to_vec()),
            slope: PerSide::new(0.0, 0.0),
            is_price: false,
        }
    }

    fn domain(issues: Vec<DomainIssue>) -> NegotiationDomain {
        NegotiationDomain {
            issues,
            base: PerSide::new(1.0, 0.0),
            weights: PerSide::new(vec![2.0, 1.0], Vec::new()),
            table: None,
            profiles: Vec::new(),
            types: PrivateTypes::default(),
        }
    }

    #[test]
    fn utilities_are_weighted_sums_over_the_base() {
        let domain = domain(vec![issue("a", [[0.0, 1.0], [1.0, 0.0]]), issue("b", [[0.0, 3.0], [5.0, 0.0]])]);
        let space = domain.space().unwrap();
        let seller = domain.preference(&space, Side::Seller, 0).unwrap();
        let buyer = domain.preference(&space, Side::Buyer, 0).unwrap();
        assert_eq!(seller.utilities(), [1.0, 4.0, 3.0, 6.0]);
        assert_eq!(buyer.utilities(), [6.0, 1.0, 5.0, 0.0]);
    }

    #[test]
    fn mistakes_name_their_key() {
        let mut wrong = domain(vec![issue("a", [[0.0, 1.0], [1.0, 0.0]])]);
        let space = wrong.space().unwrap();
        let key = |domain: &NegotiationDomain| domain.preference(&space, Side::Seller, 0).unwrap_err().key;
        assert_eq!(key(&wrong), "weights.seller");
        wrong.weights = PerSide::new(Vec::new(), Vec::new());
        wrong.issues[0].values.seller.pop();
        assert_eq!(key(&wrong), "issues[0].values.seller");
        wrong.issues[0].options.clear();
        assert_eq!(wrong.space().unwrap_err().key, "issues[0]");
    }

    #[test]
    fn a_range_has_a_price_and_a_slope() {
        let mut priced = issue("price", [[0.0, 0.0], [0.0, 0.0]]);
        priced.options.clear();
        priced.values = PerSide::new(Vec::new(), Vec::new());
        priced.range = Some(OptionRange { from: 0.0, to: 1.0, step: 0.25 });
        priced.slope = PerSide::new(1.0, -1.0);
        priced.is_price = true;
        let mut domain = domain(vec![priced]);
        domain.weights.seller.clear();
        let space = domain.space().unwrap();
        assert_eq!(domain.prices(&space), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(domain.preference(&space, Side::Buyer, 0).unwrap().best(), 0);
    }
}
