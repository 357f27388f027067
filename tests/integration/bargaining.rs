//! Properties that every session has, whatever the tactics, and a few sessions with known results.

use longgame::bargaining::acceptance::{self, AcceptancePart, combined, constant, next_offer, standard};
use longgame::bargaining::close::{Agreement, Close, Ending};
use longgame::bargaining::concession_log::{ConcessionLog, MoveType};
use longgame::bargaining::luck::nibble_slot;
use longgame::bargaining::meso;
use longgame::bargaining::observer::{Observer, Proposal, Unobserved};
use longgame::bargaining::offering::{self, OfferingPart, logroll, time_dependent};
use longgame::bargaining::opponent::Opponent;
use longgame::bargaining::opponent_model::{Memory, OpponentModelPart, disclosed, none};
use longgame::bargaining::package_set::PackageSet;
use longgame::bargaining::part::{BargainingPart, Disclosure};
use longgame::bargaining::party::{Party, Position};
use longgame::bargaining::protocol::{Protocol, SealedBid};
use longgame::bargaining::recollection::{LedgerBehaviour, Recollection};
use longgame::bargaining::session::{Session, SessionError, Setting};
use longgame::bargaining::tactics::{Tactics, assemble};
use longgame::bargaining::trail::Trail;
use longgame::bargaining::view::SessionView;
use longgame::base::side::{PerSide, Side};
use longgame::domain::issue::Issue;
use longgame::domain::outcome::OutcomeSpace;
use longgame::domain::preference::Preference;
use longgame::domain::solution::{BargainingProblem, concept::Concept};
use proptest::prelude::*;

const DEADLINE: u32 = 12;
const SIZES: [usize; 4] = [15, 3, 2, 4];

/// A price from 93 to 107 and three clauses that are worth something different to each side.
#[derive(Debug, Clone)]
struct Deal {
    space: OutcomeSpace,
    prices: Vec<f64>,
    preferences: [Preference; 2],
    protocol: Protocol,
}

impl Deal {
    fn new(clauses: &[Vec<f64>; 2]) -> Self {
        let issue = |(name, count): (usize, usize)| {
            Issue::new(name.to_string(), (0..count).map(|option| option.to_string())).unwrap()
        };
        let issues = SIZES.into_iter().enumerate().map(issue).collect();
        let space = OutcomeSpace::for_sessions(issues).unwrap();
        let price = |option: usize| 93.0 + option as f64;
        let prices = (0..space.len() as u32).map(|outcome| price(space.options(outcome)[0].into()));
        let prices = prices.collect();
        let preference = |sign: f64, clauses: &[f64]| {
            let prices = (0..SIZES[0]).map(|option| sign * (price(option) - 100.0)).collect();
            let (first, rest) = clauses.split_at(SIZES[1]);
            let (second, third) = rest.split_at(SIZES[2]);
            let values = [prices, first.to_vec(), second.to_vec(), third.to_vec()];
            Preference::additive(&space, &values).unwrap()
        };
        let preferences = [preference(1.0, &clauses[0]), preference(-1.0, &clauses[1])];
        Self { space, prices, preferences, protocol: protocol(0.0) }
    }

    /// One clause that costs one side 1 to 3 and gives the other 2 to 6, another the other way round.
    fn with_trades() -> Self {
        let clauses =
            [vec![0.0, -1.0, -3.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0], vec![0.0, 4.0, 6.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0]];
        Self::new(&clauses)
    }

    fn mirrored(&self) -> Self {
        let [seller, buyer] = self.preferences.clone();
        let prices = self.prices.iter().map(|price| 200.0 - price).collect();
        Self { prices, preferences: [buyer, seller], ..self.clone() }
    }
}

/// How a side comes to the table, besides its preference.
#[derive(Debug, Clone)]
struct Stance {
    part: BargainingPart,
    reservation: f64,
    shift: f64,
    trust: f64,
}

