//! Sessions of the same pair: favours owed, promises broken, impasses resented.

use super::*;

/// A session of linear tactics over the price, seller first, and what both recall after it.
fn meet(parts: [&BargainingPart; 2], recollections: &mut [Recollection; 2]) -> Option<[f64; 2]> {
    let deal = Deal::new(&[vec![0.0; 9], vec![0.0; 9]]);
    let rules = protocol(0.0);
    let tactics = parts.map(|part| assemble(part, DEADLINE).unwrap());
    let stances = parts.map(|part| stance(part.clone(), -7.0));
    let parties = Side::ALL.map(|side| party(&deal, &tactics, &stances, side));
    let session = Session::new(Setting::new(&rules, &deal.space, &deal.prices), Side::Seller, parties).unwrap();
    let close = session.run(&mut |_: u32| 0.5, recollections, &mut Unobserved);
    close.agreement().map(|agreement| Side::ALL.map(|side| session.value(side, agreement)))
}

#[test]
fn who_is_owed_a_favour_asks_for_more_and_who_owes_it_gives_as_its_ledger_says() {
    use LedgerBehaviour::{Betraying, Fair, Limited, None};
    let keeps = |ledger| BargainingPart { ledger, ledger_limit: 1.0, ..BargainingPart::default() };
    let seller_gets = |seller: LedgerBehaviour, buyer: LedgerBehaviour| {
        let mut recollections = fresh();
        (recollections[0].owed, recollections[1].owed) = (4.0, -4.0);
        meet([&keeps(seller), &keeps(buyer)], &mut recollections).unwrap()[0]
    };
    let ignored = seller_gets(None, None);
    assert_eq!(ignored, meet([&keeps(None), &keeps(None)], &mut fresh()).unwrap()[0]);
    assert!(seller_gets(Fair, None) > ignored);
    assert_eq!(seller_gets(None, Betraying), ignored);
    assert!(seller_gets(None, Fair) > seller_gets(None, Limited));
    assert!(seller_gets(None, Limited) >= ignored);
    assert!(seller_gets(Fair, Fair) > seller_gets(Fair, Betraying));
}

#[test]
fn a_debtor_that_gives_nothing_back_breaks_its_promise() {
    let keeps = |ledger| BargainingPart { ledger, ..BargainingPart::default() };
    let broken = |buyer| {
        let mut recollections = fresh();
        (recollections[0].owed, recollections[1].owed) = (4.0, -4.0);
        meet([&keeps(LedgerBehaviour::Fair), &keeps(buyer)], &mut recollections);
        (recollections[0].promise_broken, recollections[0].owed)
    };
    let (fair, left) = broken(LedgerBehaviour::Fair);
    let (betraying, still_owed) = broken(LedgerBehaviour::Betraying);
    assert!(betraying && still_owed > left, "{left} {still_owed}");
    assert!(!fair && left < 2.0, "{left}");
}

#[test]
fn an_impasse_makes_the_next_likelier_until_an_agreement() {
    let sore = BargainingPart { impasse_carry_over: 0.9, ..BargainingPart::default() };
    let calm = BargainingPart::default();
    let mut recollections = fresh();
    recollections[0].failed(0.9);
    recollections[1].failed(0.9);
    assert_eq!(meet([&sore, &sore], &mut recollections), Option::None, "raised floors leave no zone");
    assert_eq!([recollections[0].grudge, recollections[1].grudge], [0.9, 0.9]);
    assert!(meet([&sore, &sore], &mut fresh()).is_some());
    let mut mended = fresh();
    mended[0].failed(0.3);
    let sore_seller = meet([&sore, &calm], &mut mended).unwrap()[0];
    assert!(sore_seller > meet([&calm, &calm], &mut fresh()).unwrap()[0]);
    assert_eq!(mended[0].grudge, 0.0);
}
