//! Each clause by a history worked out by hand: a seller that follows a fixed pattern, no noise, prices of 100 unless said.

use longgame::base::side::Side;
use longgame::domain::flow::Account;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::{Plan, Width};
use longgame::experiment::replay::told;
use longgame::relationship::history::{Ending, History};
use longgame::scenario::read::read_text;
use longgame::scenario::resolve::{Design, resolve};

/// A seller worth 35 a round to the buyer at full effort and -15 without any; efforts show in the KPI as they are.
const BASE: &str = r#"
title = "by hand"
[lineup]
strategies = ["seller", "buyer"]
[stage.delivery]
base_value = 85
base_cost = 45
seller = { value = 50, cost = 15 }
buyer = { value = 15, cost = 6 }
[kpi.seller]
sd = 0.0
gaming_yield = 0.5
[kpi.buyer]
sd = 0.0
[horizon]
continuation = 1
discount = 1
rounds = 8
[contract]
price = 100
target = { seller = 0.6, buyer = 0.0 }
[contract.term]
rounds = 100
[strategies.buyer.conduct.effort.fixed]
effort = 0.0
"#;

/// An automaton that goes through these efforts and starts again.
fn pattern(efforts: &[u32]) -> String {
    let states: Vec<String> = (1..=efforts.len())
        .zip(efforts)
        .map(|(next, effort)| {
            let next = next % efforts.len();
            format!("{{ cooperate = {effort}.0, next = [{next}, {next}, {next}, {next}] }}")
        })
        .collect();
    format!("strategies.seller.conduct.effort={{automaton={{states=[{}]}}}}", states.join(", "))
}

fn steady(effort: f64, gaming: f64) -> String {
    format!("strategies.seller.conduct.effort={{fixed={{effort={effort:?}, gaming={gaming:?}}}}}")
}

fn design(sets: &[&str]) -> Design {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    resolve(&read_text("by hand", BASE, &sets).unwrap()).unwrap()
}

/// The history of the first replication, the same at every width.
fn history(sets: &[&str]) -> History {
    let design = design(sets);
    let mut found = Vec::new();
    for width in [Width::One, Width::Eight, Width::SixtyFour] {
        let mut plan = Plan::round_robin(&design, 100, 1);
        plan.width = width;
        plan.cells.retain(|cell| cell.seller == 0 && cell.buyer == 1);
        let mut histories = Vec::new();
        parallel::run(&plan, Watch::NONE, |batch| {
            histories.extend(batch.cells.iter().flat_map(|cell| cell.histories.iter().copied()));
        })
        .unwrap();
        let bits: Vec<u64> = histories.iter().flat_map(|history| history.party[0].flows).map(f64::to_bits).collect();
        found.push((histories[0], bits));
    }
    assert!(found.iter().all(|(_, bits)| *bits == found[0].1), "widths differ");
    found[0].0
}

fn flow(history: &History, side: Side, account: Account) -> f64 {
    history.party[side.index()].flows[account.index()]
}

fn received(history: &History, account: Account) -> f64 {
    flow(history, Side::Seller, account)
}

/// Two rounds at a quarter of the scale and six at full scale: 2 x 25 + 6 x 100, and value and cost in the same way.
#[test]
fn a_pilot_scales_value_cost_price_and_credits() {
    let pilot = ["contract.pilot={scale=0.25, rounds=2}", "contract.service_credits={rate=0.3}"];
    let good = history(&[pilot[0], &steady(1.0, 0.0)]);
    assert_eq!(received(&good, Account::Price), 650.0);
    assert_eq!(received(&good, Account::DeliveryCost), -6.5 * 60.0);
    assert_eq!(flow(&good, Side::Buyer, Account::DeliveredValue), 6.5 * 135.0);
    let poor = history(&[pilot[0], pilot[1], &steady(0.0, 0.0)]);
    assert!((received(&poor, Account::Credit) + 6.5 * 30.0).abs() < 1e-9);
}

