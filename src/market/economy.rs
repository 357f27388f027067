//! What a market is made of, as shared immutable data: rules, strategies and who is who; it holds no state of any replication.

use super::matching::MatchingRule;
use super::matching::network::Neighbours;
use super::settings::{Market, Roles};
use crate::base::random::{Counter, Draws, Key, Purpose};
use crate::base::side::{PerSide, Side};
use crate::execution::conduct::response::Response;
use crate::relationship::game::Keys;
use crate::relationship::matchup::{Matchup, Seat};
use crate::relationship::menu::Preferences;
use crate::relationship::rules::Rules;
use crate::strategy::assembly::Strategy;
use crate::trust::reputation::rules as reputation;

/// A market, ready to be played.
#[derive(Debug, Clone)]
pub struct Economy<'a> {
    /// The rules of every relationship.
    pub rules: &'a Rules,
    /// The line-up.
    pub strategies: &'a [Strategy],
    /// What each strategy thinks of the menu on each side.
    pub preferences: &'a [Preferences],
    /// Cheapest plans under the contract as given.
    pub given: PerSide<Response>,
    /// The market's own rules.
    pub market: &'a Market,
    /// How acts become known, if they do.
    pub reputation: Option<reputation::Rules>,
    /// Share of each strategy by side.
    pub shares: PerSide<Vec<f64>>,
    /// Probability that two partners go on needing each other after a round.
    pub continuation: f64,
    /// Edges of a network that was read from a file.
    pub edges: &'a [[u32; 2]],
    /// What each side holds going back to the market to be worth at first, money per round.
    pub alternative: PerSide<f64>,
    /// Whether parties draw luck in their own names; two alone can do without, as in a matchup.
    pub named: bool,
}

/// Keys of a market's streams.
#[derive(Debug, Clone, Copy)]
pub struct MarketKeys {
    /// Of relationships.
    pub pairs: Keys,
    /// Nature, for the index that all share.
    pub nature: Key,
    /// The index's start.
    pub kind: Key,
    /// Who meets whom.
    pub matching: Key,
    /// Who sees what.
    pub gossip: Key,
}

impl MarketKeys {
    /// The keys of `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            pairs: Keys::new(seed),
            nature: Key::new(seed, Purpose::Nature),
            kind: Key::new(seed, Purpose::Type),
            matching: Key::new(seed, Purpose::Matching),
            gossip: Key::new(seed, Purpose::Gossip),
        }
    }
}

impl<'a> Economy<'a> {
    /// Number of parties in one replication.
    pub const fn parties(&self) -> usize {
        self.market.parties as usize
    }

    /// Parties that sell: the first so many, the odd one among them; everyone where any two can meet.
    pub fn sellers(&self) -> usize {
        match self.market.roles {
            Roles::Fixed => self.parties().div_ceil(2),
            Roles::Either => self.parties(),
        }
    }

    /// Role of a party; where any two can meet, the one in whose name its alternatives are booked.
    pub fn side(&self, party: usize) -> Side {
        if party < self.sellers() { Side::Seller } else { Side::Buyer }
    }

    /// Groups that tables tell apart: strategies, by side where roles are fixed.
    pub fn kinds(&self) -> usize {
        match self.market.roles {
            Roles::Fixed => 2 * self.strategies.len(),
            Roles::Either => self.strategies.len(),
        }
    }

    /// Name in which a party draws its luck.
    pub fn name(&self, party: usize) -> u32 {
        if self.named { party as u32 + 1 } else { 0 }
    }

    /// Rounds that the market lasts.
    pub fn rounds(&self) -> u32 {
        self.rules.world.horizon.rounds.unwrap_or(1)
    }

    /// The network of a replication, if parties are on one.
    pub fn network(&self, key: Key, replication: u64) -> Option<Neighbours> {
        let MatchingRule::Network(network) = &self.market.matching else { return None };
        // Party numbers start at 1 and end with the last party's, so that the next one's luck is nobody's.
        let counter = Counter::of_round(self.market.parties + 1, 0);
        let sellers = (self.market.roles == Roles::Fixed).then(|| self.sellers() as u32);
        let mut draws = Draws::new(key, replication, counter);
        Some(network.build(self.market.parties, sellers, self.edges, &mut draws))
    }

    /// The matchup of two strategies, seller's first.
    pub fn matchup(&self, [seller, buyer]: [usize; 2]) -> Matchup<'a> {
        let seat = |place: usize, side: Side| Seat {
            strategy: &self.strategies[place],
            preferences: &self.preferences[place][side],
        };
        Matchup {
            rules: self.rules,
            seats: PerSide::new(seat(seller, Side::Seller), seat(buyer, Side::Buyer)),
            given: self.given,
        }
    }

    /// Strategy of every party in a replication, by quota on each side, in an order of the replication's own.
    pub fn cast(&self, draws: &mut Draws) -> Vec<u16> {
        let sellers = self.sellers();
        let mut cast = spread(&self.shares.seller, sellers);
        cast.extend(spread(&self.shares.buyer, self.parties() - sellers));
        for (start, end) in [(0, sellers), (sellers, self.parties())] {
            for place in start..end {
                let other = place + draws.below((end - place) as u32) as usize;
                cast.swap(place, other);
            }
        }
        cast
    }
}

/// So many places shared out by largest remainders, in the order of the line-up (Hamilton's method).
fn spread(shares: &[f64], places: usize) -> Vec<u16> {
    // A share that makes a whole number of places must not lose one to rounding.
    const ROUNDING: f64 = 1e-9;
    let exact: Vec<f64> = shares.iter().map(|share| share * places as f64).collect();
    let mut quota: Vec<usize> = exact.iter().map(|places| (places + ROUNDING) as usize).collect();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by(|a, b| (exact[*b] - quota[*b] as f64).total_cmp(&(exact[*a] - quota[*a] as f64)));
    let given: usize = quota.iter().sum();
    for place in by_remainder.into_iter().cycle().take(places.saturating_sub(given)) {
        quota[place] += 1;
    }
    let all = quota.into_iter().enumerate().flat_map(|(kind, count)| std::iter::repeat_n(kind as u16, count));
    all.take(places).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn quotas_add_up_and_whole_numbers_stay_whole() {
        assert_eq!(spread(&[19.0 / 20.0, 1.0 / 20.0], 20).iter().filter(|kind| **kind == 1).count(), 1);
        assert_eq!(spread(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 4), [0, 0, 1, 2]);
        assert_eq!(spread(&[0.0, 1.0], 3), [1, 1, 1]);
        assert_eq!(spread(&[0.45, 0.55], 1), [1]);
        for places in 0..50 {
            assert_eq!(spread(&[0.2, 0.5, 0.3], places).len(), places);
        }
    }
}
