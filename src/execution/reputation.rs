//! Reputation as a good name: what being seen with a partner that trusts one is worth, while it lasts and after; it does not know who looks.

use crate::base::numeric::select;
use crate::base::side::Side;
use crate::domain::clause::reference_rights::name;
use crate::domain::flow::Account;
use crate::execution::block::Block;
use crate::trust::belief::Belief;

/// Most that a name may be worth, money per round.
pub const MOST: f64 = 1e9;

/// Books the round's worth of one side's name. `other`: how its partner turns signals into trust.
///
/// While a contract is signed the name follows the trust with which the partner came into the round; afterwards others forget
/// it as fast as the partner would.
#[inline(always)]
pub fn book<const W: usize>(block: &mut Block<W>, side: Side, value: f64, other: &Belief) {
    let (me, partner) = (side.index(), side.other().index());
    let prior = other.trust(0.0, 0.0);
    for lane in 0..W {
        let fresh = name(block.covenants.right[me][lane], block.party[partner].trust[lane], prior);
        let faded = other.forget(block.covenants.name[me][lane]);
        let known = select(block.signed[lane] > 0.0, fresh, faded);
        block.covenants.name[me][lane] = known;
        block.party[me].flow[Account::Reference.index()][lane] = value * known * block.live[lane];
    }
}
