//! Replays are the run's own relationships, their numbers add up, and sheets, cards and tables hold together.

use longgame::base::side::Side;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::Plan;
use longgame::experiment::replay::named::Named;
use longgame::experiment::replay::transcript::{DecisionKind, Round, Transcript};
use longgame::experiment::replay::{Settings, replay};
use longgame::relationship::game::Keys;
use longgame::relationship::history::History;
use longgame::scenario::read::{Scenario, read, read_text};
use longgame::scenario::resolve::resolve;
use longgame::table::{Cell, Table};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// A seller with work to do and a buyer who pays, two terms of three rounds, strategies of its own.
pub const DELIVERY: &str = r#"
title = "A small contract"
[units]
money = "thousand euros"
round = "quarter"
[lineup]
strategies = ["open", "tight"]
[strategies.open.bargaining]
packages = 2
package_band = 2.0
discloses = "priorities"
concession_start = 0.8
[strategies.open.bargaining.offering.logroll]
band = 2.0
[strategies.open.bargaining.opponent_model.disclosed]
[strategies.open.conduct]
monitoring_distrust = 1.0
help_credit = 10.0
[strategies.open.review]
horizon = 8.0
repairs = true
[strategies.tight.bargaining]
concession_exponent = 0.3
nibble = 1.0
[strategies.tight.conduct]
help_if_paid = true
over_claims = true
[strategies.tight.conduct.effort.best_response]
[strategies.tight.review]
horizon = 4.0
[stage.delivery]
base_value = 85
base_cost = 45
seller = { value = 50, cost = 15 }
buyer = { value = 15, cost = 6 }
[noise]
implementation = 0.1
perception = 0.1
[kpi]
claim_cost = 1.0
[incidents]
seller = { probability = 0.3, loss = 15 }
buyer = { probability = 0.2, loss = 10 }
[outside]
seller = { option = 20, switching = 30 }
buyer = { option = 12, switching = 40 }
[contract.governance]
cadence = 2
[contract.exit_ramp]
misses = 4
[horizon]
continuation = 1
rounds = 7
[bargaining]
benchmark_sd = 3.0
protocol = { deadline = 8 }
[[bargaining.issues]]
name = "price"
keys = ["price"]
range = { from = 60, to = 100, step = 1 }
[[bargaining.issues]]
name = "credits"
keys = ["service_credits.rate"]
options = [0, 0.1]
[[bargaining.issues]]
name = "term"
keys = ["term.rounds"]
options = [3, 6]
"#;

/// Two reciprocators whose hands slip and who misread each other.
pub const MATRIX: &str = r#"
title = "Reciprocity under noise"
[lineup]
strategies = ["tit_for_tat", "grim"]
[stage.matrix.symmetric]
temptation = 5
reward = 3
punishment = 1
sucker = 0
[noise]
implementation = 0.06
perception = 0.06
[contract.term]
rounds = 100
[horizon]
continuation = 1
discount = 0.9
rounds = 24
"#;

fn settings(pair: &str, replication: u64, rounds: Option<RangeInclusive<u32>>) -> Settings {
    Settings { pair: pair.parse().unwrap(), replication, seed: Some(7), rounds }
}

pub fn transcript(scenario: &Scenario, pair: &str, replication: u64) -> Transcript {
    replay(scenario, &settings(pair, replication, None)).unwrap()
}

pub fn named(name: &str) -> Scenario {
    read(name, &[]).unwrap()
}

/// Every transcript of the scenarios below, made once for all tests.
static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let told = |scenario: Scenario| Told { transcripts: transcripts(&scenario, REPLICATIONS), scenario };
    scenarios().into_iter().map(told).collect()
});

/// Replications of every matchup that are told.
const REPLICATIONS: u64 = 4;

/// A scenario and the transcripts of its matchups, replication by replication.
struct Told {
    scenario: Scenario,
    transcripts: Vec<Transcript>,
}

