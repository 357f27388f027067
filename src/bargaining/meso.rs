//! Sets of packages proposed at once; it knows what the other likes from the proposer's opponent model only.

use super::iso_utility::{Band, CAPACITY};
use super::opponent::Opponent;
use super::package_set::PackageSet;
use super::view::SessionView;

/// How many packages a set holds at most, and which.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Most packages.
    pub size: usize,
    /// How far above the aspiration further packages may lie, money per round.
    pub width: f64,
    /// Whether none may be believed better for the other than the lead.
    pub capped: bool,
}

/// Multiple equivalent simultaneous offers (MESO; Leonardelli et al. 2019): `lead` and up to
/// `size - 1` more packages worth at least `aspiration` and at most `width` above it.
///
/// Each next package is the one with the largest sum of two shares: how much the other is believed
/// to like it, within the band, and in how many issues it differs from the packages already chosen
/// (maximal marginal relevance; Carbonell and Goldstein 1998). With `size` 1 the set is the single
/// offer.
///
/// A `capped` set holds nothing that the other is believed to like better than the lead. So where the
/// lead is the best for the other and the proposer knows what the other likes, further packages change
/// nothing for an other that goes by its own value: a set pays only where that is not known.
pub fn compose(view: &SessionView, opponent: &Opponent, lead: u32, aspiration: f64, spread: Spread) -> PackageSet {
    let mut set = PackageSet::single(lead);
    let Spread { size, width, capped } = spread;
    if size <= 1 {
        return set;
    }
    let band = Band::new(view.preference, aspiration, width);
    let candidates = band.outcomes();
    let mut liking = [0.0; CAPACITY];
    let liking = &mut liking[..candidates.len()];
    opponent.rate(view, candidates, liking);
    let mut difference = [u32::MAX; CAPACITY];
    if capped {
        let mut most = [0.0];
        opponent.rate(view, &[lead], &mut most);
        for (difference, &liking) in difference.iter_mut().zip(liking.iter()) {
            *difference = if liking > most[0] { 0 } else { u32::MAX };
        }
    }
    normalise(liking);
    let mut latest = lead;
    while set.packages().len() < size && set.packages().len() < PackageSet::CAPACITY {
        narrow(view, candidates, latest, &mut difference);
        let Some(next) = most_relevant(view, liking, &difference) else {
            break;
        };
        latest = candidates[next];
        set.push(latest);
    }
    set
}

/// Maps ratings to shares from 0 to 1; all become 1 where they are equal.
fn normalise(ratings: &mut [f64]) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for &rating in ratings.iter() {
        low = if rating < low { rating } else { low };
        high = if rating > high { rating } else { high };
    }
    let range = high - low;
    for rating in ratings {
        *rating = if range > 0.0 { (*rating - low) / range } else { 1.0 };
    }
}

/// Lowers each candidate's difference to that from the latest package, where that is less.
fn narrow(view: &SessionView, candidates: &[u32], latest: u32, difference: &mut [u32; CAPACITY]) {
    for (difference, &candidate) in difference.iter_mut().zip(candidates) {
        *difference = (*difference).min(view.space.distance(candidate, latest));
    }
}

fn most_relevant(view: &SessionView, liking: &[f64], difference: &[u32; CAPACITY]) -> Option<usize> {
    let per_issue = 1.0 / view.space.issues().len() as f64;
    let mut best = None;
    let mut most = f64::NEG_INFINITY;
    for (index, (&liking, &difference)) in liking.iter().zip(difference).enumerate() {
        let relevance = liking + f64::from(difference) * per_issue;
        if difference > 0 && relevance > most {
            (best, most) = (Some(index), relevance);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_run_from_0_to_1() {
        let mut ratings = [3.0, -1.0, 1.0];
        normalise(&mut ratings);
        assert!(ratings.iter().zip([1.0, 0.0, 0.5]).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-15));
        let mut equal = [2.0, 2.0];
        normalise(&mut equal);
        assert!(equal.iter().all(|&share: &f64| share > 0.5));
    }
}
