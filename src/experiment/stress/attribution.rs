//! Which rules let an exploit happen: those whose repair would close it; it does not search for the exploit.
//!
//! A counterfactual: the contract is repaired in one rule at a time and the worst case worked out anew. Where several rules
//! are holes, the one that closes most is repaired and the rest is attributed in the same way.

use crate::base::numeric::larger;
use crate::base::side::{PerSide, Side};
use crate::domain::contract::Contract;
use crate::experiment::stress::ALARM;
use crate::experiment::stress::exact::reading::Contest;
use crate::experiment::stress::exact::tables::Resolution;
use crate::experiment::stress::exact::{NotExact, estimate};
use crate::experiment::stress::rules::{Repair, Rule, repairs};

/// The grid on which contracts are compared: coarse, since all that counts are large differences.
pub const GRID: Resolution = Resolution { efforts: 40, nodes: 4 };

/// A repair explains an exploit alone if it closes at least this share of what is left of the gain.
pub const MOST: f64 = 0.5;

/// Repairs that close the gain alike up to this share of it are told apart by kind and cost.
pub const ALIKE: f64 = 0.1;

/// The least repair of a rule is the one that closes at least this share of what its best one does.
const ENOUGH: f64 = 0.9;

/// Most rules that are named.
const MOST_RULES: usize = 4;

/// What a contract is worth to an honest and to a hostile side, money per round of need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stressed {
    /// Values where both play in good faith.
    pub honest: PerSide<f64>,
    /// Values at the hostile side's worst.
    pub exploited: PerSide<f64>,
    /// Which side that is.
    pub hostile: Side,
}

impl Stressed {
    /// Works a contract out.
    ///
    /// # Errors
    /// [`NotExact`] where its state is not small.
    pub fn of(contest: &Contest<'_>, contract: &Contract) -> Result<Self, NotExact> {
        let contest = Contest { contract, ..*contest };
        let [honest, exploited] = estimate(&contest, GRID)?;
        let annuity = contest.annuity();
        let round = |values: PerSide<f64>| PerSide::from_fn(|side| values[side] / annuity);
        Ok(Self { honest: round(honest), exploited: round(exploited), hostile: contest.hostile })
    }

    /// What the hostile side gains.
    pub fn gain(&self) -> f64 {
        larger(self.exploited[self.hostile] - self.honest[self.hostile], 0.0)
    }

    /// What its victim loses.
    pub fn loss(&self) -> f64 {
        let victim = self.hostile.other();
        larger(self.honest[victim] - self.exploited[victim], 0.0)
    }

    /// Whether that is an alarm at a price.
    pub fn alarms(&self, price: f64) -> bool {
        self.gain() > ALARM * price.abs() && self.loss() > 0.0
    }

    /// What both would have together in good faith.
    pub fn joint(&self) -> f64 {
        self.honest.seller + self.honest.buyer
    }

    /// What an honest pair loses, either side by itself, where `self` gives way to `repaired`.
    ///
    /// Transfers are not netted: who pays more false credits will ask it back.
    pub fn value_lost(&self, repaired: &Self) -> f64 {
        Side::ALL.iter().map(|side| larger(self.honest[*side] - repaired.honest[*side], 0.0)).sum()
    }
}

/// A rule that let the exploit happen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Culprit {
    /// The least repair that closes most of what the rule let through.
    pub repair: Repair,
    /// Share of the whole gain that it closes, after the culprits before it.
    pub closes: f64,
    /// What it costs an honest pair, money per round of need.
    pub value_lost: f64,
}

/// A repair tried.
#[derive(Debug, Clone, Copy)]
struct Trial {
    repair: Repair,
    after: Stressed,
    value_lost: f64,
}

/// The rules that let a hostile side gain, the first the one that lets through most; none without an alarm.
///
/// # Errors
/// [`NotExact`] where the contract's state is not small.
pub fn attribute(contest: &Contest<'_>) -> Result<Vec<Culprit>, NotExact> {
    let price = contest.contract.price;
    let mut contract = *contest.contract;
    let mut now = Stressed::of(contest, &contract)?;
    let whole = now.gain();
    let mut culprits = Vec::new();
    while now.alarms(price) && culprits.len() < MOST_RULES {
        let trials = trials(contest, &contract, &now);
        let found = single(&trials, &now).map(|trial| vec![trial]).or_else(|| pair(contest, &contract, &now, &trials));
        let Some(found) = found else { break };
        for trial in &found {
            contract = trial.repair.applied(&contract);
            let closes = (now.gain() - trial.after.gain()) / whole;
            culprits.push(Culprit { repair: trial.repair, closes, value_lost: trial.value_lost });
            now = trial.after;
        }
    }
    Ok(culprits)
}

