//! All constant data of one design point, ready for the round; it does not know strategies or files.

use crate::domain::clause::governance::LONGEST_CADENCE;
use crate::domain::contract::Contract;
use crate::domain::flow::Account;
use crate::domain::mechanism::{Mechanism, Mechanisms};
use crate::domain::stage::Stage;
use crate::execution::world::World;
use crate::relationship::menu::Menu;
use std::sync::Arc;

/// World, contract and menu, and what follows from them.
#[derive(Debug)]
pub struct Rules {
    /// The world.
    pub world: World,
    /// The contract as the scenario gives it; sessions change its negotiable terms.
    pub contract: Contract,
    /// What can be negotiated, if anything.
    pub menu: Option<Arc<Menu>>,
    /// Rounds that do not count towards long-run averages.
    pub burn_in: f64,
    /// Accounts that can be booked in this stage.
    pub accounts: Vec<Account>,
    /// Share of a review's accuracy above chance that is left at each age of a signal.
    pub retention: [f64; LONGEST_CADENCE + 1],
    /// What any contract on offer uses.
    pub uses: Mechanisms,
    /// Whether the buyer may be committed to a volume that demand can fall short of.
    pub committed: bool,
    /// Whether a side may be seen whose name is worth something.
    pub referenced: bool,
    /// First-best joint flow of a round; what an investment or a name adds is not in it.
    pub first_best: f64,
}

impl Rules {
    /// Derives what the round needs.
    pub fn new(world: World, contract: Contract, menu: Option<Arc<Menu>>, burn_in: u32) -> Self {
        let first_best = world.first_best();
        let uses = Mechanisms::of(offered(menu.as_deref()).iter().chain([&contract]));
        let varies = world.delivery().is_some() && world.demand.sd > 0.0;
        let committed = varies && uses.contains(Mechanism::Commitment);
        let valued = world.reputation.value.iter().any(|(_, value)| *value > 0.0);
        let referenced = valued && uses.contains(Mechanism::References);
        Self {
            accounts: accounts(&world, committed, referenced),
            retention: retention(contract.governance.retention),
            burn_in: f64::from(burn_in),
            first_best,
            uses,
            committed,
            referenced,
            world,
            contract,
            menu,
        }
    }
}

/// The contracts that a session can lead to.
fn offered(menu: Option<&Menu>) -> &[Contract] {
    menu.map_or(&[], |menu| &menu.contracts)
}

fn accounts(world: &World, committed: bool, referenced: bool) -> Vec<Account> {
    let used = |account: &Account| match account {
        Account::Distress => world.distress > 0.0,
        Account::TakeOrPay => committed,
        Account::Investment | Account::InvestmentValue => world.investment.productivity > 0.0,
        Account::Reference => referenced,
        _ => true,
    };
    let booked = |account: &Account| match (&world.stage, account) {
        (_, Account::Search) => false,
        (Stage::Delivery(_), account) => *account != Account::StagePayoff,
        (
            _,
            Account::StagePayoff
            | Account::Switching
            | Account::ExitFee
            | Account::OutsideOption
            | Account::Investment
            | Account::InvestmentValue
            | Account::Reference,
        ) => true,
        (Stage::Matrix(_), account) => *account == Account::Governance,
        (Stage::Domain(_), account) => *account == Account::Negotiation,
    };
    Account::ALL.into_iter().filter(booked).filter(used).collect()
}

fn retention(share: f64) -> [f64; LONGEST_CADENCE + 1] {
    let mut table = [1.0; LONGEST_CADENCE + 1];
    for age in 1..table.len() {
        table[age] = table[age - 1] * share;
    }
    table
}
