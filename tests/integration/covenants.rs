//! What is undertaken besides work and price, each against a closed form or a history worked out by hand.

use longgame::base::side::Side;
use longgame::domain::clause::volume::expected_untaken;
use longgame::domain::flow::Account;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::{Cell, Plan, Width};
use longgame::experiment::replay::{Pair, Settings, replay as told};
use longgame::relationship::game::Keys;
use longgame::relationship::history::{Ending, History};
use longgame::relationship::occasion::Due;
use longgame::relationship::record::Replay;
use longgame::relationship::replay::replay;
use longgame::scenario::read::{Scenario, read, read_text};
use longgame::scenario::resolve::{Design, resolve};

/// A seller that works fully and a buyer that does not, without luck; the contract is signed as given, for 80 a round.
const PLAIN: &str = r#"
title = "Covenants"
[lineup]
strategies = ["works", "rests"]
[strategies.works.conduct.effort.fixed]
effort = 1.0
[strategies.rests.conduct.effort.fixed]
effort = 0.0
[stage.delivery]
base_value = 100
base_cost = 50
seller = { value = 10, cost = 4 }
buyer = { value = 6, cost = 3 }
[kpi.seller]
sd = 0.0
[kpi.buyer]
sd = 0.0
[outside]
seller = { option = 20 }
buyer = { option = 10 }
[contract]
price = 80
[contract.term]
rounds = 4
renewal = "automatic"
[contract.exit_ramp]
fee = 0.0
break_fee = { seller = 0.0, buyer = 0.0 }
[horizon]
continuation = 1.0
discount = 1.0
rounds = 6
"#;

fn scenario(set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    read_text("covenants", PLAIN, &set).unwrap()
}

fn design(set: &[&str]) -> Design {
    resolve(&scenario(set)).unwrap()
}

/// One history of the seller that works with the buyer that rests, round by round.
fn played(design: &Design) -> Replay {
    let plan = Plan::round_robin(design, 1, 1);
    let matchup = plan.matchup(Cell { seller: 0, buyer: 1 });
    replay(matchup, Keys::new(1), plan.continuation(), 0, &(1..=1000))
}

/// What a side books in an account, round by round.
fn booked(replay: &Replay, side: Side, account: Account) -> Vec<f64> {
    replay.rounds.iter().map(|round| round.after.side(side).flow[account.index()][0]).collect()
}

fn close(found: &[f64], expected: &[f64]) {
    let same = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9);
    assert!(found.len() == expected.len() && same, "{found:?} is not {expected:?}");
}

/// All histories of a design, as text in which NaN equals NaN.
fn histories(design: &Design, replications: u64, width: Width, mut take: impl FnMut(&History)) -> Vec<String> {
    let mut plan = Plan::round_robin(design, replications, 3);
    plan.width = width;
    let mut kept = Vec::new();
    parallel::run(&plan, Watch::NONE, |batch| {
        for history in batch.cells.iter().flat_map(|cell| &cell.histories) {
            take(history);
            kept.push(format!("{history:?}"));
        }
    })
    .unwrap();
    kept
}

const TAKE_OR_PAY: [&str; 2] = ["demand={sd=0.3, capacity=0.5}", "contract.volume.committed=0.9"];

#[test]
fn the_buyer_pays_for_what_it_committed_to_and_does_not_take() {
    let design = design(&TAKE_OR_PAY);
    let account = Account::TakeOrPay.index();
    let (mut sum, mut rounds) = (0.0, 0.0);
    histories(&design, 20_000, Width::SixtyFour, |history| {
        let [seller, buyer] = [0, 1].map(|side: usize| history.party[side].flows[account]);
        assert!((seller + buyer).abs() < 1e-9 && seller >= 0.0);
        sum += seller;
        rounds += history.contracted;
    });
    // 480,000 rounds; the error of their mean is about .03.
    let (mean, expected) = (sum / rounds, 80.0 * expected_untaken(0.9, 0.3));
    assert!((mean - expected).abs() < 0.12, "{mean} {expected}");
    let replay = played(&design);
    let demand: Vec<f64> = replay.rounds.iter().map(|round| round.after.covenants.demand[0]).collect();
    assert!(demand.iter().any(|demand| *demand < 0.9) && demand.iter().all(|demand| (0.0..=1.5).contains(demand)));
    let due: Vec<f64> = demand.iter().map(|demand| if *demand < 0.9 { 80.0 * (0.9 - demand) } else { 0.0 }).collect();
    close(&booked(&replay, Side::Seller, Account::TakeOrPay), &due);
    let taken: Vec<f64> = demand.iter().map(|demand| 80.0 * demand).collect();
    close(&booked(&replay, Side::Seller, Account::Price), &taken);
}

