//! The space of plays that a hostile side can choose from under one contract, as points of numbers; it does not know what pays.

use crate::base::numeric::{clamp, larger};
use crate::base::side::Side;
use crate::domain::clause::price_band::IndexSource;
use crate::domain::clause::service_credits::Claimant;
use crate::domain::clause::term::Renewal;
use crate::domain::contract::Contract;
use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::{Case, Condition, Contingent, Situation, Threshold};
use crate::execution::review::SHIRK_MARGIN;
use crate::execution::world::World;
use crate::experiment::stress::cells::{Cell, cells};
use crate::experiment::stress::{Families, Family};
use crate::strategy::file::StrategyFile;

/// How a play may depart from the others: one number of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gene {
    /// Effort where no case holds.
    Effort,
    /// Gaming where no case holds.
    Gaming,
    /// Effort for what the window still needs.
    CatchUp,
    /// Whether a situation has a case of its own.
    Case(Situation),
    /// Threshold of a situation, between two bounds; whole where it counts rounds or misses.
    At(Situation, f64, f64),
    /// Effort in a situation.
    EffortIn(Situation),
    /// Gaming in a situation.
    GamingIn(Situation),
    /// Rounds over which leaving is compared with staying, none below the middle.
    Horizon(f64),
    /// Claims credits that are not due.
    OverClaims,
    /// Keeps the bonus that it promised.
    Reneges,
    /// Keeps its own misses to itself where credits hang on its word.
    Conceals,
    /// Says nothing of a renewal that is hidden from the other.
    Silent,
    /// By how much it shades an index that it reports, down from the full leeway to up by all of it.
    Shading(f64),
    /// Whether it uses an open ramp.
    Enforces,
    /// Whether it lets a contract lapse that pays less, kept by both, than its alternative.
    Weighs,
}

/// How far the search may step beyond a bound before it is held there, so that bounds are reached exactly.
const BEYOND: f64 = 0.3;

/// The plays open to a hostile side.
#[derive(Debug, Clone)]
pub struct Space {
    base: StrategyFile,
    /// Situations that may be told apart, with the thresholds that come to mind.
    pub conditions: Vec<Condition>,
    /// Standings of the contract that can be told apart one by one, from the end of a term backwards.
    pub cells: Vec<Cell>,
    /// Whether the KPI may be gamed.
    pub games: bool,
    /// Whether a measurement window can be made up for.
    pub windowed: bool,
    /// What each number of a point sets.
    pub genes: Vec<Gene>,
    /// Least effort allowed.
    pub floor: f64,
    /// Ranges of the numbers of a point.
    pub bounds: Vec<[f64; 2]>,
}

impl Space {
    /// All plays that the families of rules leave open.
    pub fn hostile(base: &StrategyFile, contract: &Contract, world: &World, side: Side, rules: &Families) -> Self {
        let shirks = [Family::Credits, Family::Ramp, Family::Term, Family::Pilot, Family::Governance];
        let floor =
            if shirks.into_iter().any(|family| rules.contains(family)) { 0.0 } else { good_faith(contract, side) };
        let games = floor <= 0.0 && world.kpi[side].gaming_yield > 0.0;
        let situations = situations(contract, side, rules);
        Self::of(base, (floor, games), &situations, (contract, side, rules), manners(contract, side, rules))
    }

    /// Plays in good faith: effort of at least the own target less what counts as shirking, no gaming, every word kept.
    pub fn good_faith(base: &StrategyFile, contract: &Contract, side: Side) -> Self {
        let rules = Families::all();
        let situations = situations(contract, side, &rules);
        let floor = good_faith(contract, side);
        Self::of(base, (floor, false), &situations, (contract, side, &rules), ways_out(contract, true, true))
    }

    fn of(
        base: &StrategyFile,
        (floor, games): (f64, bool),
        situations: &[(Situation, Option<(f64, f64)>)],
        (contract, side, rules): (&Contract, Side, &Families),
        manners: Vec<Gene>,
    ) -> Self {
        let mut genes = work(contract, games, situations);
        genes.extend(manners);
        let bounds = genes.iter().map(|_| [-BEYOND, 1.0 + BEYOND]).collect();
        let conditions = situations.iter().flat_map(|(when, range)| conditions(*when, *range)).collect();
        let windowed = contract.service_credits.window > 1;
        let cells = cells(contract, side, rules);
        Self { base: base.clone(), conditions, cells, games, windowed, genes, floor, bounds }
    }

