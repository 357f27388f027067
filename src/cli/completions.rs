//! `longgame completions`: a completion script for a shell.

use crate::cli::arguments::{Arguments, Completions};
use crate::cli::outcome::{Failure, print};
use clap::CommandFactory;

/// Runs the command.
pub fn run(arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "longgame", &mut script);
    print(&String::from_utf8_lossy(&script))
}
