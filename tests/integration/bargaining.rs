//! Properties that every session has, whatever the tactics; what single rules do is in the folder.

use longgame::bargaining::acceptance::{self, AcceptancePart, combined, constant, next_offer, standard};
use longgame::bargaining::close::{Agreement, Close, Ending};
use longgame::bargaining::concession_log::{ConcessionLog, MoveType};
use longgame::bargaining::luck::nibble_slot;
use longgame::bargaining::meso;
use longgame::bargaining::observer::{Observer, Proposal, Unobserved};
use longgame::bargaining::offering::{self, OfferingPart, logroll, time_dependent};
use longgame::bargaining::opponent::Opponent;
use longgame::bargaining::opponent_model::{self, Memory, OpponentModelPart, disclosed, none};
use longgame::bargaining::package_set::PackageSet;
use longgame::bargaining::part::{BargainingPart, Disclosure};
use longgame::bargaining::party::{Party, Position};
use longgame::bargaining::protocol::{Protocol, SealedBid};
use longgame::bargaining::recollection::{LedgerBehaviour, Recollection};
use longgame::bargaining::session::{Session, SessionError, Setting};
use longgame::bargaining::tactics::{Tactics, assemble};
use longgame::bargaining::view::SessionView;
use longgame::base::side::{PerSide, Side};
use longgame::domain::issue::Issue;
use longgame::domain::outcome::OutcomeSpace;
use longgame::domain::preference::Preference;
use longgame::domain::solution::{BargainingProblem, concept::Concept};
use proptest::prelude::*;

/// Sessions whose results are known, and what parts look like in TOML.
mod known;
/// What the protocol's rules do.
mod protocols;
/// Sessions of the same pair.
mod repeated;
/// What each rule proposes, takes and believes.
mod tactics;

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

/// Any offering rule with any parameters.
fn any_offering() -> impl Strategy<Value = OfferingPart> {
    use offering::{
        OfferingPart as Part, anchor, aspiration, averaged_tit_for_tat, backward_induction, conditional, linear_bid,
        one_way, random_absolute_tit_for_tat, relative_tit_for_tat, trade_off,
    };
    (0..offering::TABLE.len(), 0.0..4.0, 1_u32..=7, any::<bool>()).prop_map(|(rule, amount, count, flag)| match rule {
        0 => Part::TimeDependent(time_dependent::TimeDependent {}),
        1 => Part::Logroll(logroll::Logroll { band: amount }),
        2 => Part::TradeOff(trade_off::TradeOff { band: amount }),
        3 => Part::Conditional(conditional::Conditional { band: amount }),
        4 => Part::RelativeTitForTat(relative_tit_for_tat::RelativeTitForTat { lag: count }),
        5 => Part::RandomAbsoluteTitForTat(random_absolute_tit_for_tat::RandomAbsoluteTitForTat {
            lag: count,
            most: amount,
        }),
        6 => Part::AveragedTitForTat(averaged_tit_for_tat::AveragedTitForTat { window: count }),
        7 => Part::Anchor(anchor::Anchor { half_width: amount }),
        8 => Part::OneWay(one_way::OneWay {}),
        9 => Part::Aspiration(aspiration::Aspiration {}),
        10 => Part::BackwardInduction(backward_induction::BackwardInduction { divisible: flag }),
        11 => Part::LinearBid(linear_bid::LinearBid { slope: 0.9, intercept: PerSide::new(amount, -amount) }),
        missing => panic!("rule {missing} is not crossed"),
    })
}

/// Any acceptance rule that goes by the own value of a package alone.
fn any_acceptance_by_value() -> impl Strategy<Value = AcceptancePart> {
    use acceptance::{AcceptancePart as Part, aspiration, time};
    prop_oneof![
        Just(Part::NextOffer(next_offer::NextOffer {})),
        (0.0..1.0).prop_map(|share| Part::Constant(constant::Constant { share })),
        (0.0..1.0).prop_map(|late| Part::Combined(combined::Combined { late })),
        (0.0..1.0).prop_map(|from| Part::Time(time::Time { from })),
        Just(Part::Aspiration(aspiration::Aspiration {})),
    ]
}

