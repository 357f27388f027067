//! longgame
pub mod base;
pub mod domain;
pub mod source;
pub mod statistics;
pub mod trust;
pub mod bargaining;
pub mod execution;
pub mod strategy;
pub mod relationship;
pub mod scenario;
pub mod engine;
pub mod table;
pub mod report;
pub mod experiment;
pub mod export;
pub mod cli;
