//! Where pairs sit: blocks of lanes, one set per matchup of strategies; it does not know who should meet whom.

use super::economy::{Economy, MarketKeys};
use crate::relationship::encounter::{Calendar, Meeting};
use crate::relationship::game::Game;
use crate::relationship::matchup::Matchup;

/// The blocks of one matchup.
#[derive(Debug)]
pub(super) struct Cohort<'a, const W: usize> {
    matchup: Matchup<'a>,
    /// The blocks.
    pub games: Vec<Game<'a, W>>,
    /// The two parties in each lane, block after block.
    pub pairs: Vec<[u32; 2]>,
    /// Lanes in use by block.
    pub used: Vec<usize>,
    /// Free lanes, the first to be used at the end.
    free: Vec<usize>,
}

/// All pairs of the replications that are played together.
#[derive(Debug)]
pub(super) struct Floor<'a, const W: usize> {
    /// One cohort per matchup, seller's strategy first.
    pub cohorts: Vec<Cohort<'a, W>>,
    keys: MarketKeys,
    strategies: usize,
}

impl<'a, const W: usize> Floor<'a, W> {
    /// An empty floor.
    pub fn new(economy: &Economy<'a>, keys: MarketKeys) -> Self {
        let strategies = economy.strategies.len();
        let all = (0..strategies).flat_map(|seller| (0..strategies).map(move |buyer| [seller, buyer]));
        let cohorts = all.map(|kinds| Cohort {
            matchup: economy.matchup(kinds),
            games: Vec::new(),
            pairs: Vec::new(),
            used: Vec::new(),
            free: Vec::new(),
        });
        Self { cohorts: cohorts.collect(), keys, strategies }
    }

    /// Seats two parties of these strategies; returns the cohort and the lane, counted through its blocks.
    pub fn seat(&mut self, kinds: [u16; 2], parties: [u32; 2], meeting: &Meeting<'_>) -> (usize, usize) {
        let place = usize::from(kinds[0]) * self.strategies + usize::from(kinds[1]);
        let cohort = &mut self.cohorts[place];
        let lane = cohort.free.pop().unwrap_or_else(|| cohort.grow(self.keys));
        cohort.pairs[lane] = parties;
        cohort.used[lane / W] += 1;
        cohort.games[lane / W].meet(lane % W, meeting);
        (place, lane)
    }

    /// Plays a round of every block that holds a pair.
    pub fn play(&mut self, calendar: &Calendar<'_>) {
        for cohort in &mut self.cohorts {
            for (game, used) in cohort.games.iter_mut().zip(&cohort.used) {
                if *used > 0 {
                    game.deal_round(calendar);
                    game.play_round();
                }
            }
        }
    }
}

impl<const W: usize> Cohort<'_, W> {
    /// One more block; returns its first lane.
    fn grow(&mut self, keys: MarketKeys) -> usize {
        let first = self.pairs.len();
        let continuation = self.matchup.rules.world.horizon.continuation;
        self.games.push(Game::new(self.matchup, keys.pairs, continuation));
        self.pairs.resize(first + W, [0; 2]);
        self.used.push(0);
        self.free.extend((first + 1..first + W).rev());
        first
    }

    /// Frees a lane; a block that is empty is made ready at once, which is cheaper than lane by lane.
    pub fn vacate(&mut self, lane: usize) {
        let block = lane / W;
        self.used[block] -= 1;
        self.free.push(lane);
        if self.used[block] == 0 {
            self.games[block].refresh();
        }
    }
}
