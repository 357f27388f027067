//! From a contract, a world and a victim's strategy to the plain game between them, or why they make none that is small enough.

use super::NotExact;
use super::duel::{Credits, Duel, Pair, Pilot, Ramp, Reviews, Step, Term};
use super::performer::{Due, Performer, under};
use crate::base::numeric::{clamp, smaller};
use crate::base::random::{Counter, Draws, Key, Purpose};
use crate::base::side::Side;
use crate::domain::clause::exit_ramp::RampAction;
use crate::domain::clause::pilot::Otherwise;
use crate::domain::clause::price_band::{IndexSource, PriceBand, banded_price, indexed_price};
use crate::domain::clause::service_credits::{Basis, Claimant};
use crate::domain::clause::term::Renewal;
use crate::domain::contract::Contract;
use crate::domain::stage::Delivery;
use crate::execution::conduct::EffortRule;
use crate::execution::review::SHIRK_MARGIN;
use crate::execution::world::World;
use crate::experiment::stress::family::{Families, Family};
use crate::strategy::file::{ConductPart, StrategyFile};

/// Whether the hostile side keeps to good faith.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faith {
    /// Works at its target, does not game, reports truly, pays what it promised.
    Good,
    /// Does what pays.
    Bad,
}

/// What is played between whom.
#[derive(Debug, Clone, Copy)]
pub struct Contest<'a> {
    /// The world.
    pub world: &'a World,
    /// The contract.
    pub contract: &'a Contract,
    /// The victim.
    pub victim: &'a StrategyFile,
    /// The side that plays in bad faith.
    pub hostile: Side,
    /// The rules that it may exploit.
    pub rules: &'a Families,
}

