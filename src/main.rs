//! The `longgame` command: parses what was typed, dispatches it, prints the chain of causes, sets the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    longgame::cli::main()
}
