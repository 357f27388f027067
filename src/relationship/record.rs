//! What a replay keeps of one replication: sessions as they were held, rounds before and after; it does not know how they are told.

use crate::bargaining::close::Close;
use crate::bargaining::concession_log::ConcessionLog;
use crate::bargaining::observer::{Observer, Proposal};
use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::domain::solution::appraisal::Appraisal;
use crate::execution::block::Block;
use crate::relationship::history::{Ending, History};
use crate::relationship::occasion::Due;
use crate::relationship::preparation::Preparation;

/// One package on the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// The outcome it stands for.
    pub outcome: u32,
    /// What it is worth to each side, money per round.
    pub values: PerSide<f64>,
}

/// One session as it was held.
#[derive(Debug, Clone)]
pub struct SessionRecord {
    /// Calendar round.
    pub round: u32,
    /// Why it was held.
    pub due: Due,
    /// What each side had worked out beforehand.
    pub preparation: PerSide<Preparation>,
    /// Every proposal of it.
    pub log: ConcessionLog,
    /// The packages of every proposal, in the log's order.
    pub cards: Vec<Vec<Card>>,
    /// What the agreement is worth to each side, nibbles included, money per round; none at an impasse.
    pub values: Option<PerSide<f64>>,
    /// Where the agreement stands against the solutions of its bargaining problem; none at an impasse.
    pub appraisal: Option<Appraisal>,
    /// Whether each side holds that the other, which owed it something, set out to give back less than half of that.
    pub broken: PerSide<bool>,
    /// The most that any outcome is worth to both together, money per round.
    pub joint_maximum: f64,
}

/// Follows a session for a replay.
#[derive(Debug, Default)]
pub struct Stenographer {
    /// Every proposal.
    pub log: ConcessionLog,
    /// The packages of every proposal.
    pub cards: Vec<Vec<Card>>,
}

impl Observer for Stenographer {
    fn proposed(&mut self, proposal: &Proposal) {
        let [seller, buyer] = proposal.positions;
        let card = |&outcome: &u32| Card { outcome, values: PerSide::new(seller.value(outcome), buyer.value(outcome)) };
        self.cards.push(proposal.packages.packages().iter().map(card).collect());
        self.log.proposed(proposal);
    }

    fn asks_for_accuracy(&self) -> bool {
        self.log.asks_for_accuracy()
    }

    fn read_each_other(&mut self, accuracy: [Option<f64>; 2]) {
        self.log.read_each_other(accuracy);
    }

    fn closed(&mut self, close: &Close) {
        self.log.closed(close);
    }
}

/// What a side has collected about the other that its next review brings to light.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Finding {
    /// Weight of bad evidence that is excused as bad luck.
    pub excused: f64,
    /// Misses hidden by gaming that are uncovered.
    pub audited: f64,
    /// Whether the other is held to be shirking.
    pub accused: bool,
    /// Whether the other truly shirked since the last review.
    pub shirked: bool,
}

/// What is written down while a replication is replayed.
#[derive(Debug, Default)]
pub struct Recording {
    /// The sessions so far.
    pub sessions: Vec<SessionRecord>,
    /// What each side knows just before this round's review, if there is one.
    pub findings: PerSide<Finding>,
}

/// One round, before and after.
#[derive(Debug, Clone)]
pub struct RoundRecord {
    /// State after the round before.
    pub before: Box<Block<1>>,
    /// State after this round.
    pub after: Box<Block<1>>,
    /// The session that was due at its start.
    pub opened: Option<Due>,
    /// Whether a contract was signed in it.
    pub signed: bool,
    /// The contract last signed.
    pub contract: Contract,
    /// Whether a lie of each side at the table came to light.
    pub exposed: PerSide<bool>,
    /// The side that gave notice in it.
    pub notice: Option<Side>,
    /// The side from which it was hidden that the contract would run on, and that would have left.
    pub against_will: Option<Side>,
    /// What each side knew just before a review.
    pub findings: PerSide<Finding>,
    /// Whether the term ran on without a session.
    pub renewed: bool,
    /// The session that is due next.
    pub due: Option<Due>,
    /// Sessions that may still follow an impasse.
    pub retries: u32,
    /// How the relationship ended, in the round in which it did.
    pub ended: Option<Ending>,
}

/// One replication, replayed.
#[derive(Debug)]
pub struct Replay {
    /// Its sums, the same to the bit as in the run.
    pub history: History,
    /// The rounds asked for.
    pub rounds: Vec<RoundRecord>,
    /// Every session, in order.
    pub sessions: Vec<SessionRecord>,
    /// The round in which the relationship ended; none where the need ended first.
    pub ended_in: Option<u32>,
}
