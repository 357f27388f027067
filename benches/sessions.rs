//! Sessions a second on one core: 2,048 outcomes and 20 turns at most, or 1,024 and 100; all reservations and shifts differ.
#![expect(clippy::expect_used, reason = "a benchmark that cannot be set up has failed")]

use divan::counter::ItemsCount;
use longgame::bargaining::acceptance::{AcceptancePart, standard};
use longgame::bargaining::observer::Unobserved;
use longgame::bargaining::offering::{OfferingPart, logroll};
use longgame::bargaining::opponent_model::{OpponentModelPart, bayesian, disclosed, frequency};
use longgame::bargaining::part::{BargainingPart, Disclosure};
use longgame::bargaining::party::{Party, Position};
use longgame::bargaining::protocol::Protocol;
use longgame::bargaining::recollection::Recollection;
use longgame::bargaining::session::{Session, Setting};
use longgame::bargaining::tactics::{Tactics, assemble};
use longgame::base::side::Side;
use longgame::domain::issue::Issue;
use longgame::domain::outcome::OutcomeSpace;
use longgame::domain::preference::Preference;

const SESSIONS: u32 = 1_000;
const DEADLINE: u32 = 20;

fn main() {
    divan::main();
}

struct Deal {
    space: OutcomeSpace,
    prices: Vec<f64>,
    preferences: [Preference; 2],
}

/// A price in 64 steps of .5, a term and a review cadence, with or without a credit rate: 2,048 or 1,024 outcomes.
fn deal(credit: bool) -> Deal {
    let issue = |name: &str, count: usize| {
        Issue::new(name, (0..count).map(|option| option.to_string())).expect("distinct options")
    };
    let rates = if credit { 2 } else { 1 };
    let issues = vec![issue("price", 64), issue("term", 4), issue("cadence", 4), issue("credit", rates)];
    let space = OutcomeSpace::for_sessions(issues).expect("small enough");
    let price = |option: usize| 84.0 + 0.5 * option as f64;
    let prices = (0..space.len() as u32).map(|outcome| price(space.options(outcome)[0].into()));
    let prices = prices.collect();
    let preference = |sign: f64, clauses: [Vec<f64>; 3]| {
        let prices = (0..64).map(|option| sign * (price(option) - 100.0)).collect();
        let [term, cadence, mut credit] = clauses;
        credit.truncate(rates);
        Preference::additive(&space, &[prices, term, cadence, credit]).expect("right shape")
    };
    let seller = [vec![0.0, 1.1, 2.3, 3.7], vec![0.0, -0.4, -0.9, -1.7], vec![0.0, -2.1]];
    let buyer = [vec![0.0, -0.3, -0.8, -1.9], vec![0.0, 0.7, 1.9, 2.6], vec![0.0, 3.4]];
    let preferences = [preference(1.0, seller), preference(-1.0, buyer)];
    Deal { space, prices, preferences }
}

fn with_exponent(concession_exponent: f64) -> BargainingPart {
    BargainingPart { concession_exponent, ..BargainingPart::default() }
}

fn relationship() -> BargainingPart {
    BargainingPart {
        offering: OfferingPart::Logroll(logroll::Logroll::default()),
        acceptance: AcceptancePart::Standard(standard::Standard::default()),
        opponent_model: OpponentModelPart::Disclosed(disclosed::Disclosed::default()),
        concession_start: 0.75,
        packages: 3,
        discloses: Disclosure::Priorities,
        ..BargainingPart::default()
    }
}

fn run(bencher: divan::Bencher, parts: [BargainingPart; 2], benchmark: Option<f64>) {
    let protocol = Protocol { deadline: DEADLINE, ..Protocol::default() };
    run_at(bencher, &deal(true), &protocol, parts, benchmark);
}

fn run_at(
    bencher: divan::Bencher,
    deal: &Deal,
    protocol: &Protocol,
    parts: [BargainingPart; 2],
    benchmark: Option<f64>,
) {
    let tactics = parts.map(|part| assemble(&part, protocol.deadline).expect("in range"));
    let setting = Setting { protocol, space: &deal.space, prices: &deal.prices, benchmark, misreading: 0.0 };
    bencher.counter(ItemsCount::new(SESSIONS)).with_inputs(<[Recollection; 2]>::default).bench_local_refs(|pair| {
        (0..SESSIONS).map(|number| session(setting, deal, &tactics, number, pair)).sum::<u32>()
    });
}

fn session(setting: Setting, deal: &Deal, tactics: &[Tactics; 2], number: u32, pair: &mut [Recollection; 2]) -> u32 {
    let variety = f64::from(number % 97) / 97.0;
    let parties = Side::ALL.map(|side| Party {
        tactics: &tactics[side.index()],
        position: Position {
            preference: &deal.preferences[side.index()],
            shift: 2.0 * variety,
            reservation: 4.0 * variety - 6.0,
            opt_out: None,
        },
        trust: 0.8,
    });
    let session = Session::new(setting, Side::ALL[number as usize % 2], parties).expect("they match");
    let mut luck = |slot: u32| f64::from((number ^ slot).wrapping_mul(2_654_435_761)) / 4_294_967_296.0;
    session.run(&mut luck, pair, &mut Unobserved).turns
}

