//! V01: thresholds of the shadow of the future (Friedman 1971; Axelrod 1984), from payoffs simulated on both sides of them.

use super::{Case, Item, crossing_of, threshold};
use crate::base::catalogue::Row;
use crate::experiment::validation::ValidationError;
use crate::experiment::validation::figure::Found;
use crate::experiment::validation::sample::payoffs;
use crate::relationship::profile::Profile;
use crate::statistics::{Estimate, Moments};

/// The item.
pub const ITEM: Item =
    Item { row: Row { name: "V01", summary: "folk-theorem thresholds" }, run, start: 4_000, most: 400_000 };

/// Places in the theory scenario's line-up.
const GRIM: usize = 0;
const TFT: usize = 1;
const WSLS: usize = 2;
const ALL_D: usize = 3;
const ALTERNATE: usize = 4;
const DEVIATE_ONCE: usize = 5;

/// Longest shadow of the future at which thresholds are sought.
const LONGEST: f64 = 0.99;

/// Steps of the shadow of the future: differences are taken as straight between them. Near a threshold d* they bend like
/// 1 / (1 - d), which moves it by at most (step / 2)^2 / (1 - d*): at .95 by about a ten-thousandth.
const STEPS: u32 = 198;

/// A matchup: own strategy, and the resident or partner.
type Matchup = [usize; 2];

/// What conforming and one deviation earn, each averaged over its matchups.
struct Deviation {
    conforming: &'static [Matchup],
    deviating: &'static [Matchup],
}

/// A threshold: where conforming begins to earn more than the best of the deviations.
struct Sought {
    quantity: &'static str,
    deviations: &'static [Deviation],
}

const SOUGHT: [Sought; 4] = [
    Sought {
        quantity: "grim",
        deviations: &[
            Deviation { conforming: &[[GRIM, GRIM]], deviating: &[[ALL_D, GRIM]] },
            Deviation { conforming: &[[GRIM, GRIM]], deviating: &[[ALTERNATE, GRIM]] },
        ],
    },
    Sought {
        quantity: "tft_nash",
        deviations: &[
            Deviation { conforming: &[[TFT, TFT]], deviating: &[[ALL_D, TFT]] },
            Deviation { conforming: &[[TFT, TFT]], deviating: &[[ALTERNATE, TFT]] },
        ],
    },
    Sought {
        quantity: "wsls_spe",
        deviations: &[Deviation { conforming: &[[WSLS, WSLS]], deviating: &[[DEVIATE_ONCE, WSLS]] }],
    },
    // Against a half-and-half mix of both.
    Sought {
        quantity: "risk_dominance",
        deviations: &[Deviation {
            conforming: &[[GRIM, GRIM], [GRIM, ALL_D]],
            deviating: &[[ALL_D, GRIM], [ALL_D, ALL_D]],
        }],
    },
];

fn run(case: &Case<'_>, replications: u64) -> Result<Vec<Found>, ValidationError> {
    let sample = case.sample("v01-folk-threshold", &payoffs(case.payoffs()?))?;
    let sought: Vec<&Sought> = SOUGHT.iter().filter(|sought| case.wants(sought.quantity)).collect();
    let deviations: Vec<&Deviation> = sought.iter().flat_map(|sought| sought.deviations).collect();
    let mut matchups: Vec<Matchup> = deviations
        .iter()
        .flat_map(|deviation| deviation.conforming.iter().chain(deviation.deviating))
        .copied()
        .collect();
    matchups.sort_unstable();
    matchups.dedup();
    let grid: Vec<f64> = (0..=STEPS).map(|step| LONGEST * f64::from(step) / f64::from(STEPS)).collect();
    let mut differences = vec![vec![Moments::default(); grid.len()]; deviations.len()];
    sample.profiles(&matchups, &grid, replications, |profiles| {
        for (deviation, differences) in deviations.iter().zip(&mut differences) {
            deviation.absorb(&matchups, profiles, differences);
        }
    })?;
    let mut differences = differences.iter();
    sought
        .into_iter()
        .map(|sought| {
            let curves: Vec<&Vec<Moments>> = differences.by_ref().take(sought.deviations.len()).collect();
            let worst = (0..grid.len()).map(|point| worst(&curves, point));
            Ok(threshold(sought.quantity, crossing_of(case, grid.iter().copied().zip(worst))?))
        })
        .collect()
}

/// The difference to the deviation that earns most.
fn worst(curves: &[&Vec<Moments>], point: usize) -> Estimate {
    let differences = curves.iter().map(|curve| curve[point].estimate());
    let none = Estimate { mean: 0.0, se: 0.0, n: 0 };
    differences.reduce(|least, next| if next.mean < least.mean { next } else { least }).unwrap_or(none)
}

impl Deviation {
    /// Adds a batch's differences, conforming less deviating, replication by replication.
    fn absorb(&self, matchups: &[Matchup], profiles: &[Profile], differences: &mut [Moments]) {
        let places = |wanted: &[Matchup]| -> Vec<usize> {
            wanted.iter().filter_map(|wanted| matchups.iter().position(|known| known == wanted)).collect()
        };
        let (conforming, deviating) = (places(self.conforming), places(self.deviating));
        for (point, moments) in differences.iter_mut().enumerate() {
            let mean = |places: &[usize], replication: usize| {
                let sum: f64 = places.iter().map(|place| profiles[*place].at(point, 0)[replication]).sum();
                sum / places.len() as f64
            };
            let count = profiles.first().map_or(0, |profile| profile.at(point, 0).len());
            for replication in 0..count {
                moments.push(mean(&conforming, replication) - mean(&deviating, replication));
            }
        }
    }
}
