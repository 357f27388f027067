//! One session of a transcript as data: preparation sheets, possible trades, turns with their packages, result; it computes nothing.

use crate::base::side::{PerSide, Side};
use crate::domain::tradeable::Toward;
use crate::experiment::replay::named::Named;
use serde::Serialize;

/// One session.
#[derive(Debug, Clone, Serialize)]
pub struct Sitting {
    /// Why it is held: `first`, `renewal`, `stop_loss`, `hold_up`.
    pub occasion: &'static str,
    /// The side that brought it about, where one did.
    pub brought_by: Option<Side>,
    /// Whether both bid once under seal, in place of turns.
    pub sealed: bool,
    /// Public benchmark for the price, money.
    pub benchmark: Option<f64>,
    /// What each side worked out beforehand.
    pub preparation: PerSide<Sheet>,
    /// The library's trades on this menu.
    pub trades: Vec<Trade>,
    /// The turns, in order.
    pub turns: Vec<Turn>,
    /// How it ended.
    pub result: SittingResult,
}

/// The preparation sheet of one side; values in money per round.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// Trust in the other.
    pub trust: f64,
    /// What the alternative brings.
    pub batna: f64,
    /// Cost of moving there, spread.
    pub switching: f64,
    /// Cost of starting up with this partner, spread.
    pub onboarding: f64,
    /// Cost of supporting this partner.
    pub support: f64,
    /// What being seen with this partner puts at risk.
    pub reputational_risk: f64,
    /// What the occasion adds: a fee that failing would cost (negative) or bring, spread.
    pub occasion_fee: f64,
    /// The sum: below it no agreement is better than one.
    pub reservation: f64,
    /// The least that it accepts this time: the same, raised by what is left of a grudge.
    pub least: f64,
    /// What it gave in earlier sessions beyond what it got; below 0 where it owes.
    pub owed: f64,
    /// By how much it asks for more on that account; below 0 where it gives back.
    pub claim: f64,
    /// The anchor worksheet.
    pub anchor: AnchorSheet,
    /// The issue map.
    pub issues: Vec<IssueLine>,
}

/// The anchor worksheet; values in money per round.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnchorSheet {
    /// Most that its hope may lie above its least.
    pub credible_range: Option<f64>,
    /// Evidence: the public benchmark for the price, money.
    pub evidence: Option<f64>,
    /// The most that it hopes for.
    pub ideal: f64,
    /// What it asks for first.
    pub opening: f64,
    /// How it chooses what it proposes.
    pub rationale: &'static str,
}

/// One line of the issue map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IssueLine {
    /// The issue.
    pub issue: String,
    /// How far it moves the own value, money per round.
    pub stake: f64,
    /// How far it moves the other's value, as it truly is.
    pub other_stake: f64,
    /// Share of all own stakes.
    pub priority: f64,
    /// Share of the options that it can accept.
    pub flexibility: f64,
    /// Options that it can accept.
    pub acceptable: u32,
    /// All options.
    pub options: u32,
    /// First acceptable option in the menu's order.
    pub acceptable_from: Option<String>,
    /// Last acceptable option in the menu's order.
    pub acceptable_to: Option<String>,
    /// Money that the issue truly moves for the other, per money of own stake.
    pub leverage_true: Option<f64>,
    /// The same as the party believes, in shares of each side's stakes.
    pub leverage_believed: Option<f64>,
}

/// One trade of the library on this menu.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trade {
    /// Its name.
    pub name: String,
    /// The side that proposes it.
    pub by: Side,
    /// What that side gives.
    pub give: TradeMove,
    /// What it gets.
    pub get: TradeMove,
    /// Why it tends to create value.
    pub reason: String,
    /// What one option of each is worth on average over the menu; none where it is not possible on this menu.
    pub worth: Option<TradeWorth>,
    /// The same at the agreed package; none where there is none or a term is at its end.
    pub from_agreement: Option<PerSide<f64>>,
    /// Whether it creates most for both together, and something.
    pub best: bool,
}

/// One half of a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TradeMove {
    /// Key below `contract`.
    pub key: String,
    /// Direction of its value.
    pub toward: Toward,
    /// The issue that sets it; none where it is not negotiated.
    pub issue: Option<String>,
}

/// What a trade of one option each is worth, money per round.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TradeWorth {
    /// What is given, alone.
    pub give: PerSide<f64>,
    /// What is got for it, alone.
    pub get: PerSide<f64>,
    /// Both at once.
    pub both: PerSide<f64>,
    /// Both at once, both sides together.
    pub joint: f64,
}

/// One turn: a row of the concession log and its packages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turn {
    /// Turn, from 1.
    pub turn: u32,
    /// The side that proposes.
    pub by: Side,
    /// Kind of move.
    pub move_type: &'static str,
    /// What it gives up since its last proposal, money per round.
    pub give: f64,
    /// What the other's last move gave it.
    pub get: f64,
    /// Worth of the lead package to itself.
    pub value_to_self: f64,
    /// Worth of the best package to the other.
    pub value_to_other: f64,
    /// All got less all given so far.
    pub balance: f64,
    /// What brought the move about.
    pub trigger: String,
    /// What is proposed, the lead first.
    pub packages: Vec<Package>,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Package {
    /// Option of every issue.
    pub options: Named<String>,
    /// Worth to each side, money per round.
    pub values: PerSide<f64>,
    /// Whether the other takes it.
    pub accepted: bool,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SittingResult {
    /// `agreement`, `breakdown`, `deadline` or `walk_away`.
    pub kind: &'static str,
    /// The side that said yes, or walked away.
    pub by: Option<Side>,
    /// Turns taken.
    pub turns: u32,
    /// What they cost each side, money.
    pub cost: f64,
    /// The agreed package.
    pub package: Option<Named<String>>,
    /// By how much nibbles at the close, or a price between sealed bids, lie above the package's price, money.
    pub price_shift: f64,
    /// Worth of the agreement to each side, nibbles included, money per round.
    pub values: Option<PerSide<f64>>,
    /// Share of the largest joint gain over no agreement that it realises.
    pub efficiency: Option<f64>,
    /// Shortest distance of these values to the Pareto set.
    pub from_frontier: Option<f64>,
    /// Shortest distance to each solution of bargaining theory, by its name.
    pub from_solutions: Named<Option<f64>>,
    /// Share of that worth that is left after so many turns.
    pub left: PerSide<f64>,
    /// How well each side read the other in the end: correlation of belief and truth over all packages.
    pub accuracy: PerSide<Option<f64>>,
    /// Whether each side calls it a broken promise that the other gave back too little of what it owed.
    pub broken_promise: PerSide<bool>,
    /// The most that any package is worth to both together.
    pub joint_maximum: f64,
    /// Sessions that may still follow an impasse.
    pub retries: u32,
}
