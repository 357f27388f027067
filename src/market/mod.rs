//! The market: many parties meet, live with contracts, part and meet others; it does not know scenarios, files or statistics.
//!
//! A replication is a pure function of rules, population, replication and seed. Pairs sit in the lanes of relationship blocks,
//! one set of blocks per matchup of strategies; every round all blocks are stepped, then parties part, are judged and match
//! anew. What a party has earned goes with it; the calendar never stops.

mod assemble;
mod dice;
pub mod economy;
mod floor;
pub mod history;
pub mod matching;
mod observe;
pub mod play;
mod population;
mod prospects;
pub mod settings;
mod settle;
