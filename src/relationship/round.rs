//! The order of a round (model.md section 3), phase by phase over the block; each phase is defined on its own floor.

use crate::base::numeric::{blend, unit};
use crate::base::random::{Slot, Slots};
use crate::base::side::{Side, each_side};
use crate::domain::mechanism::Mechanism;
use crate::domain::stage::Stage;
use crate::execution::block::Lanes;
use crate::execution::conduct::{Acts, RoundView, Standing};
use crate::execution::perform::Words;
use crate::execution::{
    account, demand, exit, investment, measure, perform, pilot, price, reopener, reputation, review, settlement, tally,
};
use crate::relationship::game::Game;
use multiversion::multiversion;

/// Weight of the past in a party's idea of its usual flow.
const USUAL: f64 = 0.8;

/// One slot of the round's luck.
#[inline(always)]
fn word<const W: usize>(luck: &Slots, slot: Slot) -> &Words<W> {
    luck.word(slot.index()).first_chunk().unwrap_or(const { &[0; W] })
}

/// One round of every lane, compiled for each instruction set and chosen at run time; all give the same bits.
#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
pub(super) fn step<const W: usize>(game: &mut Game<'_, W>) {
    game.step();
}

impl<const W: usize> Game<'_, W> {
    /// One round of every lane.
    #[inline(always)]
    fn step(&mut self) {
        let rules = self.matchup.rules;
        account::clear(&mut self.block, &rules.accounts);
        self.booked = false;
        self.nature();
        self.negotiate();
        self.report();
        price::stop_loss(&mut self.block);
        if rules.world.demand.sd > 0.0 {
            demand::take(&mut self.block);
        }
        each_side!(side => {
            self.conduct(side);
        });
        match &rules.world.stage {
            Stage::Matrix(matrix) => {
                self.flip();
                settlement::matrix(&mut self.block, matrix);
            }
            Stage::Domain(_) => settlement::agreed(&mut self.block),
            Stage::Delivery(delivery) => {
                price::set_price(&mut self.block);
                self.deliver();
                settlement::delivery(&mut self.block, &rules.world, delivery);
                self.settle();
            }
        }
        self.undertakings();
        settlement::outside(&mut self.block, &rules.world);
        if rules.uses.contains(Mechanism::Reviews) {
            review::hold(&mut self.block);
        }
        if rules.world.distress > 0.0 {
            settlement::distress(&mut self.block, rules.world.distress);
        }
        account::book(&mut self.block, &rules.accounts);
        self.booked = true;
        if rules.world.negotiation().is_none() {
            self.believe();
            self.expose();
        }
        self.get_used();
        self.decide();
        tally::add(&mut self.block, rules.burn_in);
    }

    /// The survival draws of the round.
    #[inline(always)]
    pub(super) fn survival(&self) -> Lanes<W> {
        word::<W>(&self.luck, Slot::Survival).map(unit)
    }

    #[inline(always)]
    fn nature(&mut self) {
        let words = self.luck.word(Slot::Index.index());
        let spare = self.luck.word(Slot::IndexSpare.index());
        let block = &mut *self.block;
        let world = &self.matchup.rules.world;
        world.index.step(&mut block.index, &mut block.index_state, words, spare);
        if world.demand.sd > 0.0 {
            demand::draw(block, &world.demand, self.demand.word(0).first_chunk().unwrap_or(const { &[0; W] }));
        }
    }

    /// What is undertaken besides work and price, where any contract on offer holds such a thing.
    #[inline(always)]
    fn undertakings(&mut self) {
        let rules = self.matchup.rules;
        let world = &rules.world;
        if rules.committed {
            demand::take_or_pay(&mut self.block);
        }
        if world.investment.productivity > 0.0 && world.investment.each_round {
            investment::book(&mut self.block, &world.investment);
        }
        if rules.referenced {
            each_side!(side => {
                let belief = &self.matchup.strategy(side.other()).conduct.trust;
                reputation::book(&mut self.block, side, world.reputation.value[side], belief);
            });
        }
    }

    #[inline(always)]
    fn report(&mut self) {
        if self.matchup.rules.uses.contains(Mechanism::IndexReport) {
            let shading = Side::ALL.map(|side| self.matchup.strategy(side).conduct.shading);
            price::report(&mut self.block, shading);
        } else {
            self.block.reported = self.block.index;
        }
    }

    #[inline(always)]
    fn conduct(&mut self, side: Side) {
        let strategy = self.matchup.strategy(side);
        let noise = self.matchup.rules.world.kpi[side].noise(0.0);
        let payoffs = self.matchup.rules.world.stage.payoffs(side);
        let coin = self.luck.word(Slot::coin(side).index());
        let public_coin = self.luck.word(Slot::PublicCoin.index());
        let block = &mut *self.block;
        let [seller, buyer] = &mut block.party;
        let (own, other) = match side {
            Side::Seller => (seller, buyer),
            Side::Buyer => (buyer, seller),
        };
        let view = RoundView {
            side,
            payoffs,
            noise,
            round: &block.round,
            served: &block.served,
            own_action: &own.last_action,
            other_action: &own.perceived,
            other_standing: &own.other_standing,
            own_kpi: &own.kpi,
            other_kpi: &other.kpi,
            trust: &own.trust,
            average: &own.average,
            own_target: &block.terms.target[side.index()],
            other_target: &block.terms.target[side.other().index()],
            monitored: &other.monitoring,
            repairing: &own.repairing,
            coin,
            standing: Standing {
                left: &block.left,
                review_in: &block.review_in,
                cadence: &block.terms.cadence,
                misses: &own.misses,
                ramp_misses: &block.terms.ramp_misses,
                at_bound: &block.at_bound,
                failing: &own.failing,
                window: &block.terms.credit_window,
                window_past: &block.window_round,
                window_sum: &own.window_kpi,
                pilot_left: &block.pilot_left,
                pilot_rounds: &block.terms.pilot_rounds,
                pilot_bar: &block.terms.pilot_bar,
                pilot_sum: &block.pilot_kpi,
            },
            public_coin,
        };
        let mut acts = Acts { effort: &mut own.effort, gaming: &mut own.gaming };
        let memory = &mut self.memory[side.index()];
        strategy.act(&view, &own.favours, memory, &mut acts, &mut own.monitoring, &mut own.helps);
    }

    #[inline(always)]
    fn flip(&mut self) {
        let noise = self.matchup.rules.world.noise;
        each_side!(side => {
            let words = word(&self.luck, Slot::implementation(side));
            perform::flip(&mut self.block, side, &noise, words);
        });
        if !self.signal() {
            measure::plain(&mut self.block);
        }
        self.perceive(Some(0.5));
    }

    #[inline(always)]
    fn deliver(&mut self) {
        let world = &self.matchup.rules.world;
        each_side!(side => {
            let words = word(&self.luck, Slot::implementation(side));
            perform::slip(&mut self.block, world, side, words);
        });
        let struck = Side::ALL.map(|side| word(&self.luck, Slot::incident(side)));
        let sells = Side::ALL.map(|side| self.matchup.strategy(side).conduct.help_if_paid);
        let keep = Side::ALL.map(|side| self.matchup.strategy(side).conduct.ledger.favours_kept);
        perform::strike(&mut self.block, world, struck, sells, keep);
        if !self.signal() {
            each_side!(side => {
                let words = word(&self.luck, Slot::kpi(side));
                measure::graded(&mut self.block, world, side, words);
            });
        }
        measure::misses(&mut self.block);
        self.perceive(None);
    }

    /// Where both sides' work shows in one public signal, good or bad, reads it; whether it does.
    #[inline(always)]
    fn signal(&mut self) -> bool {
        let Some(signal) = &self.matchup.rules.world.kpi.seller.binary else { return false };
        let words = word(&self.luck, Slot::kpi(Side::Seller));
        measure::binary(&mut self.block, signal, words);
        true
    }

    #[inline(always)]
    fn perceive(&mut self, centre: Option<f64>) {
        each_side!(side => {
            let words = word(&self.luck, Slot::perception(side));
            measure::perceive(&mut self.block, side, centre, words);
        });
    }

    #[inline(always)]
    fn settle(&mut self) {
        let rules = self.matchup.rules;
        let manners = Side::ALL.map(|side| self.matchup.strategy(side).manners());
        let dispute = word(&self.luck, Slot::PublicCoin);
        let tiers = &rules.contract.service_credits.tiers;
        if rules.uses.contains(Mechanism::Credits) {
            let judged = if rules.uses.contains(Mechanism::CreditWindow) {
                settlement::judge_window(&mut self.block)
            } else {
                settlement::judge_round(&mut self.block)
            };
            settlement::credits(&mut self.block, &judged, tiers, rules.world.claim_cost, manners, dispute);
        }
        if rules.uses.contains(Mechanism::Bonus) {
            settlement::bonus(&mut self.block, manners[1].pays_bonus);
        }
    }

    #[inline(always)]
    fn believe(&mut self) {
        let retention = &self.matchup.rules.retention;
        each_side!(side => {
            let audit = word(&self.luck, Slot::audit(side));
            let conduct = &self.matchup.strategy(side).conduct;
            review::believe(&mut self.block, side, &conduct.trust, &conduct.ledger, retention, audit);
        });
        if W == 1 {
            self.note_findings();
        }
        each_side!(side => {
            let belief = &self.matchup.strategy(side).conduct.trust;
            let repairs = self.matchup.strategy(side.other()).review.repairs;
            review::release(&mut self.block, side, belief, repairs);
        });
        if self.matchup.rules.uses.contains(Mechanism::Reviews) {
            review::count_down(&mut self.block);
        }
    }

    /// Each side's idea of its usual flow follows what it just had, at full scale.
    #[inline(always)]
    fn get_used(&mut self) {
        let piloted = self.matchup.rules.uses.contains(Mechanism::Pilot);
        let block = &mut *self.block;
        for party in &mut block.party {
            let had = if piloted { account::at_full_scale(party, &block.scale) } else { party.net };
            for lane in 0..W {
                let blended = USUAL * party.usual_flow[lane] + (1.0 - USUAL) * had[lane];
                party.usual_flow[lane] = blend(block.served[lane], blended, party.usual_flow[lane]);
            }
        }
    }

    /// What clauses make of the round before anybody decides: open ramps and pilots that are over.
    #[inline(always)]
    pub(super) fn watch(&mut self) -> Lanes<W> {
        let uses = self.matchup.rules.uses;
        if uses.contains(Mechanism::RampWatch) {
            exit::watch(&mut self.block);
        } else if uses.contains(Mechanism::Ramp) {
            exit::count(&mut self.block);
        }
        if uses.contains(Mechanism::Exclusivity) {
            exit::unbind(&mut self.block);
        }
        if uses.contains(Mechanism::Reopener) && self.matchup.rules.menu.is_some() {
            reopener::watch(&mut self.block);
        }
        if uses.contains(Mechanism::Pilot) { pilot::watch(&mut self.block) } else { [0.0; W] }
    }
}