fn any_acceptance() -> impl Strategy<Value = AcceptancePart> {
    use acceptance::{AcceptancePart as Part, backward_induction};
    prop_oneof![
        5 => any_acceptance_by_value(),
        1 => (0.0..6.0).prop_map(|half_width| Part::Standard(standard::Standard { half_width })),
        1 => any::<bool>()
            .prop_map(|divisible| Part::BackwardInduction(backward_induction::BackwardInduction { divisible })),
    ]
}

fn any_model() -> impl Strategy<Value = OpponentModelPart> {
    use opponent_model::{OpponentModelPart as Part, bayesian, frequency};
    prop_oneof![
        Just(Part::None(none::None {})),
        (0.0..2.0).prop_map(|learning| Part::Frequency(frequency::Frequency { learning })),
        (0.0..1.0, 0.05..1.0)
            .prop_map(|(concession, spread)| Part::Bayesian(bayesian::Bayesian { concession, spread })),
        (0.0..1.0, any::<bool>()).prop_map(|(trust_threshold, trust_discounted)| {
            Part::Disclosed(disclosed::Disclosed { trust_threshold, trust_discounted })
        }),
    ]
}

/// Any protocol of turns.
fn any_protocol() -> impl Strategy<Value = Protocol> {
    let numbers = (0.0..0.1, 0.5..1.0, 0.5..1.0);
    (numbers, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(numbers, seller, buyer, answers_last)| {
        let (breakdown, patience, other_patience) = numbers;
        Protocol {
            discount: PerSide::new(patience, other_patience),
            opt_out: PerSide::new(seller, buyer),
            answers_last,
            ..protocol(breakdown)
        }
    })
}

