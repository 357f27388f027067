//! Contracts with planted holes and sound ones: the right rule is named, sound contracts raise no alarm, repairs are cheap or not.

mod closed_form;
mod generator;
mod reach;

use generator::{Hole, Planted, contracts};
use longgame::base::side::Side;
use longgame::experiment::stress::ALARM;
use longgame::experiment::stress::appraisal::{Appraise, Draft, Exactly};
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
            let inspection = draft.inspect(exactly.appraise(contest.contract).unwrap());
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
