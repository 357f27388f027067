//! Reputation: what others make of a party's acts and pass on; it does not know strategies, markets or where luck comes from.
//!
//! An act is judged by a [`norm`], the judgements of a party add up on a [`scale`], and a [`book`] keeps them: one public
//! record for all, or an opinion per observer. Uniforms are handed in by the caller, so that luck can be shared between designs.
//!
//! The way of a round, for an engine:
//!
//! 1. a party looks at another: [`book::Book::look`];
//! 2. acts are seen, reported, witnessed, told on: [`book::Book::observe`], [`book::Book::witness`], [`book::Book::tell`];
//! 3. a party takes a new name: [`book::Book::rename`];
//! 4. what is due becomes known, old records fade: [`book::Book::close`].
//!
//! All acts of a round are judged by what was known when the round began.

pub mod act;
pub mod book;
mod gossip;
pub mod norm;
pub mod part;
mod private;
mod public;
pub mod rules;
pub mod scale;
#[cfg(test)]
mod tests;
