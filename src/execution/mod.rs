//! One operating round under a contract, step by step over a block of lanes; it never calls bargaining and knows no strategy by name.

pub mod account;
pub mod block;
pub mod conduct;
pub mod covenants;
pub mod demand;
pub mod exit;
pub mod investment;
pub mod measure;
pub mod nature;
pub mod party;
pub mod perform;
pub mod pilot;
pub mod price;
pub mod reopener;
pub mod reputation;
pub mod review;
pub mod settlement;
pub mod tally;
pub mod terms;
pub mod world;
