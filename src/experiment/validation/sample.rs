//! Simulates a theory scenario with some keys set and hands out its histories; it does not know what they are compared with.

use super::ValidationError;
use crate::base::chacha::block;
use crate::base::numeric::unit;
use crate::base::random::{Counter, Key, Purpose, Slot};
use crate::engine::batch::listed;
use crate::engine::market::{self, MarketPlan};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::{Cell, Keep, Plan};
use crate::market::history::MarketHistory;
use crate::relationship::history::History;
use crate::relationship::profile::Profile;
use crate::scenario::read::read;
use crate::scenario::resolve::{Design, resolve};
use crate::statistics::Moments;

/// Replications of a list that are kept at once.
const LISTED: usize = 2_048;

/// A design point of a theory scenario.
pub struct Sample {
    design: Design,
    seed: u64,
}

impl Sample {
    /// The scenario `theory/<name>` with these keys set.
    ///
    /// # Errors
    /// If the values are outside what the scenario allows.
    pub fn new(name: &str, set: &[String], seed: u64) -> Result<Self, ValidationError> {
        let scenario = read(&format!("theory/{name}"), set)?;
        Ok(Self { design: resolve(&scenario)?, seed })
    }

    /// Every history of one matchup, in order of replication.
    ///
    /// # Errors
    /// If stopped.
    pub fn each(
        &self,
        seller: usize,
        buyer: usize,
        replications: u64,
        mut take: impl FnMut(&History),
    ) -> Result<(), ValidationError> {
        let mut plan = Plan::round_robin(&self.design, replications, self.seed);
        plan.cells = vec![Cell { seller, buyer }];
        parallel::run(&plan, Watch::NONE, |batch| {
            batch.cells.iter().for_each(|cell| cell.histories.iter().for_each(&mut take));
        })?;
        Ok(())
    }

    /// Moments of what `read` reads off every history of one matchup.
    ///
    /// # Errors
    /// If stopped.
    pub fn moments(
        &self,
        seller: usize,
        buyer: usize,
        replications: u64,
        read: impl Fn(&History) -> f64,
    ) -> Result<Moments, ValidationError> {
        let mut moments = Moments::default();
        self.each(seller, buyer, replications, |history| moments.push(read(history)))?;
        Ok(moments)
    }

    /// Rounds that do not count for long-run averages.
    pub const fn burn_in(&self) -> usize {
        self.design.rules.burn_in as usize
    }

    /// Values of the seller by shadow of the future, batch by batch: `take` gets one profile per matchup, under common luck.
    ///
    /// # Errors
    /// If stopped.
    pub fn profiles(
        &self,
        matchups: &[[usize; 2]],
        grid: &[f64],
        replications: u64,
        mut take: impl FnMut(&[Profile]),
    ) -> Result<(), ValidationError> {
        let mut plan = Plan::round_robin(&self.design, replications, self.seed);
        plan.cells = matchups.iter().map(|[seller, buyer]| Cell { seller: *seller, buyer: *buyer }).collect();
        plan.keep = Keep { path_rounds: 0, profile: grid.to_vec() };
        parallel::run(&plan, Watch::NONE, |batch| {
            let profiles: Vec<Profile> = batch.cells.into_iter().filter_map(|cell| cell.profile).collect();
            take(&profiles);
        })?;
        Ok(())
    }

    /// Every replication of the scenario's market, in order.
    ///
    /// # Errors
    /// If stopped.
    pub fn markets(&self, replications: u64, take: impl FnMut(&MarketHistory)) -> Result<(), ValidationError> {
        if let Some(economy) = self.design.economy() {
            let plan = MarketPlan { economy, replications, seed: self.seed };
            market::run(&plan, Watch::NONE, take)?;
        }
        Ok(())
    }

    /// Moments of the difference that `read` shows between two matchups under common luck, history by history.
    ///
    /// # Errors
    /// If stopped.
    pub fn difference(
        &self,
        matchups: [[usize; 2]; 2],
        replications: u64,
        read: impl Fn(&History) -> f64,
    ) -> Result<Moments, ValidationError> {
        let mut moments = Moments::default();
        let plan = self.plan(matchups, replications);
        parallel::run(&plan, Watch::NONE, |batch| {
            if let [one, other] = &batch.cells[..] {
                let pairs = one.histories.iter().zip(&other.histories);
                pairs.for_each(|(one, other)| moments.push(read(one) - read(other)));
            }
        })?;
        Ok(moments)
    }