    /// The play at a point.
    pub fn play(&self, point: &[f64]) -> StrategyFile {
        let mut file = self.base.clone();
        let mut rule =
            Contingent { effort: self.floor, gaming: 0.0, catch_up: 0.0, least: self.floor, cases: Vec::new() };
        let mut held = Vec::new();
        for (gene, number) in self.genes.iter().zip(point) {
            self.set(&mut file, &mut rule, &mut held, *gene, clamp(*number, 0.0, 1.0));
        }
        rule.cases = held.into_iter().filter(|(on, _)| *on).map(|(_, case)| case).collect();
        file.conduct.effort = EffortRule::Contingent(rule);
        file
    }

    fn set(
        &self,
        file: &mut StrategyFile,
        rule: &mut Contingent,
        cases: &mut Vec<(bool, Case)>,
        gene: Gene,
        share: f64,
    ) {
        let effort = self.floor + (1.0 - self.floor) * share;
        let on = share > 0.5;
        match gene {
            Gene::Effort => rule.effort = effort,
            Gene::Gaming => rule.gaming = share,
            Gene::CatchUp => rule.catch_up = MOST_CATCH_UP * share,
            Gene::Case(when) => cases.push((on, Case { effort: self.floor, ..Case::idle(Condition::at(when, 0.0)) })),
            Gene::At(_, low, high) => last(cases, |case| case.at = threshold(case.when, low + (high - low) * share)),
            Gene::EffortIn(_) => last(cases, |case| case.effort = effort),
            Gene::GamingIn(_) => last(cases, |case| case.gaming = share),
            Gene::Horizon(rounds) => file.review.horizon = if on { rounds } else { 0.0 },
            Gene::OverClaims => file.conduct.over_claims = on,
            Gene::Reneges => file.conduct.pays_bonus = !on,
            Gene::Conceals => file.conduct.reports = !on,
            Gene::Silent => file.conduct.reminds = !on,
            Gene::Shading(leeway) => file.conduct.shading = leeway * (2.0 * share - 1.0),
            Gene::Enforces => file.review.enforces = on,
            Gene::Weighs => file.review.weighs_renewal = on,
        }
    }

    /// A point whose numbers are chosen gene by gene.
    pub fn point(&self, mut number: impl FnMut(Gene) -> f64) -> Vec<f64> {
        self.genes.iter().map(|gene| number(*gene)).collect()
    }
}

/// How far beyond the agreed KPI what is left of a pilot may have to reach before it is given up at the latest.
const PILOT_REACH: f64 = 0.5;

/// Most effort that a unit of missing KPI calls forth.
pub const MOST_CATCH_UP: f64 = 2.0;

/// Genes of a case follow each other, the case's own first.
fn last(cases: &mut [(bool, Case)], change: impl FnOnce(&mut Case)) {
    if let Some((_, case)) = cases.last_mut() {
        change(case);
    }
}

/// Thresholds that count are whole.
fn threshold(when: Situation, at: f64) -> f64 {
    if when.threshold() == Some(Threshold::MeanKpi) { at } else { at.round() }
}

/// Least effort in good faith.
pub fn good_faith(contract: &Contract, side: Side) -> f64 {
    larger(clamp(contract.target[side] - SHIRK_MARGIN, 0.0, 1.0), 0.0)
}

/// Effort and gaming, everywhere and by situation.
fn work(contract: &Contract, games: bool, situations: &[(Situation, Option<(f64, f64)>)]) -> Vec<Gene> {
    let mut genes = vec![Gene::Effort];
    if games {
        genes.push(Gene::Gaming);
    }
    if contract.service_credits.window > 1 {
        genes.push(Gene::CatchUp);
    }
    for (situation, range) in situations {
        genes.push(Gene::Case(*situation));
        genes.extend(range.map(|(low, high)| Gene::At(*situation, low, high)));
        genes.push(Gene::EffortIn(*situation));
        if games {
            genes.push(Gene::GamingIn(*situation));
        }
    }
    genes
}

/// A situation at thresholds over its range.
fn conditions(when: Situation, range: Option<(f64, f64)>) -> Vec<Condition> {
    let Some((low, high)) = range else { return vec![Condition::at(when, 0.0)] };
    let mut all: Vec<f64> = [0.0, 0.33, 0.67, 1.0].map(|share| threshold(when, low + (high - low) * share)).to_vec();
    all.dedup();
    all.into_iter().map(|at| Condition::at(when, at)).collect()
}

