//! The exact worst case: closed forms, thresholds by hand, bounds that close in, and the engine playing what was found.

use longgame::base::numeric::normal_cdf;
use longgame::base::side::Side;
use longgame::experiment::stress::arena::Arena;
use longgame::experiment::stress::exact::decision::Bound;
use longgame::experiment::stress::exact::duel::{Credits, Duel, Outcome, Pair, Pilot, Ramp, Reviews, Step, Term, Work};
use longgame::experiment::stress::exact::play::Play;
use longgame::experiment::stress::exact::reading::Faith;
use longgame::experiment::stress::exact::solve::solve;
use longgame::experiment::stress::exact::tables::{Resolution, Tables};
use longgame::experiment::stress::exact::{Certificate, NotExact, RESOLUTIONS, certify};
use longgame::experiment::stress::family::Families;
use longgame::scenario::read::read_text;
use longgame::statistics::Estimate;
use longgame::strategy::file::StrategyFile;

const COARSE: Resolution = Resolution { efforts: 4, nodes: 10 };

/// Two rounds of work at a linear cost, whose KPI is judged once against the target.
fn duel() -> Duel {
    Duel {
        keep: 1.0,
        rounds: Some(1),
        follows_victim: false,
        least: 0.0,
        games: false,
        shirks_below: 0.0,
        work: Work {
            target: 0.4,
            cost: 2.0,
            exponent: 1,
            worth: 0.0,
            unmeasured: 0.0,
            sd: 0.6,
            lift: 0.0,
            gaming_cost: 0.0,
            outcomes: vec![Outcome { probability: 1.0, made: 1.0, works: 1.0 }],
        },
        credits: Credits {
            window: 1,
            whole: false,
            owed: vec![Step { shortfall: 0.0, due: 3.0 }],
            earned: 0.0,
            rejected: 0.0,
            over_claims: false,
        },
        bonus: None,
        ramp: Ramp {
            misses: None,
            fee: 0.0,
            automatic: false,
            hostile_first: true,
            enforced: true,
            price: 100.0,
            breaking: 100.0,
            victim_misses: 0.0,
        },
        reviews: Reviews { cadence: 0, cost: 0.0, accuracy: 0.85, retention: 0.9, tolerance: 0.0 },
        term: Term { rounds: 2, runs_on: false, notice: 0, lapses: false, hidden: false, blind: false },
        pilot: Pilot { rounds: 0, scale: 1.0, upgrade: None, victims: None, audited: false, ends: true },
        scaled: Pair::default(),
        unscaled: Pair::default(),
        outside: Pair::default(),
        switching: Pair::default(),
    }
}

/// Tables in which the only plans are no work and full work.
fn binary(duel: &Duel, resolution: Resolution) -> Tables {
    let mut tables = Tables::new(duel, resolution);
    let last = tables.actions.all.len() - 1;
    let ends = |place: usize| place == 0 || place == last;
    let mut place = 0..;
    tables.actions.all.retain(|_| place.next().is_some_and(ends));
    let mut place = 0..;
    tables.parts.retain(|_| place.next().is_some_and(ends));
    let mut place = 0..;
    tables.closing.1.retain(|_| place.next().is_some_and(ends));
    assert_eq!((tables.actions.all[0].effort, tables.actions.all[1].effort), (0.0, 1.0));
    tables
}

fn works(duel: &Duel) -> bool {
    let tables = binary(duel, COARSE);
    solve(duel, &tables, Bound::Neither, None).first[0].choice[0] == 1
}

/// V33 (Becker 1968): work pays from the credit C on at which C (qL - qH) is the saving.
#[test]
fn shirking_ends_at_the_credit_that_outweighs_the_saving() {
    for (saving, target, sd) in [(2.0, 0.4, 0.6), (0.5, 0.4, 0.6), (7.0, 0.7, 0.2), (3.0, 0.9, 0.3), (12.0, 0.2, 0.15)]
    {
        let mut duel = duel();
        (duel.work.cost, duel.work.target, duel.work.sd) = (saving, target, sd);
        let miss = |effort: f64| normal_cdf((target - effort) / sd);
        let expected = saving / (miss(0.0) - miss(1.0));
        let (mut low, mut high) = (0.0, 100.0 * saving);
        while high - low > 1e-9 * saving {
            duel.credits.owed[0].due = 0.5 * (low + high);
            if works(&duel) { high = duel.credits.owed[0].due } else { low = duel.credits.owed[0].due }
        }
        assert!((high / expected - 1.0).abs() < 1e-7, "{high} against {expected} at {saving}, {target}, {sd}");
    }
}

