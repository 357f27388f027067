//! Where the replicator equation stands still with one, two or three kinds, and whether it comes back when pushed.

use super::matrix::{Matrix, Relation};

/// Differences of payoffs below this part of their range count as none.
const LEVEL: f64 = 1e-9;

/// What happens near a rest point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// Small changes die out.
    Stable,
    /// Small changes grow, whatever they are.
    Unstable,
    /// Some grow and some die out.
    Saddle,
    /// Some stay as they are.
    Neutral,
}

impl Stability {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Unstable => "unstable",
            Self::Saddle => "saddle",
            Self::Neutral => "neutral",
        }
    }

    /// From rates of growth near the point.
    fn of(rates: &[f64], range: f64) -> Self {
        let level = LEVEL * range;
        let grows = rates.iter().any(|rate| *rate > level);
        let dies = rates.iter().any(|rate| *rate < -level);
        let stays = rates.iter().any(|rate| rate.abs() <= level);
        match (grows, dies) {
            (true, true) => Self::Saddle,
            (true, false) if !stays => Self::Unstable,
            (false, true) if !stays => Self::Stable,
            _ => Self::Neutral,
        }
    }
}

/// A mix at which nothing changes.
#[derive(Debug, Clone, PartialEq)]
pub struct RestPoint {
    /// Share of every kind.
    pub shares: Vec<f64>,
    /// What happens near it.
    pub stability: Stability,
}

/// Rest points of one kind, of two, and of all three where there are three; lines of them are left out.
pub fn rest_points(payoffs: &Matrix) -> Vec<RestPoint> {
    let size = payoffs.size();
    let corners = (0..size).map(|kind| corner(payoffs, kind));
    let pairs = (0..size).flat_map(|one| (one + 1..size).map(move |other| (one, other)));
    let edges = pairs.filter_map(|(one, other)| edge(payoffs, one, other));
    let inside = if size == 3 { interior(payoffs) } else { None };
    corners.chain(edges).chain(inside).collect()
}

fn corner(payoffs: &Matrix, kind: usize) -> RestPoint {
    let size = payoffs.size();
    let others = (0..size).filter(|other| *other != kind);
    let rates: Vec<f64> = others.map(|other| payoffs.at(other, kind) - payoffs.at(kind, kind)).collect();
    let shares = (0..size).map(|other| f64::from(u8::from(other == kind))).collect();
    RestPoint { shares, stability: Stability::of(&rates, payoffs.range()) }
}

fn edge(payoffs: &Matrix, one: usize, other: usize) -> Option<RestPoint> {
    let duel = payoffs.duel(one, other);
    let (Relation::Bistable(share) | Relation::Coexists(share)) = duel.relation() else { return None };
    let size = payoffs.size();
    let shares: Vec<f64> = (0..size)
        .map(|kind| {
            if kind == one {
                share
            } else if kind == other {
                1.0 - share
            } else {
                0.0
            }
        })
        .collect();
    let earned = |kind: usize| payoffs.at(kind, one) * share + payoffs.at(kind, other) * (1.0 - share);
    let along = share * (1.0 - share) * (duel.a - duel.b - duel.c + duel.d);
    let across = (0..size).filter(|kind| *kind != one && *kind != other).map(|kind| earned(kind) - earned(one));
    let rates: Vec<f64> = std::iter::once(along).chain(across).collect();
    Some(RestPoint { shares, stability: Stability::of(&rates, payoffs.range()) })
}