impl Contest<'_> {
    /// The game in good or bad faith.
    ///
    /// # Errors
    /// [`NotExact`] with what would need more state than the game holds.
    pub fn duel(&self, faith: Faith) -> Result<Duel, NotExact> {
        let delivery = self.world.delivery().ok_or(NotExact::Stage)?;
        self.small()?;
        let hostile = self.performer(delivery, self.hostile);
        let victim = self.performer(delivery, self.hostile.other());
        let effort = self.victim_effort()?;
        let price = self.price(faith)?;
        let horizon = self.world.horizon;
        let free = faith == Faith::Bad && self.may(&SHIRKING);
        let bar = hostile.target - SHIRK_MARGIN;
        Ok(Duel {
            keep: horizon.continuation * horizon.discount,
            rounds: horizon.rounds,
            follows_victim: self.contract.exit_ramp.automatic,
            least: if free { 0.0 } else { clamp(bar, 0.0, 1.0) },
            games: free,
            shirks_below: bar,
            work: hostile.work(),
            credits: self.credits(faith, price, &victim, effort)?,
            bonus: self.bonus_earned(),
            ramp: self.ramp(price, &victim, effort),
            reviews: self.reviews(),
            term: self.term(faith),
            pilot: self.pilot(&victim, effort)?,
            scaled: self.scaled(delivery, price, &victim, effort),
            unscaled: self.unscaled(faith, &victim, effort),
            outside: self.pair(|side| self.world.outside[side].option),
            switching: self.pair(|side| self.world.outside[side].switching),
        })
    }

    /// What one unit of money in every round of need is worth.
    pub fn annuity(&self) -> f64 {
        let horizon = &self.world.horizon;
        let keep = horizon.continuation * horizon.discount;
        horizon.rounds.map_or_else(|| 1.0 / (1.0 - keep), |rounds| (0..rounds).fold(0.0, |sum, _| 1.0 + keep * sum))
    }

    fn pair(&self, of: impl Fn(Side) -> f64) -> Pair {
        Pair::new(of(self.hostile), of(self.hostile.other()))
    }

    fn may(&self, families: &[Family]) -> bool {
        families.iter().any(|family| self.rules.contains(*family))
    }

    /// What would need state that the game does not hold.
    fn small(&self) -> Result<(), NotExact> {
        let (world, contract) = (self.world, self.contract);
        let (ramp, credits, pilot) = (&contract.exit_ramp, &contract.service_credits, &contract.pilot);
        let runs_on = contract.term.renewal != Renewal::Explicit;
        let (term, cadence) = (contract.term.rounds, contract.governance.cadence);
        let governed = cadence > 0 && ramp.exists();
        let screened = pilot.rounds > 0 && pilot.upgrade_kpi.is_some();
        let windowed = credits.window > 1 && credits.rate > 0.0;
        let told: [(bool, NotExact); 17] = [
            (world.demand.sd > 0.0, NotExact::Demand),
            (world.investment.productivity > 0.0, NotExact::Investment),
            (self.seen(), NotExact::References),
            (contract.exclusivity.binds(), NotExact::Exclusivity),
            (world.kpi.seller.binary.is_some(), NotExact::Binary),
            (world.distress > 0.0, NotExact::Distress),
            (self.index_matters() && self.index_level().is_none(), NotExact::Index),
            (ramp.average_below.is_some(), NotExact::Average),
            (ramp.exists() && ramp.action == RampAction::Pause, NotExact::Pause),
            (governed && ramp.cure > 0, NotExact::CureAndReviews),
            (governed && (world.noise.perception > 0.0 || world.culture.misreading > 0.0), NotExact::Misreading),
            (runs_on && windowed && term % credits.window > 0, NotExact::WindowAcrossTerms),
            (runs_on && cadence > 0 && term % cadence > 0, NotExact::ReviewsAcrossTerms),
            (screened && windowed && self.hostile == Side::Seller, NotExact::TwoSums),
            (windowed && world.kpi[self.hostile].sd <= 0.0, NotExact::NoNoise),
            (world.horizon.rounds.is_none_or(|rounds| rounds > MOST_ROUNDS) && term > MOST_ROUNDS, NotExact::LongTerm),
            (world.horizon.rounds.is_some_and(|rounds| rounds > MOST_ROUNDS), NotExact::LongTerm),
        ];
        told.into_iter().find(|(holds, _)| *holds).map_or(Ok(()), |(_, reason)| Err(reason))
    }

    /// Whether a side may be seen whose name is worth something.
    fn seen(&self) -> bool {
        let rights = self.contract.reference_rights.rights();
        Side::ALL.iter().any(|side| rights[*side] > 0.0 && self.world.reputation.value[*side] > 0.0)
    }

    /// The victim's effort, if its conduct follows from the contract alone.
    fn victim_effort(&self) -> Result<f64, NotExact> {
        let (conduct, review) = (&self.victim.conduct, &self.victim.review);
        let side = self.hostile.other();
        let plain = conduct.monitoring <= 0.0
            && conduct.monitoring_distrust <= 0.0
            && conduct.help_credit <= 0.0
            && !conduct.over_claims
            && review.horizon <= 0.0
            && !review.repairs;
        let target = self.contract.target[side];
        match &conduct.effort {
            EffortRule::Fixed(rule) if plain && rule.gaming <= 0.0 => Ok(rule.effort),
            EffortRule::Reciprocity(rule) if plain && rule.generosity <= 0.0 && rule.provoked_below <= 0.0 => {
                Ok(clamp(target + rule.margin * self.world.kpi[side].noise(0.0), 0.0, 1.0))
            }
            _ => Err(NotExact::Victim),
        }
    }

    fn index_matters(&self) -> bool {
        let band = &self.contract.price_band;
        let moved = self.world.delivery().is_some_and(|delivery| delivery.indexed_cost > 0.0);
        moved || band.pass_through > 0.0 || band.stop_loss_lower.is_some() || band.stop_loss_upper.is_some()
    }

    /// Level of an index that never moves; none if it moves.
    fn index_level(&self) -> Option<f64> {
        let index = &self.world.index;
        let mut draws = Draws::new(Key::new(0, Purpose::Type), 0, Counter::of_round(0, 0));
        let (start, state) = index.start(&mut draws);
        let (mut level, mut state) = ([start; 4], [state; 4]);
        // Luck at its ends and between: what moves at all moves under one of them.
        let words = [0, u32::MAX / 3, u32::MAX / 2 + 7, u32::MAX];
        for _ in 0..3 {
            index.step(&mut level, &mut state, &words, &words);
        }
        let still = level.iter().all(|level| (level - start).abs() <= 0.0) && (start - index.base()).abs() <= 0.0;
        still.then_some(start)
    }

    /// The price of a round: in bad faith, the index is reported as far off as is not found.
    fn price(&self, faith: Faith) -> Result<f64, NotExact> {
        let band = &self.contract.price_band;
        let Some(level) = self.index_level() else { return Ok(self.contract.price) };
        let reports = match band.source {
            IndexSource::Public => false,
            IndexSource::Seller => self.hostile == Side::Seller,
            IndexSource::Buyer => self.hostile == Side::Buyer,
        };
        let shades = reports && faith == Faith::Bad && self.may(&[Family::Band]) && band.pass_through > 0.0;
        let base = band.base_index.unwrap_or(level);
        let off = (level - base).abs() > 0.0;
        if (shades || off) && band.recalibrate_every > 0 {
            return Err(NotExact::Recalibration);
        }
        let shading = match (shades, self.hostile) {
            (false, _) => 0.0,
            (true, Side::Seller) => band.leeway,
            (true, Side::Buyer) => -band.leeway,
        };
        let reported = level * (1.0 + shading);
        let change = reported / base - 1.0;
        let stops = |bound: Option<f64>, change: f64| bound.is_some_and(|bound| change >= bound);
        if stops(band.stop_loss_lower, -change) || stops(band.stop_loss_upper, change) {
            return Err(NotExact::StopLoss);
        }
        Ok(price(band, self.contract.price, reported, base))
    }

    fn credits(&self, faith: Faith, price: f64, victim: &Performer<'_>, effort: f64) -> Result<Credits, NotExact> {
        let credits = &self.contract.service_credits;
        let owes = |side: Side| credits.rate > 0.0 && (side == Side::Seller || credits.two_sided);
        let (injured, owing) = (credits.claimant == Claimant::Injured, credits.claimant == Claimant::Owing);
        let free = faith == Faith::Bad && self.may(&[Family::Credits]);
        let claimed = !injured || self.victim.conduct.claims;
        let kept_quiet = owing && free;
        let paid = owes(self.hostile) && claimed && !kept_quiet;
        let mut before = 0.0;
        let steps: Vec<Step> = credits
            .tiers
            .iter()
            .map(|tier| {
                let due = price * smaller(credits.rate * tier.share, credits.cap);
                let step = Step { shortfall: tier.shortfall, due: due - before };
                before = due;
                step
            })
            .collect();
        let mut due = Due::default();
        if owes(self.hostile.other()) {
            let means = victim.window_means(effort, credits.window)?;
            due = Due::of(&steps, &means, victim, credits.window);
            if owing && !self.victim.conduct.reports {
                due.expected = 0.0;
            }
        }
        let mut earned = due.expected;
        let (mut rejected, mut over_claims) = (0.0, false);
        if free && injured && owes(self.hostile.other()) {
            let wrong = 1.0 - self.contract.governance.accuracy;
            let lowest = price * smaller(credits.rate * credits.tiers[0].share, credits.cap);
            let rounds = if credits.basis == Basis::Window { f64::from(credits.window) } else { 1.0 };
            let (won, lost) = (due.none * wrong * lowest, due.none * (1.0 - wrong) * self.world.claim_cost);
            if won * rounds > lost {
                earned += won;
                (rejected, over_claims) = (lost, true);
            }
        }
        let owed = if paid { steps } else { Vec::new() };
        Ok(Credits {
            window: credits.window,
            whole: credits.basis == Basis::Window,
            owed,
            earned,
            rejected,
            over_claims,
        })
    }

    /// How the hostile side settles besides what it plays: as the game in good or bad faith has it.
    ///
    /// # Errors
    /// As [`Contest::duel`].
    pub fn conduct(&self, faith: Faith) -> Result<ConductPart, NotExact> {
        let bad = faith == Faith::Bad;
        let shades = bad && self.may(&[Family::Band]);
        let leeway = self.contract.price_band.leeway;
        let toward = if self.hostile == Side::Seller { leeway } else { -leeway };
        Ok(ConductPart {
            help_if_paid: true,
            over_claims: self.duel(faith)?.credits.over_claims,
            reports: !(bad && self.may(&[Family::Credits])),
            shading: if shades { toward } else { 0.0 },
            pays_bonus: !(bad && self.may(&[Family::Bonus])),
            reminds: !(bad && self.may(&[Family::Term])),
            ..ConductPart::default()
        })
    }

    fn bonus_earned(&self) -> Option<(f64, f64)> {
        let bonus = &self.contract.bonus;
        let paid = bonus.enforceable || self.victim.conduct.pays_bonus;
        let earned = self.hostile == Side::Seller && bonus.amount > 0.0 && paid;
        earned.then_some((self.contract.target.seller + bonus.above_target, bonus.amount))
    }

    fn ramp(&self, price: f64, victim: &Performer<'_>, effort: f64) -> Ramp {
        let ramp = &self.contract.exit_ramp;
        Ramp {
            misses: (ramp.misses > 0).then_some(ramp.misses + ramp.cure),
            fee: ramp.fee,
            automatic: ramp.automatic,
            hostile_first: self.hostile == Side::Seller,
            enforced: self.victim.review.enforces,
            price,
            breaking: ramp.break_fee[self.hostile] * price,
            victim_misses: victim.below(effort, victim.target),
        }
    }

    fn reviews(&self) -> Reviews {
        let governance = &self.contract.governance;
        Reviews {
            cadence: governance.cadence,
            cost: governance.cost,
            accuracy: governance.accuracy,
            retention: governance.retention,
            tolerance: self.victim.conduct.trust.tolerance,
        }
    }

    fn term(&self, faith: Faith) -> Term {
        let term = &self.contract.term;
        let victim = self.hostile.other();
        let hidden = term.renewal == Renewal::Hidden;
        let lapses = self.victim.review.weighs_renewal && self.world.would_lapse(victim, self.contract);
        // In good faith a side tells the other of a renewal that is hidden from it.
        let silent = faith == Faith::Bad && self.may(&[Family::Term]);
        Term {
            rounds: term.rounds,
            runs_on: term.renewal != Renewal::Explicit,
            notice: term.notice_due(),
            lapses,
            hidden: hidden && term.hidden_from == victim && silent,
            blind: hidden && term.hidden_from == self.hostile,
        }
    }

    /// The pilot is judged by the seller's KPI, whichever side is hostile.
    fn pilot(&self, victim: &Performer<'_>, effort: f64) -> Result<Pilot, NotExact> {
        let pilot = &self.contract.pilot;
        let bar = pilot.upgrade_kpi.filter(|_| pilot.rounds > 0);
        let (upgrade, victims) = match (bar, self.hostile) {
            (Some(bar), Side::Buyer) => {
                let sd = victim.work.sd / f64::from(pilot.rounds).sqrt();
                let means = victim.window_means(effort, pilot.rounds)?;
                let short: f64 = means.iter().map(|(mean, weight)| weight * under(bar - mean, sd)).sum();
                (None, Some(1.0 - short))
            }
            (bar, _) => (bar, None),
        };
        Ok(Pilot {
            rounds: pilot.rounds,
            scale: pilot.scale,
            upgrade,
            victims,
            audited: pilot.audited,
            ends: pilot.otherwise == Otherwise::End,
        })
    }

    fn performer(&self, delivery: &Delivery, side: Side) -> Performer<'_> {
        Performer::new(self.world, self.contract, delivery, side, self.help(side).0)
    }

    /// Price, service, and the victim's work.
    fn scaled(&self, delivery: &Delivery, price: f64, victim: &Performer<'_>, effort: f64) -> Pair {
        let service = |side: Side| match side {
            Side::Seller => price - delivery.base_cost,
            Side::Buyer => delivery.base_value - price,
        };
        let (worth, cost) = victim.worth_and_cost(effort);
        self.pair(service).plus(Pair::new(worth, -cost))
    }

    /// Incidents, help, and the bonus that a hostile buyer pays.
    fn unscaled(&self, faith: Faith, victim: &Performer<'_>, effort: f64) -> Pair {
        let mut flows = Pair::default();
        for side in Side::ALL {
            let incident = &self.world.incidents[side];
            let (left, helped) = self.help(side);
            let cost = incident.loss * self.world.help.cost;
            let paid = cost * self.world.help.markup;
            let struck = incident.probability * (-incident.loss * left - paid * helped);
            let helper = incident.probability * helped * (paid - cost);
            let own = side == self.hostile;
            flows = flows.plus(if own { Pair::new(struck, helper) } else { Pair::new(helper, struck) });
        }
        let bonus = &self.contract.bonus;
        let reneges = faith == Faith::Bad && self.may(&[Family::Bonus]) && !bonus.enforceable;
        if self.hostile == Side::Buyer && bonus.amount > 0.0 && !reneges {
            let earned = 1.0 - victim.below(effort, victim.target + bonus.above_target);
            flows = flows.plus(Pair::transfer(-bonus.amount * earned));
        }
        flows
    }

    /// Share of an incident of `side` that is left, and whether the other sells help.
    fn help(&self, side: Side) -> (f64, f64) {
        let (incident, help) = (&self.world.incidents[side], &self.world.help);
        // The hostile side sells help whatever its faith.
        let sells = side != self.hostile || self.victim.conduct.help_if_paid;
        let pays = incident.loss * help.cost * help.markup < incident.loss * help.relief;
        let helped = if sells && pays { 1.0 } else { 0.0 };
        (self.contract.governance.remaining() * (1.0 - help.relief * helped), helped)
    }
}

/// Most rounds of need, or of a term without end, that are gone through.
const MOST_ROUNDS: u32 = 2_000;

/// Rules that are exploited by working less.
const SHIRKING: [Family; 5] = [Family::Credits, Family::Ramp, Family::Term, Family::Pilot, Family::Governance];

fn price(band: &PriceBand, agreed: f64, reported: f64, base: f64) -> f64 {
    let indexed = indexed_price(agreed, band.pass_through, reported, base);
    let (lowest, highest) = (band.floor_price.unwrap_or(f64::NEG_INFINITY), band.cap_price.unwrap_or(f64::INFINITY));
    clamp(banded_price(indexed, agreed, band.floor, band.cap), lowest, highest)
}