#[test]
fn a_pilot_that_falls_short_ends_or_stays_small() {
    let pilot = |rest: &str| format!("contract.pilot={{scale=0.25, rounds=2, upgrade_kpi=0.7{rest}}}");
    let effort = steady(0.5, 0.0);
    let ended = history(&[&pilot(""), &effort]);
    assert_eq!((ended.contracted, ended.ending), (2.0, Ending::PilotFailed));
    assert_eq!(received(&ended, Account::Price), 50.0);
    let stayed = history(&[&pilot(", otherwise=\"stay\""), &effort]);
    assert_eq!((stayed.contracted, received(&stayed, Account::Price)), (8.0, 200.0));
    // Gaming lifts the KPI from .5 to 1, which only an audit sees.
    let gamed = steady(0.5, 1.0);
    assert_eq!(received(&history(&[&pilot(""), &gamed]), Account::Price), 650.0);
    assert_eq!(received(&history(&[&pilot(", audited=true"), &gamed]), Account::Price), 50.0);
    // The mean counts: 1 and 0 give .5.
    assert_eq!(history(&[&pilot(""), &pattern(&[1, 0])]).ending, Ending::PilotFailed);
    assert_eq!(history(&[&pilot(""), &pattern(&[1, 1, 0, 0])]).ending, Ending::NeedEnded);
}

/// The buyer has 35 a round at full scale and 8.75 in the pilot; its alternative of 20 is in proportion to the volume too.
#[test]
fn nobody_leaves_a_good_partner_for_the_smallness_of_a_pilot() {
    let sets = ["contract.pilot={scale=0.25, rounds=6}", "strategies.buyer.review.horizon=16"];
    let free = "contract.exit_ramp.break_fee={seller=0.0, buyer=0.0}";
    let outside = |option: f64| format!("outside.buyer.option={option:?}");
    let stays = history(&[sets[0], sets[1], free, &outside(20.0), &steady(1.0, 0.0)]);
    assert_eq!((stays.contracted, stays.ending), (8.0, Ending::NeedEnded));
    let leaves = history(&[sets[0], sets[1], free, &outside(40.0), &steady(1.0, 0.0)]);
    assert_eq!((leaves.contracted, leaves.ending), (1.0, Ending::Broken(Side::Buyer)));
}

/// The KPI alternates between 1 and 0. By rounds it misses by .6 every second time: 30 of 100. By windows of two it is .5,
/// misses by .1 and owes a third of the rate: 10% of 200, or of 100.
#[test]
fn credits_are_judged_over_their_window() {
    let alternating = pattern(&[1, 0]);
    let credit = |rest: &str, rounds: u32| {
        let credits = format!("contract.service_credits={{rate=0.3{rest}}}");
        received(&history(&[&credits, &alternating, &format!("horizon.rounds={rounds}")]), Account::Credit)
    };
    assert!((credit("", 8) + 120.0).abs() < 1e-9);
    assert!((credit(", window=2", 8) + 4.0 * 20.0).abs() < 1e-9);
    assert!((credit(", window=2, basis=\"round\"", 8) + 4.0 * 10.0).abs() < 1e-9);
    assert!((credit(", window=2, cap=0.05", 8) + 4.0 * 10.0).abs() < 1e-9);
    // Nine rounds hold four whole windows; the ninth is never judged.
    assert!((credit(", window=2", 9) + 4.0 * 20.0).abs() < 1e-9);
    assert_eq!(credit(", window=9", 8), 0.0);
}

/// 30 in each of eight rounds, on whose word?
#[test]
fn credits_hang_on_the_word_of_their_claimant() {
    let credit = |claimant: &str, conduct: &str| {
        let credits = format!("contract.service_credits={{rate=0.3, claimant=\"{claimant}\"}}");
        let found = history(&[&credits, conduct, &steady(0.0, 0.0)]);
        received(&found, Account::Credit).round() as i64
    };
    let silent = "strategies.buyer.conduct.claims=false";
    let secretive = "strategies.seller.conduct.reports=false";
    let cases = [("injured", [-240, 0, -240]), ("automatic", [-240; 3]), ("owing", [-240, -240, 0])];
    for (claimant, expected) in cases {
        let found = ["run.burn_in=0", silent, secretive].map(|conduct| credit(claimant, conduct));
        assert_eq!(found, expected, "{claimant}");
    }
    // Over-claims need a claimant that asks.
    let tries = "strategies.buyer.conduct.over_claims=true";
    let claims = |claimant: &str| {
        let credits = format!("contract.service_credits={{rate=0.3, claimant=\"{claimant}\"}}");
        let found =
            history(&[&credits, tries, &steady(1.0, 0.0), "kpi.claim_cost=7", "horizon.rounds=60", "noise.slip=0"]);
        (received(&found, Account::Credit), flow(&found, Side::Buyer, Account::Governance))
    };
    assert!(claims("injured").0 < 0.0 && claims("injured").1 < 0.0);
    assert_eq!(claims("automatic"), (0.0, 0.0));
}

