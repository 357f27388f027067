//! Designs of points in the unit cube, each point found from its number; it does not know what the coordinates mean.
//!
//! | design | source |
//! |---|---|

use crate::scenario::sweep::DesignFile;

/// Points of a unit cube.
pub trait Units: Send + Sync {
    /// Number of points.
    fn count(&self) -> u64;

    /// Coordinates of point `number`, each in [0, 1].
    fn point(&self, number: u64) -> Vec<f64>;
}

/// The sampled design that a scenario asks for, over `keys` coordinates.
///
/// # Errors
/// A sentence on why there is none.
pub fn units(design: &DesignFile, _keys: usize, _seed: u64) -> Result<Box<dyn Units>, String> {
    Err(format!("no sampled design is called {design:?}"))
}
