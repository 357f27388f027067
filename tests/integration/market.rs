//! Markets: two parties alone are a matchup, widths and threads change no bit, and money is accounted for.

use longgame::base::side::Side;
use longgame::engine::batch;
use longgame::engine::market::{self, MarketPlan};
use longgame::engine::parallel::Watch;
use longgame::engine::plan::Plan;
use longgame::market::economy::MarketKeys;
use longgame::market::history::MarketHistory;
use longgame::market::play;
use longgame::scenario::read::read;
use longgame::scenario::resolve::{Design, resolve};

fn design(name: &str, set: &[&str]) -> Design {
    let set: Vec<String> = set.iter().map(|one| (*one).to_owned()).collect();
    resolve(&read(name, &set).unwrap()).unwrap()
}

/// Every strategy of a scenario's line-up as seller against every one as buyer, two parties who never look for others.
fn alone(name: &str, replications: u64, set: &[&str]) {
    let market = ["market={parties=2, rematch=0.0}", "horizon.continuation=1.0", "horizon.rounds=40"];
    let all: Vec<&str> = market.iter().chain(set).copied().collect();
    let paired = design(name, &all);
    let mut plan = Plan::round_robin(&paired, replications, 7);
    let count = paired.strategies.len();
    let cells = plan.cells.clone();
    for cell in cells {
        plan.cells = vec![cell];
        let expected = batch::run(&plan, 0);
        let mut economy = paired.economy().unwrap();
        let only = |place: usize| (0..count).map(|one| if one == place { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
        economy.shares.seller = only(cell.seller);
        economy.shares.buyer = only(cell.buyer);
        economy.named = false;
        let found = play::run(&economy, &MarketKeys::new(7), 0, replications as usize);
        for (history, market) in expected.cells[0].histories.iter().zip(&found) {
            for side in Side::ALL {
                let kind = &market.kinds[cell.on(side) + side.index() * count];
                let own = &history.party[side.index()];
                assert_eq!(kind.value.to_bits(), own.value.to_bits(), "{name} {cell:?} {side:?}");
                for (flow, expected) in kind.flows.iter().zip(&own.flows) {
                    assert_eq!(flow.abs().to_bits(), expected.abs().to_bits(), "{name} {cell:?} {side:?}");
                }
                assert_eq!([kind.effort, kind.kpi, kind.trust], [own.effort, own.kpi, own.trust]);
                assert_eq!(kind.served.to_bits(), history.contracted.to_bits());
            }
        }
    }
}

#[test]
fn two_parties_alone_are_a_matchup() {
    alone("saas-renewal", 40, &[]);
    alone("packaging-price-band", 40, &[]);
    alone("theory/v03-noisy-memory-one", 40, &[]);
}

fn market(design: &Design, replications: usize, width: usize) -> Vec<MarketHistory> {
    let economy = design.economy().unwrap();
    let keys = MarketKeys::new(3);
    match width {
        1 => play::run_lanes::<1>(&economy, &keys, 0, replications),
        8 => play::run_lanes::<8>(&economy, &keys, 0, replications),
        _ => play::run_lanes::<64>(&economy, &keys, 0, replications),
    }
}

const BUSY: [&str; 6] = [
    "market={parties=31, rematch=0.6, search_cost=1.0, entry_fee=2.0, exclusion=0.05}",
    "reputation={assessment_error=0.05, visibility=0.7, evidence=3.0}",
    "horizon.continuation=0.95",
    "horizon.rounds=40",
    "market.matching.reputation.seen=3",
    "run.burn_in=5",
];

#[test]
fn neither_width_nor_company_nor_threads_change_a_bit() {
    for set in [&BUSY[..4], &BUSY[..]] {
        let design = design("saas-renewal", set);
        let wide = market(&design, 6, 64);
        assert_eq!(wide, market(&design, 6, 1));
        assert_eq!(wide, market(&design, 6, 8));
        let economy = design.economy().unwrap();
        for (place, history) in wide.iter().enumerate() {
            let single = play::run(&economy, &MarketKeys::new(3), place as u64, 1);
            assert_eq!(&single[0], history, "replication {place} depends on those beside it");
        }
        let threads = |count: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap();
            let mut all = Vec::new();
            let plan = MarketPlan { economy: economy.clone(), replications: 150, seed: 3 };
            pool.install(|| market::run(&plan, Watch::NONE, |history| all.push(history.clone()))).unwrap();
            all
        };
        let one = threads(1);
        assert_eq!(one[..6], wide[..]);
        assert_eq!(one, threads(2));
        assert_eq!(one, threads(7));
    }
}

#[test]
fn money_adds_up_and_transfers_cancel() {
    use longgame::domain::flow::Account;
    let design = design("saas-renewal", &BUSY);
    for history in market(&design, 4, 64) {
        let mut transfers = [0.0; Account::COUNT];
        for kind in &history.kinds {
            let sum: f64 = kind.flows.iter().sum();
            assert!((sum - kind.value).abs() < 1e-6 * (1.0 + kind.value.abs()), "{sum} against {}", kind.value);
            for (total, flow) in transfers.iter_mut().zip(&kind.flows) {
                *total += flow;
            }
        }
        for account in Account::ALL.into_iter().filter(|account| account.is_transfer()) {
            assert!(transfers[account.index()].abs() < 1e-6, "{}", account.name());
        }
        let searched: f64 = history.kinds.iter().map(|kind| kind.flows[Account::Search.index()]).sum();
        assert!(searched < 0.0, "nobody paid for a partner");
    }
}
