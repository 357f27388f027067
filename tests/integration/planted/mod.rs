//! Contracts with planted holes and sound ones: the right rule is named, sound contracts raise no alarm, repairs are cheap or not.

mod closed_form;
mod generator;

use generator::{Hole, Planted, contracts};
use longgame::base::side::Side;
use longgame::experiment::stress::ALARM;
use longgame::experiment::stress::appraisal::{Draft, Exactly};
use longgame::experiment::stress::arena::Arena;
use longgame::experiment::stress::attribution::attribute;
use longgame::experiment::stress::exact::certify;
use longgame::experiment::stress::exact::reading::Contest;
use longgame::experiment::stress::family::Families;
use longgame::experiment::stress::harden::harden;
use longgame::scenario::read::{Scenario, read_text};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What came out for one contract.
struct Found {
    holes: Vec<Hole>,
    alarms: usize,
    named: BTreeSet<&'static str>,
    /// For each alarm: whether 80% of the loss goes for at most 5% of the value.
    cheap: Vec<bool>,
}

impl Found {
    fn is_right(&self) -> bool {
        self.holes.iter().all(|hole| self.named.contains(hole.key()))
    }
}

fn scenario(planted: &Planted) -> Scenario {
    let text = format!("{}[contract]\n{}", planted.world, planted.contract.replace("\n[", "\n[contract."));
    read_text("planted", &text, &[]).unwrap()
}

fn alarms(contest: &Contest<'_>) -> bool {
    let certificate = certify(contest).unwrap();
    let bar = ALARM * contest.contract.price * certificate.annuity;
    certificate.gain().low > bar && certificate.loss(contest.hostile) > 0.0
}

/// Both sides are taken for hostile in turn, whatever was planted.
fn stressed(planted: &Planted) -> Found {
    let scenario = scenario(planted);
    let families = Families::all();
    let mut found = Found { holes: planted.holes.clone(), alarms: 0, named: BTreeSet::new(), cheap: Vec::new() };
    for hostile in Side::ALL {
        let arena = Arena::new(&scenario, scenario.file.contract, hostile, "vigilant").unwrap();
        let contest = arena.contest(&families);
        if alarms(&contest) {
            found.alarms += 1;
            let exactly = Exactly(contest);
            let draft = Draft { contract: contest.contract, hostile, rules: &families, appraise: &exactly };
            let inspection = draft.inspect().unwrap();
            let culprits = attribute(&draft, &inspection);
            found.named.extend(culprits.iter().map(|culprit| culprit.repair.rule.key));
            found.cheap.extend(harden(&draft, &inspection, &culprits).map(|hardening| hardening.is_cheap()));
        }
    }
    found
}

/// Holds what the issue asks for, and prints what came out.
fn hold(seed: u64, holed: usize, sound: usize) {
    let found: Vec<Found> = contracts(seed, holed, sound).par_iter().map(stressed).collect();
    let (sound, holed): (Vec<&Found>, Vec<&Found>) = found.iter().partition(|found| found.holes.is_empty());
    let right = holed.iter().filter(|found| found.is_right()).count();
    let beside = holed.iter().filter(|found| found.named.len() > found.holes.len()).count();
    let false_alarms = sound.iter().filter(|found| found.alarms > 0).count();
    let cheap: Vec<bool> = holed.iter().flat_map(|found| found.cheap.iter().copied()).collect();
    println!(
        "right rules in {right} of {} contracts with holes, more than the planted ones in {beside}; false alarms on {false_alarms} of {} sound ones; 80% of the loss goes for at most 5% of the value in {} of {} hardenings",
        holed.len(),
        sound.len(),
        cheap.iter().filter(|cheap| **cheap).count(),
        cheap.len()
    );
    for found in holed.iter().filter(|found| !found.is_right()) {
        println!("  missed: planted {:?}, named {:?}", found.holes, found.named);
    }
    assert!(right * 10 >= holed.len() * 9, "right in {right} of {}", holed.len());
    assert!(false_alarms * 20 <= sound.len(), "false alarms on {false_alarms} of {}", sound.len());
}

#[test]
fn planted_holes_are_named_and_sound_contracts_pass() {
    hold(1, 16, 7);
}

/// All that the issue asks for: `cargo test --release --test integration planted -- --include-ignored --nocapture`.
#[test]
#[ignore = "takes minutes; a third of it runs always"]
fn fifty_contracts_with_holes_and_twenty_sound_ones() {
    hold(2, 50, 20);
}

