//! The numbering of complete packages over the issues; it does not know what any of them is worth.

use thiserror::Error;

use super::issue::Issue;

/// All packages that can be agreed: one option for each issue, numbered row by row with the last issue fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeSpace {
    issues: Vec<Issue>,
    options: Vec<u16>,
    fields: Fields,
    count: usize,
}

/// The options of each outcome side by side in one word, so that outcomes are compared at once.
///
/// A field of n bits holds up to 2^n options, so a million outcomes take at most 40 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fields {
    words: Vec<u64>,
    /// The highest bit of every field.
    high: u64,
    /// All other bits of every field.
    low: u64,
}

/// Why a set of issues cannot be numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OutcomeError {
    /// There is nothing to agree on.
    #[error("an outcome space needs at least one issue, and every issue an option")]
    Empty,
    /// More packages than the use at hand can handle.
    #[error("the issues span more than {most} packages; use fewer or coarser options")]
    TooMany {
        /// The largest number allowed.
        most: usize,
    },
}

impl OutcomeSpace {
    /// Most outcomes of a space that sessions bargain over.
    pub const MOST_IN_SESSION: usize = 65_536;
    /// Most outcomes of a space that exact solutions enumerate.
    pub const MOST_EXACT: usize = 1_000_000;

    /// A space that sessions can bargain over.
    ///
    /// # Errors
    /// [`OutcomeError`] without issues or options, or with more than [`Self::MOST_IN_SESSION`] outcomes.
    pub fn for_sessions(issues: Vec<Issue>) -> Result<Self, OutcomeError> {
        Self::up_to(Self::MOST_IN_SESSION, issues)
    }

    /// A space for exact solutions, which may be larger than what sessions take.
    ///
    /// # Errors
    /// [`OutcomeError`] without issues or options, or with more than [`Self::MOST_EXACT`] outcomes.
    pub fn exact(issues: Vec<Issue>) -> Result<Self, OutcomeError> {
        Self::up_to(Self::MOST_EXACT, issues)
    }

    fn up_to(most: usize, issues: Vec<Issue>) -> Result<Self, OutcomeError> {
        if issues.is_empty() || issues.iter().any(|issue| issue.options.is_empty()) {
            return Err(OutcomeError::Empty);
        }
        let count = issues
            .iter()
            .try_fold(1_usize, |count, issue| count.checked_mul(issue.options.len()))
            .filter(|&count| count <= most)
            .ok_or(OutcomeError::TooMany { most })?;
        let options = numbered(&issues, count);
        let fields = Fields::new(&issues, &options);
        Ok(Self { issues, options, fields, count })
    }

    /// The issues, slowest first.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Number of outcomes.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Never true: there is at least one outcome.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The option of each issue in an outcome.
    pub fn options(&self, outcome: u32) -> &[u16] {
        let width = self.issues.len();
        let start = outcome as usize * width;
        &self.options[start..start + width]
    }

    /// The outcome that picks the given option of each issue; `None` where an option or the number of issues is wrong.
    pub fn outcome(&self, options: &[u16]) -> Option<u32> {
        if options.len() != self.issues.len() {
            return None;
        }
        self.issues.iter().zip(options).try_fold(0_u32, |outcome, (issue, &option)| {
            let count = issue.options.len();
            (usize::from(option) < count).then(|| outcome * count as u32 + u32::from(option))
        })
    }

    /// In how many issues two outcomes differ (Hamming distance).
    pub fn distance(&self, one: u32, another: u32) -> u32 {
        self.fields.distance(one, another)
    }

    /// `issue: option` of every issue, for logs.
    pub fn describe(&self, outcome: u32) -> String {
        let labels = self.issues.iter().zip(self.options(outcome));
        let parts: Vec<String> =
            labels.map(|(issue, &option)| format!("{}: {}", issue.name, issue.options[usize::from(option)])).collect();
        parts.join(", ")
    }
}

impl Fields {
    fn new(issues: &[Issue], options: &[u16]) -> Self {
        let bits = |issue: &Issue| usize::BITS - (issue.options.len() - 1).leading_zeros();
        let widths: Vec<u32> = issues.iter().map(bits).collect();
        let pack = |row: &[u16]| {
            let fields = widths.iter().zip(row);
            fields.fold(0, |word, (width, &option)| (word << width) | u64::from(option))
        };
        let words = options.chunks_exact(issues.len()).map(pack).collect();
        let high = widths.iter().fold(0, |mask, &width| (mask << width) | ((1 << width) >> 1));
        let used = widths.iter().sum::<u32>();
        Self { words, high, low: ((1 << used) - 1) & !high }
    }

    /// Counts the fields that differ: adding `low` carries into the highest bit of a field exactly
    /// where a lower bit is set (Warren 2012, Hacker's Delight, section 6-1).
    fn distance(&self, one: u32, another: u32) -> u32 {
        let differing = self.words[one as usize] ^ self.words[another as usize];
        let carried = (differing & self.low) + self.low;
        ((carried | differing) & self.high).count_ones()
    }
}

fn numbered(issues: &[Issue], count: usize) -> Vec<u16> {
    let mut table = Vec::with_capacity(count * issues.len());
    let mut current = vec![0_u16; issues.len()];
    for _ in 0..count {
        table.extend_from_slice(&current);
        for (option, issue) in current.iter_mut().zip(issues).rev() {
            if usize::from(*option) + 1 < issue.options.len() {
                *option += 1;
                break;
            }
            *option = 0;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(name: &str, count: usize) -> Issue {
        Issue::new(name, (0..count).map(|option| option.to_string())).unwrap()
    }

    #[test]
    fn numbers_row_by_row_with_the_last_issue_fastest() {
        let space = OutcomeSpace::for_sessions(vec![issue("a", 2), issue("b", 3), issue("c", 4)]).unwrap();
        assert_eq!(space.len(), 24);
        assert_eq!(space.options(0), [0, 0, 0]);
        assert_eq!(space.options(1), [0, 0, 1]);
        assert_eq!(space.options(23), [1, 2, 3]);
        for outcome in 0..24 {
            assert_eq!(space.outcome(space.options(outcome)), Some(outcome));
        }
        assert_eq!(space.outcome(&[0, 3, 0]), None);
        assert_eq!(space.outcome(&[0, 0]), None);
        assert_eq!(space.distance(0, 23), 3);
        assert_eq!(space.describe(5), "a: 0, b: 1, c: 1");
    }

    #[test]
    fn distance_counts_the_issues_that_differ() {
        let sizes = [3, 1, 2, 5, 8, 2];
        let issues = sizes.map(|count| issue("same", count)).into();
        let space = OutcomeSpace::for_sessions(issues).unwrap();
        for (one, another) in (0..480).flat_map(|one| (0..480).step_by(7).map(move |another| (one, another))) {
            let pairs = space.options(one).iter().zip(space.options(another));
            let differing = pairs.filter(|(a, b)| a != b).count();
            assert_eq!(space.distance(one, another) as usize, differing, "{one} {another}");
        }
    }

    #[test]
    fn refuses_what_is_too_large_for_its_use() {
        let issues = || vec![issue("a", 300), issue("b", 300)];
        assert_eq!(OutcomeSpace::for_sessions(issues()), Err(OutcomeError::TooMany { most: 65_536 }));
        assert_eq!(OutcomeSpace::exact(issues()).unwrap().len(), 90_000);
        assert_eq!(OutcomeSpace::for_sessions(vec![]), Err(OutcomeError::Empty));
        assert_eq!(OutcomeSpace::for_sessions(vec![issue("a", 65_536)]).unwrap().len(), 65_536);
    }
}