    /// Hands out pairs of histories of two matchups for these replications only, in the order of the list.
    pub fn pairs(&self, matchups: [[usize; 2]; 2], replications: &[u64], mut take: impl FnMut(&History, &History)) {
        let plan = self.plan(matchups, 0);
        let [one, other] = matchups.map(|[seller, buyer]| Cell { seller, buyer });
        for some in replications.chunks(LISTED) {
            let pairs = [one, other].map(|cell| listed(&plan, cell, some));
            pairs[0].iter().zip(&pairs[1]).for_each(|(one, other)| take(one, other));
        }
    }

    /// The first replications in which a word of nature's luck in some round lies below, or not below, a probability.
    ///
    /// Luck is no conduct's doing, so these are a stratum whose share of all replications is known beforehand.
    pub fn stratum(&self, slot: Slot, round: u32, probability: f64, below: bool, count: u64) -> Vec<u64> {
        if below && probability >= 1.0 {
            return (0..count).collect();
        }
        let key = Key::new(self.seed, Purpose::Nature);
        let counter = Counter::of_round(0, round).packed();
        let draw = |replication: u64| unit(block(&key, replication, counter)[slot.index()]);
        let share = if below { probability } else { 1.0 - probability };
        // More than enough to find as many, unless there are none.
        let tried = (2.0 * count as f64 / (share + 1e-6)) as u64 + 1_000;
        (0..tried).filter(|replication| (draw(*replication) < probability) == below).take(count as usize).collect()
    }

    fn plan(&self, matchups: [[usize; 2]; 2], replications: u64) -> Plan<'_> {
        let mut plan = Plan::round_robin(&self.design, replications, self.seed);
        plan.cells = matchups.map(|[seller, buyer]| Cell { seller, buyer }).to_vec();
        plan
    }

    /// What `read` reads off every history of one matchup, for paired differences.
    ///
    /// # Errors
    /// If stopped.
    pub fn values(
        &self,
        seller: usize,
        buyer: usize,
        replications: u64,
        read: impl Fn(&History) -> f64,
    ) -> Result<Vec<f64>, ValidationError> {
        let mut values = Vec::with_capacity(replications as usize);
        self.each(seller, buyer, replications, |history| values.push(read(history)))?;
        Ok(values)
    }
}

/// Value of the buyer.
pub fn buyer_value(history: &History) -> f64 {
    history.party[1].value
}

/// Value of the seller.
pub fn value(history: &History) -> f64 {
    history.party[0].value
}

/// Seller's payoff per round after the burn-in.
pub fn per_round(history: &History) -> f64 {
    history.party[0].settled_flow / history.settled
}

/// Overrides for a symmetric matrix stage.
pub fn payoffs([t, r, p, s]: [f64; 4]) -> Vec<String> {
    let keys = ["temptation", "reward", "punishment", "sucker"];
    keys.iter().zip([t, r, p, s]).map(|(key, value)| set(&format!("stage.matrix.symmetric.{key}"), value)).collect()
}

/// One override.
pub fn set(key: &str, value: f64) -> String {
    format!("{key}={value:?}")
}

/// An override of a memory-one table.
pub fn table(strategy: &str, [cc, cd, dc, dd]: [f64; 4]) -> String {
    format!("strategies.{strategy}.conduct.effort.table.cooperate=[{cc:?}, {cd:?}, {dc:?}, {dd:?}]")
}

/// What the rounds left out by [`rounds_that_count`] are worth together, as a share of all.
const NEGLIGIBLE: f64 = 1e-6;

/// The horizon as an override: as many rounds as count at this discount, all but a millionth of the whole.
pub fn rounds_that_count(discount: f64) -> String {
    rounds_but_for(NEGLIGIBLE, discount)
}

/// The horizon as an override: so many rounds that those beyond are worth less than a share of the whole.
pub fn rounds_but_for(share: f64, discount: f64) -> String {
    let rounds = if discount > 0.0 { (libm::log(share) / libm::log(discount)).ceil() + 2.0 } else { 2.0 };
    format!("horizon.rounds={rounds}")
}
