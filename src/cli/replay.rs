//! `longgame replay`: one relationship told round by round, on the terminal or into a file that appears whole or not at all.

use crate::cli::arguments::{Replay, Telling};
use crate::cli::outcome::{Failure, print};
use crate::experiment::replay::{ReplayError, Settings, replay, told};
use crate::export::write;
use anyhow::anyhow;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Replay) -> Result<(), Failure> {
    if let Some(path) = arguments.out.as_deref().filter(|path| path.exists() && !arguments.force) {
        return Err(Failure::input(anyhow!("`{}` exists; choose another --out or use --force", path.display())));
    }
    let scenario = arguments.scenario.read()?;
    let settings = Settings {
        pair: arguments.pair.clone(),
        replication: arguments.replication,
        seed: arguments.seed,
        rounds: arguments.rounds.clone(),
    };
    let transcript = replay(&scenario, &settings).map_err(|error| match error {
        ReplayError::Read(error) => Failure::from(error),
        other => Failure::input(other),
    })?;
    let text = match arguments.format {
        Telling::Table => told(&transcript),
        Telling::Json => serde_json::to_string_pretty(&transcript).map_err(Failure::failed)? + "\n",
    };
    match &arguments.out {
        Some(path) => save(path, &text),
        None => print(&text),
    }
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    write::file(path, text.as_bytes()).map_err(Failure::failed)?;
    print(&format!("{}\n", path.display()))
}