#[test]
fn a_performance_fee_is_paid_whatever_the_buyers_ways() {
    let paid = |enforceable: bool, pays: bool| {
        let bonus = format!("contract.bonus={{amount=9, above_target=0.1, enforceable={enforceable}}}");
        let pays = format!("strategies.buyer.conduct.pays_bonus={pays}");
        received(&history(&[&bonus, &pays, &pattern(&[1, 0])]), Account::Bonus)
    };
    assert_eq!([paid(false, true), paid(false, false), paid(true, false)], [36.0, 0.0, 36.0]);
}

#[test]
fn a_cure_gives_the_failing_side_its_rounds() {
    let ramp = |cure: u32| format!("contract.exit_ramp={{misses=2, automatic=true, fee=5, cure={cure}}}");
    let lasts = |cure: u32, efforts: &[u32]| {
        let found = history(&[&ramp(cure), &pattern(efforts)]);
        (found.contracted, found.ending)
    };
    let left = Ending::Ramp(Side::Buyer);
    assert_eq!(lasts(0, &[0]), (2.0, left));
    assert_eq!(lasts(1, &[0]), (3.0, left));
    assert_eq!(lasts(4, &[0]), (6.0, left));
    assert_eq!(lasts(0, &[1, 0, 0]), (3.0, left));
    // The hit in the third and sixth round comes within the cure.
    assert_eq!(lasts(1, &[0, 0, 1]), (8.0, Ending::NeedEnded));
}

/// The average starts at the target of .6 and goes .3, .15, .075 at a weight of .5.
#[test]
fn a_ramp_opens_by_a_moving_average() {
    let lasts = |below: f64, cure: u32, efforts: &[u32]| {
        let ramp =
            format!("contract.exit_ramp={{average_below={below:?}, average_weight=0.5, automatic=true, cure={cure}}}");
        // The same bound holds for the buyer's KPI.
        let buyer = "strategies.buyer.conduct.effort.fixed.effort=1.0";
        history(&[&ramp, buyer, &pattern(efforts)]).contracted
    };
    assert_eq!([lasts(0.31, 0, &[0]), lasts(0.2, 0, &[0]), lasts(0.1, 0, &[0])], [1.0, 2.0, 3.0]);
    // Good and poor rounds in turn: .8, .4, .7, .35, .675, .3375; then .66875, .334375.
    assert_eq!([lasts(0.36, 0, &[1, 0]), lasts(0.335, 0, &[1, 0])], [4.0, 8.0]);
    // Cured by the hit that follows, it starts again from .6: .8, .4 and so on, and never runs out of rounds.
    assert_eq!(lasts(0.41, 0, &[1, 0]), 2.0);
    assert_eq!(lasts(0.41, 1, &[1, 0]), 8.0);
}

/// Rounds 1, 4 and 7 are served and miss; after each two rounds rest. The buyer pays the fee each time.
#[test]
fn a_ramp_that_pauses_starts_all_counts_afresh() {
    let ramp = "contract.exit_ramp={misses=1, automatic=true, fee=5, action=\"pause\", pause_rounds=2}";
    let outside = "outside.buyer.option=3";
    let found = history(&[ramp, outside, &steady(0.0, 0.0)]);
    assert_eq!((found.contracted, found.paused, found.ending), (3.0, 5.0, Ending::NeedEnded));
    assert_eq!(received(&found, Account::ExitFee), 15.0);
    assert_eq!(received(&found, Account::Price), 300.0);
    assert_eq!(flow(&found, Side::Buyer, Account::OutsideOption), 15.0);
    let twice = "contract.exit_ramp={misses=2, automatic=true, fee=5, action=\"pause\", pause_rounds=1}";
    assert_eq!(history(&[twice, &steady(0.0, 0.0)]).contracted, 6.0);
}

