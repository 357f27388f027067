//! What the protocol's rules do: opting out, backward induction, sealed bids, misreading, lies about the reservation value.

use super::*;

/// The buyer answers with what leaving at once is worth to it in mind.
fn with_way_out(stances: &[Stance; 2], opt_out: bool, worth: f64) -> Close {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let protocol = Protocol { opt_out: PerSide::new(false, opt_out), ..protocol(0.0) };
    let tactics = stances.each_ref().map(|stance| assemble(&stance.part, DEADLINE).unwrap());
    let mut parties = Side::ALL.map(|side| party(&deal, &tactics, stances, side));
    parties[1].position.opt_out = Some(worth);
    let session = Session::new(Setting::new(&protocol, &deal.space, &deal.prices), Side::Seller, parties).unwrap();
    session.run(&mut |_: u32| 0.5, &mut fresh(), &mut Unobserved)
}

#[test]
fn who_may_leave_at_once_does_so_rather_than_ask_for_less() {
    let stances = [stance(boulware(), -7.0), stance(conceder(), -7.0)];
    let stays = with_way_out(&stances, false, 5.0);
    assert!(stays.agreement().is_some());
    let leaves = with_way_out(&stances, true, 5.0);
    assert_eq!(leaves.ending, Ending::WalkAway { by: Side::Buyer });
    assert!(leaves.turns < stays.turns);
    assert!(with_way_out(&stances, true, -7.0).agreement().is_some());
}

#[test]
fn reasoning_back_from_the_end_agrees_at_once() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let part = BargainingPart {
        offering: OfferingPart::BackwardInduction(offering::backward_induction::BackwardInduction::default()),
        acceptance: AcceptancePart::BackwardInduction(acceptance::backward_induction::BackwardInduction::default()),
        discloses: Disclosure::Reservation,
        ..BargainingPart::default()
    };
    let stances =
        [stance(part.clone(), -7.0), stance(part.clone(), -7.0)].map(|s| Stance { shift: 7.0, reservation: 0.0, ..s });
    let patient = Protocol { discount: PerSide::new(0.9, 0.9), ..protocol(0.0) };
    let (close, values) = play(&deal, &patient, Side::Seller, &stances, |_| 0.5, &mut Unobserved);
    assert_eq!(close.turns, 1);
    // A pie of 14 and twelve turns: (1 - .9^12) / 1.9 of it, in steps of 1.
    let [seller, buyer] = values.unwrap();
    assert!((seller - 14.0 * (1.0 - 0.9_f64.powi(12)) / 1.9).abs() <= 1.0, "{seller}");
    assert!((seller + buyer - 14.0).abs() < 1e-9);
    let silent = [
        Stance { part: BargainingPart { discloses: Disclosure::Nothing, ..part }, ..stances[0].clone() },
        stances[1].clone(),
    ];
    assert!(play(&deal, &patient, Side::Seller, &silent, |_| 0.5, &mut Unobserved).0.turns > 0);
}

#[test]
fn sealed_bids_meet_between_valuations_or_not_at_all() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let sealed = Protocol { sealed_bid: Some(SealedBid { split: 0.5 }), ..protocol(0.0) };
    let shades = BargainingPart {
        offering: OfferingPart::LinearBid(offering::linear_bid::LinearBid {
            slope: 1.0,
            intercept: PerSide::new(1.0, -1.0),
        }),
        ..BargainingPart::default()
    };
    let trade = |part: &BargainingPart, reservations: [f64; 2]| {
        let stances = reservations.map(|reservation| stance(part.clone(), reservation));
        let mut proposed = Proposed::default();
        let (close, values) = play(&deal, &sealed, Side::Seller, &stances, |_| 0.0, &mut proposed);
        assert_eq!((close.turns, proposed.0.len()), (1, 2));
        values
    };
    let truthful = BargainingPart {
        offering: OfferingPart::LinearBid(offering::linear_bid::LinearBid::default()),
        ..BargainingPart::default()
    };
    // Valuations 97.3 and 99: they trade at 98.15, and with a distance of 1 kept by each, not at all.
    for (found, expected) in trade(&truthful, [-2.7, 1.0]).unwrap().into_iter().zip([-1.85, 1.85]) {
        assert!((found - expected).abs() < 1e-9, "{found}");
    }
    assert_eq!(trade(&shades, [-2.7, 1.0]), None);
    assert!(trade(&shades, [-2.7, 0.5]).is_some());
    assert_eq!(trade(&truthful, [3.0, 3.0]), None);
}

#[test]
fn what_is_misread_is_countered() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let rules = protocol(0.0);
    let tactics = [boulware(), conceder()].map(|part| assemble(&part, DEADLINE).unwrap());
    let stances = [stance(boulware(), -7.0), stance(conceder(), -7.0)];
    let run = |misreading| {
        let setting = Setting { misreading, ..Setting::new(&rules, &deal.space, &deal.prices) };
        let parties = Side::ALL.map(|side| party(&deal, &tactics, &stances, side));
        Session::new(setting, Side::Seller, parties).unwrap().run(&mut |_: u32| 0.5, &mut fresh(), &mut Unobserved)
    };
    assert!(run(0.5).agreement().is_some(), "0.5 is not below 0.5");
    assert_eq!(run(0.6), Close { ending: Ending::Deadline, turns: DEADLINE });
}

#[test]
fn a_stated_reservation_may_be_a_lie() {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let open = |overstatement| BargainingPart { discloses: Disclosure::Reservation, overstatement, ..boulware() };
    let stated = |overstatement| {
        let tactics = [open(overstatement), boulware()].map(|part| assemble(&part, DEADLINE).unwrap());
        let stances = [stance(boulware(), -1.0), stance(boulware(), -1.0)];
        party(&deal, &tactics, &stances, Side::Seller).statement().and_then(|statement| statement.floor).unwrap()
    };
    assert_eq!([stated(0.0), stated(0.25), stated(1.0)], [-1.0, 1.0, 7.0]);
}
