//! Single rules by what they propose, take and believe, seen from the seller's view of a deal.

use longgame::bargaining::acceptance::time;
use longgame::bargaining::offering::{
    anchor, averaged_tit_for_tat, conditional, one_way, random_absolute_tit_for_tat, relative_tit_for_tat, trade_off,
};
use longgame::bargaining::opponent_model::{OpponentModel, bayesian, frequency};
use longgame::bargaining::variation;

use super::*;

fn with(offering: OfferingPart) -> BargainingPart {
    BargainingPart { offering, ..BargainingPart::default() }
}

/// What a tit for tat asks for that asked for 6 last and saw these offers, on a scale from -7 to 7.
fn imitates(rule: OfferingPart, offers: &[f64], draw: f64) -> f64 {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let tactics = assemble(&with(rule), DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    view.draw = draw;
    view.made.push(6.0);
    for &offer in offers {
        view.received.push(offer);
    }
    tactics.offering.aspiration(&view, 4)
}

#[test]
fn tit_for_tat_answers_the_other_s_moves() {
    let relative = |lag, offers: &[f64]| {
        imitates(OfferingPart::RelativeTitForTat(relative_tit_for_tat::RelativeTitForTat { lag }), offers, 0.0)
    };
    let absolute = |draw| {
        let rule = random_absolute_tit_for_tat::RandomAbsoluteTitForTat { lag: 1, most: 2.0 };
        imitates(OfferingPart::RandomAbsoluteTitForTat(rule), &[-4.0, -2.5], draw)
    };
    let averaged = |window| {
        let rule = averaged_tit_for_tat::AveragedTitForTat { window };
        imitates(OfferingPart::AveragedTitForTat(rule), &[-6.0, -5.0, -4.0], 0.0)
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    // From -7 on: 13 * 3 / 4 after an offer that rose from 3 to 4, and the ideal at most after one that fell.
    near(relative(1, &[-4.0, -3.0]), -7.0 + 13.0 * 3.0 / 4.0);
    near(relative(2, &[-4.0, -3.0, -3.0]), -7.0 + 13.0 * 3.0 / 4.0);
    near(relative(1, &[-3.0, -4.0]), 7.0);
    near(absolute(0.0), 6.0 - 1.5);
    near(absolute(0.5), 6.0 - 1.5 - 1.0);
    near(averaged(1), -7.0 + 13.0 * 2.0 / 3.0);
    near(averaged(2), -7.0 + 13.0 * 1.0 / 3.0);
    // Too few moves of the other: by the clock, a third of the way down.
    near(relative(1, &[-4.0]), -5.0 + 12.0 * 0.95 * (1.0 - 4.0 / 12.0));
}

#[test]
fn a_trade_off_is_the_nearest_of_equal_value() {
    let deal = Deal::with_trades();
    let tactics = assemble(&with(OfferingPart::TradeOff(trade_off::TradeOff { band: 1.0 })), DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &Memory::EMPTY };
    assert_eq!(tactics.offering.package(&view, &opponent, 2.0), view.preference.nearest_above(2.0));
    for latest in (0..deal.space.len() as u32).step_by(17) {
        view.latest = Some(latest);
        let chosen = tactics.offering.package(&view, &opponent, 2.0);
        let away = |outcome| variation::distance(&deal.space, outcome, latest);
        let equal = |outcome: &u32| (2.0..=3.0).contains(&view.preference.utility(*outcome));
        let nearest = (0..deal.space.len() as u32).filter(equal).map(away).fold(f64::INFINITY, f64::min);
        assert!(equal(&chosen) && (away(chosen) - nearest).abs() < 1e-12, "{chosen} for {latest}");
    }
}

#[test]
fn a_conditional_offer_gets_on_one_issue_and_gives_on_another_and_says_so() {
    let deal = Deal::with_trades();
    let part = with(OfferingPart::Conditional(conditional::Conditional { band: 2.0 }));
    let tactics = assemble(&part, DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &Memory::EMPTY };
    // The buyer's wish: the lowest price, the best clauses for itself.
    view.latest = Some(deal.preferences[1].best());
    let lead = tactics.offering.package(&view, &opponent, -3.0);
    let utility = view.preference.utility(lead);
    assert!((-3.0..=-1.0).contains(&utility));
    assert_eq!(variation::differing(&deal.space, view.latest.unwrap(), lead).count(), 2);
    let words = tactics.offering.words(&view, lead);
    assert!(words.starts_with("if you move 0 from 0 to ") && words.contains(", we move "), "{words}");
    view.latest = None;
    assert_eq!(tactics.offering.words(&view, lead), "give and get");
}

#[test]
fn a_one_way_ask_moves_one_issue_in_its_own_favour() {
    let deal = Deal::with_trades();
    let tactics = assemble(&with(OfferingPart::OneWay(one_way::OneWay {})), DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &Memory::EMPTY };
    let base = deal.space.outcome(&[3, 1, 0, 0]).unwrap();
    view.latest = Some(base);
    let lead = tactics.offering.package(&view, &opponent, -3.0);
    assert_eq!(deal.space.options(lead), [5, 1, 0, 0], "-4 and -1 of the offer, -2 and -1 of the ask");
    assert_eq!(tactics.offering.words(&view, lead), "you move 0 from 3 to 5");
}

#[test]
fn an_anchor_opens_at_the_edge_of_what_is_credible() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let tactics = assemble(&with(OfferingPart::Anchor(anchor::Anchor { half_width: 3.5 })), DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    assert!((tactics.offering.aspiration(&view, 0) - (-5.0 + 12.0 * 0.95)).abs() < 1e-12, "no benchmark: the curve");
    view.benchmark = Some(101.0);
    let opening = tactics.offering.aspiration(&view, 0);
    assert!((opening - 4.0).abs() < 1e-12, "104 is the last price within 3.5 of 101: {opening}");
    let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &Memory::EMPTY };
    let lead = tactics.offering.package(&view, &opponent, opening);
    assert!((deal.prices[lead as usize] - 104.0).abs() < 1e-12);
    assert!((tactics.offering.aspiration(&view, 6) - (-5.0 + 9.0 * 0.5)).abs() < 1e-12);
    assert!(tactics.offering.words(&view, lead).contains("101.00"));
}

#[test]
fn acceptance_by_time_takes_whatever_is_bearable_late() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let patient = BargainingPart { acceptance: AcceptancePart::Time(time::Time { from: 0.5 }), ..boulware() };
    let stances = [stance(boulware(), -7.0), stance(patient, -7.0)];
    let (close, _) = play(&deal, &protocol(0.0), Side::Seller, &stances, |_| 0.5, &mut Unobserved);
    assert_eq!(close.turns, 7, "the first proposal of the seller in the second half");
}

