//! Markets: two parties alone are a matchup, widths and threads change no bit, and money is accounted for.

use longgame::base::side::Side;
use longgame::engine::batch;
use longgame::engine::market::{self, MarketPlan};
use longgame::engine::parallel::Watch;
use longgame::engine::plan::Plan;
use longgame::experiment::run::{Settings, run};
use longgame::export::csv;
use longgame::market::economy::MarketKeys;
use longgame::market::history::{KindHistory, MarketHistory};
use longgame::market::play;
use longgame::report::Report;
use longgame::scenario::read::{read, read_text};
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

/// A network, new names, and alternatives that are learnt.
const LEARNING: [&str; 6] = [
    "market={parties=30, rematch=0.8, search_cost=1.0, alternative='learnt'}",
    "market.matching.network.small_world={neighbours=4, rewired=0.3}",
    "reputation={norm='image_scoring', whitewash={price=2.0}, evidence=3.0}",
    "horizon.continuation=0.9",
    "horizon.rounds=40",
    "contract.reference_rights.seller=0.5",
];

#[test]
fn neither_width_nor_company_nor_threads_change_a_bit() {
    for set in [&BUSY[..4], &BUSY[..], &LEARNING[..]] {
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

fn sum(histories: &[MarketHistory], read: impl Fn(&KindHistory) -> f64) -> f64 {
    histories.iter().flat_map(|history| &history.kinds).map(read).sum()
}

fn played(set: &[&str], replications: u64) -> Vec<MarketHistory> {
    let design = design("saas-renewal", set);
    let mut all = Vec::new();
    let plan = MarketPlan { economy: design.economy().unwrap(), replications, seed: 5 };
    market::run(&plan, Watch::NONE, |history| all.push(history.clone())).unwrap();
    all
}

#[test]
fn an_alternative_is_what_going_back_to_the_market_brings() {
    let market =
        |alternative: &str| format!("market={{parties=40, rematch=0.5, search_cost=3.0, alternative='{alternative}'}}");
    let run = |alternative: &str| {
        let histories = played(&[&market(alternative), "horizon.continuation=0.9", "horizon.rounds=60"], 16);
        let count = histories[0].kinds.len() / 2;
        // Held and earned per round, sellers first.
        let sides = [0, 1].map(|side: usize| {
            let kinds = || histories.iter().flat_map(|history| &history.kinds[side * count..(side + 1) * count]);
            let of = |read: fn(&KindHistory) -> f64| kinds().map(read).sum::<f64>();
            [of(|kind| kind.alternative) / of(|kind| kind.parties), of(|kind| kind.back_flow) / of(|kind| kind.back)]
        });
        (sides, sum(&histories, |kind| kind.value), sum(&histories, |kind| kind.impasses))
    };
    let (given, value, _) = run("given");
    let (learnt, learnt_value, _) = run("learnt");
    let (computed, ..) = run("computed");
    let outside = design("saas-renewal", &[&market("given"), "horizon.rounds=60"]).rules.world.outside;
    for side in Side::ALL {
        let [held, _] = given[side.index()];
        assert!((held - outside[side].option).abs() < 1e-9, "given is as given");
        let [held, earned] = learnt[side.index()];
        assert!(
            (held - earned).abs() < (outside[side].option - earned).abs(),
            "learning comes closer: {held} {earned}"
        );
        let [held, earned] = computed[side.index()];
        assert!((held - earned).abs() < 0.05 * (1.0 + earned.abs()), "a fixed point: {held} {earned}");
    }
    assert!((value - learnt_value).abs() > 1.0, "what one holds the market to be worth changes what one does");
}

#[test]
fn a_new_name_is_taken_where_it_pays_and_by_those_who_would() {
    let renamed = |price: &str, strategies: &str| {
        let compare = strategies.replace("lineup.strategies", "run.compare");
        let reputation = format!("reputation={{norm='image_scoring', whitewash={{price={price}}}, evidence=5.0}}");
        let set = [
            "market={parties=40, rotation=true, matching={reputation={seen=4}}}",
            &reputation,
            "horizon.rounds=60",
            strategies,
            &compare,
        ];
        sum(&played(&set, 8), |kind| kind.renamed)
    };
    let both = "lineup.strategies=['relationship', 'exploitative']";
    assert!(renamed("0.1", both) > 0.0);
    assert_eq!(renamed("1e6", both), 0.0);
    assert_eq!(renamed("0.1", "lineup.strategies=['relationship', 'distributive']"), 0.0);
}

/// Partners say nothing and nobody watches: only a contract that may be shown makes an act known.
#[test]
fn reference_rights_make_acts_known() {
    let bad = |right: &str| {
        let right = format!("contract.reference_rights.seller={right}");
        let set = [
            "market={parties=40, rotation=true}",
            "reputation={norm='image_scoring', observed=0.0}",
            "horizon.rounds=30",
            "lineup.strategies=['distributive', 'exploitative']",
            "run.compare=['distributive', 'exploitative']",
            "strategies.exploitative={extends='exploitative', assess={report='silent'}}",
            &right,
        ];
        let histories = played(&set, 4);
        let last = histories[0].rounds.len() / histories[0].kinds.len() - 1;
        // Sellers only: buyers have no such right.
        [0, 1].map(|side: usize| {
            let rows = histories.iter().flat_map(|history| &history.round(last)[2 * side..2 * side + 2]);
            rows.map(|row| row.scored - row.score).sum::<f64>()
        })
    };
    assert_eq!(bad("0.0"), [0.0, 0.0]);
    let [sellers, buyers] = bad("1.0");
    assert!(sellers > 0.0);
    assert_eq!(buyers, 0.0);
}

#[test]
fn an_edge_file_must_hang_together() {
    let resolved = |roles: &str| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/split-network.csv");
        let market = format!("market={{parties=6, roles='{roles}', matching={{network={{file={{path='{path}'}}}}}}}}");
        let set = [market, "horizon.rounds=20".to_owned()];
        resolve(&read("saas-renewal", &set).unwrap()).map(drop).map_err(|error| format!("{error:?}"))
    };
    let error = resolved("either").unwrap_err();
    assert!(error.contains("no chain of edges leads from party 1 to party 4"), "{error}");
    let error = resolved("fixed").unwrap_err();
    assert!(error.contains("parties 1 to 3 sell"), "{error}");
}

/// A table as it is written.
fn rows_of(report: &Report, table: &str) -> String {
    String::from_utf8(csv::table_csv(report.table(table).unwrap()).unwrap()).unwrap()
}

/// What a scenario's search along a number found: verdict and estimate, from its table.
fn searched(text: &str, along: &str) -> (String, f64) {
    let scenario = read_text(
        "test.toml",
        &format!("{text}\n[run]\nreplications = 12\nbreak_even_replications = 12\nburn_in = 1\ncompare = ['a', 'b']"),
        &[format!("market.break_even=['{along}']")],
    )
    .unwrap();
    let report = run(&scenario, &Settings::default(), Watch::NONE).unwrap();
    let table = rows_of(&report, "break_even");
    let row: Vec<&str> = table.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(row[1], along);
    (row[2].to_owned(), row[3].parse().unwrap_or(f64::NAN))
}

fn strangers(temptation: f64, reward: f64, punishment: f64, sucker: f64) -> String {
    format!(
        "title = 'strangers'
         [lineup]
         strategies = ['a', 'b']
         [stage.matrix.symmetric]
         temptation = {temptation}
         reward = {reward}
         punishment = {punishment}
         sucker = {sucker}
         [horizon]
         rounds = 40
         [contract.term]
         rounds = 1
         [market]
         parties = 400
         roles = 'either'
         rotation = true
         [strategies.b.conduct.effort.fixed]
         effort = 0.0
        "
    )
}

const HELPS: &str = "[strategies.a.conduct.effort.fixed]\neffort = 1.0\n";

/// Hawks and doves (value 2, cost c) live side by side where a share 2/c are hawks; the stag hunt has no such share, but one
/// from which on everyone hunts hares; in the dilemma nobody helps in the end.
#[test]
fn conduct_that_pays_spreads_to_where_theory_has_it() {
    for cost in [3.0, 5.0] {
        let game = strangers(2.0, 1.0, (2.0 - cost) / 2.0, 0.0);
        let (verdict, share) = searched(&(game + HELPS), "share");
        assert_eq!(verdict, "above");
        assert!((share - 2.0 / cost).abs() < 0.01, "{share} hawks at a cost of {cost}");
    }
    for hare in [1.0, 2.0] {
        // A hare is sure; a stag, worth 3, takes two.
        let (verdict, share) = searched(&(strangers(hare, 3.0, hare, 0.0) + HELPS), "share");
        assert_eq!(verdict, "below");
        assert!((share - (1.0 - hare / 3.0)).abs() < 0.01, "{share} hares of {hare}");
    }
    assert_eq!(searched(&(strangers(3.0, 2.0, 0.0, -1.0) + HELPS), "share").0, "never");
}

/// Among as many who help the good as never help, names must be seen with probability 2c / (b + c) for helping to pay
/// (Nowak 2006: where it is risk-dominant).
#[test]
fn names_must_be_seen_as_often_as_theory_has_it() {
    for (benefit, cost) in [(3.0, 1.0), (4.0, 2.0)] {
        let game = strangers(benefit, benefit - cost, 0.0, -cost) + "[reputation]\nnorm = 'standing'\n";
        let (verdict, visibility) = searched(&(game + "[strategies.a]\nextends = 'discriminator'\n"), "visibility");
        assert_eq!(verdict, "above");
        let expected = 2.0 * cost / (benefit + cost);
        assert!((visibility - expected).abs() < 0.03, "{visibility} against {expected}");
    }
}

/// A variant that changes nothing changes nothing; one that makes searching dearer takes just that from those who search.
#[test]
fn a_variant_is_compared_under_the_same_luck() {
    let variants = [
        "market={parties=40, rematch=0.5, search_cost=1.0}",
        "horizon={rounds=30, discount=1.0}",
        "run.burn_in=0",
        "variants=[{name='same', set=['market.rematch=0.5']}, {name='dearer', set=['market.search_cost=3.0']}]",
    ];
    let scenario = read("saas-renewal", &variants.map(str::to_owned)).unwrap();
    let settings = Settings { replications: Some(8), ..Settings::default() };
    let report = run(&scenario, &settings, Watch::NONE).unwrap();
    let table = rows_of(&report, "changes");
    let flows = rows_of(&report, "flows");
    let column =
        |table: &str, name: &str| table.lines().next().unwrap().split(',').position(|one| one == name).unwrap();
    let of = |table: &str, key: &str, name: &str| -> f64 {
        let place = column(table, name);
        table.lines().find(|line| line.starts_with(key)).unwrap().split(',').nth(place).unwrap().parse().unwrap()
    };
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("same,")).collect();
    assert_eq!(rows.len(), (1 + 3 + 6) * 4, "all, strategies, strategies by side; all rounds and three parts");
    assert!(rows.iter().all(|row| row.split(',').nth(column(&table, "difference_mean")) == Some("0")), "{rows:?}");
    // What searching cost at 1 a round, and what it costs beyond that at 3.
    let searched = of(&flows, "as given,relationship,both,search", "flow_mean");
    let taken = 30.0 * of(&table, "dearer,relationship,both,1,30", "difference_mean");
    assert!((taken - 2.0 * searched).abs() < 1e-3 && searched < -1.0, "{taken} where {searched} is paid");
}

