//! One negotiation, from first offer to agreement or impasse; bargaining does not know what happens under the contract.
//!
//! A [`part::BargainingPart`] says in a scenario file how a strategy bargains. It is assembled once
//! into [`tactics::Tactics`], which any number of [`session::Session`]s share. In a session each
//! party sees a [`view::SessionView`] and nothing else.
//!
//! Levels of utility inside a session are on the scale of the party's own
//! [`Preference`](crate::domain::preference::Preference), that is without its shift.

pub mod acceptance;
pub mod backward_induction;
pub mod close;
pub mod concession_curve;
pub mod concession_log;
pub mod imitation;
pub mod iso_utility;
pub mod luck;
pub mod meso;
pub mod observer;
pub mod offering;
pub mod opponent;
pub mod opponent_model;
pub mod package_set;
pub mod part;
pub mod party;
mod plug_in;
pub mod protocol;
pub mod recollection;
pub mod scale;
pub mod sealed_bid;
mod seat;
pub mod session;
pub mod setting;
pub mod tactics;
pub mod trail;
pub mod variation;
pub mod view;
pub mod worksheet;
