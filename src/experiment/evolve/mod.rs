//! Evolution.

pub mod census;
pub mod fixation;
pub mod flow;
pub mod matrix;
pub mod population;
pub mod process;
pub mod race;
pub mod stationary;
