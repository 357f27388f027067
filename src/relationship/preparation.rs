//! What a party works out before a session: its alternative, its least, its issues and its first ask; it does not know the talks.

use crate::bargaining::opponent_model::Memory;
use crate::bargaining::party::Party;
use crate::bargaining::recollection::Recollection;
use crate::bargaining::view::SessionView;
use crate::bargaining::worksheet::Worksheet;
use crate::base::numeric::{larger, smaller};
use crate::domain::outcome::OutcomeSpace;

/// Stakes up to this much count as none, money per round.
pub const TOLERANCE: f64 = 1e-9;

/// The preparation sheet of one party (Fisher, Ury and Patton 1991; Raiffa 1982), all values in money per round.
#[derive(Debug, Clone)]
pub struct Preparation {
    /// Its trust in the other.
    pub trust: f64,
    /// Its alternative and what agreeing costs on top.
    pub worksheet: Worksheet,
    /// Below this no agreement is better than one: the worksheet's result and whatever the occasion adds to it.
    pub reservation: f64,
    /// The least that it accepts this time: its reservation value, raised by what is left of a grudge.
    pub least: f64,
    /// What earlier sessions left.
    pub past: Past,
    /// What every outcome is worth in addition in this session; included in all values but those of [`IssueSheet`].
    pub shift: f64,
    /// Its first ask and what backs it.
    pub anchor: Anchor,
    /// One sheet per issue.
    pub issues: Vec<IssueSheet>,
}

/// What earlier sessions of the same two left with one side.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Past {
    /// What it gave beyond what it got: below 0 where it owes.
    pub owed: f64,
    /// By how much it asks for more on that account: below 0 where it gives back.
    pub claim: f64,
}

/// The anchor worksheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// Most that its hope may lie above its least, if it keeps to such a range.
    pub credible_range: Option<f64>,
    /// The public benchmark for the price, if there is one, money.
    pub evidence: Option<f64>,
    /// The most that it hopes for.
    pub ideal: f64,
    /// What it asks for first.
    pub opening: f64,
    /// How it chooses what it proposes.
    pub rationale: &'static str,
}

/// One line of the issue map.
#[derive(Debug, Clone, PartialEq)]
pub struct IssueSheet {
    /// How far the issue moves the party's own value: the best option's mean over the menu less the worst one's.
    pub stake: f64,
    /// The same for the other side, as it truly is.
    pub other_stake: f64,
    /// Share of all own stakes.
    pub priority: f64,
    /// Share of the other's stakes that the party believes the issue to have; none where it has no idea.
    pub believed: Option<f64>,
    /// For each option, whether the best package that holds it reaches the party's least.
    pub acceptable: Vec<bool>,
}

impl IssueSheet {
    /// Share of the options that the party can accept.
    pub fn flexibility(&self) -> f64 {
        self.acceptable.iter().filter(|acceptable| **acceptable).count() as f64 / self.acceptable.len() as f64
    }

    /// How much the issue truly moves the other per money of own stake; none where the party has nothing at stake.
    pub fn leverage(&self) -> Option<f64> {
        (self.stake > TOLERANCE).then(|| self.other_stake / self.stake)
    }

    /// The same as the party believes, in shares of each side's stakes, since beliefs need not be in money.
    pub fn believed_leverage(&self) -> Option<f64> {
        self.believed.filter(|_| self.stake > TOLERANCE).map(|share| share / self.priority)
    }
}

