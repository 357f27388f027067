//! Scenarios: what a TOML file says, checked and made ready to run; it runs nothing itself.

mod beside;
pub mod catalogue;
pub mod contract_file;
mod edges;
pub mod evolution;
pub mod file;
pub mod lineup;
pub mod market;
mod menu;
pub mod people;
pub mod read;
pub mod resolve;
pub mod schema;
pub mod series;
pub mod sweep;
mod terms;
