//! What every outcome is worth to one party, ranked once and shared by many sessions; it does not know the other party.

use thiserror::Error;

use super::outcome::OutcomeSpace;

/// Utility of every outcome for one party, in money per round, with the outcomes ranked from best to worst.
///
/// A part of utility that is the same for all outcomes but moves between sessions, such as a cost
/// index, is kept out as a *shift*: compare with `level - shift` instead of building a new ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Preference {
    utilities: Vec<f64>,
    ranked: Vec<u32>,
    levels: Vec<f64>,
}

/// Why utilities cannot be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PreferenceError {
    /// There is no outcome to rank.
    #[error("a preference needs the utility of at least one outcome")]
    Empty,
    /// More outcomes than exact solutions enumerate.
    #[error("a preference over {0} outcomes is larger than an outcome space can be")]
    TooMany(usize),
    /// An infinite utility, or one that is not a number.
    #[error("the utility of outcome {0} is not a finite number")]
    NotFinite(usize),
    /// A table of option values that does not fit the issues.
    #[error("the option values do not match the issues of the outcome space")]
    WrongShape,
}

impl Preference {
    /// Ranks outcomes by the utility given for each, best first and equal ones by number.
    ///
    /// # Errors
    /// [`PreferenceError`] where the list is empty, too long, or holds an infinite value or none.
    pub fn new(mut utilities: Vec<f64>) -> Result<Self, PreferenceError> {
        let count = utilities.len();
        if utilities.is_empty() {
            return Err(PreferenceError::Empty);
        }
        if count > OutcomeSpace::MOST_EXACT {
            return Err(PreferenceError::TooMany(count));
        }
        if let Some(outcome) = utilities.iter().position(|utility| !utility.is_finite()) {
            return Err(PreferenceError::NotFinite(outcome));
        }
        // Adding zero turns a negative zero into a positive one, so that the two tie.
        for utility in &mut utilities {
            *utility += 0.0;
        }
        let mut ranked: Vec<u32> = (0..count as u32).collect();
        ranked.sort_by(|&a, &b| utilities[b as usize].total_cmp(&utilities[a as usize]));
        let levels = ranked.iter().map(|&outcome| utilities[outcome as usize]).collect();
        Ok(Self { utilities, ranked, levels })
    }

    /// Utility that is a sum over issues of the value of the chosen option.
    ///
    /// # Errors
    /// [`PreferenceError`] where the values do not match the issues or are not finite.
    pub fn additive(space: &OutcomeSpace, values: &[Vec<f64>]) -> Result<Self, PreferenceError> {
        let sizes = space.issues().iter().map(|issue| issue.options.len());
        if !sizes.eq(values.iter().map(Vec::len)) {
            return Err(PreferenceError::WrongShape);
        }
        let worth = |outcome: u32| -> f64 {
            let chosen = values.iter().zip(space.options(outcome));
            chosen.map(|(issue, &option)| issue[usize::from(option)]).sum()
        };
        Self::new((0..space.len() as u32).map(worth).collect())
    }

    /// Number of outcomes.
    pub const fn len(&self) -> usize {
        self.utilities.len()
    }

    /// Never true: a preference ranks at least one outcome.
    pub const fn is_empty(&self) -> bool {
        self.utilities.is_empty()
    }

    /// Utility of an outcome.
    pub fn utility(&self, outcome: u32) -> f64 {
        self.utilities[outcome as usize]
    }

    /// Utility of every outcome, by number.
    pub fn utilities(&self) -> &[f64] {
        &self.utilities
    }

    /// All outcomes, best first, equal ones by number.
    pub fn ranked(&self) -> &[u32] {
        &self.ranked
    }

    /// Number of outcomes worth at least `level`: they are the first of [`Self::ranked`].
    pub fn at_least(&self, level: f64) -> usize {
        self.levels.partition_point(|&utility| utility >= level)
    }

    /// The outcome worth least among those worth at least `level`, or the best one if none is.
    pub fn nearest_above(&self, level: f64) -> u32 {
        self.ranked[self.at_least(level).saturating_sub(1)]
    }

    /// The best outcome.
    pub fn best(&self) -> u32 {
        self.ranked[0]
    }

    /// Utility of the best outcome.
    pub fn best_utility(&self) -> f64 {
        self.levels[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::issue::Issue;

    #[test]
    fn ranks_best_first_and_equal_ones_by_number() {
        let preference = Preference::new(vec![1.0, 5.0, -0.0, 5.0, 0.0]).unwrap();
        assert_eq!(preference.ranked(), [1, 3, 0, 2, 4]);
        assert_eq!(preference.best(), 1);
        for (level, count) in [(6.0, 0), (5.0, 2), (1.5, 2), (1.0, 3), (0.0, 5), (-1.0, 5)] {
            assert_eq!(preference.at_least(level), count, "level {level}");
        }
        assert_eq!(preference.nearest_above(0.5), 0);
        assert_eq!(preference.nearest_above(9.0), 1);
    }

    #[test]
    fn adds_the_values_of_the_chosen_options() {
        let issues = [("a", 2), ("b", 3)]
            .map(|(name, count)| Issue::new(name, (0..count).map(|option: u32| option.to_string())).unwrap());
        let space = OutcomeSpace::for_sessions(issues.into()).unwrap();
        let values = [vec![0.0, 10.0], vec![1.0, 2.0, 3.0]];
        let preference = Preference::additive(&space, &values).unwrap();
        assert_eq!(preference.utilities(), [1.0, 2.0, 3.0, 11.0, 12.0, 13.0]);
        assert_eq!(Preference::additive(&space, &values[..1]), Err(PreferenceError::WrongShape));
    }

    #[test]
    fn refuses_what_has_no_rank() {
        assert_eq!(Preference::new(vec![]), Err(PreferenceError::Empty));
        assert_eq!(Preference::new(vec![0.0, f64::NAN]), Err(PreferenceError::NotFinite(1)));
    }
}
