//! `longgame` simulates negotiated contracts that are lived with: bargaining, execution, trust and the shadow of the future.
//!
//! # Floors
//!
//! A file imports only from floors below its own; a test holds it to that.
//!
//! ```text
//! 11 cli            one file per command
//!  9 experiment     run, replay, threshold search, validation: tables and transcripts out of plans
//!  9 export         csv, charts, report: files out of tables
//!  8 engine         plans, batches of replications, measures, summaries
//!  7 scenario       what a TOML file says, checked and made ready
//!  6 market         many parties: who meets whom, what becomes known, what a partner is worth
//!  5 relationship   the repeated game: negotiate, execute, believe, renew or leave
//!  4 strategy       strategies as data: bargaining, conduct and review parts
//!  3 bargaining     one negotiation session     3 execution   one operating round
//!  2 trust          belief in good faith and the give-get ledger
//!  1 domain         contracts, clauses, outcomes, stage games, money flows
//!  1 statistics     moments, quantiles, intervals     1 source   texts with spans and diagnostics
//!  1 table, report  the only things an export reads
//!  0 base           random streams, bit-stable numbers, sides
//! ```
//!
//! The way of a run: scenario TOML, [`scenario::read`], [`scenario::resolve`], [`engine::plan::Plan`], batches of replications,
//! [`engine::summary::Summary`], tables, files. A replication is a pure function of scenario, matchup, replication and seed.
//!
//! # Example
//!
//! What tit for tat earns against constant defection, from a built-in scenario:
//!
//! ```
//! use longgame::base::side::Side;
//! use longgame::engine::{parallel, plan::Plan, summary::Summary};
//! use longgame::scenario::{read::read, resolve::resolve};
//!
//! let overrides = [r#"lineup.strategies=["tit_for_tat", "all_d"]"#.to_owned()];
//! let scenario = read("theory/v02-random-termination", &overrides)?;
//! let design = resolve(&scenario)?;
//! let plan = Plan::round_robin(&design, 200, 1);
//! let mut summary = Summary::new(&plan, 0.0);
//! parallel::run(&plan, parallel::Watch::NONE, |batch| summary.absorb(&batch))?;
//! let against_all_d = &summary.cells[1];
//! let value = against_all_d.measure("value", Side::Seller).map(|moments| moments.mean());
//! assert!(value.is_some_and(|value| value > 0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bargaining;
pub mod base;
pub mod cli;
pub mod domain;
pub mod engine;
pub mod execution;
pub mod experiment;
pub mod export;
pub mod market;
pub mod relationship;
pub mod report;
pub mod scenario;
pub mod source;
pub mod statistics;
pub mod strategy;
pub mod table;
pub mod trust;
