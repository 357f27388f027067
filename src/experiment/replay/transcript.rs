//! A replayed relationship as data: what programs read and what is told to people; it does not know how it was played.
//!
//! Field names are the keys of the JSON form, documented in the help of `longgame replay`.

use crate::base::side::{PerSide, Side};
use crate::experiment::replay::named::Named;
use crate::experiment::replay::sitting::Sitting;

/// A range of rounds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Span {
    /// First round.
    pub from: u32,
    /// Last round.
    pub to: u32,
}

/// What amounts and rounds mean.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Units {
    /// Unit of money.
    pub money: String,
    /// What a round is.
    pub round: String,
}

/// One relationship from the first round to the end of the need.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Transcript {
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// Its units.
    pub units: Units,
    /// `delivery`, `matrix` or `domain`.
    pub stage: &'static str,
    /// Who plays which side.
    pub strategies: PerSide<String>,
    /// Seed of all luck.
    pub seed: u64,
    /// Replication, from 0.
    pub replication: u64,
    /// Rounds that the need lasted.
    pub need_lasted: u32,
    /// Rounds under a served contract.
    pub under_contract: u32,
    /// How the relationship ended, by the name of the table `endings`.
    pub ending: &'static str,
    /// The same in words.
    pub ending_told: String,
    /// Discounted money of each side over the whole need.
    pub totals: PerSide<Total>,
    /// The rounds that follow.
    pub shown: Span,
    /// Every round shown.
    pub rounds: Vec<Round>,
}

/// Discounted money of one side.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Total {
    /// All flows together.
    pub value: f64,
    /// By account, zero ones left out.
    pub flows: Named<f64>,
}

/// What the contract is doing in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is served.
    Served,
    /// A stop-loss pauses it.
    Paused,
    /// There is none.
    None,
}

/// One round.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Round {
    /// Calendar round, from 1.
    pub round: u32,
    /// Whether a contract is served.
    pub state: State,
    /// Value today of a unit of money of this round.
    pub discount: f64,
    /// Cost index.
    pub index: f64,
    /// The session held in it.
    pub session: Option<Sitting>,
    /// Price of the contract signed in it.
    pub signed_price: Option<f64>,
    /// The price, in a delivery stage under a served contract.
    pub price: Option<Price>,
    /// What each side does, sees and earns.
    pub sides: PerSide<SideRound>,
    /// What each side's review brings to light about the other, if one is held.
    pub review: Option<PerSide<Found>>,
    /// What is decided at the end.
    pub decision: Decision,
    /// What is worth telling, in words.
    pub events: Vec<String>,
}

/// The price of a round.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Price {
    /// What is paid.
    pub paid: f64,
    /// What the index alone would make it.
    pub indexed: f64,
    /// The middle of the band.
    pub reference: f64,
    /// Whether the band holds it at a bound.
    pub at_bound: bool,
    /// Whether it was recalibrated.
    pub recalibrated: bool,
}

/// One side in one round.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SideRound {
    /// What it does and sees under a served contract.
    pub conduct: Option<Conduct>,
    /// Trust in the other before the round.
    pub trust_before: f64,
    /// Trust after it.
    pub trust: f64,
    /// Give-get ledger: moving average of the other's KPI as it was read.
    pub average: f64,
    /// Give-get ledger: favours given less favours received, money.
    pub favours: f64,
    /// Money of the round by account, zero ones left out.
    pub flows: Named<f64>,
    /// Their sum.
    pub net: f64,
    /// Discounted net flows so far.
    pub value: f64,
}

/// What one side does and sees in a round under a served contract.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Conduct {
    /// Effort (in a matrix stage the move, C = 1) that it means to make.
    pub intended: f64,
    /// Effort or move that it makes.
    pub effort: f64,
    /// Gaming of its KPI.
    pub gaming: f64,
    /// Monitoring of the other.
    pub monitoring: f64,
    /// Its KPI as shown.
    pub kpi: f64,
    /// Its KPI without gaming.
    pub true_kpi: f64,
    /// Its target.
    pub target: f64,
    /// Whether the KPI misses it.
    pub missed: bool,
    /// Whether gaming hides a miss.
    pub hidden_miss: bool,
    /// Misses in a row, uncovered ones included.
    pub misses: u32,
    /// What it reads of the other's KPI or move.
    pub reads: f64,
    /// Whether that is a misreading.
    pub misreads: bool,
    /// The incident that strikes it.
    pub incident: Option<Incident>,
    /// The credit that it pays.
    pub credit: Option<Credit>,
    /// What a rejected claim costs it.
    pub rejected_claim: Option<f64>,
    /// The bonus that it promised, where it is earned.
    pub bonus: Option<Bonus>,
    /// Whether it makes good what a review found.
    pub repairing: bool,
}

/// An incident.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Incident {
    /// What it costs after relief, money.
    pub loss: f64,
    /// What the other does about it.
    pub help: Help,
    /// What the help costs the helper, money.
    pub help_cost: f64,
    /// What the helper is paid, money.
    pub help_price: f64,
}

/// Help in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// For nothing.
    Free,
    /// For pay.
    Paid,
    /// None.
    Refused,
}

/// A credit paid.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Credit {
    /// Money.
    pub amount: f64,
    /// Whether it was due.
    pub due: bool,
}

/// An earned bonus.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Bonus {
    /// Amount promised, money.
    pub amount: f64,
    /// Whether it is paid.
    pub paid: bool,
}

/// What a side's review brings to light about the other.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Found {
    /// Misses are put down to bad luck, and their weight is taken back.
    pub excused: bool,
    /// The other is held to be shirking.
    pub accused: bool,
    /// Whether the other truly shirked since the last review.
    pub shirked: bool,
    /// Misses hidden by gaming that come to light.
    pub uncovered: u32,
    /// Whether it comes to light that the other lied at the table about what it needs.
    pub lie: bool,
}

impl Found {
    /// Whether the review brings anything to light.
    pub const fn finds(&self) -> bool {
        self.excused || self.accused || self.lie || self.uncovered > 0
    }
}

/// What is decided at the end of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Decision {
    /// What.
    pub kind: DecisionKind,
    /// By whom, where one side decides.
    pub by: Option<Side>,
}

/// Kinds of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Both go on.
    Stay,
    /// The term is over and runs on by itself.
    RenewAutomatically,
    /// The term is over; a session decides in the next round.
    NegotiateRenewal,
    /// The stop-loss reopens the contract in the next round.
    Reopen,
    /// A reopener brings talks in the next round; the terms stand without agreement.
    ReopenTerms,
    /// A side demands better terms in the next round.
    HoldUp,
    /// Another attempt in the next round.
    TryAgain,
    /// The relationship ends.
    End,
    /// There is nothing to decide.
    Nothing,
    /// The need is over.
    NeedEnds,
}
