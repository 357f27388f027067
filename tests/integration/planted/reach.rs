//! The search against the certificate: what share of the certified worst case the search finds on its own.

use super::generator::{Hole, Planted, contracts};
use super::{alarms, scenario};
use longgame::base::side::Side;
use longgame::experiment::stress::arena::Arena;
use longgame::experiment::stress::confirm::fresh;
use longgame::experiment::stress::exact::certify;
use longgame::experiment::stress::family::Families;
use longgame::experiment::stress::outcome::search;
use longgame::experiment::stress::{Question, StressError};
use longgame::strategy::file::StrategyFile;
use std::time::Instant;

/// What the issue asks of the search, as a share of the certified gain.
const ENOUGH: f64 = 0.95;

/// How far the best play found in good faith may fall short of the certified one, as a share of its value.
const HONEST: f64 = 0.01;

/// Plays that the search tries where nothing else is asked for.
const BUDGET: u64 = 16_000;

/// Histories by which a found play is valued, none of them seen by the search.
const HISTORIES: usize = 20_000;

/// What came out for one hostile side. Money per round of need.
struct Reach {
    holes: Vec<Hole>,
    hostile: Side,
    /// Certified: the gain that some play reaches, and the most that good faith can be worth.
    gain: f64,
    honest: f64,
    /// Found: the value of the play and of good faith, with standard errors.
    found: (f64, f64),
    in_good_faith: (f64, f64),
    seconds: f64,
}

impl Reach {
    /// Share of the certified gain that the play found takes, over the certified value of good faith.
    fn share(&self) -> f64 {
        (self.found.0 - self.honest) / self.gain
    }

    /// Standard error of that share.
    fn error(&self) -> f64 {
        self.found.1 / self.gain
    }

    /// Share over the good faith that the search found itself.
    fn own_share(&self) -> f64 {
        (self.found.0 - self.in_good_faith.0) / self.gain
    }

    fn is_enough(&self) -> bool {
        self.share() >= ENOUGH - 4.0 * self.error()
    }

    fn finds_good_faith(&self) -> bool {
        self.in_good_faith.0 >= self.honest - HONEST * self.honest.abs() - 4.0 * self.in_good_faith.1
    }

    fn print(&self) {
        println!(
            "{:?} {}: certified gain {:.4}, honest {:.4}; found {:.4} ({:.4}), honest {:.4} ({:.4}); share {:.3} ({:.3}), of own honest {:.3}; {:.1} s",
            self.holes,
            self.hostile.name(),
            self.gain,
            self.honest,
            self.found.0,
            self.found.1,
            self.in_good_faith.0,
            self.in_good_faith.1,
            self.share(),
            self.error(),
            self.own_share(),
            self.seconds
        );
    }
}

/// Value of a play per round of need with its standard error: a ratio of means, so that how long needs last cancels out.
fn worth(arena: &Arena, play: &StrategyFile, seed: u64) -> (f64, f64) {
    let strategy = Arena::assemble(play).unwrap();
    let histories = arena.histories(&strategy, seed, 0, HISTORIES);
    let pairs: Vec<(f64, f64)> =
        histories.iter().map(|history| (history.party[arena.hostile().index()].value, history.annuity)).collect();
    let annuity: f64 = pairs.iter().map(|pair| pair.1).sum();
    let ratio = pairs.iter().map(|pair| pair.0).sum::<f64>() / annuity;
    let squares: f64 = pairs.iter().map(|(value, rounds)| (value - ratio * rounds) * (value - ratio * rounds)).sum();
    (ratio, squares.sqrt() / annuity)
}

/// The search against the certificate; none where the certificate raises no alarm.
fn reach(planted: &Planted, hostile: Side, budget: u64) -> Result<Option<Reach>, StressError> {
    let scenario = scenario(planted);
    let arena = Arena::new(&scenario, scenario.file.contract, hostile, "vigilant")?;
    let rules = Families::all();
    let contest = arena.contest(&rules);
    if !alarms(&contest) {
        return Ok(None);
    }
    let certificate = certify(&contest).unwrap();
    let victim = "vigilant".to_owned();
    let question = Question { hostile, victim, rules, budget, harden: false, seed: 1, replications: 1_000 };
    let start = Instant::now();
    let searched = search(&arena, &question, &|_| {})?;
    let seconds = start.elapsed().as_secs_f64();
    let seed = fresh(question.seed);
    let reach = Reach {
        holes: planted.holes.clone(),
        hostile,
        gain: certificate.gain().low / certificate.annuity,
        honest: certificate.honest.high / certificate.annuity,
        found: worth(&arena, &searched.play, seed),
        in_good_faith: worth(&arena, &searched.honest, seed),
        seconds,
    };
    reach.print();
    Ok(Some(reach))
}

fn all<'a>(planted: impl Iterator<Item = &'a Planted>, budget: u64) -> Vec<Reach> {
    planted.flat_map(|planted| Side::ALL.map(|side| reach(planted, side, budget).unwrap())).flatten().collect()
}

fn hold(reached: &[Reach]) {
    let mut shares: Vec<f64> = reached.iter().map(Reach::share).collect();
    shares.sort_by(f64::total_cmp);
    let slowest = reached.iter().map(|reach| reach.seconds).fold(0.0, f64::max);
    println!("shares from the least: {shares:.3?}; slowest search {slowest:.1} s");
    let short = |fine: fn(&Reach) -> bool| reached.iter().filter(|reach| !fine(reach)).count();
    let (gains, honest) = (short(Reach::is_enough), short(Reach::finds_good_faith));
    assert!(!reached.is_empty());
    assert_eq!((gains, honest), (0, 0), "short of the gain, and of good faith, among {}", reached.len());
}

/// A few contracts with little to remember, so that a part of the plays has to do.
#[test]
fn the_search_reaches_the_certificate() {
    let planted = contracts(2, 10, 0);
    hold(&all([0, 3, 9].iter().map(|number| &planted[*number]), BUDGET / 16));
}

/// All contracts at the budget that is the default. It does not hold yet: 58 of 71 sides reach the share asked for.
/// `cargo test --release --test integration reach -- --include-ignored --nocapture`.
#[test]
#[ignore = "searches every contract: seven minutes on two idle cores"]
fn the_search_reaches_the_certificate_of_every_contract() {
    hold(&all(contracts(2, 50, 0).iter(), BUDGET));
}
