//! What the end of a round is worth once both sides have decided whether the contract goes on; it does not know the round.

use super::duel::{Duel, Pair};
use super::standing::Standing;
use crate::base::numeric::{larger, smaller};

/// Which bound is computed: a value that some play of the hostile side reaches, or one that none exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Reached by a play.
    Lower,
    /// Exceeded by none.
    Upper,
    /// Neither: the value on the grid as it comes, for comparing contracts.
    Neither,
}

/// Where a round stands in the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Terms before this one.
    pub chapter: u32,
    /// Rounds of the term before this one.
    pub age: u32,
    /// Rounds of need after this one, if they are known.
    pub to_come: Option<u32>,
}

impl Moment {
    /// Whether the need is known to end with this round.
    pub fn last(&self) -> bool {
        self.to_come == Some(0)
    }
}

/// What a landed standing is worth, and whether the hostile side chose to leave and by how much that is better or worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Values at the end of the round.
    pub worth: Pair,
    /// What leaving would give the hostile side beyond staying; infinite either way where it has no choice.
    pub leaving: f64,
}

impl Verdict {
    const fn settled(worth: Pair) -> Self {
        Self { worth, leaving: f64::NEG_INFINITY }
    }
}

/// Decides one standing. `stay` holds the values of going on, by whether notice stands for the end of the term.
pub fn decide(
    duel: &Duel,
    moment: Moment,
    bound: Bound,
    standing: Standing,
    scale: f64,
    failed: bool,
    stay: &dyn Fn(Standing) -> Pair,
) -> Verdict {
    let end = |fee: f64| leave(duel, moment, fee);
    if let Some(fee) = automatic(duel, bound, standing) {
        return Verdict::settled(end(fee));
    }
    if failed {
        return Verdict::settled(end(0.0));
    }
    if moment.last() {
        return Verdict::settled(Pair::default());
    }
    let left = f64::from(duel.term.rounds - 1 - moment.age);
    let open = |misses: u32| duel.ramp.misses.is_some_and(|most| misses >= most);
    if duel.ramp.enforced && open(standing.misses) {
        let fee = if standing.at_fault { -duel.ramp.fee } else { duel.ramp.fee };
        if fee < duel.ramp.price * left * scale {
            return Verdict::settled(end(fee));
        }
    }
    let going = renewal(duel, moment, standing, stay);
    if left <= 0.0 {
        return going;
    }
    // Where the victim's misses are not followed, the upper bound takes its ramp for open and the lower one for shut.
    let unknown = !duel.follows_victim && duel.ramp.misses.is_some() && bound == Bound::Upper;
    let out = end(-way_out(duel, bound, left * scale, unknown || open(standing.victim_misses)));
    choose(going, out)
}

/// Leaving where it is worth more to the hostile side.
fn choose(stay: Verdict, out: Pair) -> Verdict {
    let leaving = out.hostile - stay.worth.hostile;
    if leaving > 0.0 {
        Verdict { worth: out, leaving }
    } else {
        Verdict { worth: stay.worth, leaving: larger(leaving, stay.leaving) }
    }
}

/// What going on is worth, a decision on the term's end included where it is due.
fn renewal(duel: &Duel, moment: Moment, standing: Standing, stay: &dyn Fn(Standing) -> Pair) -> Verdict {
    let left = duel.term.rounds - 1 - moment.age;
    let notice = if duel.term.runs_on { duel.term.notice } else { 0 };
    if left != notice {
        return Verdict::settled(if left == 0 && standing.noticed { leave(duel, moment, 0.0) } else { stay(standing) });
    }
    let declined = || {
        if left == 0 { leave(duel, moment, 0.0) } else { stay(Standing { noticed: true, ..standing }) }
    };
    if duel.term.victim_declines(moment.chapter) {
        return Verdict::settled(declined());
    }
    let going = Verdict::settled(stay(standing));
    if duel.term.hostile_may(moment.chapter) { choose(going, declined()) } else { going }
}

/// The fee to the hostile side where a ramp is used by itself.
///
/// Whether a review proved the victim's fault is not followed: the upper bound takes it for proven, the lower one does not.
fn automatic(duel: &Duel, bound: Bound, standing: Standing) -> Option<f64> {
    let most = duel.ramp.misses.filter(|_| duel.ramp.automatic)?;
    let (own, others) = (standing.misses >= most, standing.victim_misses >= most);
    let proven = duel.governed() && bound == Bound::Upper;
    let hostile_leaves = if proven { duel.ramp.fee } else { -duel.ramp.fee };
    let victim_leaves = if standing.at_fault { -duel.ramp.fee } else { duel.ramp.fee };
    match (own, others) {
        (false, false) => None,
        (true, true) => Some(if duel.ramp.hostile_first { hostile_leaves } else { victim_leaves }),
        (true, false) => Some(victim_leaves),
        (false, true) => Some(hostile_leaves),
    }
}

/// What leaving costs the hostile side; negative where it may be paid for it.
fn way_out(duel: &Duel, bound: Bound, left: f64, open: bool) -> f64 {
    let breaking = duel.ramp.breaking * left;
    match (open, bound) {
        (true, Bound::Upper) if duel.governed() => -duel.ramp.fee,
        (true, _) => smaller(duel.ramp.fee, breaking),
        (false, _) => breaking,
    }
}

/// Values at the end of a round in which the contract ends and `fee` goes to the hostile side.
pub fn leave(duel: &Duel, moment: Moment, fee: f64) -> Pair {
    let needed = if moment.last() { 0.0 } else { 1.0 };
    let rest = duel.rest(moment.to_come);
    Pair::transfer(fee).plus(duel.switching.times(-needed)).plus(duel.outside.times(rest))
}