pub fn all() -> impl Iterator<Item = &'static Transcript> {
    TOLD.iter().flat_map(|told| &told.transcripts)
}

/// Scenarios that between them hold every mechanism: sessions, credits, reviews, bands, stop-loss, hold-ups, moves.
fn scenarios() -> Vec<Scenario> {
    let small = [("small", DELIVERY), ("moves", MATRIX)].map(|(name, text)| read_text(name, text, &[]).unwrap());
    let bound = [
        "contract.price_band.floor=0.01",
        "contract.price_band.cap=0.01",
        "contract.price_band.stop_loss_lower=0.08",
        "contract.price_band.stop_loss_upper=0.08",
        "contract.bonus.amount=3",
    ];
    let paused = [r#"contract.price_band.stop_loss_action="pause""#];
    let changed = |set: &[&str]| {
        let set: Vec<String> = bound.iter().chain(set).map(ToString::to_string).collect();
        read("packaging-price-band", &set).unwrap()
    };
    let narrow = ["bargaining.issues[1].options=[0.005]"];
    let wholes = ["saas-renewal", "goodwill-exploiter"].map(named);
    small
        .into_iter()
        .chain([remembering()])
        .chain(wholes)
        .chain([changed(&[]), changed(&paused), changed(&narrow)])
        .collect()
}

/// The small contract over thirty rounds between parties that keep accounts of favours, resent impasses and overstate.
fn remembering() -> Scenario {
    let set = [
        "horizon.rounds=30",
        "strategies.open.bargaining.ledger=fair",
        "strategies.open.bargaining.impasse_carry_over=0.4",
        "strategies.tight.bargaining.ledger=betraying",
        "strategies.tight.bargaining.discloses=reservation",
        "strategies.tight.bargaining.overstatement=0.1",
        "strategies.tight.review.horizon=0",
        "strategies.open.review.horizon=0",
    ];
    read_text("remembering", DELIVERY, &set.map(str::to_owned)).unwrap()
}

/// Every transcript of a scenario's line-up, with who plays.
fn transcripts(scenario: &Scenario, replications: u64) -> Vec<Transcript> {
    let names = &scenario.file.lineup.strategies;
    let pairs = names.iter().flat_map(|seller| names.iter().map(move |buyer| format!("{seller}:{buyer}")));
    pairs.flat_map(|pair| (0..replications).map(move |r| transcript(scenario, &pair, r))).collect()
}

/// Histories as the run makes them at full width, as text that shows every bit.
fn run(scenario: &Scenario, replications: u64) -> Vec<Vec<History>> {
    let design = resolve(scenario).unwrap();
    let plan = Plan::round_robin(&design, replications, 7);
    let mut cells = Vec::new();
    parallel::run(&plan, Watch::NONE, |batch| cells.extend(batch.cells.into_iter().map(|cell| cell.histories)))
        .unwrap();
    cells
}

#[test]
fn a_replay_is_the_runs_own_replication_to_the_last_bit() {
    for scenario in scenarios() {
        let design = resolve(&scenario).unwrap();
        let plan = Plan::round_robin(&design, 6, 7);
        for (cell, histories) in plan.cells.iter().zip(run(&scenario, 6)) {
            for (replication, history) in (0..).zip(&histories) {
                let matchup = plan.matchup(*cell);
                let whole = 1..=u32::MAX;
                let keys = Keys::new(7);
                let played =
                    longgame::relationship::replay::replay(matchup, keys, plan.continuation(), replication, &whole);
                assert_eq!(format!("{:?}", played.history), format!("{history:?}"), "{} {cell:?}", scenario.name);
                assert_eq!(played.rounds.len() as f64, history.rounds);
                assert_eq!(played.sessions.len() as f64, history.sessions, "{} {cell:?}", scenario.name);
            }
        }
    }
}

#[test]
fn totals_are_the_ledgers_to_the_last_bit() {
    for Told { scenario, transcripts } in TOLD.iter() {
        let cells = run(scenario, REPLICATIONS);
        assert_eq!(transcripts.len() as u64, cells.len() as u64 * REPLICATIONS);
        for (transcript, history) in transcripts.iter().zip(cells.iter().flatten()) {
            for side in Side::ALL {
                let (total, party) = (&transcript.totals[side], &history.party[side.index()]);
                assert_eq!(total.value.to_bits(), party.value.to_bits());
                let flows: Vec<u64> =
                    party.flows.iter().filter(|flow| **flow != 0.0).map(|flow| flow.to_bits()).collect();
                let shown: Vec<u64> = total.flows.0.iter().map(|(_, flow)| flow.to_bits()).collect();
                assert_eq!(shown, flows);
                let last = transcript.rounds.last().unwrap();
                assert_eq!(last.sides[side].value.to_bits(), party.value.to_bits());
            }
            assert_eq!(f64::from(transcript.need_lasted), history.rounds);
        }
    }
}

fn sum(flows: &Named<f64>) -> f64 {
    flows.0.iter().map(|(_, amount)| amount).sum()
}

fn flow(round: &Round, side: Side, account: &str) -> f64 {
    round.sides[side].flows.0.iter().find(|(name, _)| name == account).map_or(0.0, |(_, amount)| *amount)
}

pub fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

#[test]
fn the_rounds_of_a_transcript_add_up_to_its_totals() {
    for transcript in all() {
        for side in Side::ALL {
            for round in &transcript.rounds {
                assert!(close(round.sides[side].net, sum(&round.sides[side].flows)));
            }
            for (account, total) in &transcript.totals[side].flows.0 {
                let rounds: f64 =
                    transcript.rounds.iter().map(|round| round.discount * flow(round, side, account)).sum();
                assert!(close(rounds, *total), "{account}: {rounds} {total}");
            }
        }
    }
}

#[test]
fn what_is_told_of_a_round_is_what_its_ledger_holds() {
    let (mut credits, mut helped, mut uncovered, mut bonuses) = (0, 0, 0, 0);
    for transcript in all() {
        for round in &transcript.rounds {
            for (side, party) in &round.sides {
                let Some(conduct) = &party.conduct else { continue };
                let missed = round.events.iter().any(|event| event.contains("misses its target"));
                assert!(transcript.stage == "matrix" || !conduct.missed || missed, "{round:?}");
                if let Some(credit) = conduct.credit {
                    assert!(close(credit.amount, -flow(round, side, "credit")));
                    credits += 1;
                }
                if let Some(incident) = conduct.incident {
                    assert!(close(incident.loss, -flow(round, side, "incident_loss")));
                    let cost = -flow(round, side.other(), "help");
                    assert!(close(incident.help_cost, cost), "{round:?}");
                    helped += u32::from(incident.help_cost > 0.0);
                }
                if let Some(bonus) = conduct.bonus {
                    assert!(close(-flow(round, side, "bonus"), if bonus.paid { bonus.amount } else { 0.0 }));
                    bonuses += 1;
                }
                uncovered += round.review.map_or(0, |review| review[side].uncovered);
            }
            let ended = round.decision.kind == DecisionKind::End;
            assert!(!ended || !round.events.is_empty());
        }
    }
    assert!(credits > 20 && helped > 20 && uncovered > 0 && bonuses > 20, "{credits} {helped} {uncovered} {bonuses}");
}

/// Whether the other shirked since the last review, from what the rounds show.
#[test]
fn reviews_are_called_right_or_wrong_by_what_was_done() {
    let (mut right, mut wrong) = (0, 0);
    for transcript in all() {
        let mut shirked = [false; 2];
        for round in transcript.rounds.iter().filter(|round| round.sides.seller.conduct.is_some()) {
            if round.session.is_some() && round.signed_price.is_some() {
                shirked = [false; 2];
            }
            for (side, party) in &round.sides {
                let conduct = party.conduct.as_ref().unwrap();
                shirked[side.index()] |= conduct.intended < conduct.target - 0.02;
            }
            let Some(review) = &round.review else { continue };
            for (side, found) in review {
                assert_eq!(found.shirked, shirked[side.other().index()], "round {}", round.round);
                right += u32::from(found.accused && found.shirked);
                wrong += u32::from(found.accused && !found.shirked);
            }
            shirked = [false; 2];
        }
    }
    assert!(right > 20 && wrong > 0, "{right} {wrong}");
}

#[test]
fn a_part_of_the_rounds_is_told_as_in_the_whole() {
    let scenario = named("saas-renewal");
    let whole = transcript(&scenario, "relationship:exploitative", 0);
    let part = replay(&scenario, &settings("relationship:exploitative", 0, Some(3..=5))).unwrap();
    let rounds = |rounds: &[Round]| serde_json::to_value(rounds).unwrap();
    assert_eq!(rounds(&part.rounds), rounds(&whole.rounds[2..5]));
    assert_eq!((part.shown.from, part.shown.to, part.need_lasted), (3, 5, whole.need_lasted));
    assert_eq!(part.totals.seller.value.to_bits(), whole.totals.seller.value.to_bits());
}

#[test]
fn sheets_and_cards_hold_together() {
    for transcript in all() {
        for sitting in transcript.rounds.iter().filter_map(|round| round.session.as_ref()) {
            for (side, sheet) in &sitting.preparation {
                let priorities: f64 = sheet.issues.iter().map(|issue| issue.priority).sum();
                assert!(close(priorities, 1.0));
                let parts = sheet.batna - sheet.switching
                    + sheet.onboarding
                    + sheet.support
                    + sheet.reputational_risk
                    + sheet.occasion_fee;
                assert!(close(parts, sheet.reservation));
                let hopeless = sheet.anchor.ideal < sheet.reservation;
                assert!(hopeless || sheet.anchor.opening <= sheet.anchor.ideal + f64::max(sheet.claim, 0.0) + 1e-9);
                assert!(sheet.least >= sheet.reservation);
                let other = &sitting.preparation[side.other()];
                for (own, others) in sheet.issues.iter().zip(&other.issues) {
                    assert_eq!(own.other_stake, others.stake);
                }
            }
            let taken = sitting.turns.iter().flat_map(|turn| &turn.packages).filter(|package| package.accepted);
            assert_eq!(taken.count(), usize::from(sitting.result.kind == "agreement"));
            for turn in &sitting.turns {
                assert_eq!(turn.packages[0].values[turn.by], turn.value_to_self);
                let best = turn.packages.iter().map(|package| package.values[turn.by.other()]).fold(f64::MIN, f64::max);
                assert_eq!(best, turn.value_to_other);
            }
            if let Some(values) = &sitting.result.values {
                let joint = values.seller + values.buyer;
                assert!(joint <= sitting.result.joint_maximum + 1e-9);
                for (side, value) in values {
                    assert!(*value >= sitting.preparation[side].reservation - 1e-9);
                }
            }
            assert!(sitting.trades.iter().filter(|trade| trade.best).count() <= 1);
        }
    }
}

#[test]
fn what_earlier_talks_left_is_told() {
    let (mut owed, mut rankles, mut broken, mut lies) = (0, 0, 0, 0);
    for transcript in all().filter(|transcript| transcript.scenario == "remembering") {
        for round in &transcript.rounds {
            if let Some(sitting) = &round.session {
                for (side, sheet) in &sitting.preparation {
                    owed += u32::from(sheet.owed != 0.0 && sheet.claim != 0.0);
                    rankles += u32::from(sheet.least > sheet.reservation);
                    assert!(round.round > 1 || (sheet.owed == 0.0 && sheet.least == sheet.reservation));
                    broken += u32::from(sitting.result.broken_promise[side]);
                }
            }
            for found in round.review.iter().flat_map(|review| [review.seller, review.buyer]) {
                let told = round.events.iter().any(|event| event.contains("lied at the table"));
                assert!(told || !found.lie);
                lies += u32::from(found.lie);
            }
        }
    }
    assert!(owed > 5 && rankles > 0 && broken > 0 && lies > 5, "{owed} {rankles} {broken} {lies}");
}

/// A fixed pie is believed to be the other's where nothing is disclosed, so every issue's leverage is 1; where priorities
/// are disclosed and believed, the belief is the truth.
#[test]
fn believed_leverage_follows_the_opponent_model() {
    let scenario = read_text("small", DELIVERY, &[]).unwrap();
    let met = |pair: &str| transcript(&scenario, pair, 0).rounds[0].session.clone().unwrap().preparation;
    let (open, tight) = (met("open:open"), met("open:tight"));
    for issue in &tight.seller.issues {
        assert!(issue.leverage_believed.is_none_or(|leverage| close(leverage, 1.0)), "{issue:?}");
    }
    let others: f64 = open.seller.issues.iter().map(|issue| issue.other_stake).sum();
    let own: f64 = open.seller.issues.iter().map(|issue| issue.stake).sum();
    for issue in open.seller.issues.iter().filter(|issue| issue.stake > 0.01) {
        let (believed, truly) = (issue.leverage_believed.unwrap(), issue.leverage_true.unwrap());
        assert!(close(believed, truly * own / others), "{issue:?}");
    }
}

fn text<'a>(table: &'a Table, column: &str, row: usize) -> &'a str {
    match table.column(column).unwrap().cell(row) {
        Cell::Text(word) => word,
        other => panic!("{column}: {other:?}"),
    }
}