/// The situations that a contract can bring about, with the range of their thresholds.
fn situations(contract: &Contract, side: Side, rules: &Families) -> Vec<(Situation, Option<(f64, f64)>)> {
    let mut all = Vec::new();
    if rules.contains(Family::Pilot) && contract.pilot.rounds > 0 {
        // The pilot shows the seller's work: nobody else can lose or win it.
        if let (Some(bar), Side::Seller) = (contract.pilot.upgrade_kpi, side) {
            all.push((Situation::PilotLost, Some((bar, bar + PILOT_REACH))));
            all.push((Situation::PilotWon, Some((bar - 2.0 * PILOT_REACH, bar))));
        }
        all.push((Situation::Pilot, None));
    }
    let term = f64::from(contract.term.rounds);
    if rules.contains(Family::Term) && term > 1.0 {
        all.push((Situation::TermEnds, Some((1.0, larger((term / 2.0).floor(), 1.0)))));
    }
    let misses = f64::from(contract.exit_ramp.misses);
    let ramp = rules.contains(Family::Ramp) && misses > 1.0;
    // The last miss ends the contract, which is worth more than a window of it; a window is worth more than the misses before.
    if ramp {
        all.push((Situation::RampNear, Some((1.0, 1.0))));
    }
    let window = f64::from(contract.service_credits.window);
    let windowed = rules.contains(Family::Credits) && window > 1.0;
    if windowed {
        all.push((Situation::WindowLost, Some((contract.target[side], 2.0))));
        all.push((Situation::WindowWon, Some((-1.0, contract.target[side]))));
    }
    if ramp && misses > 2.0 {
        all.push((Situation::RampNear, Some((2.0, misses - 1.0))));
    }
    let cadence = f64::from(contract.governance.cadence);
    if rules.contains(Family::Governance) && cadence > 1.0 {
        all.push((Situation::ReviewNext, Some((0.0, cadence - 1.0))));
    }
    if windowed {
        all.push((Situation::WindowOpens, Some((0.0, window - 2.0))));
    }
    all
}

/// The side that reports the index.
const fn reporter(source: IndexSource) -> Option<Side> {
    match source {
        IndexSource::Public => None,
        IndexSource::Seller => Some(Side::Seller),
        IndexSource::Buyer => Some(Side::Buyer),
    }
}

/// Ways of leaving, by the ramp and by the term.
fn ways_out(contract: &Contract, ramp: bool, term: bool) -> Vec<Gene> {
    let by_ramp = (ramp && contract.exit_ramp.misses > 0).then_some(Gene::Enforces);
    let lapse = (term && contract.term.renewal != Renewal::Explicit).then_some(Gene::Weighs);
    let reckons = (ramp || term).then_some(Gene::Horizon(f64::from(contract.term.rounds)));
    [by_ramp, lapse, reckons].into_iter().flatten().collect()
}

/// Ways of settling and leaving.
fn manners(contract: &Contract, side: Side, rules: &Families) -> Vec<Gene> {
    let mut genes = Vec::new();
    let credits = &contract.service_credits;
    let owed = credits.rate > 0.0 && (side == Side::Buyer || credits.two_sided);
    if rules.contains(Family::Credits) && owed {
        genes.push(Gene::OverClaims);
    }
    let owes = credits.rate > 0.0 && (side == Side::Seller || credits.two_sided);
    if rules.contains(Family::Credits) && owes && credits.claimant == Claimant::Owing {
        genes.push(Gene::Conceals);
    }
    let band = &contract.price_band;
    if rules.contains(Family::Band) && reporter(band.source) == Some(side) && band.pass_through > 0.0 {
        genes.push(Gene::Shading(band.leeway));
    }
    if rules.contains(Family::Bonus) && side == Side::Buyer && contract.bonus.amount > 0.0 {
        genes.push(Gene::Reneges);
    }
    let term = &contract.term;
    if rules.contains(Family::Term) && term.renewal == Renewal::Hidden && term.hidden_from == side.other() {
        genes.push(Gene::Silent);
    }
    genes.extend(ways_out(contract, rules.contains(Family::Ramp), rules.contains(Family::Term)));
    genes
}