fn stance(part: BargainingPart, reservation: f64) -> Stance {
    Stance { part, reservation, shift: 0.0, trust: 0.8 }
}

/// What parties recall who never met.
fn fresh() -> [Recollection; 2] {
    <[Recollection; 2]>::default()
}

fn protocol(breakdown: f64) -> Protocol {
    Protocol { deadline: DEADLINE, breakdown, ..Protocol::default() }
}

/// Runs a session and hands its values for both sides along with the close.
fn play(
    deal: &Deal,
    protocol: &Protocol,
    first_mover: Side,
    stances: &[Stance; 2],
    luck: impl Fn(u32) -> f64,
    observer: &mut impl Observer,
) -> (Close, Option<[f64; 2]>) {
    let tactics = stances.each_ref().map(|stance| assemble(&stance.part, DEADLINE).unwrap());
    let parties = Side::ALL.map(|side| party(deal, &tactics, stances, side));
    let setting =
        Setting { protocol, space: &deal.space, prices: &deal.prices, benchmark: Some(100.0), misreading: 0.0 };
    let session = Session::new(setting, first_mover, parties).unwrap();
    let close = session.run(&mut |slot| luck(slot), &mut fresh(), observer);
    let values = close.agreement().map(|agreement| Side::ALL.map(|side| session.value(side, agreement)));
    (close, values)
}

fn party<'a>(deal: &'a Deal, tactics: &'a [Tactics; 2], stances: &[Stance; 2], side: Side) -> Party<'a> {
    let Stance { shift, reservation, trust, .. } = stances[side.index()];
    let preference = &deal.preferences[side.index()];
    let position = Position::new(preference, shift, reservation);
    Party { tactics: &tactics[side.index()], position, trust }
}