/// The buyer's second miss ends the contract after round 2; the seller is bound for four rounds and the buyer for one.
#[test]
fn exclusivity_cuts_the_outside_option_until_its_window_is_over() {
    let design = design(&[
        "contract.exit_ramp.misses=2",
        "contract.exit_ramp.automatic=true",
        "contract.exclusivity={rounds={seller=4, buyer=1}, reduction=0.25}",
    ]);
    let replay = played(&design);
    close(&booked(&replay, Side::Seller, Account::OutsideOption), &[0.0, 0.0, 15.0, 15.0, 20.0, 20.0]);
    close(&booked(&replay, Side::Buyer, Account::OutsideOption), &[0.0, 0.0, 10.0, 10.0, 10.0, 10.0]);
}

/// A buyer with 50 elsewhere and 30 here would leave after the first round: its usual flow is then .8 x 50 + .2 x 30 = 46, so
/// that four rounds elsewhere gain 16. While it is bound, each of them costs it half of 50.
#[test]
fn a_bound_side_stays_until_its_window_is_over() {
    let ends = |exclusivity: &str| {
        let set = ["outside.buyer.option=50", "strategies.rests.review.horizon=4", exclusivity];
        let replay = played(&design(&set));
        assert_eq!(replay.history.ending, Ending::Broken(Side::Buyer));
        replay.ended_in
    };
    assert_eq!(ends("contract.exclusivity.reduction=0.5"), Some(1));
    assert_eq!(ends("contract.exclusivity={rounds={seller=0, buyer=3}, reduction=0.5}"), Some(3));
}

/// The buyer's trust in a seller that always hits: (2.6 + g) / (4 + g) with g = 1, 1.95; the contract ends after round 2.
#[test]
fn a_name_follows_the_others_trust_and_fades_after_the_end() {
    let design = design(&[
        "reputation.value={seller=10, buyer=20}",
        "contract.reference_rights={seller=0.5, buyer=0.0}",
        "contract.exit_ramp.misses=2",
        "contract.exit_ramp.automatic=true",
    ]);
    let replay = played(&design);
    let gained = 5.0 * (3.6 / 5.0 - 0.65);
    let faded = [gained * 0.95, gained * 0.95 * 0.95, gained * 0.857_375, gained * 0.814_506_25];
    close(&booked(&replay, Side::Seller, Account::Reference), &[&[0.0, gained][..], &faded].concat());
    close(&booked(&replay, Side::Buyer, Account::Reference), &[0.0; 6]);
}

