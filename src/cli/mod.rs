//! The command line: what can be typed, and which command it goes to; each command is one file.

mod answer;
mod arguments;
mod check;
mod completions;
mod deliver;
mod evolve;
mod list;
mod man;
mod negotiate;
mod outcome;
mod progress;
mod replay;
mod run;
mod schema;
mod stress;
mod validate;

pub use arguments::{Arguments, Command};
pub use outcome::Failure;

use clap::Parser;
use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Negotiate(arguments) => negotiate::run(&arguments),
        Command::Evolve(arguments) => evolve::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Stress(arguments) => stress::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}
