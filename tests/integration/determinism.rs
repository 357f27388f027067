//! Same bits for any number of threads and any width; other luck for another seed.

use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::{Keep, Plan, Width};
use longgame::scenario::read::read;
use longgame::scenario::resolve::{Design, resolve};

fn design(name: &str, set: &[&str]) -> Design {
    let set: Vec<String> = set.iter().map(ToString::to_string).collect();
    resolve(&read(name, &set).unwrap()).unwrap()
}

/// Every value and flow of every history, as bits.
fn bits(design: &Design, replications: u64, seed: u64, width: Width, threads: usize) -> Vec<u64> {
    let mut plan = Plan::round_robin(design, replications, seed);
    plan.width = width;
    let mut bits = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        parallel::run(&plan, Watch::NONE, |batch| {
            for history in batch.cells.iter().flat_map(|cell| &cell.histories) {
                for party in &history.party {
                    bits.push(party.value.to_bits());
                    bits.extend(party.flows.iter().map(|flow| flow.to_bits()));
                    bits.extend([party.trust, party.effort, party.kpi].map(f64::to_bits));
                }
            }
        })
    })
    .unwrap();
    bits
}

#[test]
fn threads_and_width_change_no_bit_and_the_seed_does() {
    let cases = [
        ("saas-renewal", vec![]),
        ("packaging-price-band", vec![]),
        (
            "packaging-price-band",
            vec![
                "contract.service_credits={rate=0.2, window=3, claimant=\"owing\", two_sided=true}",
                "contract.bonus={amount=5, enforceable=true}",
                "contract.term={rounds=8, renewal=\"hidden\", notice=2}",
                "contract.pilot={scale=0.3, rounds=3, upgrade_kpi=0.6, otherwise=\"stay\"}",
                "contract.exit_ramp={misses=2, average_below=0.4, cure=1, action=\"pause\", automatic=true}",
                "contract.price_band.source=\"seller\"",
                "contract.price_band.cap_price=120",
                "contract.governance={first_response=0.2, ladder=[{delay=0.1, resolves=0.5}]}",
                "strategies.shader={extends=\"exploitative\", conduct={shading=0.1}, review={enforces=true}}",
                "lineup.strategies=[\"relationship\", \"shader\"]",
                "run.compare=[\"relationship\", \"shader\"]",
            ],
        ),
        ("theory/v03-noisy-memory-one", vec!["horizon.rounds=50", "run.burn_in=5"]),
    ];
    for (name, set) in cases {
        let design = design(name, &set);
        let reference = bits(&design, 300, 1, Width::One, 1);
        assert!(bits(&design, 300, 1, Width::SixtyFour, 2) == reference, "{name}: width 64, 2 threads");
        assert!(bits(&design, 300, 1, Width::Eight, 7) == reference, "{name}: width 8, 7 threads");
        assert!(bits(&design, 300, 2, Width::SixtyFour, 2) != reference, "{name}: another seed");
    }
}

#[test]
fn a_history_at_a_shorter_shadow_is_the_beginning_of_the_longer_one() {
    let grid = vec![0.5, 0.8, 0.95];
    let long = design("saas-renewal", &[]);
    let mut plan = Plan::round_robin(&long, 200, 3);
    plan.keep = Keep { path_rounds: 0, profile: grid.clone() };
    let mut profiles = Vec::new();
    parallel::run(&plan, Watch::NONE, |batch| profiles.extend(batch.cells.into_iter().filter_map(|cell| cell.profile)))
        .unwrap();
    for (point, delta) in grid.iter().enumerate() {
        let short = design("saas-renewal", &[&format!("horizon.continuation={delta}")]);
        let plan = Plan::round_robin(&short, 200, 3);
        parallel::run(&plan, Watch::NONE, |batch| {
            for (cell, profile) in batch.cells.iter().zip(&profiles) {
                for side in 0..2 {
                    let rerun: Vec<u64> =
                        cell.histories.iter().map(|history| history.party[side].value.to_bits()).collect();
                    let kept: Vec<u64> = profile.at(point, side).iter().map(|value| value.to_bits()).collect();
                    assert!(rerun == kept, "delta {delta}, {:?}", cell.cell);
                }
            }
        })
        .unwrap();
    }
}