/// 2 x 3 x sqrt(4) = 12 is added, of which three quarters are the investor's.
#[test]
fn what_an_investment_adds_is_shared_as_agreed() {
    let set = |each: &'static str| {
        ["strategies.rests.conduct.investment=4", each, "contract.investment.share=0.75", "contract.term.rounds=100"]
    };
    let once = played(&design(&set("investment={side=\"buyer\", productivity=3}")));
    close(&booked(&once, Side::Buyer, Account::Investment), &[-4.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    close(&booked(&once, Side::Buyer, Account::InvestmentValue), &[9.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    close(&booked(&once, Side::Seller, Account::InvestmentValue), &[3.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let each = played(&design(&set("investment={side=\"buyer\", productivity=3, each_round=true}")));
    close(&booked(&each, Side::Buyer, Account::Investment), &[-4.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    close(&booked(&each, Side::Buyer, Account::InvestmentValue), &[9.0; 6]);
    close(&booked(&each, Side::Seller, Account::InvestmentValue), &[3.0; 6]);
}

/// Half of the effort goes to the KPI and two fifths of the value are not seen by it: 100 + 10 x (1 - .4 x .5).
#[test]
fn gaming_takes_from_what_the_kpi_does_not_see() {
    let gaming = "strategies.works.conduct.effort.fixed.gaming=0.5";
    let delivered = |unmeasured: &str| {
        let replay = played(&design(&[gaming, unmeasured]));
        let party = replay.rounds[0].after.side(Side::Seller);
        close(&[party.kpi[0], party.true_kpi[0]], &[1.15, 1.0]);
        booked(&replay, Side::Buyer, Account::DeliveredValue)[0]
    };
    close(
        &[delivered("stage.delivery.seller.unmeasured=0.4"), delivered("stage.delivery.seller.unmeasured=0")],
        &[108.0, 110.0],
    );
}

/// Talks over the price and the seller's target.
const MENU: [&str; 3] = [
    r#"bargaining.issues=[{name="price", keys=["price"], range={from=60, to=100, step=1}}, {name="target", keys=["target.seller"], options=[0.5, 0.8]}]"#,
    "horizon.rounds=40",
    "contract.term.rounds=12",
];

/// Rounds in which a reopener's talks are held.
fn reopened(replay: &Replay) -> Vec<u32> {
    replay.sessions.iter().filter(|session| session.due == Due::Reopener).map(|session| session.round).collect()
}

/// The buyer never reaches .3, so that every third poor round brings talks, which start the count afresh.
#[test]
fn poor_kpis_bring_talks_and_without_agreement_the_terms_stand() {
    let set = [&MENU[..], &["contract.reopener={kpi_below=0.3, misses=3}"]].concat();
    let replay = played(&design(&set));
    let signed = replay.sessions.iter().find(|session| session.values.is_some()).unwrap().round;
    assert_eq!(reopened(&replay), (signed + 3..=40).step_by(3).collect::<Vec<_>>());
    assert_eq!((replay.history.ending, replay.history.renewals.to_bits()), (Ending::NeedEnded, 3.0_f64.to_bits()));
    let mut stood = 0;
    for session in replay.sessions.iter().filter(|session| session.due == Due::Reopener) {
        let at = session.round as usize - 1;
        let [before, after] = [at - 1, at].map(|place| replay.rounds[place].after.terms.price[0]);
        match &session.values {
            None => {
                stood += 1;
                close(&[after], &[before]);
            }
            Some(values) => {
                for side in Side::ALL {
                    assert!(values[side] >= session.preparation[side].reservation - 1e-9, "{side:?} is worse off");
                }
            }
        }
    }
    assert!(stood > 0, "every talk came to an agreement");
}

/// The path of the index decides: talks follow the round in which it has moved by a tenth since signing or the last talks.
#[test]
fn a_move_of_the_index_brings_talks() {
    let more = ["index.geometric={start=1, sd=0.06}", "contract.reopener={index_above=0.1, index_below=0.1}"];
    let design = design(&[&MENU[..], &more].concat());
    let replay = played(&design);
    let (mut base, mut expected) = (replay.rounds[0].after.index[0], Vec::new());
    for (place, round) in replay.rounds.iter().enumerate() {
        let (number, index) = (place as u32 + 1, round.after.index[0]);
        if replay.sessions.iter().any(|session| session.round == number && session.values.is_some()) {
            base = index;
        }
        let change: f64 = index / base - 1.0;
        if change.abs() >= 0.1 && round.after.signed[0] > 0.0 && number < 40 {
            expected.push(number + 1);
            base = index;
        }
    }
    assert!(expected.len() > 3, "{expected:?}");
    assert_eq!(reopened(&replay), expected);
}

/// Without anything to negotiate a reopener does nothing.
#[test]
fn a_reopener_needs_a_menu() {
    let armed = design(&["contract.reopener.kpi_below=0.3"]);
    let plain = design(&[]);
    let all = |design: &Design| histories(design, 20, Width::SixtyFour, |_| {});
    assert_eq!(all(&armed), all(&plain));
}

/// What an agreement on this option alone is worth to each side more than one on the other, at the same price of 80.
fn gained(key: &str, [option, other]: [f64; 2], more: &[&str]) -> [f64; 2] {
    let [with, without] = [option, other].map(|option| {
        let issue = format!("bargaining.issues=[{{name=\"it\", keys=[\"{key}\"], options=[{option:?}]}}]");
        let replay = played(&design(&[&[issue.as_str()], more].concat()));
        replay.sessions.iter().find_map(|session| session.values).unwrap()
    });
    Side::ALL.map(|side| with[side] - without[side])
}

/// Both trust the other at .65, which is rounded to 20.5 / 32 = .640625.
#[test]
fn every_undertaking_is_an_issue_that_is_worth_what_it_brings() {
    let unpaid = 80.0 * expected_untaken(0.9, 0.3);
    close(&gained("volume.committed", [0.9, 0.0], &["demand.sd=0.3"]), &[unpaid, -unpaid]);
    // Bound for 4 of the 8 rounds reckoned with, in which half of 20 and of 10 is lost if the other is of bad faith.
    let horizons = ["strategies.works.review.horizon=8", "strategies.rests.review.horizon=8"];
    let bound = |rest: &'static str| [&horizons[..], &[rest]].concat();
    let half = bound("contract.exclusivity.reduction=0.5");
    close(&gained("exclusivity.rounds.seller", [4.0, 0.0], &half), &[-0.359_375 * 5.0, 0.0]);
    close(&gained("exclusivity.rounds.buyer", [4.0, 0.0], &half), &[0.0, -0.359_375 * 2.5]);
    let rounds = bound("contract.exclusivity.rounds={seller=4, buyer=4}");
    close(&gained("exclusivity.reduction", [0.5, 0.0], &rounds), &[-0.359_375 * 5.0, -0.359_375 * 2.5]);
    // Twenty signals, all good or all bad: (2.6 + 20) / 24 and 2.6 / (4 + 40).
    let names = ["reputation.value={seller=10, buyer=20}"];
    let (good, bad) = (22.6 / 24.0 - 0.65, 2.6 / 44.0 - 0.65);
    close(&gained("reference_rights.seller", [0.5, 0.0], &names), &[5.0 * good, 0.0]);
    close(&gained("reference_rights.buyer", [0.5, 0.0], &names), &[0.0, 10.0 * bad]);
    // The investor means to sink 4, which adds 12; the other expects it to sink (3 s)^2, which adds 18 s.
    let invests =
        ["investment={side=\"buyer\", productivity=3, each_round=true}", "strategies.rests.conduct.investment=4"];
    let other = |share: f64| (1.0 - share) * 18.0 * share;
    close(&gained("investment.share", [0.75, 0.5], &invests), &[other(0.75) - other(0.5), 3.0]);
}

/// A reopener is worth nothing in itself, but what was agreed brings talks: after every second poor round, and every third.
#[test]
fn a_reopener_that_is_bargained_for_is_in_force() {
    let talks = |key: &str, option: f64, more: &[&str]| {
        let issue = format!("bargaining.issues=[{{name=\"it\", keys=[\"{key}\"], options=[{option:?}]}}]");
        reopened(&played(&design(&[&[issue.as_str(), "horizon.rounds=8"], more].concat())))
    };
    assert_eq!(talks("reopener.kpi_below", 0.3, &[]), [4, 7]);
    assert!(talks("reopener.kpi_below", -0.1, &[]).is_empty());
    assert_eq!(talks("reopener.misses", 2.0, &["contract.reopener.kpi_below=0.3"]), [3, 5, 7]);
    // From 1.08 at signing to 1.16, and from .92 to .84.
    let rises = ["index.walk={start=1.0, step={normal={drift=0.08, sd=0.0}}}"];
    let falls = ["index.walk={start=1.0, step={normal={drift=-0.08, sd=0.0}}}"];
    assert_eq!(talks("reopener.index_above", 0.07, &rises).first(), Some(&3));
    assert!(talks("reopener.index_above", 0.07, &falls).is_empty());
    assert_eq!(talks("reopener.index_below", 0.08, &falls).first(), Some(&3));
    assert!(talks("reopener.index_below", 0.08, &rises).is_empty());
    close(&gained("reopener.kpi_below", [0.3, -0.1], &[]), &[0.0, 0.0]);
}

const EVERYTHING: [&str; 7] = [
    "demand.sd=0.3",
    "reputation.value={seller=10, buyer=20}",
    "investment={side=\"seller\", productivity=3, each_round=true}",
    "strategies.works.conduct.investment=5",
    "contract.reference_rights={seller=0.5, buyer=0.7}",
    "contract.exclusivity={rounds={seller=6, buyer=9}, reduction=0.4}",
    "contract.reopener={kpi_below=0.3, index_above=0.1}",
];

#[test]
fn every_width_gives_the_same_bits_and_money_is_accounted() {
    let more = ["contract.volume.committed=0.9", "index.geometric={start=1, sd=0.06}", "horizon.continuation=0.95"];
    let design = design(&[&MENU[..], &EVERYTHING, &more].concat());
    let check = |history: &History| {
        for party in &history.party {
            let sum: f64 = party.flows.iter().sum();
            assert!((sum - party.value).abs() <= 1e-9 * (1.0 + sum.abs()), "{sum} {}", party.value);
        }
    };
    let one = histories(&design, 100, Width::One, check);
    assert_eq!(one, histories(&design, 100, Width::Eight, |_| {}));
    assert_eq!(one, histories(&design, 100, Width::SixtyFour, |_| {}));
}

#[test]
fn a_transcript_tells_what_is_undertaken() {
    let more = ["contract.volume.committed=1.0", "contract.exit_ramp.misses=2", "contract.exit_ramp.automatic=true"];
    let scenario = scenario(&[&EVERYTHING[..6], &more].concat());
    let settings = Settings { pair: "works:rests".parse::<Pair>().unwrap(), replication: 0, seed: None, rounds: None };
    let transcript = told(&scenario, &settings).unwrap();
    let events: Vec<&String> = transcript.rounds.iter().flat_map(|round| &round.events).collect();
    for words in [
        "The seller sinks 5.00, which adds 13.42 every round under contract; 50% of that is its own.",
        "The buyer may be seen with the seller: 70% of others hear of it.",
        "The seller is bound by exclusivity: it loses 40% of its outside option",
        "of full volume and pays",
    ] {
        assert!(events.iter().any(|event| event.contains(words)), "{words} is not among {events:#?}");
    }
}

#[test]
fn what_has_no_effect_or_is_out_of_range_is_refused() {
    let refused = |name: &str, set: &str, words: &str| {
        let error = read(name, &[set.to_owned()]).and_then(|scenario| resolve(&scenario).map(|_| ()));
        let Err(longgame::scenario::read::ReadError::Mistakes { diagnostics, .. }) = error else {
            panic!("{set} was taken")
        };
        assert!(diagnostics.to_string().contains(words), "{diagnostics}");
    };
    refused("theory/v16-faratin", "demand.sd=0.1", "no effect in a negotiation domain");
    refused("saas-renewal", "reputation.value={seller=-1, buyer=0}", "between 0 and");
    refused("saas-renewal", "contract.exclusivity.rounds={seller=9000000, buyer=0}", "between 0 and 1000000");
    refused("saas-renewal", "contract.reopener.index_below=0", "0.001 to 1");
    refused("saas-renewal", "contract.volume.committed=1.5", "0 to 1");
}
