//! Strategies as data: a bargaining part, a conduct part and a review part that can be crossed; no game is played here.

pub mod assembly;
pub mod file;
pub mod presets;