/// Uniform numbers that differ by seed and slot.
fn luck(seed: u64) -> impl Fn(u32) -> f64 {
    move |slot| {
        let mut bits = seed ^ u64::from(slot).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Records all that is put on the table.
#[derive(Debug, Default, PartialEq)]
struct Proposed(Vec<PackageSet>);

impl Observer for Proposed {
    fn proposed(&mut self, proposal: &Proposal) {
        self.0.push(*proposal.packages);
    }
}

fn boulware() -> BargainingPart {
    BargainingPart { concession_exponent: 0.3, ..BargainingPart::default() }
}

fn conceder() -> BargainingPart {
    BargainingPart { concession_exponent: 3.0, ..BargainingPart::default() }
}

fn relationship() -> BargainingPart {
    BargainingPart {
        offering: OfferingPart::Logroll(logroll::Logroll { band: 1.0 }),
        acceptance: AcceptancePart::Standard(standard::Standard::default()),
        opponent_model: OpponentModelPart::Disclosed(disclosed::Disclosed::default()),
        concession_start: 0.75,
        packages: 3,
        discloses: Disclosure::Priorities,
        ..BargainingPart::default()
    }
}

fn any_part() -> impl Strategy<Value = BargainingPart> {
    let offering = prop_oneof![
        Just(OfferingPart::TimeDependent(time_dependent::TimeDependent {})),
        (0.0..4.0).prop_map(|band| OfferingPart::Logroll(logroll::Logroll { band })),
    ];
    let acceptance = prop_oneof![
        Just(AcceptancePart::NextOffer(next_offer::NextOffer {})),
        (0.0..1.0).prop_map(|share| AcceptancePart::Constant(constant::Constant { share })),
        (0.0..1.0).prop_map(|late| AcceptancePart::Combined(combined::Combined { late })),
        (0.0..6.0).prop_map(|half_width| AcceptancePart::Standard(standard::Standard { half_width })),
    ];
    let model = prop_oneof![
        Just(OpponentModelPart::None(none::None {})),
        (0.0..1.0)
            .prop_map(|trust_threshold| { OpponentModelPart::Disclosed(disclosed::Disclosed { trust_threshold }) }),
    ];
    let discloses =
        prop_oneof![Just(Disclosure::Nothing), Just(Disclosure::Priorities), Just(Disclosure::Reservation),];
    let credible_range = prop_oneof![Just(None), (0.0..20.0).prop_map(Some)];
    let numbers = (0.0..1.0, 0.1..5.0, 1_usize..=8, 0.0..3.0, 0.0..1.0);
    let rules = (offering, acceptance, model, discloses, credible_range, numbers);
    rules.prop_map(|(offering, acceptance, opponent_model, discloses, credible_range, numbers)| {
        let (concession_start, concession_exponent, packages, nibble, nibble_acceptance) = numbers;
        BargainingPart {
            offering,
            acceptance,
            opponent_model,
            concession_start,
            concession_exponent,
            credible_range,
            packages,
            package_band: 1.5,
            discloses,
            nibble,
            nibble_acceptance,
            ..BargainingPart::default()
        }
    })
}

fn any_stance() -> impl Strategy<Value = Stance> {
    (any_part(), -4.0..12.0, -5.0..5.0, 0.0..1.0).prop_map(|(part, reservation, shift, trust)| Stance {
        part,
        reservation,
        shift,
        trust,
    })
}

fn any_deal() -> impl Strategy<Value = Deal> {
    let side = || proptest::collection::vec(-6.0..6.0, SIZES[1..].iter().sum::<usize>());
    [side(), side()].prop_map(|clauses| Deal::new(&clauses))
}

fn any_side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Seller), Just(Side::Buyer)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn agreements_are_legal_and_no_worse_than_either_reservation(
        deal in any_deal(), stances in [any_stance(), any_stance()], first in any_side(), seed: u64,
    ) {
        let mut proposed = Proposed::default();
        let (close, values) = play(&deal, &protocol(0.03), first, &stances, luck(seed), &mut proposed);
        prop_assert!(close.turns <= DEADLINE);
        prop_assert_eq!(close.turns as usize, proposed.0.len());
        for set in &proposed.0 {
            prop_assert!(set.packages().iter().all(|&package| (package as usize) < deal.space.len()));
        }
        if let (Some(agreement), Some(values)) = (close.agreement(), values) {
            let last = proposed.0.last().unwrap();
            prop_assert!(last.packages().contains(&agreement.outcome));
            for side in Side::ALL {
                prop_assert!(values[side.index()] >= stances[side.index()].reservation - 1e-9);
            }
        }
    }

    #[test]
    fn sets_hold_different_packages_worth_the_aspiration_and_one_is_the_single_offer(
        deal in any_deal(), stance in any_stance(), aspiration in -5.0..15.0, size in 1_usize..=8,
    ) {
        let tactics = assemble(&stance.part, DEADLINE).unwrap();
        let view = view(&deal, &tactics);
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &Memory::EMPTY };
        let lead = tactics.offering.package(&view, &opponent, aspiration);
        let one = meso::compose(&view, &opponent, lead, aspiration, 1, 2.0);
        prop_assert_eq!(one, PackageSet::single(lead));
        let set = meso::compose(&view, &opponent, lead, aspiration, size, 2.0);
        prop_assert_eq!(set.lead(), lead);
        prop_assert!(set.packages().len() <= size);
        for (index, &package) in set.packages().iter().enumerate().skip(1) {
            let utility = view.preference.utility(package);
            prop_assert!(utility >= aspiration && utility <= aspiration + 2.0);
            prop_assert!(!set.packages()[..index].contains(&package));
        }
    }

    #[test]
    fn the_same_luck_gives_the_same_session_and_watching_changes_nothing(
        deal in any_deal(), stances in [any_stance(), any_stance()], seed: u64,
    ) {
        let run = |observer: &mut ConcessionLog| {
            play(&deal, &protocol(0.1), Side::Buyer, &stances, luck(seed), observer)
        };
        let (mut one, mut two) = (ConcessionLog::default(), ConcessionLog::default());
        let first = run(&mut one);
        prop_assert_eq!(&first, &run(&mut two));
        prop_assert_eq!(one.entries(), two.entries());
        let unwatched = play(&deal, &protocol(0.1), Side::Buyer, &stances, luck(seed), &mut Unobserved);
        prop_assert_eq!(first, unwatched);
    }

    #[test]
    fn changing_places_mirrors_the_session(
        deal in any_deal(), stances in [any_stance(), any_stance()], first in any_side(), seed: u64,
    ) {
        let nibbles = [nibble_slot(Side::Seller), nibble_slot(Side::Buyer)];
        let mirrored_luck = |slot| luck(seed)(if nibbles.contains(&slot) { 1 - slot } else { slot });
        let (close, _) = play(&deal, &protocol(0.1), first, &stances, luck(seed), &mut Unobserved);
        let [seller, buyer] = stances;
        let swapped = [buyer, seller];
        let (image, _) =
            play(&deal.mirrored(), &protocol(0.1), first.other(), &swapped, mirrored_luck, &mut Unobserved);
        prop_assert_eq!(close.turns, image.turns);
        prop_assert_eq!(mirror(close.ending), image.ending);
    }

    #[test]
    fn the_log_adds_up(
        deal in any_deal(), stances in [any_stance(), any_stance()], first in any_side(),
    ) {
        let mut log = ConcessionLog::default();
        let (close, _) = play(&deal, &protocol(0.0), first, &stances, |_| 0.5, &mut log);
        prop_assert_eq!(log.close(), Some(&close));
        for side in Side::ALL {
            let own: Vec<_> = log.entries().iter().filter(|entry| entry.by == side).collect();
            let sum: f64 = own.iter().map(|entry| entry.get - entry.give).sum();
            prop_assert!((sum - log.balance(side)).abs() < 1e-9);
            let running = own.last().map_or(0.0, |entry| entry.balance);
            prop_assert_eq!(running.to_bits(), log.balance(side).to_bits());
            let given: f64 = own.iter().map(|entry| entry.give).sum();
            let ends = own.first().zip(own.last());
            let fallen = ends.map_or(0.0, |(first, last)| first.value_to_self - last.value_to_self);
            prop_assert!((given - fallen).abs() < 1e-9);
        }
    }
}

