//! `longgame man`: the manual page, of the command or of one verb.

use crate::cli::arguments::{Arguments, Man};
use crate::cli::outcome::{Failure, print};
use anyhow::anyhow;
use clap::CommandFactory;

/// Runs the command.
pub fn run(arguments: &Man) -> Result<(), Failure> {
    let command = Arguments::command();
    let page = match &arguments.verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(found) => found.clone().display_name(format!("longgame-{verb}")),
            None => return Err(Failure::input(anyhow!("there is no verb `{verb}`: `longgame help` shows all"))),
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(Failure::failed)?;
    print(&String::from_utf8_lossy(&text))
}