/// An other that weighs three issues 3 : 2 : 1, likes the highest option of each, and concedes evenly.
fn conceding_other() -> (Deal, Vec<u32>) {
    let issue = |name: &str| Issue::new(name, (0..5).map(|option| option.to_string())).unwrap();
    let space = OutcomeSpace::for_sessions(vec![issue("a"), issue("b"), issue("c")]).unwrap();
    let values = |weights: [f64; 3], sign: f64| -> Vec<Vec<f64>> {
        let value = |option: i32| 0.5 + sign * (f64::from(option) / 4.0 - 0.5);
        weights.iter().map(|weight| (0..5).map(|option| weight * value(option)).collect()).collect()
    };
    let preferences = [values([1.0 / 6.0, 2.0 / 6.0, 3.0 / 6.0], -1.0), values([3.0 / 6.0, 2.0 / 6.0, 1.0 / 6.0], 1.0)];
    let preferences = preferences.map(|values| Preference::additive(&space, &values).unwrap());
    let asks = (0..DEADLINE).map(|turn| 1.0 - 0.5 * f64::from(turn) / f64::from(DEADLINE));
    let offers = asks.map(|ask| preferences[1].nearest_above(ask)).collect();
    (Deal { space, prices: Vec::new(), preferences, protocol: protocol(0.0) }, offers)
}

/// The correlation with the truth of what a model believes after these offers.
fn learns(model: &dyn OpponentModel, keep: f64) -> f64 {
    let (deal, offers) = conceding_other();
    let tactics = assemble(&BargainingPart::default(), DEADLINE).unwrap();
    let mut view = view(&deal, &tactics);
    let mut memory = Memory { cells: vec![0.0; model.cells(&deal.space)] };
    for (turn, &offer) in offers.iter().enumerate() {
        view.turn = turn as u32;
        model.observe(&view, &mut memory, &PackageSet::single(offer));
    }
    if keep < 1.0 {
        model.keep(&deal.space, &mut memory, keep);
    }
    let outcomes: Vec<u32> = (0..deal.space.len() as u32).collect();
    let mut ratings = vec![0.0; outcomes.len()];
    model.rate(&view, &memory, &outcomes, &mut ratings);
    let mut moments = longgame::statistics::CoMoments::default();
    for (&rating, &truth) in ratings.iter().zip(deal.preferences[1].utilities()) {
        moments.push(rating, truth);
    }
    moments.correlation()
}

