//! The exact worst case: the best response of a hostile side by dynamic programming, with bounds on both sides of it.
//!
//! The victim's conduct follows from the contract alone, so what the contract remembers (rounds left, misses, the running sum
//! of a window or a pilot, what reviews found) is the whole state. Between nodes of the sum and between plans of the grid the
//! value is bounded by its curvature, which noise in the KPI limits; what is left is the discretisation error that is
//! reported. It knows nothing of strategies and does not search.

pub mod action;
pub mod decision;
pub mod duel;
mod follow;
pub mod lattice;
pub mod layer;
pub mod performer;
pub mod play;
pub mod reading;
pub mod round;
pub mod running;
mod slack;
pub mod solve;
pub mod standing;
pub mod tables;

use crate::base::side::{PerSide, Side};
use decision::Bound;
use duel::{Duel, Pair};
use reading::{Contest, Faith};
use solve::{Solution, solve};
use tables::{Resolution, Tables};
use thiserror::Error;

/// Why there is no certificate. Search has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotExact {
    /// No delivery stage.
    #[error("only a delivery stage has clauses that move money")]
    Stage,
    /// A binary signal.
    #[error("the KPI is a binary signal of what both did")]
    Binary,
    /// Convex distress.
    #[error("distress makes money worth more in some rounds than in others")]
    Distress,
    /// Varying demand.
    #[error("what the buyer needs varies from round to round")]
    Demand,
    /// A sunk investment.
    #[error("an investment adds value that the contract shares")]
    Investment,
    /// A name that follows trust.
    #[error("a side's name is worth what the other believes of it")]
    References,
    /// Exclusivity.
    #[error("exclusivity cuts what a side has after an early end for a while")]
    Exclusivity,
    /// A moving index.
    #[error("the index moves and price or cost move with it")]
    Index,
    /// A ramp that opens by an average.
    #[error("the exit ramp opens by a moving average")]
    Average,
    /// A ramp that pauses.
    #[error("the exit ramp pauses the contract")]
    Pause,
    /// A cure beside reviews.
    #[error("a cure runs beside reviews that find hidden misses")]
    CureAndReviews,
    /// Misreading beside reviews.
    #[error("the victim may misread a KPI that reviews attribute")]
    Misreading,
    /// A window that runs across the end of a term.
    #[error(
        "a credit window runs across the end of a term that is renewed by itself: its rounds are no multiple of the window"
    )]
    WindowAcrossTerms,
    /// Reviews that drift against the term.
    #[error("reviews drift against a term that is renewed by itself: its rounds are no multiple of the cadence")]
    ReviewsAcrossTerms,
    /// A pilot's sum beside a window's.
    #[error("a pilot with an upgrade KPI and a credit window are two running sums at once")]
    TwoSums,
    /// A window without noise.
    #[error("a KPI without noise over a window has no value that varies smoothly")]
    NoNoise,
    /// Too many rounds.
    #[error("more than 2,000 rounds would have to be gone through")]
    LongTerm,
    /// A victim that learns or reckons.
    #[error("the victim's conduct depends on what it believes or on what it has got used to")]
    Victim,
    /// Shading under recalibration.
    #[error("the band is recalibrated on what one side reports")]
    Recalibration,
    /// A stop-loss within reach.
    #[error("a report can trigger the stop-loss")]
    StopLoss,
    /// Too many ways in which a victim's window may turn out.
    #[error("the victim's credit window may turn out in too many ways")]
    VictimsWindow,
}

/// A value between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// Some play reaches it.
    pub low: f64,
    /// No play exceeds it.
    pub high: f64,
}

impl Bracket {
    /// How far the two are apart.
    pub const fn gap(&self) -> f64 {
        self.high - self.low
    }
}

/// What is certain about a contract. Values are discounted money per history.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The hostile side's best value in good faith.
    pub honest: Bracket,
    /// Its best value by any play.
    pub exploited: Bracket,
    /// Values of both under the plays that reach the lower bounds: in good faith, and by any play.
    pub values: [PerSide<f64>; 2],
    /// What one unit of money in every round of need is worth.
    pub annuity: f64,
    /// How fine the grids were.
    pub resolution: Resolution,
    /// The play that reaches the lower bound.
    pub play: Solution,
}

impl Certificate {
    /// What the hostile side gains over good faith, discounted money per history: no play gains more than `high`.
    pub const fn gain(&self) -> Bracket {
        Bracket { low: self.exploited.low - self.honest.high, high: self.exploited.high - self.honest.low }
    }

