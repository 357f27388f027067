//! Which rules let an exploit happen: those whose repair would close it; it does not search for the exploit.
//!
//! A counterfactual: the contract is repaired in one rule at a time and the worst case worked out anew. Where several rules
//! are holes, the one that closes most is repaired and the rest is attributed in the same way.

use crate::base::numeric::larger;
use crate::domain::contract::Contract;
use crate::experiment::stress::appraisal::{Draft, Inspection, Stressed, Trial};
use crate::experiment::stress::rules::{Repair, Rule};

/// A repair explains an exploit alone if it closes at least this share of what is left of the gain.
pub const MOST: f64 = 0.5;

/// Repairs that close the gain alike up to this share of it are told apart by kind and cost.
pub const ALIKE: f64 = 0.1;

/// The least repair of a rule is the one that closes at least this share of what its best one does.
const ENOUGH: f64 = 0.9;

/// Most rules that are named.
const MOST_RULES: usize = 4;

/// Most rules that are tried two by two where valuing a contract takes long.
const MOST_PAIRED: usize = 5;

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

/// The rules that let a hostile side gain, the first the one that lets through most; none without an alarm.
pub fn attribute(draft: &Draft<'_>, inspection: &Inspection) -> Vec<Culprit> {
    let (mut contract, mut now) = (*draft.contract, inspection.now);
    let whole = now.gain();
    let mut culprits = Vec::new();
    while now.alarms(draft.contract.price) && culprits.len() < MOST_RULES {
        let later = (!culprits.is_empty()).then(|| draft.trials(&contract, &now));
        let trials = later.as_ref().unwrap_or(&inspection.trials);
        let found = single(trials, &now).map(|trial| vec![trial]).or_else(|| pair(draft, &contract, &now, trials));
        let Some(found) = found else { break };
        for trial in found {
            contract = trial.repair.applied(&contract);
            let closes = (now.gain() - trial.after.gain()) / whole;
            culprits.push(Culprit { repair: trial.repair, closes, value_lost: trial.value_lost });
            now = trial.after;
        }
    }
    culprits
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
fn pair(draft: &Draft<'_>, contract: &Contract, now: &Stressed, trials: &[(Rule, Vec<Trial>)]) -> Option<Vec<Trial>> {
    let mut farthest: Vec<&Trial> = trials.iter().filter_map(|(_, trials)| trials.last()).collect();
    if !draft.appraise.is_quick() {
        farthest.sort_by(|one, other| one.after.gain().total_cmp(&other.after.gain()));
        farthest.truncate(MOST_PAIRED);
    }
    let mut best: Option<(f64, Vec<Trial>)> = None;
    for (place, one) in farthest.iter().enumerate() {
        for other in &farthest[place + 1..] {
            let both = other.repair.applied(&one.repair.applied(contract));
            let Some(after) = draft.appraise.appraise(&both) else { continue };
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
