//! One negotiable point and its discrete options; it does not know what any option is worth.

use thiserror::Error;

/// A negotiable point, such as the price or the review cadence, with the options it can be settled at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Name as shown in logs.
    pub name: String,
    /// Label of each option, in the order in which outcomes number them.
    pub options: Vec<String>,
}

/// Why an issue is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IssueError {
    /// There is nothing to choose.
    #[error("issue `{0}` has no options")]
    NoOptions(String),
    /// Two options could not be told apart in a log.
    #[error("issue `{issue}` has the option `{option}` twice")]
    RepeatedOption {
        /// The issue.
        issue: String,
        /// The label that occurs more than once.
        option: String,
    },
    /// Options are numbered in 16 bits.
    #[error("issue `{issue}` has {count} options, more than {}", Issue::MOST_OPTIONS)]
    TooManyOptions {
        /// The issue.
        issue: String,
        /// How many options it has.
        count: usize,
    },
}

impl Issue {
    /// Most options that one issue can have.
    pub const MOST_OPTIONS: usize = 1 << 16;

    /// An issue with at least one option and no label twice.
    ///
    /// # Errors
    /// [`IssueError`] where there are no options, too many, or two with the same label.
    pub fn new(
        name: impl Into<String>,
        options: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<Self, IssueError> {
        let name = name.into();
        let options: Vec<String> = options.into_iter().map(Into::into).collect();
        let count = options.len();
        if options.is_empty() {
            return Err(IssueError::NoOptions(name));
        }
        if count > Self::MOST_OPTIONS {
            return Err(IssueError::TooManyOptions { issue: name, count });
        }
        match repeated(&options) {
            Some(option) => Err(IssueError::RepeatedOption { issue: name, option }),
            None => Ok(Self { name, options }),
        }
    }
}

fn repeated(options: &[String]) -> Option<String> {
    let mut sorted: Vec<&String> = options.iter().collect();
    sorted.sort_unstable();
    let pair = sorted.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(pair[0].clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_issues_without_a_choice_and_repeated_labels() {
        assert!(Issue::new("price", ["100", "101"]).is_ok());
        assert_eq!(Issue::new("price", [""; 0]), Err(IssueError::NoOptions("price".into())));
        assert!(matches!(
            Issue::new("price", ["100", "101", "100"]),
            Err(IssueError::RepeatedOption { option, .. }) if option == "100"
        ));
    }
}
