//! Value by the shadow of the future, from one history: survival is one clock that no conduct reads.
//!
//! Under common luck a history at a shorter shadow is the beginning of the history at a longer one, so a single replication
//! run to the longest shadow gives the exact outcome at every shorter one. It does not know what the values are compared for.

/// Values of a batch at each continuation probability: `[point][side][replication]`.
#[derive(Debug, Clone)]
pub struct Profile {
    grid: Vec<f64>,
    replications: usize,
    values: Vec<f64>,
}

impl Profile {
    /// Room for `replications` at each of the continuation probabilities, which must ascend.
    pub fn new(grid: Vec<f64>, replications: usize) -> Self {
        let values = vec![0.0; grid.len() * 2 * replications];
        Self { grid, replications, values }
    }

    /// The continuation probabilities.
    pub fn grid(&self) -> &[f64] {
        &self.grid
    }

    /// All replications' values of one side at one point.
    pub fn at(&self, point: usize, side: usize) -> &[f64] {
        let start = (point * 2 + side) * self.replications;
        &self.values[start..start + self.replications]
    }

    /// Settles all points from `next` on whose history ends when `survival` is drawn; returns the first that goes on.
    pub fn settle(&mut self, next: usize, survival: f64, values: [f64; 2], replication: usize) -> usize {
        let mut point = next;
        while point < self.grid.len() && self.grid[point] <= survival {
            for (side, value) in values.into_iter().enumerate() {
                self.values[(point * 2 + side) * self.replications + replication] = value;
            }
            point += 1;
        }
        point
    }
}
