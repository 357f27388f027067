//! Runs a block to its replications' ends: lanes are filled, stepped, harvested and refilled; it does not know what a round is.

use crate::base::numeric::select;
use crate::base::random::{Counter, Draws};
use crate::base::side::Side;
use crate::execution::block::Lanes;
use crate::relationship::game::{Game, Sink};
use crate::relationship::optimum::Optimum;
use crate::relationship::private_type::PrivateType;
use crate::relationship::round::step;

impl<const W: usize> Game<'_, W> {
    /// Runs the replications `first..first + sink.histories.len()`; each result goes to its own place.
    pub fn run(&mut self, first: u64, sink: &mut Sink<'_>) {
        self.run_each(sink, |place| first + place as u64);
    }

    /// Runs these replications, as many as the sink has places for; each result goes to its own place.
    pub fn run_listed(&mut self, replications: &[u64], sink: &mut Sink<'_>) {
        self.run_each(sink, |place| replications[place]);
    }

    fn run_each(&mut self, sink: &mut Sink<'_>, replication: impl Fn(usize) -> u64) {
        let count = sink.histories.len();
        let mut next = 0;
        for lane in 0..W {
            next = self.fill(lane, next, count, &replication);
        }
        let mut running = next;
        while running > 0 {
            self.draw();
            step(self);
            self.observe(sink);
            let ends = self.ends(sink);
            for lane in 0..W {
                if ends[lane] > 0.0 {
                    self.harvest(lane, sink);
                    running -= 1;
                    let before = next;
                    next = self.fill(lane, next, count, &replication);
                    running += next - before;
                }
            }
        }
    }

    /// Starts replication `next` in `lane` if there is one left; returns the next to start.
    pub(super) fn fill(
        &mut self,
        lane: usize,
        next: usize,
        count: usize,
        replication: &impl Fn(usize) -> u64,
    ) -> usize {
        if next >= count {
            self.block.live[lane] = 0.0;
            self.block.signed[lane] = 0.0;
            self.lanes[lane].due = None;
            return next;
        }
        let replication = replication(next);
        let rules = self.matchup.rules;
        let mut draws = Draws::new(self.keys.kind, replication, Counter::of_round(0, 0));
        let (index, state) = rules.world.index.start(&mut draws);
        let mut types = Draws::new(self.keys.kind, replication, Counter::of_round(0, 1));
        self.open_lane(lane, replication, next, (index, state));
        self.prepare(lane, &mut types);
        for side in Side::ALL {
            self.greet(side, lane);
        }
        next + 1
    }

    /// The replication's private types, and the most that both could have together under them.
    pub(super) fn deal(&mut self, lane: usize, draws: &mut Draws) {
        let rules = self.matchup.rules;
        let entry = &mut self.lanes[lane];
        entry.history.first_best = rules.first_best;
        let (Some(domain), Some(menu)) = (rules.world.negotiation(), &rules.menu) else { return };
        entry.types = PrivateType::deal(domain, menu, entry.replication, draws);
        let optimum = self.optimum(lane);
        let most = optimum.map(|optimum| optimum.first_best(self.lanes[lane].types.shift, rules.first_best));
        self.lanes[lane].history.first_best = most.unwrap_or(rules.first_best);
    }

    /// What could be had under the replication's types; none outside a negotiation domain.
    pub(super) fn optimum(&self, lane: usize) -> Option<&Optimum> {
        let types = &self.lanes[lane].types;
        let common = self.matchup.rules.menu.as_ref().and_then(|menu| menu.optima.get(types.profile));
        types.drawn.as_ref().map(|dealt| &dealt.optimum).or(common)
    }

    /// Fresh memory and beliefs of one side.
    pub(super) fn greet(&mut self, side: Side, lane: usize) {
        let strategy = self.matchup.strategy(side);
        let party = &mut self.block.party[side.index()];
        party.trust[lane] = strategy.conduct.trust.trust(0.0, 0.0);
        party.average[lane] = 0.0;
        party.usual_flow[lane] = self.matchup.rules.world.outside[side].option;
        strategy.rule.begin(&mut self.memory[side.index()], lane);
    }

    /// The next round's calendar and luck.
    pub(super) fn draw(&mut self) {
        let discount = self.matchup.rules.world.horizon.discount;
        for lane in 0..W {
            if self.block.round[lane] > 0.0 {
                self.block.discount[lane] *= discount;
            }
            self.block.round[lane] += 1.0;
            self.counters[lane] = Counter::of_round(0, self.block.round[lane] as u32).packed();
        }
        crate::base::chacha::blocks(&self.keys.nature, &self.streams, &self.counters, &mut self.luck);
        if self.matchup.rules.world.demand.sd > 0.0 {
            crate::base::chacha::blocks(&self.keys.demand, &self.streams, &self.counters, &mut self.demand);
        }
    }

    fn observe(&self, sink: &mut Sink<'_>) {
        if let Some(trajectories) = sink.trajectories.as_deref_mut() {
            for lane in 0..W {
                if self.block.live[lane] > 0.0 {
                    trajectories.record(&self.block, lane, self.lanes[lane].place);
                }
            }
        }
    }

    /// Mask of the lanes whose need ends after this round; settles the profile's points that end with it.
    pub(super) fn ends(&mut self, sink: &mut Sink<'_>) -> Lanes<W> {
        let last = self.matchup.rules.world.horizon.rounds.map_or(f64::INFINITY, f64::from);
        let survival = self.survival();
        let mut ends = [0.0; W];
        for lane in 0..W {
            let over = self.block.round[lane] >= last || survival[lane] >= self.continuation;
            ends[lane] = select(over, self.block.live[lane], 0.0);
        }
        if let Some(profile) = sink.profile.as_deref_mut() {
            for lane in (0..W).filter(|lane| self.block.live[*lane] > 0.0) {
                let values = [self.block.party[0].value[lane], self.block.party[1].value[lane]];
                let settled = if ends[lane] > 0.0 { f64::INFINITY } else { survival[lane] };
                let entry = &mut self.lanes[lane];
                entry.next_point = profile.settle(entry.next_point, settled, values, entry.place);
            }
        }
        ends
    }

    pub(super) fn harvest(&mut self, lane: usize, sink: &mut Sink<'_>) {
        let entry = &mut self.lanes[lane];
        entry.history.harvest(&self.block, lane);
        if self.matchup.rules.world.negotiation().is_some() {
            entry.history.forget_conduct();
        }
        sink.histories[entry.place] = entry.history;
    }
}