/// The mix of three at which all earn the same: shares are as the cofactors of the differences of payoffs.
fn interior(payoffs: &Matrix) -> Option<RestPoint> {
    let first: [f64; 3] = std::array::from_fn(|kind| payoffs.at(0, kind) - payoffs.at(1, kind));
    let second: [f64; 3] = std::array::from_fn(|kind| payoffs.at(1, kind) - payoffs.at(2, kind));
    let cofactor = |one: usize, other: usize| first[one] * second[other] - first[other] * second[one];
    let parts = [cofactor(1, 2), cofactor(2, 0), cofactor(0, 1)];
    let sum: f64 = parts.iter().sum();
    let shares: Vec<f64> = parts.iter().map(|part| part / sum).collect();
    let level = LEVEL * payoffs.range() * payoffs.range();
    let inside = sum.abs() > level && shares.iter().all(|share| *share > LEVEL);
    inside.then(|| RestPoint { stability: around(payoffs, &shares), shares })
}

/// By trace and determinant of the equation's derivative in the first two shares.
fn around(payoffs: &Matrix, x: &[f64]) -> Stability {
    let earned = |kind: usize| -> f64 { payoffs.row(kind).iter().zip(x).map(|(payoff, share)| payoff * share).sum() };
    let mean: f64 = (0..3).map(|kind| x[kind] * earned(kind)).sum();
    // d(x_i (f_i - mean)) / dx_j along the plane where the third share gives way.
    let derivative = |i: usize, j: usize| {
        let slope = |kind: usize| payoffs.at(kind, j) - payoffs.at(kind, 2);
        let of_mean: f64 = earned(j) - earned(2) + (0..3).map(|kind| x[kind] * slope(kind)).sum::<f64>();
        let own = if i == j { earned(i) - mean } else { 0.0 };
        own + x[i] * (slope(i) - of_mean)
    };
    let (a, b, c, d) = (derivative(0, 0), derivative(0, 1), derivative(1, 0), derivative(1, 1));
    let (trace, determinant) = (a + d, a * d - b * c);
    let range = payoffs.range();
    if determinant < -LEVEL * range * range {
        return Stability::Saddle;
    }
    if determinant.abs() <= LEVEL * range * range {
        return Stability::Neutral;
    }
    Stability::of(&[trace], range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(rows: &[Vec<f64>]) -> Vec<(Vec<f64>, Stability)> {
        rest_points(&Matrix::from_rows(rows)).into_iter().map(|point| (point.shares, point.stability)).collect()
    }

    #[test]
    fn two_kinds_have_corners_and_perhaps_a_mix() {
        let bistable = points(&[vec![3.0, 0.0], vec![2.0, 1.0]]);
        assert_eq!(bistable[2], (vec![0.5, 0.5], Stability::Unstable));
        assert!(bistable[..2].iter().all(|(_, stability)| *stability == Stability::Stable));
        let coexist = points(&[vec![0.0, 1.0], vec![1.0, 0.0]]);
        assert_eq!(coexist[2], (vec![0.5, 0.5], Stability::Stable));
        assert_eq!(points(&[vec![3.0, 0.0], vec![5.0, 1.0]]).len(), 2);
    }

    /// Rock-paper-scissors with losses of 1 and wins of w: in for w > 1, round for w = 1, out for w < 1 (Zeeman 1980).
    #[test]
    fn the_inner_point_of_rock_paper_scissors_turns_with_its_determinant() {
        for (win, stability) in [(2.0, Stability::Stable), (1.0, Stability::Neutral), (0.5, Stability::Unstable)] {
            let found = points(&[vec![0.0, -1.0, win], vec![win, 0.0, -1.0], vec![-1.0, win, 0.0]]);
            assert_eq!(found.len(), 4);
            assert!(found[..3].iter().all(|(_, stability)| *stability == Stability::Saddle));
            assert!(found[3].0.iter().all(|share| (share - 1.0 / 3.0).abs() < 1e-12));
            assert_eq!(found[3].1, stability, "win {win}");
        }
    }

    /// All three coordinate: the inner point repels, every edge has a saddle.
    #[test]
    fn coordination_repels_from_within() {
        let found = points(&[vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]]);
        let count = |wanted| found.iter().filter(|(_, stability)| *stability == wanted).count();
        assert_eq!((count(Stability::Stable), count(Stability::Saddle), count(Stability::Unstable)), (3, 3, 1));
    }
}
