//! Sessions whose results are known, and what parts look like in TOML.

use super::*;

#[test]
fn the_tougher_side_gets_the_better_price() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let even = [stance(conceder(), -7.0), stance(conceder(), -7.0)];
    let tough = [stance(boulware(), -7.0), stance(conceder(), -7.0)];
    let seller = |stances| {
        let (_, values) = play(&deal, &protocol(0.0), Side::Seller, stances, |_| 0.5, &mut Unobserved);
        values.unwrap()[0]
    };
    assert!(seller(&tough) > seller(&even) + 2.0);
}

#[test]
fn disclosure_and_logrolling_create_joint_value() {
    let deal = Deal::with_trades();
    let problem = BargainingProblem::new([&deal.preferences[0], &deal.preferences[1]], [-1.0; 2]);
    let maximum = problem.solve().unwrap().point(Concept::Utilitarian).unwrap().into_iter().sum::<f64>();
    assert!((maximum - 7.0).abs() < 1e-12);
    let joint = |part: BargainingPart| {
        let stances = [stance(part.clone(), -1.0), stance(part, -1.0)];
        let (_, values) = play(&deal, &protocol(0.0), Side::Seller, &stances, |_| 0.5, &mut Unobserved);
        values.map_or(0.0, |values| values[0] + values[1])
    };
    assert!((joint(relationship()) - maximum).abs() < 1e-9);
    assert!(joint(boulware()) < maximum - 1.0);
}

#[test]
fn a_party_sees_the_other_only_as_far_as_it_discloses() {
    let deal = Deal::with_trades();
    let mut other = deal.clone();
    other.preferences[1] = Preference::new(deal.preferences[1].utilities().iter().map(|u| u * u).collect()).unwrap();
    let opening = |deal: &Deal, discloses, trust| {
        let buyer = Stance { part: BargainingPart { discloses, ..boulware() }, ..stance(boulware(), -50.0) };
        let seller = Stance { trust, ..stance(relationship(), -1.0) };
        let mut proposed = Proposed::default();
        play(deal, &protocol(0.0), Side::Seller, &[seller, buyer], |_| 0.5, &mut proposed);
        proposed.0[0]
    };
    assert_eq!(opening(&deal, Disclosure::Nothing, 0.8), opening(&other, Disclosure::Nothing, 0.8));
    assert_eq!(opening(&deal, Disclosure::Priorities, 0.1), opening(&other, Disclosure::Priorities, 0.1));
    assert_ne!(opening(&deal, Disclosure::Priorities, 0.8), opening(&other, Disclosure::Priorities, 0.8));
}

#[test]
fn an_ultimatum_takes_all_that_a_disclosed_reservation_leaves() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let ultimatum = Protocol { deadline: 1, ..Protocol::default() };
    let proposer = BargainingPart { concession_start: 1.0, ..relationship() };
    let open = BargainingPart { discloses: Disclosure::Reservation, ..boulware() };
    let tactics = [proposer, open].map(|part| assemble(&part, 1).unwrap());
    let stances = [stance(boulware(), 0.0), stance(boulware(), -4.5)];
    let parties = Side::ALL.map(|side| party(&deal, &tactics, &stances, side));
    let setting = Setting::new(&ultimatum, &deal.space, &deal.prices);
    let session = Session::new(setting, Side::Seller, parties).unwrap();
    let close = session.run(&mut |_: u32| 0.5, &mut fresh(), &mut Unobserved);
    let agreement = close.agreement().unwrap();
    assert!((session.value(Side::Seller, agreement) - 4.0).abs() < 1e-12);
    let longer = Protocol { deadline: 2, ..ultimatum };
    let refused = Session::new(Setting { protocol: &longer, ..setting }, Side::Seller, parties);
    assert_eq!(refused.unwrap_err(), SessionError::OtherDeadline { deadline: 2, found: 1 });
}

#[test]
fn sessions_end_in_every_way() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let end = |reservations: [f64; 2], breakdown, luck: f64| {
        let stances = reservations.map(|reservation| stance(boulware(), reservation));
        let (close, _) = play(&deal, &protocol(breakdown), Side::Seller, &stances, |_| luck, &mut Unobserved);
        (close.ending, close.turns)
    };
    assert_eq!(end([8.0, 0.0], 0.5, 0.9), (Ending::WalkAway { by: Side::Seller }, 0));
    assert_eq!(end([0.0, 8.0], 0.5, 0.9), (Ending::WalkAway { by: Side::Buyer }, 1));
    assert_eq!(end([3.0, 3.0], 0.5, 0.4), (Ending::Breakdown, 1));
    assert_eq!(end([3.0, 3.0], 0.5, 0.9), (Ending::Deadline, DEADLINE));
    assert!(matches!(end([-7.0, -7.0], 0.5, 0.9).0, Ending::Agreement(_)));
}

#[test]
fn a_nibble_moves_the_price_only_as_far_as_the_other_can_bear() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let shift = |reservation, luck: f64| {
        let nibbler = BargainingPart { nibble: 0.75, nibble_acceptance: 0.0, ..conceder() };
        let stances = [stance(nibbler, -0.9), stance(conceder(), reservation)];
        let (close, _) = play(&deal, &protocol(0.0), Side::Seller, &stances, |_| luck, &mut Unobserved);
        close.agreement().unwrap().price_shift
    };
    let shifts = [shift(-7.0, 0.4), shift(-7.0, 0.6), shift(-0.5, 0.4)];
    assert_eq!(shifts.map(f64::to_bits), [0.75, 0.0, 0.0].map(f64::to_bits));
}

#[test]
fn the_log_tells_trades_from_price_cuts() {
    let deal = Deal::with_trades();
    let stances = [stance(boulware(), -1.0), stance(relationship(), 3.0)];
    let mut log = ConcessionLog::default();
    play(&deal, &protocol(0.0), Side::Seller, &stances, |_| 0.5, &mut log);
    let openings = log.entries().iter().filter(|entry| entry.move_type == MoveType::Opening).count();
    assert_eq!(openings, 2);
    assert!(log.entries()[2..].iter().all(|entry| entry.move_type != MoveType::Opening));
    assert!(log.entries().iter().any(|entry| entry.trigger.starts_with("trade across issues")));
}

#[test]
fn a_part_reads_from_toml_and_names_unknown_keys() {
    let text = r#"
        concession_start = 0.75
        packages = 3
        discloses = "priorities"
        offering.logroll.band = 1.0
        acceptance.standard.half_width = 3.0
        opponent_model.disclosed = {}
    "#;
    let part: BargainingPart = toml::from_str(text).unwrap();
    assert_eq!(part, relationship());
    let written = toml::to_string(&part).unwrap();
    assert_eq!(toml::from_str::<BargainingPart>(&written).unwrap(), part);
    assert!(toml::from_str::<BargainingPart>("offering.logroll.bend = 1.0").is_err());
    assert!(toml::from_str::<BargainingPart>("offering.haggle = {}").is_err());
    let schema = serde_json::to_string(&schemars::schema_for!(BargainingPart)).unwrap();
    for table in [
        longgame::bargaining::offering::TABLE,
        longgame::bargaining::acceptance::TABLE,
        longgame::bargaining::opponent_model::TABLE,
    ] {
        assert!(table.iter().all(|row| schema.contains(&format!("\"{}\"", row.name))));
    }
}