/// A domain of 1,024 outcomes without price, and the tactics that NegMAS calls boulware and conceder, with a deadline of
/// 100 turns: what `benches/peers/negmas_speed.py` measures.
struct OpenDomain {
    space: OutcomeSpace,
    utilities: [Vec<f64>; 2],
    tactics: [Tactics; 2],
}

impl OpenDomain {
    fn new() -> Self {
        let issue = |k: u32| Issue::new(format!("i{k}"), ["v0", "v1", "v2", "v3"]).expect("distinct options");
        let space = OutcomeSpace::for_sessions((0..5).map(issue).collect()).expect("small enough");
        let mut state = 42_u64;
        let utilities = [(); 2].map(|()| {
            let mut draw = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as f64 / f64::from(1_u32 << 31)
            };
            let weights: Vec<f64> = (0..5).map(|_| draw()).collect();
            let total: f64 = weights.iter().sum();
            let values: Vec<[f64; 4]> = (0..5).map(|_| [draw(), draw(), draw(), draw()]).collect();
            let worth = |outcome: u32| {
                let options = space.options(outcome).iter().zip(&values).zip(&weights);
                options.map(|((&option, values), weight)| weight / total * values[usize::from(option)]).sum()
            };
            (0..space.len() as u32).map(worth).collect()
        });
        // Its aspiration is 1 - t^e with e = 4 and 0.25.
        let part = |exponent: f64| BargainingPart { concession_start: 1.0, ..with_exponent(exponent) };
        let tactics = [0.25, 4.0].map(|exponent| assemble(&part(exponent), 100).expect("in range"));
        Self { space, utilities, tactics }
    }

    fn turns(&self, preferences: &[Preference; 2]) -> u32 {
        let protocol = Protocol { deadline: 100, breakdown: 0.0, ..Protocol::default() };
        let setting = Setting::new(&protocol, &self.space, &[]);
        let parties = Side::ALL.map(|side| Party {
            tactics: &self.tactics[side.index()],
            position: Position::new(&preferences[side.index()], 0.0, 0.3),
            trust: 0.8,
        });
        let session = Session::new(setting, Side::Seller, parties).expect("they match");
        let mut strangers = <[Recollection; 2]>::default();
        session.run(&mut |_: u32| 0.5, &mut strangers, &mut Unobserved).turns
    }

    fn preferences(&self) -> [Preference; 2] {
        self.utilities.clone().map(|utilities| Preference::new(utilities).expect("finite"))
    }
}

#[divan::bench]
fn open_domain(bencher: divan::Bencher) {
    let domain = OpenDomain::new();
    let preferences = domain.preferences();
    bencher
        .counter(ItemsCount::new(SESSIONS))
        .bench(|| (0..SESSIONS).map(|_| divan::black_box(&domain).turns(&preferences)).sum::<u32>());
}

/// The same with both preferences ranked anew for every session.
#[divan::bench]
fn open_domain_ranked_anew(bencher: divan::Bencher) {
    let domain = OpenDomain::new();
    bencher
        .counter(ItemsCount::new(SESSIONS))
        .bench(|| (0..SESSIONS).map(|_| domain.turns(&divan::black_box(&domain).preferences())).sum::<u32>());
}

#[divan::bench]
fn boulware_and_conceder(bencher: divan::Bencher) {
    run(bencher, [with_exponent(0.3), with_exponent(3.0)], None);
}

/// The domain and deadline on which `NegMAS` is measured; talks do not break down.
#[divan::bench]
fn boulware_and_conceder_for_100_turns(bencher: divan::Bencher) {
    let protocol = Protocol { deadline: 100, breakdown: 0.0, ..Protocol::default() };
    run_at(bencher, &deal(false), &protocol, [with_exponent(0.3), with_exponent(3.0)], None);
}

#[divan::bench]
fn boulware_and_boulware(bencher: divan::Bencher) {
    run(bencher, [with_exponent(0.3), with_exponent(0.3)], None);
}

#[divan::bench]
fn relationship_and_relationship(bencher: divan::Bencher) {
    run(bencher, [relationship(), relationship()], Some(100.0));
}

#[divan::bench]
fn relationship_without_benchmark(bencher: divan::Bencher) {
    run(bencher, [relationship(), relationship()], None);
}

#[divan::bench]
fn relationship_told_each_reservation(bencher: divan::Bencher) {
    let open = BargainingPart { discloses: Disclosure::Reservation, ..relationship() };
    run(bencher, [open.clone(), open], None);
}

/// Two that learn: the memory of each is made once and kept.
#[divan::bench]
fn bayesian_and_frequency(bencher: divan::Bencher) {
    let learns = |opponent_model| BargainingPart { opponent_model, discloses: Disclosure::Nothing, ..relationship() };
    let bayesian = OpponentModelPart::Bayesian(bayesian::Bayesian::default());
    let frequency = OpponentModelPart::Frequency(frequency::Frequency::default());
    run(bencher, [learns(bayesian), learns(frequency)], None);
}
