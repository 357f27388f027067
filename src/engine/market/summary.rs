//! Streaming summary of a market: measures by group of parties, paths by round, paired differences; fed in order of replication.

use super::measure::{ALL, Group};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::market::economy::Economy;
use crate::market::history::{MarketHistory, Snapshot};
use crate::market::settings::Roles;
use crate::statistics::Moments;

/// A group of parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupKey {
    /// Strategy, as a place in the line-up; none for all parties together.
    pub strategy: Option<usize>,
    /// Side; none for both, or where any two can meet.
    pub side: Option<Side>,
    /// Its kinds of party.
    pub kinds: Vec<usize>,
}

/// What is told of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Share of parties under a served contract.
    Matched,
    /// Realised effort of those.
    Cooperation,
    /// Net flow of a party.
    Flow,
    /// Price of those under contract.
    Price,
    /// Score.
    Standing,
    /// Share of parties whose relationship was ended.
    Parted,
}

impl Path {
    /// All paths.
    pub const ALL: [Self; 6] =
        [Self::Matched, Self::Cooperation, Self::Flow, Self::Price, Self::Standing, Self::Parted];

    /// Reads it off the sums of a round.
    pub fn of(self, sums: &Snapshot) -> f64 {
        match self {
            Self::Matched => sums.served / sums.parties,
            Self::Cooperation => sums.effort / sums.served,
            Self::Flow => sums.flow / sums.parties,
            Self::Price => sums.price / sums.served,
            Self::Standing => sums.score / sums.scored,
            Self::Parted => sums.parted / sums.parties,
        }
    }
}

/// Summary of one group.
#[derive(Debug, Clone)]
pub struct GroupSummary {
    /// The group.
    pub key: GroupKey,
    /// Moments of every measure over replications, in the order of [`ALL`].
    pub measures: Vec<Moments>,
    /// Moments of discounted flows of a party by account.
    pub flows: Vec<Moments>,
    /// Moments of every path, `[path][round]`.
    pub paths: Vec<Vec<Moments>>,
}

/// Summary of a market.
#[derive(Debug, Clone)]
pub struct MarketSummary {
    /// All parties first, then by strategy, then by strategy and side.
    pub groups: Vec<GroupSummary>,
    /// Paired difference of the flow of a party in a round between each two strategies, one less the other.
    pub differences: Vec<([usize; 2], Moments)>,
    burn_in: usize,
}

/// The groups of a market: all parties, every strategy, every strategy on each side.
pub fn groups(economy: &Economy<'_>) -> Vec<GroupKey> {
    let count = economy.strategies.len();
    let fixed = economy.market.roles == Roles::Fixed;
    let all = GroupKey { strategy: None, side: None, kinds: (0..economy.kinds()).collect() };
    let both = (0..count).map(|place| GroupKey {
        strategy: Some(place),
        side: None,
        kinds: if fixed { vec![place, count + place] } else { vec![place] },
    });
    let sided = (0..if fixed { count } else { 0 }).flat_map(|place| {
        Side::ALL.map(|side| GroupKey {
            strategy: Some(place),
            side: Some(side),
            kinds: vec![place + side.index() * count],
        })
    });
    std::iter::once(all).chain(both).chain(sided).collect()
}

impl MarketSummary {
    /// An empty summary; rounds up to `burn_in` do not count for measures of a round.
    pub fn new(economy: &Economy<'_>, burn_in: u32) -> Self {
        let rounds = economy.rounds() as usize;
        let count = economy.strategies.len();
        let summary = |key| GroupSummary {
            key,
            measures: vec![Moments::default(); ALL.len()],
            flows: vec![Moments::default(); Account::COUNT],
            paths: vec![vec![Moments::default(); rounds]; Path::ALL.len()],
        };
        let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| [one, other]));
        Self {
            groups: groups(economy).into_iter().map(summary).collect(),
            differences: pairs.map(|pair| (pair, Moments::default())).collect(),
            burn_in: (burn_in as usize).min(rounds.saturating_sub(1)),
        }
    }

    /// Adds one replication; they must come in order.
    pub fn absorb(&mut self, history: &MarketHistory) {
        let groups: Vec<Group> =
            self.groups.iter().map(|group| Group::of(history, &group.key.kinds, self.burn_in)).collect();
        for (summary, group) in self.groups.iter_mut().zip(&groups) {
            summary.absorb(history, group);
        }
        for ([one, other], moments) in &mut self.differences {
            let flow = |place: usize| groups[1 + place].late.flow / groups[1 + place].late.parties;
            push(moments, flow(*one) - flow(*other));
        }
    }

    /// The group of all parties, of a strategy, or of a strategy on one side.
    pub fn group(&self, strategy: Option<usize>, side: Option<Side>) -> Option<&GroupSummary> {
        self.groups.iter().find(|group| group.key.strategy == strategy && group.key.side == side)
    }

    /// Paired difference of flows, first less second, with the sign that it is stored under.
    pub fn difference(&self, [one, other]: [usize; 2]) -> Option<(&Moments, f64)> {
        self.differences.iter().find_map(|(pair, moments)| match *pair {
            pair if pair == [one, other] => Some((moments, 1.0)),
            pair if pair == [other, one] => Some((moments, -1.0)),
            _ => None,
        })
    }
}

impl GroupSummary {
    fn absorb(&mut self, history: &MarketHistory, group: &Group) {
        for (moments, measure) in self.measures.iter_mut().zip(&ALL) {
            push(moments, (measure.of)(group));
        }
        for (moments, flow) in self.flows.iter_mut().zip(&group.whole.flows) {
            push(moments, flow / group.whole.parties);
        }
        let rounds = self.paths.first().map_or(0, Vec::len);
        for round in 0..rounds {
            let mut sums = Snapshot::default();
            for kind in &self.key.kinds {
                sums.join(&history.round(round)[*kind]);
            }
            for (path, place) in Path::ALL.into_iter().zip(&mut self.paths) {
                push(&mut place[round], path.of(&sums));
            }
        }
    }

    /// Moments of a measure by name.
    pub fn measure(&self, name: &str) -> Option<&Moments> {
        ALL.iter().position(|measure| measure.name == name).map(|place| &self.measures[place])
    }

    /// A path by round.
    pub fn path(&self, path: Path) -> &[Moments] {
        &self.paths[path as usize]
    }
}

/// Adds a value that there is.
fn push(moments: &mut Moments, value: f64) {
    if value.is_finite() {
        moments.push(value);
    }
}