/// Every repair of every rule, tried by itself. Contracts that cannot be worked out are passed over.
fn trials(contest: &Contest<'_>, contract: &Contract, now: &Stressed) -> Vec<(Rule, Vec<Trial>)> {
    let tried = |repair: Repair| {
        let after = Stressed::of(contest, &repair.applied(contract)).ok()?;
        Some(Trial { repair, after, value_lost: now.value_lost(&after) })
    };
    let rules = repairs(contract, contest.hostile, contest.rules).into_iter();
    rules.map(|(rule, repairs)| (rule, repairs.into_iter().filter_map(tried).collect())).collect()
}

/// The least repair of a rule that does nearly all that its best one does.
fn least(trials: &[Trial], now: &Stressed) -> Option<Trial> {
    let best = trials.iter().map(|trial| now.gain() - trial.after.gain()).fold(0.0, larger);
    let enough = |trial: &&Trial| best > 0.0 && now.gain() - trial.after.gain() >= ENOUGH * best;
    trials.iter().filter(enough).min_by(|one, other| one.value_lost.total_cmp(&other.value_lost)).copied()
}

/// The rule that explains most of the gain alone.
fn single(trials: &[(Rule, Vec<Trial>)], now: &Stressed) -> Option<Trial> {
    let each: Vec<Trial> = trials.iter().filter_map(|(_, trials)| least(trials, now)).collect();
    choose(&each, now, |trial| now.gain() - trial.after.gain())
}

/// Among those that close most and alike: a change of how a clause works, then the one that costs an honest pair least.
fn choose(trials: &[Trial], now: &Stressed, closed: impl Fn(&Trial) -> f64) -> Option<Trial> {
    let best = trials.iter().map(&closed).fold(0.0, larger);
    if best < MOST * now.gain() {
        return None;
    }
    let alike = trials.iter().filter(|trial| closed(trial) >= best - ALIKE * now.gain());
    let order = |one: &&Trial, other: &&Trial| {
        let kind = other.repair.rule.structural.cmp(&one.repair.rule.structural);
        kind.then(one.value_lost.total_cmp(&other.value_lost))
    };
    alike.min_by(order).copied()
}

/// The pair of rules that explains most of the gain where none does alone; the first is the one that closes more by itself.
fn pair(
    contest: &Contest<'_>,
    contract: &Contract,
    now: &Stressed,
    trials: &[(Rule, Vec<Trial>)],
) -> Option<Vec<Trial>> {
    let farthest: Vec<&Trial> = trials.iter().filter_map(|(_, trials)| trials.last()).collect();
    let mut best: Option<(f64, Vec<Trial>)> = None;
    for (place, one) in farthest.iter().enumerate() {
        for other in &farthest[place + 1..] {
            let both = other.repair.applied(&one.repair.applied(contract));
            let Ok(after) = Stressed::of(contest, &both) else { continue };
            let closed = now.gain() - after.gain();
            let better = best.as_ref().is_none_or(|(most, _)| closed > *most + ALIKE * now.gain());
            if better && closed >= MOST * now.gain() {
                let second = Trial { after, value_lost: one.after.value_lost(&after), ..**other };
                best = Some((closed, vec![**one, second]));
            }
        }
    }
    best.map(|(_, pair)| pair).or_else(|| greatest(&farthest, now))
}

/// Failing all that, the repair that closes most, if it closes enough to matter.
fn greatest(trials: &[&Trial], now: &Stressed) -> Option<Vec<Trial>> {
    let closed = |trial: &Trial| now.gain() - trial.after.gain();
    let best = trials.iter().max_by(|one, other| closed(one).total_cmp(&closed(other)))?;
    (closed(best) > ALIKE * now.gain()).then(|| vec![**best])
}