#[test]
fn models_learn_what_an_other_wants_that_concedes_as_they_assume() {
    let fixed_pie = learns(&none::None {}, 1.0);
    let frequency = learns(&frequency::Frequency::default(), 1.0);
    let bayesian = learns(&bayesian::Bayesian::default(), 1.0);
    // Opposed issues of weights 1 : 2 : 3 and 3 : 2 : 1: the correlation is 10 / 14.
    assert!((fixed_pie - 10.0 / 14.0).abs() < 1e-12);
    assert!(frequency > fixed_pie && bayesian > fixed_pie);
    assert!(bayesian > 0.9);
}

#[test]
fn what_is_not_kept_is_forgotten() {
    for model in [&frequency::Frequency::default() as &dyn OpponentModel, &bayesian::Bayesian::default()] {
        assert!(learns(model, 0.9) > 0.5);
        assert!(!learns(model, 0.0).is_normal(), "all outcomes look alike again");
    }
}

#[test]
fn learning_goes_on_from_one_session_to_the_next() {
    let (deal, _) = conceding_other();
    let rules = protocol(0.0);
    let accuracy = |learning_kept| {
        let seller = BargainingPart {
            opponent_model: OpponentModelPart::Bayesian(bayesian::Bayesian::default()),
            learning_kept,
            ..boulware()
        };
        let tactics = [seller, boulware()].map(|part| assemble(&part, DEADLINE).unwrap());
        let stances = [stance(boulware(), 0.0), stance(boulware(), 0.0)];
        let parties = Side::ALL.map(|side| party(&deal, &tactics, &stances, side));
        let session = Session::new(Setting::new(&rules, &deal.space, &[]), Side::Seller, parties).unwrap();
        let mut recollections = fresh();
        let mut met = || {
            let mut log = ConcessionLog::default();
            session.run(&mut |_: u32| 0.5, &mut recollections, &mut log);
            let other = log.accuracy(Side::Buyer).unwrap();
            assert!((other - 10.0 / 14.0).abs() < 1e-12, "the buyer believes in a fixed pie");
            log.accuracy(Side::Seller).unwrap()
        };
        [met(), met()]
    };
    let ([first, second], [again, forgetful]) = (accuracy(1.0), accuracy(0.0));
    assert_eq!(first.to_bits(), again.to_bits());
    assert_eq!(first.to_bits(), forgetful.to_bits());
    assert_ne!(first.to_bits(), second.to_bits());
}

#[test]
fn a_statement_counts_in_proportion_to_trust() {
    let (deal, _) = conceding_other();
    let tells = BargainingPart { discloses: Disclosure::Priorities, ..BargainingPart::default() };
    let tactics = [BargainingPart::default(), tells].map(|part| assemble(&part, DEADLINE).unwrap());
    let stances = [stance(boulware(), 0.0), stance(boulware(), 0.0)];
    let statement = party(&deal, &tactics, &stances, Side::Buyer).statement();
    let ratings = |trust| {
        let model = disclosed::Disclosed { trust_threshold: 1.0, trust_discounted: true };
        let view = SessionView { statement, trust, ..view(&deal, &tactics[0]) };
        let mut ratings = [0.0; 125];
        let outcomes: Vec<u32> = (0..125).collect();
        model.rate(&view, &Memory::EMPTY, &outcomes, &mut ratings);
        ratings
    };
    for (outcome, ((none, half), full)) in ratings(0.0).into_iter().zip(ratings(0.5)).zip(ratings(1.0)).enumerate() {
        let [own, other] = deal.preferences.each_ref().map(|preference| preference.utility(outcome as u32));
        assert!((none - (1.0 - own)).abs() < 1e-12 && (full - other).abs() < 1e-12);
        assert!((half - 0.5 * (none + full)).abs() < 1e-12);
    }
}
