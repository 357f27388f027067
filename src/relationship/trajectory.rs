//! Round-by-round paths of a batch of replications, for fans and paths; it does not know what is drawn from them.

use crate::execution::block::Block;

/// What is recorded each round, each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Cumulative discounted value.
    Value,
    /// Trust in the other, while under contract.
    Trust,
    /// Realised effort, while under contract.
    Effort,
}

impl Path {
    /// All paths, in the order in which they are stored.
    pub const ALL: [Self; 3] = [Self::Value, Self::Trust, Self::Effort];

    /// The path's name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Trust => "trust",
            Self::Effort => "effort",
        }
    }
}

/// Paths of one batch: `[path][side][round][replication]`; missing entries are NaN.
#[derive(Debug, Clone)]
pub struct Trajectories {
    rounds: usize,
    replications: usize,
    data: Vec<f64>,
}

impl Trajectories {
    /// Room for so many rounds and replications.
    pub fn new(rounds: usize, replications: usize) -> Self {
        let data = vec![f64::NAN; Path::ALL.len() * 2 * rounds * replications];
        Self { rounds, replications, data }
    }

    /// Rounds recorded.
    pub const fn rounds(&self) -> usize {
        self.rounds
    }

    /// All replications' entries of one path of one side in one round (from 0).
    pub fn at(&self, path: Path, side: usize, round: usize) -> &[f64] {
        let start = self.place(path, side, round);
        &self.data[start..start + self.replications]
    }

    const fn place(&self, path: Path, side: usize, round: usize) -> usize {
        ((path as usize * 2 + side) * self.rounds + round) * self.replications
    }

    /// Records one lane's round.
    pub fn record<const W: usize>(&mut self, block: &Block<W>, lane: usize, replication: usize) {
        let round = block.round[lane] as usize - 1;
        if round >= self.rounds {
            return;
        }
        let served = block.served[lane] > 0.0;
        for (side, party) in block.party.iter().enumerate() {
            let start = self.place(Path::Value, side, round);
            self.data[start + replication] = party.value[lane];
            if served {
                let start = self.place(Path::Trust, side, round);
                self.data[start + replication] = party.trust[lane];
                let start = self.place(Path::Effort, side, round);
                self.data[start + replication] = party.realised[lane];
            }
        }
    }

    /// After the need ended, cumulative value stays what it was.
    pub fn carry_forward(&mut self) {
        for side in 0..2 {
            for round in 1..self.rounds {
                let before = self.place(Path::Value, side, round - 1);
                let now = self.place(Path::Value, side, round);
                for replication in 0..self.replications {
                    if self.data[now + replication].is_nan() {
                        self.data[now + replication] = self.data[before + replication];
                    }
                }
            }
        }
    }
}
