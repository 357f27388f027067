//! Which changes of rules lower the worst case most for the least value lost with an honest partner; it does not find the worst case.

use crate::base::numeric::larger;
use crate::domain::contract::Contract;
use crate::experiment::stress::appraisal::{Draft, Inspection, Stressed, Trial};
use crate::experiment::stress::attribution::Culprit;
use crate::experiment::stress::rules::{Repair, Rule};
use rayon::prelude::*;

/// Most rules that are changed together, those first whose repair alone closes most.
const MOST_RULES: usize = 3;

/// A rule is tried in combinations if its best repair alone closes at least this share of the loss, or if it was found to be a hole.
const WORTH_TRYING: f64 = 0.05;

/// What a recommended point closes of the loss, where the frontier allows it at [`AFFORDABLE`].
pub const CLOSED: f64 = 0.8;

/// Share of an honest pair's joint value that it may cost.
pub const AFFORDABLE: f64 = 0.05;

/// A set of repairs and what it leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The repairs; none for the contract as it is.
    pub repairs: Vec<Repair>,
    /// The contract with them.
    pub contract: Contract,
    /// What the victim loses at the worst, money per round of need.
    pub loss: f64,
    /// What the hostile side gains at the worst.
    pub gain: f64,
    /// What an honest pair loses by the repairs, either side by itself.
    pub value_lost: f64,
}

/// The frontier of worst-case loss against honest value.
#[derive(Debug, Clone, PartialEq)]
pub struct Hardening {
    /// Joint value of an honest pair before, money per round of need.
    pub honest: f64,
    /// Points that no other beats in both, from the contract as it is to the least loss.
    pub frontier: Vec<Point>,
    /// Place of the recommended point on it.
    pub recommended: usize,
    /// Sets of repairs tried.
    pub tried: usize,
}

impl Hardening {
    /// The recommended point.
    pub fn recommendation(&self) -> &Point {
        &self.frontier[self.recommended]
    }

    /// The contract as it is.
    pub fn before(&self) -> &Point {
        &self.frontier[0]
    }

    /// Share of the loss that a point closes.
    pub fn closes(&self, point: &Point) -> f64 {
        let before = self.before().loss;
        if before > 0.0 { 1.0 - point.loss / before } else { 0.0 }
    }

    /// Share of honest value that it costs.
    pub fn costs(&self, point: &Point) -> f64 {
        point.value_lost / larger(self.honest.abs(), f64::MIN_POSITIVE)
    }

    /// Whether some point closes most of the loss at little cost.
    pub fn is_cheap(&self) -> bool {
        self.frontier.iter().any(|point| self.is_good(point))
    }

    fn is_good(&self, point: &Point) -> bool {
        self.closes(point) >= CLOSED && self.costs(point) <= AFFORDABLE
    }
}

/// Works out the frontier; none where there is nothing to repair.
pub fn harden(draft: &Draft<'_>, inspection: &Inspection, culprits: &[Culprit]) -> Option<Hardening> {
    let before = &inspection.now;
    let rules = worth_trying(draft, inspection, culprits);
    if before.loss() <= 0.0 || rules.is_empty() {
        return None;
    }
    let tried = |set: Vec<Repair>| {
        let contract = set.iter().fold(*draft.contract, |contract, repair| repair.applied(&contract));
        contract.validate().ok()?;
        Some(point(before, &draft.appraise.appraise(&contract)?, set, &contract))
    };
    let mut points = vec![point(before, before, Vec::new(), draft.contract)];
    let repaired: Vec<Option<Point>> = combinations(&rules).into_par_iter().map(tried).collect();
    points.extend(repaired.into_iter().flatten());
    let tried = points.len();
    let frontier = frontier(points);
    let mut hardening = Hardening { honest: before.joint(), frontier, recommended: 0, tried };
    hardening.recommended = recommended(&hardening);
    Some(hardening)
}

fn point(before: &Stressed, after: &Stressed, repairs: Vec<Repair>, contract: &Contract) -> Point {
    Point { repairs, contract: *contract, loss: after.loss(), gain: after.gain(), value_lost: before.value_lost(after) }
}

/// Rules found to be holes, then those whose best repair alone closes most; where valuing takes long, fewer of both.
fn worth_trying(draft: &Draft<'_>, inspection: &Inspection, culprits: &[Culprit]) -> Vec<(Rule, Vec<Repair>)> {
    let before = inspection.now.loss();
    let quick = draft.appraise.is_quick();
    let mut ranked: Vec<(f64, Rule, Vec<Repair>)> = inspection
        .trials
        .iter()
        .map(|(rule, trials)| {
            let named = culprits.iter().any(|culprit| culprit.repair.rule == *rule);
            let best = trials.iter().map(|trial| before - trial.after.loss()).fold(0.0, larger);
            let repairs = if quick { trials.iter().map(|trial| trial.repair).collect() } else { few(trials) };
            (if named { before + best } else { best }, *rule, repairs)
        })
        .filter(|(best, ..)| *best >= WORTH_TRYING * before && *best > 0.0)
        .collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    let most = if quick { MOST_RULES } else { MOST_RULES - 1 };
    ranked.into_iter().take(most).map(|(_, rule, repairs)| (rule, repairs)).collect()
}

/// The repair that closes most of the loss, the one that closes most beyond what it costs, and the least.
fn few(trials: &[Trial]) -> Vec<Repair> {
    let most = |worth: fn(&Trial) -> f64| {
        trials.iter().enumerate().max_by(|one, other| worth(one.1).total_cmp(&worth(other.1))).map(|(place, _)| place)
    };
    let least = (!trials.is_empty()).then_some(0);
    let kept = [least, most(|trial| -trial.after.loss() - trial.value_lost), most(|trial| -trial.after.loss())];
    let mut places: Vec<usize> = kept.into_iter().flatten().collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|place| trials[place].repair).collect()
}

/// Every way to repair some of the rules, each by one of its repairs.
fn combinations(rules: &[(Rule, Vec<Repair>)]) -> Vec<Vec<Repair>> {
    let mut all: Vec<Vec<Repair>> = vec![Vec::new()];
    for (_, repairs) in rules {
        let more: Vec<Vec<Repair>> = all
            .iter()
            .flat_map(|set| repairs.iter().map(|repair| set.iter().copied().chain([*repair]).collect()))
            .collect();
        all.extend(more);
    }
    all.remove(0);
    all
}

/// Points that no other beats: less value lost, or less loss.
fn frontier(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|one, other| {
        let order = one.value_lost.total_cmp(&other.value_lost).then(one.loss.total_cmp(&other.loss));
        order.then(one.repairs.len().cmp(&other.repairs.len()))
    });
    let start = points.iter().position(|point| point.repairs.is_empty()).map(|place| points.remove(place));
    let mut kept: Vec<Point> = start.into_iter().collect();
    for point in points {
        if kept.last().is_none_or(|last| point.loss < last.loss) {
            kept.push(point);
        }
    }
    kept
}

/// The point that closes most loss beyond the value that it costs; among those at little cost where one of them closes most of it.
fn recommended(hardening: &Hardening) -> usize {
    let cheap = hardening.is_cheap();
    let net = |point: &Point| hardening.before().loss - point.loss - point.value_lost;
    let open = hardening.frontier.iter().enumerate();
    let open = open.filter(|(_, point)| !cheap || hardening.costs(point) <= AFFORDABLE);
    open.max_by(|one, other| net(one.1).total_cmp(&net(other.1))).map_or(0, |(place, _)| place)
}
