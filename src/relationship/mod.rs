//! The repeated game between two parties: negotiate, execute, believe, renew or leave, until the need ends.
//!
//! It calls bargaining and execution and applies what strategies decide; it does not know scenarios, files or statistics.

pub mod decide;
pub mod encounter;
pub mod game;
pub mod history;
pub mod matchup;
pub mod menu;
pub mod negotiate;
pub mod occasion;
pub mod optimum;
mod play;
pub mod preparation;
mod private_type;
pub mod profile;
mod reckoning;
pub mod record;
pub mod replay;
pub mod round;
pub mod rules;
pub mod trajectory;
