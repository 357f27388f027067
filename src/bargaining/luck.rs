//! The chance that a session meets, keyed by what it decides; it does not know where the numbers come from.

use crate::base::side::Side;

/// A source of uniform numbers in [0, 1), one for each slot.
///
/// The same slot must give the same number within a session, so that matchups with different
/// behaviour meet the same luck. Any `FnMut(u32) -> f64` is such a source.
pub trait Luck {
    /// The number in a slot.
    fn uniform(&mut self, slot: u32) -> f64;
}

impl<F: FnMut(u32) -> f64> Luck for F {
    fn uniform(&mut self, slot: u32) -> f64 {
        self(slot)
    }
}

/// Slot that decides whether `asked` yields to a nibble.
pub const fn nibble_slot(asked: Side) -> u32 {
    asked.index() as u32
}

/// Slot that decides whether talks break down after `turn`.
pub const fn breakdown_slot(turn: u32) -> u32 {
    turn + Side::ALL.len() as u32
}

/// First of the slots that decide what is misread, beyond those of any deadline.
const MISREADING: u32 = 1 << 14;
/// First of the slots from which tactics draw, beyond those again.
const TACTICS: u32 = 1 << 15;

/// Slot from which the proposer of `turn` draws, if its tactics leave something to chance.
pub const fn tactics_slot(turn: u32) -> u32 {
    TACTICS + turn
}

/// Slot that decides whether the proposal of `turn` is misread.
pub const fn misreading_slot(turn: u32) -> u32 {
    MISREADING + turn
}
