//! The packages of one proposal; it does not know how they are chosen.

/// The packages of one proposal: at least one, all different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackageSet {
    outcomes: [u32; Self::CAPACITY],
    count: usize,
}

impl PackageSet {
    /// Most packages of one proposal.
    pub const CAPACITY: usize = 8;

    /// A single offer.
    pub const fn single(lead: u32) -> Self {
        Self { outcomes: [lead; Self::CAPACITY], count: 1 }
    }

    /// The package that would be proposed alone.
    pub const fn lead(&self) -> u32 {
        self.outcomes[0]
    }

    /// All packages, the lead first.
    pub fn packages(&self) -> &[u32] {
        &self.outcomes[..self.count]
    }

    /// Adds one more, of which there may be [`Self::CAPACITY`].
    pub(super) fn push(&mut self, outcome: u32) {
        self.outcomes[self.count] = outcome;
        self.count += 1;
    }
}
