//! Books a round's flows: clears them, adds them up and discounts them into the accounts; it does not know what they are for.

use crate::domain::flow::Account;
use crate::execution::block::{Block, Lanes};
use crate::execution::party::Party;

/// Clears this round's flows of the given accounts.
#[inline(always)]
pub fn clear<const W: usize>(block: &mut Block<W>, accounts: &[Account]) {
    for party in &mut block.party {
        for account in accounts {
            party.flow[account.index()] = [0.0; W];
        }
    }
}

/// Books this round's flows: net flow, discounted accounts and value.
#[inline(always)]
pub fn book<const W: usize>(block: &mut Block<W>, accounts: &[Account]) {
    for party in &mut block.party {
        party.net = [0.0; W];
        for account in accounts {
            let flow = &party.flow[account.index()];
            let booked = &mut party.booked[account.index()];
            for lane in 0..W {
                booked[lane] += block.discount[lane] * flow[lane];
                party.net[lane] += flow[lane];
            }
        }
        for lane in 0..W {
            party.value[lane] += block.discount[lane] * party.net[lane];
        }
    }
}

/// Accounts whose flows are in proportion to the scale of the contract.
const SCALED: [Account; 5] =
    [Account::StagePayoff, Account::DeliveredValue, Account::DeliveryCost, Account::Price, Account::Credit];

/// What this round's net flow would have been at full scale.
#[inline(always)]
pub fn at_full_scale<const W: usize>(party: &Party<W>, scale: &Lanes<W>) -> Lanes<W> {
    let mut full = party.net;
    for account in SCALED {
        let flow = &party.flow[account.index()];
        for lane in 0..W {
            full[lane] += flow[lane] * (1.0 / scale[lane] - 1.0);
        }
    }
    full
}

/// Books one more flow of this round in one lane, after the round was booked.
#[inline(always)]
pub fn book_late<const W: usize>(block: &mut Block<W>, side: usize, account: Account, lane: usize, amount: f64) {
    let discounted = block.discount[lane] * amount;
    let party = &mut block.party[side];
    party.flow[account.index()][lane] += amount;
    party.net[lane] += amount;
    party.booked[account.index()][lane] += discounted;
    party.value[lane] += discounted;
}
