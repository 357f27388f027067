//! Negotiation domains as scenarios: who gets what, private types, discounts, culture, people; and trust at the table.

use longgame::base::side::Side;
use longgame::engine::plan::{Cell, Plan};
use longgame::engine::{parallel, plan};
use longgame::relationship::history::History;
use longgame::scenario::read::{ReadError, read, read_text};
use longgame::scenario::resolve::{Design, resolve};

const PIE: &str = r#"
title = "a pie"
lineup.strategies = ["boulware", "conceder"]
horizon = { rounds = 1, continuation = 1.0 }
bargaining = { first_mover = "seller", retries = 0, protocol = { breakdown = 0.0, turn_cost = 0.0 } }
[[stage.domain.issues]]
name = "share"
range = { from = 0.0, to = 10.0, step = 0.5 }
slope = { seller = 1.0, buyer = -1.0 }
[stage.domain.base]
seller = 0.0
buyer = 10.0
"#;

fn designed(text: &str, set: &[&str]) -> Design {
    let set: Vec<String> = set.iter().map(|key| (*key).to_owned()).collect();
    resolve(&read_text("pie", text, &set).unwrap()).unwrap()
}

fn histories(design: &Design, cell: Cell, replications: u64) -> Vec<History> {
    let mut plan = Plan::round_robin(design, replications, 3);
    plan.cells = vec![cell];
    let mut histories = Vec::new();
    parallel::run(&plan, parallel::Watch::NONE, |batch| histories.extend(batch.cells[0].histories.clone())).unwrap();
    histories
}

const TOUGH_AND_SOFT: Cell = Cell { seller: 0, buyer: 1 };

#[test]
fn an_agreed_package_pays_its_utility_and_the_tougher_gets_more() {
    let history = histories(&designed(PIE, &[]), TOUGH_AND_SOFT, 2)[0];
    let [seller, buyer] = [history.party[0].value, history.party[1].value];
    assert!((seller + buyer - 10.0).abs() < 1e-12);
    assert!(seller > buyer);
    assert_eq!([history.agreed, history.efficient, history.first_best], [1.0, 1.0, 10.0]);
    assert!(history.party[0].effort.is_nan(), "nobody works in a negotiation domain");
}

#[test]
fn a_refusal_costs_each_side_its_own_discount() {
    let free = histories(&designed(PIE, &[]), TOUGH_AND_SOFT, 2)[0];
    let discounted = designed(PIE, &["bargaining.protocol.discount={seller=0.9, buyer=1.0}"]);
    let dear = histories(&discounted, TOUGH_AND_SOFT, 2)[0];
    assert_eq!(free.turns, dear.turns);
    assert!(free.turns > 1.0);
    let left = 0.9_f64.powi(free.turns as i32 - 1);
    assert!((dear.party[0].value - left * free.party[0].value).abs() < 1e-9);
    assert_eq!(dear.party[1].value, free.party[1].value);
}

#[test]
fn without_a_zone_of_agreement_both_have_their_outside_options() {
    let apart = designed(PIE, &["outside.seller.option=6.0", "outside.buyer.option=5.0"]);
    let history = histories(&apart, TOUGH_AND_SOFT, 2)[0];
    assert_eq!([history.party[0].value, history.party[1].value], [6.0, 5.0]);
    assert_eq!([history.agreed, history.impasses, history.first_best], [0.0, 1.0, 11.0]);
}

#[test]
fn private_types_differ_between_replications_and_not_between_matchups() {
    let drawn = designed(PIE, &["stage.domain.types.agreement.buyer={low=-3.0, high=3.0}"]);
    let best = |cell: Cell| -> Vec<f64> { histories(&drawn, cell, 64).iter().map(|one| one.first_best).collect() };
    let one = best(TOUGH_AND_SOFT);
    assert_eq!(one, best(Cell { seller: 1, buyer: 0 }));
    assert!(one.iter().any(|most| *most > 11.0) && one.iter().any(|most| *most < 9.0));
    assert!(one.iter().all(|most| (7.0..=13.0).contains(most)));
}

#[test]
fn profiles_take_turns() {
    let text = PIE.replace(
        "[stage.domain.base]",
        "[[stage.domain.profiles]]\nseller = [[0, 1, 2]]\nbuyer = [[2, 1, 0]]\n[[stage.domain.profiles]]\nseller = [[0, 1, 2]]\nbuyer = [[5, 1, 0]]\n[stage.domain.base]",
    );
    let text = text.replace("to = 10.0, step = 0.5", "to = 2.0, step = 1.0").replace("buyer = 10.0", "buyer = 0.0");
    let most: Vec<f64> = histories(&designed(&text, &[]), TOUGH_AND_SOFT, 4).iter().map(|one| one.first_best).collect();
    assert_eq!(most, [2.0, 5.0, 2.0, 5.0]);
}

