//! Packages that differ from another in one issue, and how far packages lie apart; it does not know what they are worth.

use crate::domain::outcome::OutcomeSpace;

/// One issue of a package settled otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Place of the issue.
    pub issue: usize,
    /// The package that the change leads to.
    pub outcome: u32,
}

/// All packages that differ from `base` in exactly one issue, the last issue first.
pub fn changes(space: &OutcomeSpace, base: u32) -> impl Iterator<Item = Change> {
    let chosen = space.options(base);
    let mut stride = 1;
    let issues = space.issues().iter().zip(chosen).enumerate().rev();
    issues.flat_map(move |(place, (issue, &option))| {
        let (step, count) = (stride, issue.options.len() as u32);
        stride *= count;
        let first = base - u32::from(option) * step;
        let others = (0..count).filter(move |&other| other != u32::from(option));
        others.map(move |other| Change { issue: place, outcome: first + other * step })
    })
}

/// Sum over issues of the steps between the options of two packages, as shares of the issue's most: from 0 to the
/// number of issues.
pub fn distance(space: &OutcomeSpace, one: u32, another: u32) -> f64 {
    let pairs = space.options(one).iter().zip(space.options(another));
    let steps = |(issue, (&one, &another)): (&crate::domain::issue::Issue, (&u16, &u16))| {
        let most = issue.options.len() - 1;
        if most == 0 { 0.0 } else { f64::from(one.abs_diff(another)) / most as f64 }
    };
    space.issues().iter().zip(pairs).map(steps).sum()
}

/// Places of the issues in which two packages differ.
pub fn differing(space: &OutcomeSpace, one: u32, another: u32) -> impl Iterator<Item = usize> {
    let pairs = space.options(one).iter().zip(space.options(another)).enumerate();
    pairs.filter(|(_, (one, another))| one != another).map(|(place, _)| place)
}

/// `price from 100 to 102`: how an issue changes between two packages, in its own words.
pub fn describe(space: &OutcomeSpace, issue: usize, from: u32, to: u32) -> String {
    let [from, to] = [from, to].map(|outcome| usize::from(space.options(outcome)[issue]));
    let issue = &space.issues()[issue];
    format!("{} from {} to {}", issue.name, issue.options[from], issue.options[to])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::issue::Issue;

    fn space() -> OutcomeSpace {
        let issue = |name: &str, count: u32| Issue::new(name, (0..count).map(|option| option.to_string())).unwrap();
        OutcomeSpace::for_sessions(vec![issue("a", 2), issue("b", 3), issue("c", 5), issue("d", 1)]).unwrap()
    }

    #[test]
    fn changes_differ_in_their_issue_and_in_no_other() {
        let space = space();
        for base in 0..space.len() as u32 {
            let changes: Vec<Change> = changes(&space, base).collect();
            assert_eq!(changes.len(), 1 + 2 + 4);
            for change in changes {
                assert_eq!(differing(&space, base, change.outcome).collect::<Vec<_>>(), [change.issue]);
            }
        }
    }

    #[test]
    fn distance_counts_steps_as_shares_of_each_issue() {
        let space = space();
        let [one, another] = [[0, 0, 1, 0], [1, 1, 4, 0]].map(|options| space.outcome(&options).unwrap());
        assert!((distance(&space, one, another) - (1.0 + 0.5 + 0.75)).abs() < 1e-15);
        assert_eq!(describe(&space, 2, one, another), "c from 1 to 4");
    }
}