fn any_part() -> impl Strategy<Value = BargainingPart> {
    let discloses =
        prop_oneof![Just(Disclosure::Nothing), Just(Disclosure::Priorities), Just(Disclosure::Reservation),];
    let credible_range = prop_oneof![Just(None), (0.0..20.0).prop_map(Some)];
    let numbers = (0.0..1.0, 0.1..5.0, 1_usize..=8, 0.0..3.0, 0.0..1.0);
    let ledger = prop_oneof![
        Just(LedgerBehaviour::None),
        Just(LedgerBehaviour::Fair),
        Just(LedgerBehaviour::Limited),
        Just(LedgerBehaviour::Betraying),
    ];
    let numbers = (numbers, (ledger, 0.0..5.0, 0.0..1.0, 0.0..1.0));
    let rules = (any_offering(), any_acceptance(), any_model(), discloses, credible_range, numbers);
    rules.prop_map(|(offering, acceptance, opponent_model, discloses, credible_range, numbers)| {
        let (numbers, (ledger, ledger_limit, impasse_carry_over, learning_kept)) = numbers;
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
            ledger,
            ledger_limit,
            impasse_carry_over,
            learning_kept,
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

fn any_recollection() -> impl Strategy<Value = Recollection> {
    (-9.0..9.0, 0.0..1.0).prop_map(|(owed, grudge)| Recollection { owed, grudge, ..Recollection::default() })
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
        deal in any_deal(), protocol in any_protocol(), stances in [any_stance(), any_stance()],
        first in any_side(), seed: u64,
    ) {
        let mut proposed = Proposed::default();
        let (close, values) = play(&deal, &protocol, first, &stances, luck(seed), &mut proposed);
        prop_assert!(close.turns <= DEADLINE);
        prop_assert_eq!(close.turns as usize, proposed.0.len());
        for (turn, set) in proposed.0.iter().enumerate() {
            prop_assert!(set.packages().iter().all(|&package| (package as usize) < deal.space.len()));
            let by = if turn % 2 == 0 { first } else { first.other() };
            let Stance { shift, reservation, .. } = stances[by.index()];
            let preference = &deal.preferences[by.index()];
            prop_assert!(set.packages().iter().all(|&p| preference.utility(p) + shift >= reservation - 1e-9));
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
    fn a_pair_that_meets_again_is_bound_as_at_first(
        deal in any_deal(), stances in [any_stance(), any_stance()], first in any_side(), seed: u64,
        recollections in [any_recollection(), any_recollection()],
    ) {
        let mut recollections = recollections;
        let tactics = stances.each_ref().map(|stance| assemble(&stance.part, DEADLINE).unwrap());
        let parties = Side::ALL.map(|side| party(&deal, &tactics, &stances, side));
        let setting = Setting { misreading: 0.1, ..Setting::new(&deal.protocol, &deal.space, &deal.prices) };
        let session = Session::new(setting, first, parties).unwrap();
        for occasion in 0..3 {
            let mut log = ConcessionLog::default();
            let close = session.run(&mut |slot| luck(seed ^ occasion)(slot), &mut recollections, &mut log);
            let above = |side: Side, value: f64| value >= stances[side.index()].reservation - 1e-9;
            prop_assert!(log.entries().iter().all(|entry| above(entry.by, entry.value_to_self)));
            if let Some(agreement) = close.agreement() {
                prop_assert!(Side::ALL.into_iter().all(|side| above(side, session.value(side, agreement))));
            }
            for (recollection, stance) in recollections.iter().zip(&stances) {
                let resented = if close.agreement().is_some() { 0.0 } else { stance.part.impasse_carry_over };
                prop_assert_eq!(recollection.grudge.to_bits(), resented.to_bits());
                prop_assert!(recollection.owed.is_finite());
                prop_assert!(recollection.memory.cells.iter().all(|cell| cell.is_finite()));
            }
        }
    }

    #[test]
    fn sealed_bids_bind_nobody_to_a_loss(
        deal in any_deal(), split in 0.0..1.0, stances in [any_stance(), any_stance()], first in any_side(),
    ) {
        let sealed = Protocol { sealed_bid: Some(SealedBid { split }), ..protocol(0.0) };
        let (close, values) = play(&deal, &sealed, first, &stances, |_| 0.5, &mut Unobserved);
        prop_assert_eq!(close.turns, 1);
        for side in Side::ALL {
            prop_assert!(values.is_none_or(|v| v[side.index()] >= stances[side.index()].reservation - 2e-9));
        }
    }

    /// The proposer knows what the other likes and leads with the best of that: the other, which goes by
    /// its own value, likes no further package better.
    #[test]
    fn where_weights_are_known_more_packages_change_nothing(
        deal in any_deal(), answers in any_acceptance_by_value(), bands in [0.0..4.0, 0.0..4.0], size in 2_usize..=8,
        reservations in [-4.0..4.0, -4.0..4.0], first in any_side(), seed: u64,
    ) {
        let ends = |packages| {
            let knows = BargainingPart {
                offering: OfferingPart::Logroll(logroll::Logroll { band: bands[0] }),
                opponent_model: OpponentModelPart::Disclosed(disclosed::Disclosed::default()),
                packages,
                package_band: bands[1],
                ..BargainingPart::default()
            };
            let tells = BargainingPart {
                acceptance: answers.clone(),
                discloses: Disclosure::Priorities,
                ..BargainingPart::default()
            };
            let stances = [stance(knows, reservations[0]), stance(tells, reservations[1])];
            play(&deal, &protocol(0.03), first, &stances, luck(seed), &mut Unobserved)
        };
        prop_assert_eq!(ends(1), ends(size));
    }

    #[test]
    fn sets_hold_different_packages_worth_the_aspiration_and_one_is_the_single_offer(
        deal in any_deal(), stance in any_stance(), aspiration in -5.0..15.0, size in 1_usize..=8,
    ) {
        let tactics = assemble(&stance.part, DEADLINE).unwrap();
        let view = view(&deal, &tactics);
        let memory = Memory { cells: vec![0.0; tactics.opponent_model.cells(&deal.space)] };
        let opponent = Opponent { model: tactics.opponent_model.as_ref(), memory: &memory };
        let lead = tactics.offering.package(&view, &opponent, aspiration);
        let spread = |size| meso::Spread { size, width: 2.0, capped: tactics.offering.leads_with_best() };
        let one = meso::compose(&view, &opponent, lead, aspiration, spread(1));
        prop_assert_eq!(one, PackageSet::single(lead));
        let set = meso::compose(&view, &opponent, lead, aspiration, spread(size));
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
    let setting = Setting::new(&deal.protocol, &deal.space, &deal.prices);
    SessionView::new(Side::Seller, &setting, &deal.preferences[0], -5.0, &tactics.curve)
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