/// What says to which proposal a row belongs.
fn proposal(table: &Table, row: usize) -> Vec<String> {
    let keys = ["seller", "buyer", "replication", "round", "turn", "by"];
    keys.map(|key| format!("{:?}", table.column(key).unwrap().cell(row))).to_vec()
}

/// The run's tables hold every package of the log's proposals, and a sheet for every seat.
#[test]
fn the_runs_artefacts_agree_with_one_another() {
    let settings = longgame::experiment::run::Settings {
        replications: Some(3),
        seed: Some(6),
        ..longgame::experiment::run::Settings::default()
    };
    let report = longgame::experiment::run::run(&named("saas-renewal"), &settings, Watch::NONE).unwrap();
    let table = |name: &str| report.table(name).unwrap();
    let (log, meso, sheets) = (table("concessions"), table("meso"), table("preparation"));
    let mut package = 0;
    for row in 0..log.rows() {
        let described = text(log, "packages", row);
        let price = described.strip_prefix("price: ").unwrap().split(',').next().unwrap();
        assert_eq!(meso.numbers("issue_price").unwrap()[package].to_string(), price);
        assert_eq!(meso.numbers("value_to_self").unwrap()[package], log.numbers("value_to_self").unwrap()[row]);
        for _ in described.split(" | ") {
            assert_eq!(proposal(meso, package), proposal(log, row));
            package += 1;
        }
    }
    assert_eq!(package, meso.rows());
    let accepted = (0..meso.rows()).filter(|row| meso.column("accepted").unwrap().cell(*row) == Cell::Flag(true));
    let agreed: BTreeSet<_> = (0..log.rows())
        .filter(|row| text(log, "ending", *row).starts_with("agreement"))
        .map(|row| proposal(log, row)[..4].to_vec())
        .collect();
    assert_eq!(accepted.count(), agreed.len());
    assert_eq!(sheets.rows(), 3 * 3 * 2 * 5);
    for sheet in 0..sheets.rows() / 5 {
        assert!(close(sheets.numbers("priority").unwrap()[5 * sheet..5 * sheet + 5].iter().sum(), 1.0));
    }
}