fn view<'a>(deal: &'a Deal, tactics: &'a Tactics) -> SessionView<'a> {
    let preference = &deal.preferences[0];
    SessionView {
        side: Side::Seller,
        turn: 0,
        deadline: DEADLINE,
        protocol: &deal.protocol,
        space: &deal.space,
        preference,
        shift: 0.0,
        floor: -5.0,
        impasse: -5.0,
        way_out: None,
        claim: 0.0,
        ideal: preference.best_utility(),
        curve: &tactics.curve,
        prices: &deal.prices,
        benchmark: None,
        statement: None,
        trust: 0.5,
        made: Trail::EMPTY,
        received: Trail::EMPTY,
    }
}

fn mirror(ending: Ending) -> Ending {
    match ending {
        Ending::Agreement(agreement) => Ending::Agreement(Agreement {
            accepted_by: agreement.accepted_by.other(),
            // Adding zero makes the mirror image of no shift a positive zero again.
            price_shift: -agreement.price_shift + 0.0,
            ..agreement
        }),
        Ending::WalkAway { by } => Ending::WalkAway { by: by.other() },
        same => same,
    }
}

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
    let problem = BargainingProblem::new([&deal.preferences[0], &deal.preferences[1]], [0.0; 2]);
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
    let keeps = |ledger| BargainingPart { ledger, ledger_limit: 1.0, ..BargainingPart::default() };
    let seller_gets = |seller: LedgerBehaviour, buyer: LedgerBehaviour| {
        let mut recollections = fresh();
        (recollections[0].owed, recollections[1].owed) = (4.0, -4.0);
        meet([&keeps(seller), &keeps(buyer)], &mut recollections).unwrap()[0]
    };
    use LedgerBehaviour::{Betraying, Fair, Limited, None};
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
