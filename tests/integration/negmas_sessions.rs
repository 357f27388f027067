//! Sessions of `NegMAS` on its own domains, step by step; the file of expectations lies beside the repository.

use std::path::Path;

use longgame::bargaining::acceptance::{AcceptancePart, aspiration as answer, constant};
use longgame::bargaining::close::{Close, Ending};
use longgame::bargaining::concession_curve::Clock;
use longgame::bargaining::observer::{Observer, Proposal};
use longgame::bargaining::offering::{OfferingPart, aspiration as offer};
use longgame::bargaining::part::BargainingPart;
use longgame::bargaining::party::{Party, Position};
use longgame::bargaining::protocol::Protocol;
use longgame::bargaining::recollection::Recollection;
use longgame::bargaining::session::{Session, Setting};
use longgame::bargaining::tactics::assemble;
use longgame::base::side::Side;
use longgame::domain::issue::Issue;
use longgame::domain::outcome::OutcomeSpace;
use longgame::domain::preference::Preference;
use serde::Deserialize;

/// Of each side in `NegMAS`.
const ROUNDS: u32 = 100;

#[derive(Deserialize)]
struct File {
    domains: Vec<Domain>,
}

#[derive(Deserialize)]
struct Domain {
    name: String,
    issues: Vec<IssueEntry>,
    agents: [Agent; 2],
    #[serde(default)]
    sao_sessions: Vec<Expected>,
}

#[derive(Deserialize)]
struct IssueEntry {
    name: String,
    values: Vec<String>,
}

#[derive(Deserialize)]
struct Agent {
    weights: Vec<f64>,
    values: Vec<Vec<f64>>,
    reservation: f64,
}

#[derive(Deserialize)]
struct Expected {
    first: String,
    second: String,
    agreement: Option<Vec<String>>,
    utilities: Option<[f64; 2]>,
    round_index_0based: Option<u32>,
    accepted_by: Option<usize>,
    n_offers: usize,
    first_offers: [Vec<String>; 2],
    offers_first: Option<Vec<u32>>,
    offers_second: Option<Vec<u32>>,
}

#[derive(Default)]
struct Offers(Vec<u32>);

impl Observer for Offers {
    fn proposed(&mut self, proposal: &Proposal) {
        self.0.push(proposal.packages.lead());
    }
}

fn part(negotiator: &str) -> BargainingPart {
    BargainingPart {
        offering: OfferingPart::Aspiration(offer::Aspiration {}),
        acceptance: AcceptancePart::Aspiration(answer::Aspiration {}),
        concession_start: 1.0,
        concession_exponent: match negotiator {
            "Boulware" => 1.0 / 4.0,
            "Linear" => 1.0,
            "Conceder" => 4.0,
            other => panic!("no such negotiator: {other}"),
        },
        concession_clock: Clock::Round,
        walks_away: false,
        ..BargainingPart::default()
    }
}

fn space(domain: &Domain) -> OutcomeSpace {
    let issues = domain.issues.iter().map(|issue| Issue::new(&issue.name, &issue.values).unwrap());
    OutcomeSpace::for_sessions(issues.collect()).unwrap()
}

fn preference(space: &OutcomeSpace, agent: &Agent) -> Preference {
    let weighted = agent.weights.iter().zip(&agent.values);
    let values: Vec<Vec<f64>> =
        weighted.map(|(weight, values)| values.iter().map(|value| weight * value).collect()).collect();
    Preference::additive(space, &values).unwrap()
}

fn options(space: &OutcomeSpace, outcome: u32) -> Vec<String> {
    let chosen = space.issues().iter().zip(space.options(outcome));
    chosen.map(|(issue, &option)| issue.options[usize::from(option)].clone()).collect()
}

fn play(domain: &Domain, expected: &Expected, space: &OutcomeSpace) -> (Close, Option<[f64; 2]>, Vec<u32>) {
    let protocol = Protocol { deadline: 2 * ROUNDS, breakdown: 0.0, answers_last: false, ..Protocol::default() };
    let tactics = [&expected.first, &expected.second].map(|name| assemble(&part(name), 2 * ROUNDS).unwrap());
    let preferences = domain.agents.each_ref().map(|agent| preference(space, agent));
    let parties = [0, 1].map(|agent| Party {
        tactics: &tactics[agent],
        position: Position::new(&preferences[agent], 0.0, domain.agents[agent].reservation),
        trust: 0.5,
    });
    let session = Session::new(Setting::new(&protocol, space, &[]), Side::Seller, parties).unwrap();
    let mut offers = Offers::default();
    let close = session.run(&mut |_: u32| 0.5, &mut <[Recollection; 2]>::default(), &mut offers);
    let utilities = close.agreement().map(|agreement| Side::ALL.map(|side| session.value(side, agreement)));
    (close, utilities, offers.0)
}

