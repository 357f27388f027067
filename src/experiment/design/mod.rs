//! Designs of points in the unit cube, each point found from its number alone; it does not know what the coordinates mean.
//!
//! | design | points | source |
//! |---|---|---|
//! | [`latin_hypercube`] | one in each of n slices of every coordinate | `McKay`, Beckman and Conover 1979; maximin: Johnson, Moore and Ylvisaker 1990 |
//! | [`sequence`] | the Sobol sequence, in Gray-code order from the origin | Sobol 1967; Antonov and Saleev 1979; directions of Joe and Kuo 2008 |
//! | [`saltelli`] | blocks `A`, `AB_1` .. `AB_k`, `B` over that sequence | Saltelli et al. 2010, with "radial" order within a block |
//! | [`morris`] | trajectories that move one coordinate at a time | Morris 1991 |
//!
//! Full grids, one-at-a-time designs and lists need no unit cube: they are read off the levels of the keys.

pub mod latin_hypercube;
pub mod morris;
pub mod saltelli;
pub mod sequence;

use crate::scenario::sweep::DesignFile;
use latin_hypercube::LatinHypercube;
use morris::Trajectories;
use saltelli::Blocks;
use sequence::Sequence;

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
pub fn units(design: &DesignFile, keys: usize, seed: u64) -> Result<Box<dyn Units>, String> {
    Ok(match design {
        DesignFile::LatinHypercube(file) => {
            Box::new(LatinHypercube::maximin(file.points, keys, seed, file.maximin_of)?)
        }
        DesignFile::Sobol(file) => Box::new(Sequence::new(file.points, keys, file.scramble.then_some(seed))?),
        DesignFile::Saltelli(file) => Box::new(Blocks::new(file.points, keys, seed)?),
        DesignFile::Morris(file) => Box::new(Trajectories::new(file.trajectories, keys, file.levels, seed)?),
        DesignFile::Grid | DesignFile::OneAtATime | DesignFile::List(_) => {
            return Err("a grid, a one-at-a-time design and a list are read off their levels".to_owned());
        }
    })
}