/// In the last round of a window of two, work pays where `C (P(miss | 0) - P(miss | 1))` is at least its cost: not where the
/// first reading has lost the window already, and not where it has won it.
#[test]
fn a_window_that_is_lost_or_won_is_not_worked_for() {
    let mut duel = duel();
    (duel.rounds, duel.credits.window, duel.work.sd) = (Some(2), 2, 0.3);
    (duel.work.cost, duel.work.target) = (1.0, 0.5);
    let tables = binary(&duel, COARSE);
    let solution = solve(&duel, &tables, Bound::Neither, None);
    let layer = &solution.first[1];
    let miss = |sum: f64, effort: f64| normal_cdf((2.0 * 0.5 - sum - effort) / 0.3);
    let pays = |sum: f64| 3.0 * (miss(sum, 0.0) - miss(sum, 1.0)) >= 1.0;
    let mut seen = [0; 3];
    for node in 0..layer.axis.len {
        let sum = layer.axis.at(node);
        assert_eq!(layer.choice[node] == 1, pays(sum), "at {sum}");
        seen[if pays(sum) {
            1
        } else if sum < 0.5 {
            0
        } else {
            2
        }] += 1;
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

/// Two rounds, one miss opens the ramp: the second round is worth having only after a hit.
#[test]
fn an_exit_ramp_is_worth_what_it_ends() {
    let mut duel = duel();
    (duel.rounds, duel.keep, duel.term.rounds) = (Some(2), 0.9, 3);
    (duel.credits.owed, duel.work.cost) = (Vec::new(), 4.0);
    (duel.scaled, duel.outside, duel.switching) = (Pair::new(20.0, 5.0), Pair::new(3.0, 4.0), Pair::new(6.0, 7.0));
    (duel.ramp.misses, duel.ramp.fee) = (Some(1), 2.0);
    let tables = binary(&duel, COARSE);
    let found = solve(&duel, &tables, Bound::Neither, None).worth;
    let miss = |effort: f64| normal_cdf((0.4 - effort) / 0.6);
    // In the last round nothing is to be lost, so nobody works.
    let (ended, goes_on) = (2.0 - 6.0 + 0.9 * 3.0, 0.9 * 20.0);
    let by = |effort: f64| 20.0 - 4.0 * effort + miss(effort) * ended + (1.0 - miss(effort)) * goes_on;
    let best = if by(1.0) > by(0.0) { 1.0 } else { 0.0 };
    assert!((found.hostile - by(best)).abs() < 1e-12, "{} against {}", found.hostile, by(best));
    let victim = 5.0 + miss(best) * (-2.0 - 7.0 + 0.9 * 4.0) + (1.0 - miss(best)) * 0.9 * 5.0;
    assert!((found.victim - victim).abs() < 1e-12, "{} against {victim}", found.victim);
    assert!(best > 0.0, "the ramp is to make work pay");
}

const DRAFT: &str = r#"
title = "a draft"
[lineup]
strategies = ["vigilant"]
[stage.delivery]
base_value = 91.0
base_cost = 70.0
seller = { value = 40.0, cost = 20.0 }
buyer = { value = 15.0, cost = 6.0 }
[outside]
seller = { option = 8.0, switching = 30.0 }
buyer = { option = 5.0, switching = 30.0 }
[horizon]
continuation = 0.9
[contract]
price = 100.0
target = { seller = 0.7, buyer = 0.6 }
[contract.service_credits]
rate = 0.10
[contract.exit_ramp]
break_fee = { seller = 1.0, buyer = 1.0 }
"#;

fn arena(overrides: &[&str], hostile: Side) -> Arena {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    let scenario = read_text("draft", DRAFT, &overrides).unwrap();
    Arena::new(&scenario, scenario.file.contract, hostile, "vigilant").unwrap()
}

fn certificate(overrides: &[&str]) -> Result<Certificate, NotExact> {
    certify(&arena(overrides, Side::Seller).contest(&Families::all()))
}

/// Contracts of different state: by the round, over a window, with a ramp, both, in an unruly world.
const CONTRACTS: [&[&str]; 6] = [
    &["contract.term.rounds=8"],
    &["contract.term.rounds=8", "stage.delivery.seller.unmeasured=0.4"],
    &["contract.term.rounds=6", "contract.service_credits.window=3"],
    &["contract.term.rounds=8", "contract.exit_ramp.misses=2", "contract.service_credits.two_sided=true"],
    &["contract.term.rounds=6", "contract.service_credits.window=3", "contract.exit_ramp.misses=2"],
    &[
        "contract.term.rounds=8",
        "contract.exit_ramp.misses=2",
        "noise.implementation=0.1",
        "incidents.seller={probability=0.15, loss=10.0, downtime=0.5}",
        "incidents.buyer={probability=0.1, loss=8.0}",
        "contract.bonus={amount=4.0, enforceable=true}",
        "contract.governance={cadence=2, escalation=0.3}",
        "kpi.seller.gaming_yield=0.0",
    ],
];

/// The engine, playing the plans found, earns both sides what the certificate says.
#[test]
fn the_engine_plays_what_is_certified() {
    let families = Families::all();
    for overrides in CONTRACTS {
        let arena = arena(overrides, Side::Seller);
        let contest = arena.contest(&families);
        let duel = contest.duel(Faith::Bad).unwrap();
        let tables = Tables::new(&duel, RESOLUTIONS[1]);
        let solution = solve(&duel, &tables, Bound::Lower, None);
        let near = solve(&duel, &tables, Bound::Neither, None).worth;
        let conduct = contest.conduct(Faith::Bad).unwrap();
        let mut play = Arena::assemble(&StrategyFile { conduct, ..StrategyFile::default() }).unwrap();
        play.rule = Box::new(Play::new(&duel, &tables, &solution));
        let histories = arena.histories(&play, 1, 0, 20_000);
        for (side, expected) in [(0, near.hostile), (1, near.victim)] {
            // How long the need lasts is luck that both know: values are compared per discounted round.
            let mut moments = longgame::statistics::CoMoments::default();
            for history in &histories {
                moments.push(history.party[side].value, history.annuity);
            }
            let Estimate { mean, se, .. } = moments.ratio();
            let expected = expected / contest.annuity();
            // Between nodes the play is that of the nearest one, which costs a little: a tenth of a percent is allowed for.
            let off = (mean - expected).abs() - 0.001 * expected.abs();
            assert!(off < 4.5 * se, "{overrides:?}, side {side}: {mean} (se {se}) against {expected}");
        }
    }
}

/// Bounds of any two grids hold together, and finer grids bring them closer.
#[test]
fn bounds_close_in() {
    let families = Families::all();
    for overrides in CONTRACTS {
        let arena = arena(overrides, Side::Seller);
        let duel = arena.contest(&families).duel(Faith::Bad).unwrap();
        let bounds = [RESOLUTIONS[0], RESOLUTIONS[1]].map(|resolution| {
            let tables = Tables::new(&duel, resolution);
            [Bound::Lower, Bound::Upper].map(|bound| solve(&duel, &tables, bound, None).worth.hostile)
        });
        let [[low, high], [finer_low, finer_high]] = bounds;
        assert!(low <= finer_high && finer_low <= high, "{overrides:?}: {bounds:?}");
        assert!(finer_high - finer_low < 0.6 * (high - low), "{overrides:?}: {bounds:?}");
    }
}

/// A certificate says what cannot be gained, and where there is none, why.
/// Gaming that takes from what the KPI does not see gains the seller nothing more and costs its victim more.
#[test]
fn what_is_not_measured_is_the_victims_loss() {
    let at = |unmeasured: f64| {
        let key = format!("stage.delivery.seller.unmeasured={unmeasured:?}");
        certificate(&["contract.term.rounds=8", &key]).unwrap()
    };
    let (seen, hidden) = (at(0.0), at(0.4));
    assert_eq!(seen.gain().low.to_bits(), hidden.gain().low.to_bits());
    assert!(hidden.loss(Side::Seller) > seen.loss(Side::Seller));
}

#[test]
fn what_is_not_small_is_named() {
    let found = certificate(&["contract.term.rounds=8"]).unwrap();
    assert!(found.gain().low > 0.0 && found.gain().high - found.gain().low <= 0.1 * found.annuity);
    let reasons: [(&[&str], NotExact); 8] = [
        (
            &["index.walk={start=1.0, step={normal={drift=0.0, sd=0.02}}}", "contract.price_band.pass_through=0.5"],
            NotExact::Index,
        ),
        (&["contract.exit_ramp.average_below=0.5"], NotExact::Average),
        (&["distress=0.01"], NotExact::Distress),
        (&["demand.sd=0.1"], NotExact::Demand),
        (&["investment.productivity=2.0"], NotExact::Investment),
        (
            &["reputation.value={seller=0.0, buyer=3.0}", "contract.reference_rights={seller=1.0, buyer=0.1}"],
            NotExact::References,
        ),
        (&["contract.exclusivity={rounds={seller=3, buyer=0}, reduction=0.5}"], NotExact::Exclusivity),
        (&["kpi.seller.sd=0.0", "contract.service_credits.window=3"], NotExact::NoNoise),
    ];
    for (overrides, reason) in reasons {
        assert_eq!(certificate(overrides).unwrap_err(), reason, "{overrides:?}");
    }
}
