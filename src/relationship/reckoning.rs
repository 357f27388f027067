//! What was said at the table and comes to light later costs trust: broken promises at once, lies at a review.

use crate::bargaining::part::Disclosure;
use crate::base::numeric::unit;
use crate::base::random::Slot;
use crate::base::side::Side;
use crate::relationship::game::Game;

impl<const W: usize> Game<'_, W> {
    /// After a session: promises of favours that were not kept count as bad faith, and lies are remembered.
    pub(super) fn hold_against(&mut self, lane: usize) {
        for side in Side::ALL {
            if self.lanes[lane].recollections[side.index()].promise_broken {
                self.distrust(lane, side);
            }
            self.lanes[lane].lied[side.index()] = self.lies(side);
        }
    }

    /// Whether a side overstates what it discloses that it needs.
    fn lies(&self, side: Side) -> bool {
        let tactics = &self.matchup.strategy(side).tactics;
        tactics.discloses == Disclosure::Reservation && tactics.overstatement > 0.0
    }

    /// A review brings a lie to light with its accuracy, once.
    #[inline(always)]
    pub(super) fn expose(&mut self) {
        for side in Side::ALL {
            if self.lies(side) {
                self.examine(side);
            }
        }
    }

    #[inline(never)]
    fn examine(&mut self, liar: Side) {
        let other = liar.other();
        for lane in 0..W {
            let word = self.luck.word(Slot::audit(other).index())[lane];
            let found = unit(word) < self.block.terms.accuracy[lane];
            if self.block.reviewed[lane] > 0.0 && self.lanes[lane].lied[liar.index()] && found {
                self.lanes[lane].lied[liar.index()] = false;
                self.distrust(lane, other);
            }
        }
    }

    /// One piece of bad evidence.
    pub(super) fn distrust(&mut self, lane: usize, side: Side) {
        let belief = &self.matchup.strategy(side).conduct.trust;
        let party = &mut self.block.party[side.index()];
        party.bad[lane] += belief.bad_weight;
        party.trust[lane] = belief.trust(party.good[lane], party.bad[lane]);
    }
}
