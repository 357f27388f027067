//! How a command fails: with what words and which exit code; it does not know why.

use crate::scenario::read::ReadError;
use crate::source::{Palette, render};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// A command that failed.
#[derive(Debug)]
pub enum Failure {
    /// The input is at fault: exit code 2.
    Input(anyhow::Error),
    /// Something went wrong, or a check did not pass: exit code 1.
    Failed(anyhow::Error),
    /// What went wrong has been said already: exit code 1.
    Said,
    /// The input is at fault, and that has been said already: exit code 2.
    SaidOfInput,
    /// Whoever read the output is gone: not an error.
    Unread,
}

impl Failure {
    /// Bad input.
    pub fn input(error: impl Into<anyhow::Error>) -> Self {
        Self::Input(error.into())
    }

    /// Anything else.
    pub fn failed(error: impl Into<anyhow::Error>) -> Self {
        Self::Failed(error.into())
    }

    /// Says what went wrong and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Self::Input(error) => {
                say(&error);
                ExitCode::from(2)
            }
            Self::Failed(error) => {
                say(&error);
                ExitCode::FAILURE
            }
            Self::Said => ExitCode::FAILURE,
            Self::SaidOfInput => ExitCode::from(2),
            Self::Unread => ExitCode::SUCCESS,
        }
    }
}

fn say(error: &anyhow::Error) {
    // Nobody to tell if stderr is closed.
    let _ = writeln!(std::io::stderr(), "error: {error:#}");
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Mistakes { files, diagnostics } => {
                let terminal = std::io::stderr().is_terminal();
                let palette = if terminal { Palette::Coloured } else { Palette::Plain };
                let _ = write!(std::io::stderr(), "{}", render(&files, &diagnostics, palette));
                Self::SaidOfInput
            }
            other => Self::input(other),
        }
    }
}

/// Prints to standard output; a reader that has gone away ends the command quietly.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::Unread),
        Err(error) => Err(Failure::failed(error)),
    }
}
