//! The space of plays that a hostile side can choose from under one contract, as points of numbers; it does not know what pays.

use crate::base::numeric::{clamp, larger};
use crate::base::side::Side;
use crate::domain::clause::price_band::IndexSource;
use crate::domain::clause::service_credits::Claimant;
use crate::domain::contract::Contract;
use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::{Case, Contingent, Situation};
use crate::execution::review::SHIRK_MARGIN;
use crate::execution::world::World;
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
    /// By how much it shades an index that it reports, down from the full leeway to up by all of it.
    Shading(f64),
    /// Whether it uses an open ramp.
    Enforces,
}

/// How far the search may step beyond a bound before it is held there, so that bounds are reached exactly.
const BEYOND: f64 = 0.3;

/// The plays open to a hostile side.
#[derive(Debug, Clone)]
pub struct Space {
    base: StrategyFile,
    /// What each number of a point sets.
    pub genes: Vec<Gene>,
    /// Least effort allowed.
    floor: f64,
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
        let mut genes = work(contract, side, games, rules);
        genes.extend(manners(contract, side, rules));
        Self::of(base, genes, floor)
    }

    /// Plays in good faith: effort of at least the own target less what counts as shirking, no gaming, every word kept.
    pub fn good_faith(base: &StrategyFile, contract: &Contract, side: Side) -> Self {
        let mut genes = work(contract, side, false, &Families::all());
        if contract.exit_ramp.misses > 0 {
            genes.push(Gene::Enforces);
        }
        Self::of(base, genes, good_faith(contract, side))
    }

    fn of(base: &StrategyFile, genes: Vec<Gene>, floor: f64) -> Self {
        let bounds = genes.iter().map(|_| [-BEYOND, 1.0 + BEYOND]).collect();
        Self { base: base.clone(), genes, floor, bounds }
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
            Gene::Case(when) => cases.push((on, Case { when, at: 0.0, effort: self.floor, gaming: 0.0 })),
            Gene::At(_, low, high) => last(cases, |case| case.at = threshold(case.when, low + (high - low) * share)),
            Gene::EffortIn(_) => last(cases, |case| case.effort = effort),
            Gene::GamingIn(_) => last(cases, |case| case.gaming = share),
            Gene::Horizon(rounds) => file.review.horizon = if on { rounds } else { 0.0 },
            Gene::OverClaims => file.conduct.over_claims = on,
            Gene::Reneges => file.conduct.pays_bonus = !on,
            Gene::Conceals => file.conduct.reports = !on,
            Gene::Shading(leeway) => file.conduct.shading = leeway * (2.0 * share - 1.0),
            Gene::Enforces => file.review.enforces = on,
        }
    }

    /// A point whose numbers are chosen gene by gene.
    pub fn point(&self, mut number: impl FnMut(Gene) -> f64) -> Vec<f64> {
        self.genes.iter().map(|gene| number(*gene)).collect()
    }
}

/// Most effort that a unit of missing KPI calls forth.
const MOST_CATCH_UP: f64 = 2.0;

/// Genes of a case follow each other, the case's own first.
fn last(cases: &mut [(bool, Case)], change: impl FnOnce(&mut Case)) {
    if let Some((_, case)) = cases.last_mut() {
        change(case);
    }
}

/// Thresholds that count are whole.
fn threshold(when: Situation, at: f64) -> f64 {
    match when {
        Situation::WindowLost | Situation::WindowWon => at,
        _ => at.round(),
    }
}

/// Least effort in good faith.
pub fn good_faith(contract: &Contract, side: Side) -> f64 {
    larger(clamp(contract.target[side] - SHIRK_MARGIN, 0.0, 1.0), 0.0)
}

/// Effort and gaming, everywhere and by situation.
fn work(contract: &Contract, side: Side, games: bool, rules: &Families) -> Vec<Gene> {
    let mut genes = vec![Gene::Effort];
    if games {
        genes.push(Gene::Gaming);
    }
    if contract.service_credits.window > 1 {
        genes.push(Gene::CatchUp);
    }
    for (situation, range) in situations(contract, side, rules) {
        genes.push(Gene::Case(situation));
        genes.extend(range.map(|(low, high)| Gene::At(situation, low, high)));
        genes.push(Gene::EffortIn(situation));
        if games {
            genes.push(Gene::GamingIn(situation));
        }
    }
    genes
}

/// The situations that a contract can bring about, with the range of their thresholds.
fn situations(contract: &Contract, side: Side, rules: &Families) -> Vec<(Situation, Option<(f64, f64)>)> {
    let mut all = Vec::new();
    if rules.contains(Family::Pilot) && contract.pilot.rounds > 0 {
        all.push((Situation::Pilot, None));
    }
    let term = f64::from(contract.term.rounds);
    let misses = f64::from(contract.exit_ramp.misses);
    if rules.contains(Family::Term) && term > 1.0 {
        all.push((Situation::TermEnds, Some((1.0, larger((term / 2.0).floor(), 1.0)))));
    }
    if rules.contains(Family::Credits) && contract.service_credits.window > 1 {
        all.push((Situation::WindowLost, Some((contract.target[side], 2.0))));
        all.push((Situation::WindowWon, Some((-1.0, contract.target[side]))));
    }
    if rules.contains(Family::Ramp) && misses > 1.0 {
        all.push((Situation::RampNear, Some((1.0, misses - 1.0))));
    }
    let cadence = f64::from(contract.governance.cadence);
    if rules.contains(Family::Governance) && cadence > 1.0 {
        all.push((Situation::ReviewNext, Some((0.0, cadence - 1.0))));
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
    if rules.contains(Family::Ramp) && contract.exit_ramp.misses > 0 {
        genes.push(Gene::Enforces);
    }
    if rules.contains(Family::Ramp) || rules.contains(Family::Term) {
        genes.push(Gene::Horizon(f64::from(contract.term.rounds)));
    }
    genes
}