#[test]
#[ignore = "experiment"]
fn search_experiment() {
    use longgame::experiment::stress::Question;
    use longgame::experiment::stress::outcome::search;
    let families = Families::all();
    let budget: u64 = std::env::var("BUDGET").map_or(6_000, |text| text.parse().unwrap());
    let count: usize = std::env::var("COUNT").map_or(8, |text| text.parse().unwrap());
    for planted in
        contracts(2, 50, 0).iter().skip(std::env::var("SKIP").map_or(0, |text| text.parse().unwrap())).take(count)
    {
        let scenario = scenario(planted);
        for hostile in Side::ALL {
            let arena = Arena::new(&scenario, scenario.file.contract, hostile, "vigilant").unwrap();
            let contest = arena.contest(&families);
            if !alarms(&contest) {
                continue;
            }
            let certificate = certify(&contest).unwrap();
            let question = Question {
                hostile,
                victim: "vigilant".to_owned(),
                rules: Families::all(),
                budget,
                seed: 1,
                replications: 4_000,
            };
            if std::env::var("SHOW").is_ok() {
                let duel = contest.duel(longgame::experiment::stress::exact::reading::Faith::Bad).unwrap();
                let tables = longgame::experiment::stress::exact::tables::Tables::new(&duel, certificate.resolution);
                println!("{}\n{:?} {:?}", planted.contract, duel.work, duel.credits);
                for (age, layer) in certificate.play.later.iter().enumerate().skip(3).take(3) {
                    for number in 0..tables.standings.len() {
                        println!("standing {number}");
                        print!("age {age}:");
                        for node in (0..layer.axis.len).step_by((layer.axis.len / 16).max(1)) {
                            let plan = &tables.actions.all[layer.choice[number * layer.axis.len + node] as usize];
                            print!(" {:.2}:{:.2}/{:.2}", layer.axis.at(node), plan.effort, plan.gaming);
                        }
                        println!();
                    }
                }
            }
            if std::env::var("TRY").is_ok() {
                use longgame::execution::conduct::EffortRule;
                use longgame::execution::conduct::contingent::{Case, Contingent, Situation};
                for (lost, two, open, otherwise, up) in [
                    (1.1, 0.93, 0.0, 0.72, 1.0),
                    (1.1, 0.93, 0.5, 0.72, 1.0),
                    (1.1, 0.93, 0.78, 0.72, 1.0),
                    (1.1, 0.93, 0.0, 0.72, 0.5),
                    (0.9, 0.93, 0.0, 0.72, 1.0),
                    (1.2, 0.93, 0.0, 0.72, 1.0),
                    (1.1, 0.97, 0.0, 0.8, 1.0),
                    (9.0, 0.93, 0.0, 0.72, 1.0),
                    (1.1, 0.0, 0.0, 0.72, 1.0),
                    (1.1, 0.93, 0.0, 0.6, 2.0),
                ] {
                    let case = |when, at, effort, gaming| Case { when, at, and: None, effort, gaming };
                    let cases = vec![
                        case(Situation::RampNear, 1.0, 1.0, 0.58),
                        case(Situation::WindowLost, lost, 0.0, 0.0),
                        case(Situation::RampNear, 2.0, two, 0.0),
                        case(Situation::WindowOpens, 0.0, open, 0.0),
                    ];
                    let mut file = longgame::strategy::file::StrategyFile::default();
                    file.conduct.effort = EffortRule::Contingent(Contingent {
                        effort: otherwise,
                        gaming: 0.0,
                        catch_up: up,
                        least: 0.0,
                        cases,
                    });
                    let value = arena.value(&Arena::assemble(&file).unwrap(), 5, 4000);
                    println!("{lost} {two} {open} {otherwise} {up}: {:.4}", value[hostile] / certificate.annuity);
                }
            }
            let start = std::time::Instant::now();
            let found = search(&arena, &question, &|_| {}).unwrap();
            let annuity = found.confirmation.annuity;
            let change = found.confirmation.change[hostile];
            if std::env::var("SHOW").is_ok() {
                println!("{:?}\n honest {:?}", found.play.conduct.effort, found.honest.conduct.effort);
            }
            println!(
                "{:?} {hostile:?}: certified {:.4}..{:.4} honest {:.4}..{:.4}, found gain {:.4} (se {:.4}) honest {:.4}; {:.1} s; share {:.3}",
                planted.holes,
                certificate.gain().low / certificate.annuity,
                certificate.gain().high / certificate.annuity,
                certificate.honest.low / certificate.annuity,
                certificate.honest.high / certificate.annuity,
                change.mean / annuity,
                change.se / annuity,
                found.confirmation.honest[hostile] / annuity,
                start.elapsed().as_secs_f64(),
                change.mean / annuity / (certificate.gain().low / certificate.annuity)
            );
        }
    }
}