impl Preparation {
    /// What `party` works out before it meets `other`, given its sight of the table, the level that it asks for first
    /// and what it recalls.
    pub fn new(
        (view, opening): (&SessionView<'_>, f64),
        recollection: &Recollection,
        party: &Party<'_>,
        other: &Party<'_>,
        sheet: Worksheet,
    ) -> Self {
        Self {
            trust: party.trust,
            worksheet: sheet,
            reservation: party.position.reservation,
            least: party.position.reservation + (view.floor - party.position.floor()),
            past: Past { owed: recollection.owed, claim: view.claim },
            shift: view.shift,
            anchor: Anchor {
                credible_range: party.tactics.credible_range,
                evidence: view.benchmark.filter(|_| !view.prices.is_empty()),
                ideal: view.ideal + view.shift,
                opening: opening + view.shift,
                rationale: party.tactics.offering.rationale(),
            },
            issues: issues(view, &recollection.memory, party, other),
        }
    }
}

fn issues(view: &SessionView<'_>, memory: &Memory, party: &Party<'_>, other: &Party<'_>) -> Vec<IssueSheet> {
    let space = view.space;
    let own = by_option(space, view.preference.utilities());
    let others = stakes(&by_option(space, other.position.preference.utilities()));
    let believed = shares(&believed_stakes(view, memory, party));
    let own_stakes = stakes(&own);
    let priorities = shares(&own_stakes).unwrap_or_else(|| vec![0.0; own_stakes.len()]);
    let sheet = |place: usize| IssueSheet {
        stake: own_stakes[place],
        other_stake: others[place],
        priority: priorities[place],
        believed: believed.as_ref().map(|shares| shares[place]),
        acceptable: own[place].iter().map(|option| option.best >= view.floor).collect(),
    };
    (0..space.issues().len()).map(sheet).collect()
}

fn believed_stakes(view: &SessionView<'_>, memory: &Memory, party: &Party<'_>) -> Vec<f64> {
    let outcomes: Vec<u32> = (0..view.space.len() as u32).collect();
    let mut ratings = vec![0.0; outcomes.len()];
    party.tactics.opponent_model.rate(view, memory, &outcomes, &mut ratings);
    stakes(&by_option(view.space, &ratings))
}

/// What the outcomes that hold one option are worth.
#[derive(Debug, Clone, Copy)]
struct Held {
    mean: f64,
    best: f64,
}

/// Mean and best of `values` over the outcomes that hold each option of each issue.
fn by_option(space: &OutcomeSpace, values: &[f64]) -> Vec<Vec<Held>> {
    let nothing = Held { mean: 0.0, best: f64::NEG_INFINITY };
    let mut held: Vec<Vec<Held>> = space.issues().iter().map(|issue| vec![nothing; issue.options.len()]).collect();
    for (outcome, value) in (0..).zip(values) {
        for (options, &option) in held.iter_mut().zip(space.options(outcome)) {
            let option = &mut options[usize::from(option)];
            option.mean += value;
            option.best = larger(option.best, *value);
        }
    }
    for options in &mut held {
        let each = (values.len() / options.len()) as f64;
        for option in options {
            option.mean /= each;
        }
    }
    held
}

/// How far each issue moves the mean.
fn stakes(held: &[Vec<Held>]) -> Vec<f64> {
    let stake = |options: &Vec<Held>| {
        let means = || options.iter().map(|option| option.mean);
        means().fold(f64::NEG_INFINITY, larger) - means().fold(f64::INFINITY, smaller)
    };
    held.iter().map(stake).collect()
}

/// Each stake's share of all; none where nothing is at stake.
fn shares(stakes: &[f64]) -> Option<Vec<f64>> {
    let all: f64 = stakes.iter().sum();
    (all > TOLERANCE).then(|| stakes.iter().map(|stake| stake / all).collect())
}

#[cfg(test)]
mod tests {
    use super::{by_option, shares, stakes};
    use crate::domain::issue::Issue;
    use crate::domain::outcome::OutcomeSpace;

    #[test]
    fn additive_values_give_back_the_weight_of_every_issue() {
        let issue = |name: &str, count: u32| Issue::new(name, (0..count).map(|option| option.to_string())).unwrap();
        let space = OutcomeSpace::for_sessions(vec![issue("a", 3), issue("b", 2)]).unwrap();
        let values: Vec<f64> = (0..6_u32)
            .map(|outcome| {
                let options = space.options(outcome);
                -3.0 * f64::from(options[0]) + 2.0 * f64::from(options[1])
            })
            .collect();
        let held = by_option(&space, &values);
        assert_eq!(stakes(&held), [6.0, 2.0]);
        assert_eq!(shares(&stakes(&held)), Some(vec![0.75, 0.25]));
        assert_eq!(held[0].iter().map(|option| option.best).collect::<Vec<_>>(), [2.0, -1.0, -4.0]);
        assert_eq!(shares(&[0.0, 0.0]), None);
    }
}