/// Who helps the good only, in a market under each second-order norm: the share of good standings is the fixed point of what the
/// norm makes of help given, help that failed, and refusals (Panchanathan and Boyd 2003, with both errors).
#[test]
fn all_sixteen_norms_keep_the_share_of_good_names_that_follows_from_them() {
    let (lapse, error) = (0.1, 0.1);
    let mut shares = Vec::new();
    for number in 0..16 {
        let norm = format!("{number:04b}");
        let set = [
            format!("reputation.norm='{norm}'"),
            format!("reputation.assessment_error={error}"),
            format!("noise.lapse={lapse}"),
            "horizon.rounds=250".to_owned(),
        ];
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        let design = design("theory/v26-norms", &set);
        let mut late = [0.0; 2];
        for history in market(&design, 4, 64) {
            for row in (50..250).flat_map(|round| history.round(round)) {
                late[0] += row.score;
                late[1] += row.scored;
            }
        }
        let good = |digit: usize| if norm.as_bytes()[digit] == b'1' { 1.0 - error } else { error };
        let [helped, _, failed, refused] = [0, 1, 2, 3].map(good);
        let kept = (1.0 - lapse) * helped + lapse * failed;
        let expected = refused / (1.0 - kept + refused);
        let found = late[0] / late[1];
        assert!((found - expected).abs() < 0.02, "{norm}: {found} against {expected}");
        shares.push(expected);
    }
    let (least, most) = shares.iter().fold((1.0_f64, 0.0_f64), |(least, most), one| (least.min(*one), most.max(*one)));
    assert!(most - least > 0.5, "the norms differ");
}
