//! Where a contract stands between two rounds, apart from the KPI's running sum: counts and findings; it does not know what they are worth.

use super::duel::Duel;

/// Counts and findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The pilot fell short and the contract stayed small.
    pub small: bool,
    /// Notice was given.
    pub noticed: bool,
    /// The last review found the hostile side shirking.
    pub at_fault: bool,
    /// The next one will.
    pub accused: bool,
    /// Hidden misses that the next review will bring to light.
    pub audited: u32,
    /// The hostile side's misses in a row.
    pub misses: u32,
    /// The victim's.
    pub victim_misses: u32,
}

/// What a round's reading was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// On target.
    Hit,
    /// On target only by gaming.
    Hidden,
    /// Below target, but within what passes without a question.
    Tolerated,
    /// Below target.
    Miss,
}

/// All standings that a contract can have, numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standings {
    /// Most of each count: small, noticed, at fault, accused, audited, misses, the victim's misses.
    most: [u32; 7],
}

impl Standings {
    /// The standings of a game; what bears on nothing is left out.
    pub fn of(duel: &Duel) -> Self {
        let misses = duel.ramp.misses.unwrap_or(0);
        let governed = u32::from(duel.governed());
        let hides = duel.games && duel.work.lift > 0.0;
        let judged = duel.pilot.upgrade.is_some() || duel.pilot.victims.is_some();
        let small = duel.pilot.rounds > 0 && judged && !duel.pilot.ends;
        let notice = duel.term.runs_on && duel.term.notice > 0;
        let audited = if hides { governed * misses } else { 0 };
        let victim = if duel.follows_victim { misses } else { 0 };
        Self { most: [u32::from(small), u32::from(notice), governed, governed, audited, misses, victim] }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.most.iter().map(|most| *most as usize + 1).product()
    }

    /// Whether there is none; there always is one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of a standing; counts beyond the most stay there.
    pub fn number(&self, standing: Standing) -> usize {
        let Standing { small, noticed, at_fault, accused, audited, misses, victim_misses } = standing;
        let counts = [
            u32::from(small),
            u32::from(noticed),
            u32::from(at_fault),
            u32::from(accused),
            audited,
            misses,
            victim_misses,
        ];
        self.most.iter().zip(counts).fold(0, |number, (most, count)| {
            let held = if count < *most { count } else { *most };
            number * (*most as usize + 1) + held as usize
        })
    }

    /// The standing of a number.
    pub fn at(&self, number: usize) -> Standing {
        let mut rest = number;
        let mut counts = [0; 7];
        for (count, most) in counts.iter_mut().zip(self.most).rev() {
            let size = most as usize + 1;
            *count = (rest % size) as u32;
            rest /= size;
        }
        Standing {
            small: counts[0] > 0,
            noticed: counts[1] > 0,
            at_fault: counts[2] > 0,
            accused: counts[3] > 0,
            audited: counts[4],
            misses: counts[5],
            victim_misses: counts[6],
        }
    }
}

/// What a reading does to a standing: `right` tells whether a review would judge it rightly, `reviewed` whether one follows.
pub fn land(before: Standing, zone: Zone, right: bool, shirks: bool, reviewed: bool) -> Standing {
    let mut after = before;
    let missed = matches!(zone, Zone::Miss | Zone::Tolerated);
    after.misses = if missed { before.misses + 1 } else { 0 };
    after.accused |= zone == Zone::Miss && shirks == right;
    after.audited += u32::from(zone == Zone::Hidden && right);
    if reviewed {
        after.misses += after.audited;
        after.at_fault = after.accused;
        after.audited = 0;
        after.accused = false;
    }
    after
}