/// After the second round six of eight are left: staying would cost 600.
#[test]
fn a_side_that_enforces_uses_the_ramp_where_it_costs_less_than_staying() {
    let lasts = |fee: u32, enforces: bool| {
        let ramp = format!("contract.exit_ramp={{misses=2, fee={fee}}}");
        let enforces = format!("strategies.buyer.review.enforces={enforces}");
        let found = history(&[&ramp, &enforces, "contract.term.rounds=8", &steady(0.0, 0.0)]);
        (found.contracted, found.ending, received(&found, Account::ExitFee))
    };
    assert_eq!(lasts(599, true), (2.0, Ending::Ramp(Side::Buyer), 599.0));
    assert_eq!(lasts(600, true), (8.0, Ending::NeedEnded, 0.0));
    assert_eq!(lasts(50, false), (8.0, Ending::NeedEnded, 0.0));
}

/// The buyer would rather leave than renew, but breaking costs it the rest of the term.
const UNWILLING: [&str; 4] = [
    "strategies.buyer.review.horizon=2",
    "outside.buyer.option=30",
    "contract.exit_ramp.break_fee={seller=1.0, buyer=1.0}",
    "horizon.rounds=12",
];

#[test]
fn a_hidden_renewal_traps_once_and_costs_trust() {
    let renewed = |term: &str| {
        let term = format!("contract.term={{rounds=4, {term}}}");
        let found = history(&[&UNWILLING[..], &[&term, &steady(0.0, 0.0)]].concat());
        (found.contracted, found.renewals, found.ending)
    };
    let left = Ending::NotRenewed(Side::Buyer);
    assert_eq!(renewed("renewal=\"automatic\""), (4.0, 0.0, left));
    assert_eq!(renewed("renewal=\"hidden\""), (8.0, 1.0, left));
    assert_eq!(renewed("renewal=\"hidden\", hidden_from=\"seller\""), (4.0, 0.0, left));
    // At full effort the buyer wants to stay, so nothing comes to light.
    let good = history(&["contract.term={rounds=4, renewal=\"hidden\"}", UNWILLING[0], &steady(1.0, 0.0)]);
    assert_eq!((good.renewals, good.ending), (1.0, Ending::NeedEnded));
    // The same play, hidden from the side that would not mind: the difference in trust is the trap's.
    let trust = |from: &str| {
        let term = format!("contract.term={{rounds=4, renewal=\"hidden\", hidden_from=\"{from}\", notice=4}}");
        let effort = steady(0.7, 0.0);
        let sets = [&UNWILLING[..3], &["horizon.rounds=5", &term, &effort]].concat();
        let found = history(&sets);
        (found.contracted, found.party[1].trust)
    };
    let (trapped, free) = (trust("buyer"), trust("seller"));
    assert_eq!((trapped.0, free.0), (5.0, 4.0));
    // Prior .65 of weight 4, one good signal a round: with the fourth round comes one bad signal of weight 2.
    let beta = |rounds: i32, bad: f64| {
        let good: f64 = (0..rounds).map(|age| 0.95_f64.powi(age)).sum();
        (2.6 + good) / (4.0 + good + bad)
    };
    let expected = beta(1, 0.0) + beta(2, 0.0) + beta(3, 0.0) + beta(4, 2.0) + beta(5, 2.0 * 0.95);
    assert!((trapped.1 - expected).abs() < 1e-9, "{} {expected}", trapped.1);
}

/// With work good at first and poor later, what is known when notice is due decides.
#[test]
fn notice_is_given_with_what_is_known_then() {
    // Own flow 35 in the first round and -15 after it; from 0 the usual flow goes 7, 2.6, -.9 and further down.
    let seller = "strategies.seller.conduct.effort={automaton={states=[{cooperate=1.0, next=[1,1,1,1]}, {cooperate=0.0, next=[1,1,1,1]}]}}";
    let lasts = |notice: u32| {
        let term = format!("contract.term={{rounds=4, renewal=\"automatic\", notice={notice}}}");
        let sets = [UNWILLING[0], "outside.buyer.option=0", UNWILLING[2], UNWILLING[3], &term, seller];
        let found = history(&sets);
        (found.contracted, found.ending)
    };
    let left = Ending::NotRenewed(Side::Buyer);
    assert_eq!([lasts(0), lasts(1)], [(4.0, left); 2]);
    // Due after the second or first round it is not given, and the contract binds for another term.
    assert_eq!([lasts(2), lasts(3), lasts(4)], [(8.0, left); 3]);
}