#[test]
fn styles_that_differ_are_misread_and_alike_ones_are_not() {
    let set = ["run.replications=400".to_owned()];
    let design = resolve(&read("bargaining/culture", &set).unwrap()).unwrap();
    let turns = |seller: usize, buyer: usize| -> f64 {
        histories(&design, Cell { seller, buyer }, 400).iter().map(|one| one.turns / one.sessions).sum()
    };
    let (direct, indirect, blended) = (0, 1, 2);
    assert_eq!(turns(direct, direct), turns(indirect, indirect));
    assert!(turns(direct, indirect) > turns(direct, direct));
    assert!(turns(direct, indirect) > turns(direct, blended));
}

/// Distrust makes credits, reviews and exit rights dearer to the buyer than to one who trusts.
#[test]
fn distrust_buys_protection_and_pays_for_it() {
    let design = resolve(&read("saas-renewal", &[]).unwrap()).unwrap();
    let menu = design.rules.menu.as_ref().unwrap();
    let buyer = &design.preferences[0][Side::Buyer];
    let issue = |name: &str| menu.space.issues().iter().position(|issue| issue.name == name).unwrap();
    // What the last option of an issue is worth over the first, all other terms at their first option.
    let worth = |level: usize, name: &str| {
        let mut first = vec![0_u16; menu.space.issues().len()];
        // At a high price there is something to regret in a bad partner.
        first[issue("price")] = 80;
        let mut last = first.clone();
        last[issue(name)] = (menu.space.issues()[issue(name)].options.len() - 1) as u16;
        let utility = |options: &[u16]| buyer[level].utility(menu.space.outcome(options).unwrap());
        utility(&last) - utility(&first)
    };
    let (distrust, trust) = (2, 29);
    assert!(worth(distrust, "credit rate") > worth(trust, "credit rate") + 1.0);
    assert!(worth(distrust, "exit ramp") > worth(trust, "exit ramp"));
    // Seldomer reviews cost the distrustful more than they save the trusting.
    assert!(worth(distrust, "review cadence") < worth(trust, "review cadence"));
    // For the same utility it pays more where it is protected.
    let protected = worth(distrust, "credit rate") / 0.5;
    assert!(protected > 2.0, "at half-unit steps it would go up {protected} steps for the credit");
}

#[test]
fn people_are_read_where_their_file_is_and_asked_for_where_it_is_not() {
    let missing = resolve(&read("human/campsite", &[]).unwrap()).unwrap_err();
    let ReadError::Mistakes { files, diagnostics } = missing else { panic!("{missing}") };
    let told = longgame::source::render(&files, &diagnostics, longgame::source::Palette::Plain);
    assert!(told.contains("casino_2021.csv") && told.contains("--set people.file=PATH"), "{told}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/casino_2021.csv");
    if !path.is_file() {
        println!("skipped: the negotiations between people are not here");
        return;
    }
    let set = [format!("people.file={:?}", path.display().to_string())];
    let scenario = read("human/campsite", &set).unwrap();
    let report = longgame::experiment::run::run(
        &scenario,
        &longgame::experiment::run::Settings::default(),
        parallel::Watch::NONE,
    )
    .unwrap();
    let told = report.sentences.iter().find(|sentence| sentence.starts_with("people:")).unwrap();
    for figure in ["37.95", "96.4%", "67.4%", "2.4%", "1030"] {
        assert!(told.contains(figure), "{told}");
    }
}

#[test]
fn every_width_gives_the_same_bits_where_values_are_drawn() {
    let design = resolve(&read("bargaining/repeated", &[]).unwrap()).unwrap();
    let values = |width: plan::Width| {
        let mut plan = Plan::round_robin(&design, 40, 5);
        plan.width = width;
        let mut bits = Vec::new();
        parallel::run(&plan, parallel::Watch::NONE, |batch| {
            let histories = batch.cells.iter().flat_map(|cell| &cell.histories);
            bits.extend(histories.map(|one| [one.party[0].value.to_bits(), one.party[1].value.to_bits()]));
        })
        .unwrap();
        bits
    };
    assert_eq!(values(plan::Width::One), values(plan::Width::SixtyFour));
}

#[test]
fn a_domain_with_mistakes_names_the_key() {
    let told = |set: &str| {
        let refused = read_text("pie", PIE, &[set.to_owned()]).and_then(|scenario| resolve(&scenario).map(|_| ()));
        let Err(ReadError::Mistakes { files, diagnostics }) = refused else { panic!("{set} was taken") };
        longgame::source::render(&files, &diagnostics, longgame::source::Palette::Plain)
    };
    for (set, words) in [
        ("stage.domain.weights={seller=[1.0, 2.0], buyer=[]}", "2 weights for 1 issues"),
        ("stage.domain.issues[0].range.step=0.0000011", "more than 65536 options"),
        ("stage.domain.types.agreement.seller={low=1.0, high=0.0}", "low must not be above high"),
        ("stage.domain.table={seller=[1.0], buyer=[1.0]}", "give one for each"),
        ("bargaining.issues=[{name=\"x\", keys=[\"price\"], options=[1.0]}]", "under [stage.domain]"),
        ("stage.domain.issues[0].slop={seller=1.0, buyer=1.0}", "slope"),
    ] {
        let told = told(set);
        assert!(told.contains(words), "{set}: {told}");
    }
}