    /// What its victim loses under the play found.
    pub fn loss(&self, hostile: Side) -> f64 {
        self.values[0][hostile.other()] - self.values[1][hostile.other()]
    }

    /// Error of discretisation: how far apart the bounds of the gain are.
    pub const fn error(&self) -> f64 {
        self.honest.gap() + self.exploited.gap()
    }
}

/// The grids that are tried, one after the other.
pub const RESOLUTIONS: [Resolution; 4] = [
    Resolution { efforts: 32, nodes: 4 },
    Resolution { efforts: 64, nodes: 8 },
    Resolution { efforts: 128, nodes: 12 },
    Resolution { efforts: 256, nodes: 16 },
];

/// Bounds of the gain that are closer than this share of the price per round are close enough.
pub const TOLERANCE: f64 = 0.001;

/// Most work that one refinement may be expected to take, in plans times standings times nodes times weights times rounds.
const MOST_WORK: f64 = 4e9;

/// The exact worst case of a contract, on grids that are refined until its bounds are close or the next grid is too large.
///
/// # Errors
/// [`NotExact`] where the contract's state is not small.
pub fn certify(contest: &Contest<'_>) -> Result<Certificate, NotExact> {
    let mut duels = [contest.duel(Faith::Good)?, contest.duel(Faith::Bad)?];
    let tolerance = TOLERANCE * contest.contract.price.abs() * contest.annuity();
    let mut certificate = refine(&duels, contest, tolerance);
    // What the hostile side could do with the victim's misses is first bounded, and followed only where that matters.
    if certificate.error() > tolerance && duels[1].ramp.misses.is_some() && !duels[1].follows_victim {
        for duel in &mut duels {
            duel.follows_victim = true;
        }
        let followed = refine(&duels, contest, tolerance);
        if followed.error() < certificate.error() {
            certificate = followed;
        }
    }
    Ok(certificate)
}

fn refine(duels: &[Duel; 2], contest: &Contest<'_>, tolerance: f64) -> Certificate {
    let mut certificate = at(duels, contest, RESOLUTIONS[0]);
    for resolution in &RESOLUTIONS[1..] {
        if certificate.error() <= tolerance || work(&duels[1], *resolution) > MOST_WORK {
            break;
        }
        certificate = at(duels, contest, *resolution);
    }
    certificate
}

/// About how many multiplications a pass takes.
fn work(duel: &Duel, resolution: Resolution) -> f64 {
    let tables = Tables::new(duel, resolution);
    let plans = tables.actions.all.len() as f64;
    let weights: usize = tables
        .parts
        .iter()
        .flatten()
        .filter_map(|part| part.window.as_ref().or(part.pilot.as_ref()))
        .map(|kernel| kernel.weights.len())
        .sum();
    let nodes = tables.closing.0.len.max(tables.pilot_axis.len) as f64;
    let each = plans + weights as f64 * nodes;
    each * tables.standings.len() as f64 * f64::from(duel.rounds.unwrap_or(duel.term.rounds * 6))
}

/// Bounds at one resolution.
fn at(duels: &[Duel; 2], contest: &Contest<'_>, resolution: Resolution) -> Certificate {
    let brackets = duels.each_ref().map(|duel| {
        let tables = Tables::new(duel, resolution);
        let near = solve(duel, &tables, Bound::Neither, None);
        let low = solve(duel, &tables, Bound::Lower, Some(&near));
        let high = solve(duel, &tables, Bound::Upper, Some(&near)).worth.hostile;
        (Bracket { low: low.worth.hostile, high }, low)
    });
    let [(honest, good), (exploited, play)] = brackets;
    Certificate {
        honest,
        exploited,
        values: [good.worth, play.worth].map(|worth| sides(worth, contest.hostile)),
        annuity: contest.annuity(),
        resolution,
        play,
    }
}

/// Values in good faith and by any play, on one grid and without bounds: for comparing contracts.
///
/// # Errors
/// As [`certify`].
pub fn estimate(contest: &Contest<'_>, resolution: Resolution) -> Result<[PerSide<f64>; 2], NotExact> {
    let duels = [contest.duel(Faith::Good)?, contest.duel(Faith::Bad)?];
    Ok(duels.map(|duel| {
        let tables = Tables::new(&duel, resolution);
        sides(solve(&duel, &tables, Bound::Neither, None).worth, contest.hostile)
    }))
}

fn sides(worth: Pair, hostile: Side) -> PerSide<f64> {
    PerSide::from_fn(|side| if side == hostile { worth.hostile } else { worth.victim })
}