fn check(domain: &Domain, expected: &Expected) {
    let what = format!("{}, {} against {}", domain.name, expected.first, expected.second);
    let space = space(domain);
    let (close, utilities, offers) = play(domain, expected, &space);
    let agreement = close.agreement();
    assert_eq!(agreement.map(|agreement| options(&space, agreement.outcome)), expected.agreement, "{what}");
    assert_eq!(agreement.map(|agreement| agreement.accepted_by.index()), expected.accepted_by, "{what}");
    // The first proposal is answered in round 0, and so is none of round 0's second side.
    assert_eq!(agreement.map(|_| close.turns / 2), expected.round_index_0based, "{what}");
    assert_eq!(agreement.is_none(), close.ending == Ending::Deadline, "{what}");
    for (found, expected) in utilities.iter().flatten().zip(expected.utilities.iter().flatten()) {
        assert!((found - expected).abs() < 1e-12, "{what}: {found} for {expected}");
    }
    assert_eq!(utilities.is_some(), expected.utilities.is_some(), "{what}");
    assert_eq!(offers.len(), expected.n_offers, "{what}");
    let of = |side: usize| -> Vec<u32> { offers.iter().skip(side).step_by(2).copied().collect() };
    for side in [0, 1] {
        assert_eq!(options(&space, of(side)[0]), expected.first_offers[side], "{what}: opening of {side}");
    }
    for (side, listed) in [&expected.offers_first, &expected.offers_second].into_iter().enumerate() {
        assert!(listed.as_ref().is_none_or(|listed| *listed == of(side)), "{what}: offers of {side}");
    }
}

#[test]
fn every_listed_session_is_repeated_offer_by_offer() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/validation/bargaining_domains.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    let sessions =
        file.domains.iter().flat_map(|domain| domain.sao_sessions.iter().map(move |session| (domain, session)));
    let mut count = 0;
    for (domain, session) in sessions {
        check(domain, session);
        count += 1;
    }
    assert_eq!(count, 36);
}

/// A party that nothing satisfies keeps its place and proposes its best, and the other may take it at its word.
#[test]
fn a_hopeless_party_that_stays_is_bound_by_its_own_offer() {
    let space = OutcomeSpace::for_sessions(vec![Issue::new("share", ["none", "half", "all"]).unwrap()]).unwrap();
    let preferences = [[0.0, 0.5, 1.0], [1.0, 0.5, 0.0]].map(|values| Preference::new(values.into()).unwrap());
    let protocol = Protocol { deadline: 6, breakdown: 0.0, answers_last: false, ..Protocol::default() };
    let taker =
        BargainingPart { acceptance: AcceptancePart::Constant(constant::Constant { share: 0.0 }), ..part("Linear") };
    let end = |reservations: [f64; 2], buyer: &BargainingPart| {
        let tactics = [&part("Linear"), buyer].map(|part| assemble(part, 6).unwrap());
        let party = |side: usize| Party {
            tactics: &tactics[side],
            position: Position::new(&preferences[side], 0.0, reservations[side]),
            trust: 0.5,
        };
        let session = Session::new(Setting::new(&protocol, &space, &[]), Side::Seller, [0, 1].map(party)).unwrap();
        let mut offers = Offers::default();
        let close = session.run(&mut |_: u32| 0.5, &mut <[Recollection; 2]>::default(), &mut offers);
        (close.agreement().map(|agreement| (agreement.outcome, agreement.accepted_by)), offers.0)
    };
    assert_eq!(end([1.5, 0.5], &part("Linear")), (None, vec![2, 0, 2, 0, 2, 0]));
    assert_eq!(end([1.5, 0.0], &taker), (Some((2, Side::Buyer)), vec![2]));
    assert_eq!(end([1.0, 0.5], &taker), (None, vec![2, 0, 2, 0, 2, 0]));
}