#[test]
fn a_reported_index_is_shaded_as_far_as_its_leeway() {
    let price = |band: &str, shading: [f64; 2]| {
        let band = format!("contract.price_band={{pass_through=1.0, {band}}}");
        let [seller, buyer] = [("seller", shading[0]), ("buyer", shading[1])]
            .map(|(who, s)| format!("strategies.{who}.conduct.shading={s:?}"));
        let found = history(&[&band, &seller, &buyer, &steady(1.0, 0.0)]);
        found.price / found.contracted
    };
    let open = |source: &str| format!("floor=1.0, cap=100.0, source=\"{source}\"");
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    close(price(&open("seller"), [0.05, -0.5]), 105.0);
    close(price(&open("seller"), [0.5, 0.0]), 110.0);
    close(price(&open("buyer"), [0.5, -0.5]), 90.0);
    close(price(&open("public"), [0.5, -0.5]), 100.0);
    close(price("source=\"seller\", leeway=0.3", [0.5, 0.0]), 105.0);
}

#[test]
fn absolute_bounds_hold_beside_relative_ones() {
    let price = |band: &str| {
        let band = format!("contract.price_band={{{band}}}");
        let found = history(&[&band, "index.walk={start=1.0, step={normal={drift=0.5, sd=0.0}}}", &steady(1.0, 0.0)]);
        found.price / found.contracted
    };
    assert_eq!(price("floor_price=104.0"), 104.0);
    assert_eq!(price("cap_price=97.0"), 97.0);
    // The index rises by half in the first round and further, so the tighter of both caps binds throughout.
    assert_eq!(price("pass_through=1.0, cap=0.2, base_index=1.0, cap_price=110.0"), 110.0);
    assert_eq!(price("pass_through=1.0, cap=0.2, base_index=1.0, cap_price=130.0"), 120.0);
}

/// Taken up after a quarter of a round and then resolved with probability .5 at once: .25 + .75 x .5 of the loss is left.
#[test]
fn a_ladder_leaves_the_expected_share_of_an_incident() {
    let loss = |governance: &str| {
        let governance = format!("contract.governance={{{governance}}}");
        let incident = "incidents.seller={probability=1.0, loss=16.0}";
        received(&history(&[&governance, incident, &steady(1.0, 0.0)]), Account::IncidentLoss)
    };
    assert_eq!(loss(""), -128.0);
    assert_eq!(loss("first_response=0.25, ladder=[{delay=0.0, resolves=0.5}]"), -128.0 * 0.625);
    assert_eq!(loss("first_response=0.25, escalation=0.5"), -128.0 * 0.625);
}

/// What clauses do over several rounds is told where it happens.
#[test]
fn transcripts_tell_of_pilots_pauses_notice_and_traps() {
    let text = |sets: &[&str]| {
        let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
        let scenario = read_text("by hand", BASE, &sets).unwrap();
        told(&super::replay::transcript(&scenario, "seller:buyer", 0)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let says = |sets: &[&str], words: &[&str]| {
        let text = text(sets);
        for word in words {
            assert!(text.contains(word), "`{word}` is missing in:\n{text}");
        }
    };
    says(
        &["contract.pilot={scale=0.25, rounds=2, upgrade_kpi=0.7}", &steady(0.5, 0.0)],
        &["a mean KPI of 0.50 against the 0.70 asked for; that ends the contract", "the pilot has fallen short"],
    );
    says(
        &["contract.exit_ramp={misses=1, automatic=true, action=\"pause\", pause_rounds=2}", &steady(0.0, 0.0)],
        &["service and payment rest for 2 rounds", "The pause is over."],
    );
    let hidden = "contract.term={rounds=4, renewal=\"hidden\", notice=1}";
    says(
        &[&UNWILLING[..], &[hidden, &steady(0.0, 0.0)]].concat(),
        &["The buyer would have left and finds that the contract has run on", "The buyer gives notice"],
    );
    says(
        &[
            "contract.price_band={pass_through=1.0, source=\"seller\"}",
            "strategies.seller.conduct.shading=0.05",
            &steady(1.0, 0.0),
        ],
        &["The seller reports an index of 1.0500 where it stands at 1.0000"],
    );
    let credits = "contract.service_credits={rate=0.3, window=2}";
    says(&[credits, &pattern(&[1, 0])], &["pays a credit of 20"]);
    says(&[credits, &pattern(&[0, 1])], &["The seller pays a credit of 20.00 for its mean KPI over the window."]);
}
